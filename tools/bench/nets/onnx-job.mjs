// onnxruntime, in a process of its own: node onnx-job.mjs '{"folder", "package", "file", "job", "threads"}' prints the times.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { clock, least } from './jobs.mjs'

const told = JSON.parse(process.argv[2])
const require = createRequire(path.join(told.folder, 'package.json'))
const runtime = require(told.package)
const { version } = require(path.join(told.folder, 'node_modules', told.package, 'package.json'))
if (told.package === 'onnxruntime-web') runtime.env.wasm.numThreads = told.threads
const session = await runtime.InferenceSession.create(new Uint8Array(readFileSync(told.file)), {
  executionProviders: [told.package === 'onnxruntime-web' ? 'wasm' : 'cpu'],
  intraOpNumThreads: told.threads,
})
const { size, net } = told.job
const data = [Float32Array.from({ length: size * size }, () => Math.random())]
const shapes = [[1, 1, size, size]]
if (net === 'resnet') {
  data.push(Float32Array.from({ length: 57 }, () => Math.random()))
  shapes.push([1, 57])
}
const feeds = Object.fromEntries(
  session.inputNames.map((/** @type {string} */ name, /** @type {number} */ i) => [
    name,
    new runtime.Tensor('float32', data[i], shapes[i]),
  ]),
)
const now = clock(told.cpu)
const seconds = []
for (let i = 0; i < 35; i++) {
  const start = now()
  await session.run(feeds)
  seconds.push(now() - start)
}
console.log(`\n${JSON.stringify({ forward: least(seconds), detail: `${told.package} ${version}` })}`)
process.exit(0)
