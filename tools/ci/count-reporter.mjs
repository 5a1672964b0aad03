import { writeFileSync } from 'node:fs'
import { count, line } from './count.mjs'

/**
 * Ends the report of a test run with `N passed, N failed`. Where GENRE_COUNT_FILE names a file, the line is written there as
 * well, for whoever wants to say it again later.
 *
 * A reporter of vitest (`reporters` in vitest.config.ts).
 */
export default class CountReporter {
  /**
   * @param {readonly import('vitest/node').TestModule[]} modules
   * @param {readonly unknown[]} errors
   */
  onTestRunEnd(modules, errors) {
    const text = line(count(modules, errors))
    console.log(text)
    if (process.env.GENRE_COUNT_FILE) writeFileSync(process.env.GENRE_COUNT_FILE, `${text}\n`)
  }
}
