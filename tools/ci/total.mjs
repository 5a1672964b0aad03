// Adds up the counts of test runs, one file each as GENRE_COUNT_FILE names them: `node tools/ci/total.mjs FILE...` prints
// `N passed, N failed` and ends with 1 if anything failed or a file says nothing.
import { readFileSync } from 'node:fs'
import { line, parseLine } from './count.mjs'

const total = { passed: 0, failed: 0, skipped: 0 }
for (const file of process.argv.slice(2)) {
  const count = parseLine(readFileSync(file, 'utf8').trim())
  total.passed += count.passed
  total.failed += count.failed
  total.skipped += count.skipped
}
console.log(line(total))
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0
