/**
 * What the suites ask of the engine that they run in, the same words in Node and in a page; the entry that starts the run
 * fills it in before a test file is loaded.
 *
 * @typedef {object} Host
 * @property {(path: string) => string} readText a file of the repository, by its path from the root
 * @property {(path: string) => Promise<Uint8Array<ArrayBuffer>>} readBytes the same, as bytes
 * @property {(file: string) => Promise<unknown>} load a bundled test file
 *
 * @typedef {{ quantity: string, value: number, where: string, why: string, limit: number, unit: string }} Deviation
 */

/** The state of one run, shared by the bundled files. */
export const state = {
  /** @type {Host | undefined} */
  host: undefined,
  /** The test file whose tests run. */
  file: '',
  /** @type {(Deviation & { file: string })[]} */
  deviations: [],
  /** Fingerprints of the results of each function, call by call. @type {Map<string, number[]>} */
  results: new Map(),
}

/** @returns {Host} */
export function host() {
  if (!state.host) throw new Error('the run has no host')
  return state.host
}
