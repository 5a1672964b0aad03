import { InvalidParameterError } from '@genre/core'
import { describe, expect, it } from 'vitest'
import { exampleTable } from '../../test/example-tables'
import { assertNoLeak } from './assert-no-leak'
import { trackFolds } from './track-folds'

describe('trackFolds', () => {
  it('tests every track once, genres in proportion', () => {
    const table = exampleTable(13, 4, ['blues', 'rock', 'pop'])
    const folds = trackFolds(table, { folds: 5, randomState: 42 })
    expect(folds.map(({ fold }) => fold)).toEqual([1, 2, 3, 4, 5])
    const tested = folds.flatMap(({ test }) => [...test]).sort((a, b) => a - b)
    expect(tested).toEqual(Array.from({ length: 13 * 4 * 3 }, (_, i) => i))
    for (const fold of folds) {
      assertNoLeak(fold, table)
      expect(fold).toMatchObject({ protocol: 'track', seed: 42 })
      expect(fold.train.length + fold.test.length).toBe(13 * 4 * 3)
      for (const genre of ['blues', 'rock', 'pop']) {
        const tracks = [...fold.test].filter(row => table.labels[row] === genre).length / 4
        expect([2, 3]).toContain(tracks)
      }
    }
    const sizes = folds.map(({ test }) => test.length / 4)
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
  })

  it('is decided by the seed', () => {
    const table = exampleTable(10, 2)
    expect(trackFolds(table, { randomState: 1 })).toEqual(trackFolds(table, { randomState: 1 }))
    expect(trackFolds(table, { randomState: 1 })).not.toEqual(trackFolds(table, { randomState: 2 }))
  })

  it.each([1, 0, 2.5, 4, NaN])('refuses %d folds of 3 tracks', folds => {
    expect(() => trackFolds(exampleTable(3, 2, ['pop']), { folds })).toThrowError(
      expect.objectContaining({ name: InvalidParameterError.name, parameter: 'folds' }),
    )
  })
})
