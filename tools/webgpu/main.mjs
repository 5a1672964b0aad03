// The gradient suite of @genre/nets on WebGPU in Node, on the software adapter (SwiftShader) that comes with Chromium:
// `npm run test:webgpu`.
import { existsSync, realpathSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { findChromium } from '../browser/chromium.mjs'
import { root } from '../common/packages.mjs'
import { run } from '../common/run.mjs'
import { swiftShaderDriver } from './swift-shader.mjs'

const HELP = `npm run test:webgpu

Installs the optional peers of @genre/nets for WebGPU (webgpu and @tensorflow/tfjs-backend-webgpu, about 150 MB, into
tools/webgpu/node_modules) and runs the gradient suite on them, so that it is known to be right before a real GPU is met.

VK_DRIVER_FILES names the Vulkan driver; by default the SwiftShader that lies beside Chromium. Without one nothing runs, which is
a failure where CI=true and a skip elsewhere. GENRE_COUNT_FILE names a file for the count of tests.`

const { values: options } = parseArgs({ options: { help: { type: 'boolean', short: 'h' } } })
if (options.help) console.log(HELP)
else process.exitCode = await main()

async function main() {
  const chromium = findChromium()
  const driver = process.env.VK_DRIVER_FILES ?? swiftShaderDriver(chromium && realpathSync(chromium), existsSync)
  if (!driver) {
    const must = process.env.CI === 'true'
    console.log(
      `${must ? 'FAILED' : 'SKIPPED'}: no Vulkan driver (VK_DRIVER_FILES, or Debian's chromium, which brings SwiftShader)`,
    )
    return must ? 1 : 0
  }
  const here = path.join(root, 'tools/webgpu')
  const installed = await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: here })
  if (installed.status !== 0) {
    console.log(`FAILED: npm ci in ${here}\n${installed.stderr}`)
    return 1
  }
  const { status, stdout, stderr } = await run('npx', ['vitest', 'run', 'libs/nets/test/gradients/webgpu.test.ts'], {
    cwd: root,
    env: { ...process.env, GENRE_PEERS: here, VK_DRIVER_FILES: driver },
  })
  console.log(stdout + (status === 0 ? '' : stderr))
  return status
}
