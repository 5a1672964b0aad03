/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Count
 */

/**
 * `12 passed, 0 failed`, and `, 3 skipped` where there are any.
 *
 * @param {Count} count
 */
export function line({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

/**
 * What {@link line} wrote.
 *
 * @param {string} text
 * @returns {Count}
 */
export function parseLine(text) {
  const found = /^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/.exec(text)
  if (!found) throw new Error(`no count of tests: ${JSON.stringify(text)}`)
  const [passed, failed, skipped] = found.slice(1).map(each => Number(each ?? 0))
  return { passed, failed, skipped }
}

/**
 * Counts the tests of a run. A file that could not be loaded, or an error outside of every test, counts as one failure: a run
 * with one of those never looks whole.
 *
 * @param {readonly import('vitest/node').TestModule[]} modules
 * @param {readonly unknown[]} errors
 * @returns {Count}
 */
export function count(modules, errors) {
  const total = { passed: 0, failed: errors.length, skipped: 0 }
  for (const module of modules) {
    total.failed += module.errors().length
    for (const suite of module.children.allSuites()) total.failed += suite.errors().length
    for (const test of module.children.allTests()) {
      const { state } = test.result()
      if (state === 'passed') total.passed++
      else if (state === 'skipped') total.skipped++
      else total.failed++ // failed, or pending: begun and never ended
    }
  }
  return total
}
