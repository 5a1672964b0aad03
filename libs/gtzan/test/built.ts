import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const dist = (name: string) => fileURLToPath(new URL(`../dist/${name}`, import.meta.url))

/** Whether the package was built; tests of worker threads need it. */
export const built = existsSync(dist('node.js')) && existsSync(dist('extract-worker.js'))

/** Starts Node with a script that has the built package as `gtzan`, as ESM or as CommonJS. */
export function startScript(
  script: string,
  options: { kind?: 'module' | 'commonjs'; args?: readonly string[]; fileLimit?: number } = {},
) {
  const { kind = 'module', args = [], fileLimit } = options
  const load =
    kind === 'module'
      ? `import * as gtzan from ${JSON.stringify(new URL('../dist/node.js', import.meta.url).href)};`
      : `const gtzan = require(${JSON.stringify(dist('node.cjs'))});`
  const words = [process.execPath, `--input-type=${kind}`, '-e', load + script, ...args]
  // A shell that lets no file grow beyond so many kilobytes, as a full disk would not.
  const limited = fileLimit === undefined ? [] : ['bash', '-c', `ulimit -f ${fileLimit} && exec "$@"`, 'bash']
  const [program, ...rest] = [...limited, ...words]
  const child = spawn(program, rest, { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  child.stdout.on('data', data => (output += data))
  child.stderr.on('data', data => (output += data))
  const done = new Promise<{ code: number | null; signal: string | null; output: string }>(resolve =>
    child.on('close', (code, signal) => resolve({ code, signal, output })),
  )
  return { child, done }
}
