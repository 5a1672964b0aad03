import { DataError, InvalidParameterError } from '@genre/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exampleTable } from '../../test/example-tables'
import type { FeatureTable } from '../table/feature-table'
import { selectRows } from '../table/select-rows'
import { assertNoLeak } from './assert-no-leak'
import { apportion, trackSplit } from './track-split'

function tracksByGenre(table: FeatureTable, rows: Int32Array): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const track of new Set(Array.from(rows, row => table.tracks[row]))) {
    const genre = track.split('.')[0]
    counts[genre] = (counts[genre] ?? 0) + 1
  }
  return counts
}

describe('trackSplit', () => {
  const table = exampleTable(100, 10)

  it('keeps tracks whole and genres in proportion', () => {
    const split = trackSplit(table, { testSize: 0.15, validationSize: 0.15, randomState: 42 })
    assertNoLeak(split, table)
    expect(split).toMatchObject({ protocol: 'track', seed: 42 })
    expect(split.warning).toBeUndefined()
    for (const [part, count] of [
      ['train', 70],
      ['validation', 15],
      ['test', 15],
    ] as const) {
      expect(split[part]).toHaveLength(count * 100)
      expect(Object.values(tracksByGenre(table, split[part]))).toEqual(new Array(10).fill(count))
      expect([...split[part]]).toEqual([...split[part]].sort((a, b) => a - b))
    }
  })

  it('differs with the seed and not with the order of the rows', () => {
    const order = Int32Array.from({ length: 10000 }, (_, i) => (i * 7919) % 10000)
    const shuffled = selectRows(table, order)
    const names = (of: FeatureTable, seed: number) =>
      [...new Set(Array.from(trackSplit(of, { randomState: seed }).test, row => of.tracks[row]))].sort()
    expect(names(shuffled, 1)).toEqual(names(table, 1))
    expect(names(table, 2)).not.toEqual(names(table, 1))
  })

  it('covers every row once, for any sizes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 12 }), fc.integer({ min: 1, max: 9 }), fc.nat(), (tracks, tests, seed) => {
        const small = exampleTable(tracks, 2, ['blues', 'rock', 'pop'])
        const split = trackSplit(small, { testSize: tests, validationSize: 1, randomState: seed % 1000 })
        expect(split.test).toHaveLength(tests * 2)
        expect(split.validation).toHaveLength(2)
        const all = [...split.train, ...split.validation, ...split.test].sort((a, b) => a - b)
        expect(all).toEqual(Array.from({ length: small.filenames.length }, (_, i) => i))
      }),
      { numRuns: 50 },
    )
  })

  it('takes numbers of tracks', () => {
    const split = trackSplit(exampleTable(4, 3, ['blues', 'rock', 'pop']), { testSize: 2, randomState: 0 })
    expect(split.test).toHaveLength(6)
    expect(split.train).toHaveLength(30)
  })

  it('refuses sizes that leave nothing, and a track of two genres', () => {
    expect(() => trackSplit(exampleTable(1, 10, ['blues']), {})).toThrowError(InvalidParameterError)
    expect(() => trackSplit(exampleTable(2, 10, ['blues']), { testSize: 2 })).toThrowError(InvalidParameterError)
    const torn = { ...table, labels: table.labels.map((label, row) => (row === 15 ? 'rock' : label)) }
    expect(() => trackSplit(torn)).toThrowError(
      expect.objectContaining({ name: DataError.name, row: 15, column: 'label' }),
    )
  })
})

describe('apportion', () => {
  it('gives whole quotas, then the largest remainders, then the first', () => {
    expect(apportion(3, [10, 10, 10])).toEqual([1, 1, 1])
    expect(apportion(4, [10, 10, 10])).toEqual([2, 1, 1])
    expect(apportion(5, [1, 1, 8])).toEqual([1, 0, 4])
    expect(apportion(0, [4, 4])).toEqual([0, 0])
  })

  it('never gives more than there is', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(sizes, fc.double({ min: 0, max: 1, noNaN: true }), (sizes, share) => {
        const all = sizes.reduce((sum, size) => sum + size, 0)
        const total = Math.floor(share * all)
        const parts = apportion(total, sizes)
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total)
        parts.forEach((part, g) => expect(part).toBeLessThanOrEqual(sizes[g]))
      }),
    )
  })
})
