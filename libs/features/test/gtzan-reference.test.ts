import { describe, expect, test } from 'vitest'
import { GENRES, RowChecker } from './gtzan-rows'
import { hasShared, readTable, sharedPath } from './shared-data'

// 110 rows of librosa 0.11: a recording of each genre and its ten segments.
describe.skipIf(!hasShared)('gtzan57 of GTZAN recordings (skipped where ../shared is absent)', () => {
  test('equals librosa 0.11 in all 57 columns of 110 rows', { timeout: 120_000 }, () => {
    const inDouble = readTable(sharedPath('golden/gtzan57_reference_f64acc.csv'))
    const asNumpy = readTable(sharedPath('golden/gtzan57_reference.csv'))
    const checker = new RowChecker('librosa')
    const again = new RowChecker('librosa')
    for (const genre of GENRES) {
      for (const [name, values, length] of checker.rowsOf(`${genre}.00000`)) {
        checker.expectRow(name, values, length, inDouble)
        again.expectRow(name, values, length, asNumpy)
      }
    }
    expect(checker.rows).toBe(110)
    // Running sums in single precision turn on the last bit: one roll-off bin in 10 000 frames may differ.
    expect(checker.binsOff / checker.frames).toBeLessThanOrEqual(1e-4)
  })
})
