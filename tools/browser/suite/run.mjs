import './globals.mjs'
import { startTests } from '@vitest/runner'
import fc from 'fast-check'
import { state } from './host.mjs'

/**
 * @typedef {{ file: string, name: string, state: 'passed' | 'failed' | 'skipped', message?: string }} Outcome
 *
 * @typedef {object} Run
 * @property {string} engine
 * @property {boolean} wasm whether WebAssembly could be used
 * @property {boolean} evaluates whether a string could be run as code
 * @property {Outcome[]} outcomes
 * @property {(import('./host.mjs').Deviation & { file: string })[]} deviations
 * @property {Record<string, number[]>} results fingerprints of each function's results, call by call
 * @property {number} seconds
 */

/**
 * Runs bundled vitest files with vitest's own runner and hands back what happened. Property tests draw the same cases in
 * every engine.
 *
 * @param {import('./host.mjs').Host} host
 * @param {string[]} files
 * @returns {Promise<Omit<Run, 'engine'>>}
 */
export async function run(host, files) {
  state.host = host
  fc.configureGlobal({ seed: 20240607 })
  const start = performance.now()
  const config = {
    root: '/',
    setupFiles: [],
    name: undefined,
    passWithNoTests: false,
    testNamePattern: undefined,
    allowOnly: false,
    sequence: { seed: 0, hooks: 'stack', setupFiles: 'list' },
    chaiConfig: undefined,
    maxConcurrency: 1,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    retry: 0,
    includeTaskLocation: false,
    diffOptions: undefined,
    tags: [],
    tagsFilter: undefined,
    strictTags: false,
  }
  const runner = {
    config,
    importFile: (/** @type {string} */ file) => host.load(file.slice(1)),
    onBeforeRunTask: (/** @type {{ file: { name: string } }} */ { file }) => {
      state.file = file.name
    },
  }
  const paths = files.map(file => `/${file}`)
  const suites = await startTests(paths, /** @type {any} */ (runner))
  return {
    wasm: can(() => new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0))),
    evaluates: can(() => Reflect.construct(Function, ['return 1'])),
    outcomes: suites.flatMap(file => outcomes(file, file.name)),
    deviations: state.deviations,
    results: Object.fromEntries(state.results),
    seconds: (performance.now() - start) / 1000,
  }
}

/**
 * @param {any} task a file, suite or test of the runner
 * @param {string} file
 * @returns {Outcome[]}
 */
function outcomes(task, file, path = '') {
  const message = task.result?.errors?.map((/** @type {any} */ error) => error.stack ?? error.message).join('\n')
  if (task.type === 'test') {
    const passed = task.result?.state === 'pass'
    const skipped = task.mode === 'skip' || task.mode === 'todo' || task.result?.state === 'skip'
    return [{ file, name: path + task.name, state: passed ? 'passed' : skipped ? 'skipped' : 'failed', message }]
  }
  const below = task.filepath ? '' : `${path}${task.name} > `
  // An error that is no test's own (the file cannot be loaded, a hook failed) counts as one failure.
  const own = message ? [{ file, name: `${path}${task.name}`, state: /** @type {const} */ ('failed'), message }] : []
  return [...own, ...task.tasks.flatMap((/** @type {any} */ each) => outcomes(each, file, below))]
}

/** @param {() => unknown} attempt */
function can(attempt) {
  try {
    attempt()
    return true
  } catch {
    return false
  }
}
