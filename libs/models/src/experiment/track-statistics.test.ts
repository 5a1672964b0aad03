import { DataError, NdArray, ShapeError } from '@genre/core'
import { describe, expect, it } from 'vitest'
import { trackStatistics } from './track-statistics'

const data = {
  X: new NdArray(Float64Array.of(1, 10, 5, 0, 2, 10, 4, 40, 8, 40), [5, 2]),
  columns: ['tempo', 'rms'],
  labels: ['jazz', 'rock', 'jazz', 'jazz', 'jazz'],
  tracks: ['b', 'a', 'b', 'b', 'b'],
}

describe('trackStatistics', () => {
  it('gives mean, spread and quantiles, as NumPy does', () => {
    const { X, columns, labels, tracks } = trackStatistics(data)
    expect([tracks, labels]).toEqual([
      ['b', 'a'],
      ['jazz', 'rock'],
    ])
    expect(columns).toEqual(['mean', 'std', 'q10', 'q50', 'q90'].flatMap(s => [`tempo@${s}`, `rms@${s}`]))
    // numpy: mean, std, quantile of [1, 2, 4, 8] and [10, 10, 40, 40].
    const expected = [3.75, 25, Math.sqrt(7.1875), 15, 1.3, 10, 3, 25, 6.8, 40]
    expected.forEach((value, k) => expect(X.get(0, k)).toBeCloseTo(value, 12))
    expect([X.get(1, 0), X.get(1, 2), X.get(1, 8)]).toEqual([5, 0, 5])
  })

  it('adds columns of whole tracks, and leaves out tracks that lack them', () => {
    const { X, tracks, columns } = trackStatistics(data, { columns: ['band'], rows: new Map([['a', [7]]]) })
    expect(tracks).toEqual(['a'])
    expect(columns.at(-1)).toBe('band')
    expect(X.get(0, 10)).toBe(7)
  })

  it('gives means only where tracks have one row each', () => {
    const whole = { ...data, tracks: ['a', 'b', 'c', 'd', 'e'] }
    expect(trackStatistics(whole).columns).toEqual(['tempo@mean', 'rms@mean'])
  })

  it('refuses what does not fit', () => {
    expect(() => trackStatistics({ ...data, labels: ['jazz', 'rock', 'pop', 'jazz', 'jazz'] })).toThrow(DataError)
    expect(() => trackStatistics(data, { columns: ['x'], rows: new Map() })).toThrow(DataError)
    expect(() => trackStatistics(data, { columns: ['x'], rows: new Map([['a', [1, 2]]]) })).toThrow(ShapeError)
  })
})
