// Executes compiled snippets one after the other, each in a temporary folder of its own, and reports what each of them said.
// Usage: node runner.mjs JOBS.json RESULTS.json, where JOBS is [{ module, folder }].
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { format, inspect } from 'node:util'

const [jobsFile, resultsFile] = process.argv.slice(2)
/** @type {{ module: string, folder: string, song: string }[]} */
const jobs = JSON.parse(readFileSync(jobsFile, 'utf8'))
/** @type {{ said: Record<number, string[]>, error?: string, seconds: number }[]} */
const results = []
const limit = 60_000

/** @type {(typeof results)[0]} */
let current
const say = (/** @type {number} */ n, /** @type {string} */ text) => (current.said[n] ??= []).push(text)
Object.assign(globalThis, {
  __said: (/** @type {number} */ n) => ({
    printed: (/** @type {unknown[]} */ ...args) => say(n, format(...args)),
    valued: (/** @type {unknown} */ value) => say(n, typeof value === 'string' ? value : inspect(value)),
  }),
})
for (const name of /** @type {const} */ (['log', 'info', 'debug', 'warn', 'error', 'table', 'dir'])) {
  console[name] = () => {}
}
process.on('unhandledRejection', reason => (current.error ??= `unhandled rejection: ${told(reason)}`))
process.on('uncaughtException', reason => (current.error ??= `uncaught: ${told(reason)}`))

for (const { module, folder, song } of jobs) {
  current = { said: {}, seconds: 0 }
  results.push(current)
  mkdirSync(folder, { recursive: true })
  writeFileSync(`${folder}/song.wav`, readFileSync(song))
  process.chdir(folder)
  const started = performance.now()
  /** @type {NodeJS.Timeout | undefined} */
  let timer
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`did not end within ${limit / 1000} s`)), limit)
  })
  try {
    await Promise.race([import(pathToFileURL(module).href), late])
    await new Promise(resolve => setImmediate(resolve)) // lets a rejection that nobody handles come up
  } catch (error) {
    current.error ??= told(error)
  }
  clearTimeout(timer)
  current.seconds = (performance.now() - started) / 1000
  // Written after every snippet: one that takes the process down must not take the others' results with it.
  writeFileSync(resultsFile, JSON.stringify(results))
}
process.exit(0)

/** @param {unknown} error */
function told(error) {
  return error instanceof Error ? `${error.name}: ${error.message}` : inspect(error)
}
