import { expect } from 'vitest'
import { host, state } from './host.mjs'

/**
 * What `cases/NAME.given.mjs` prepared in Node.
 *
 * @param {string} name
 * @returns {any}
 */
export function given(name) {
  return JSON.parse(host().readText(`given/${name}.json`))
}

/**
 * A file of the repository, by its path from the root.
 *
 * @param {string} path
 */
export function repositoryFile(path) {
  return host().readBytes(path)
}

/** Whether this engine, under this policy, runs WebAssembly. */
export const hasWebAssembly = (() => {
  try {
    return new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)) !== undefined
  } catch {
    return false
  }
})()

/**
 * Demands that every element is within a tolerance of what Node found, and notes the worst deviation for the report.
 *
 * @param {{ quantity: string, limit: number, unit: string, why: string }} tolerance
 * @param {ArrayLike<number>} actual
 * @param {ArrayLike<number>} expected
 * @param {string} [where]
 */
export function expectWithin({ quantity, limit, unit, why }, actual, expected, where = '') {
  expect(actual.length, `${quantity} ${where}: length`).toBe(expected.length)
  let worst = 0
  for (let i = 0; i < expected.length; i++) {
    const error = Object.is(actual[i], expected[i]) ? 0 : Math.abs(actual[i] - expected[i])
    if (!(error <= worst)) worst = error
  }
  state.deviations.push({ quantity, value: worst, where, limit, unit, why, file: state.file })
  expect(worst, `${quantity} ${where}`).toBeLessThanOrEqual(limit)
}
