import { DataError, ShapeError } from '@genre/core'
import { describe, expect, it } from 'vitest'
import { createFeatureTable } from './feature-table'

const parts = {
  columns: ['tempo', 'rms'],
  filenames: ['blues.00000.0.wav', 'blues.00000.1.wav', 'rock.00007.0.wav'],
  lengths: [66149, 66149, 66149],
  labels: ['blues', 'blues', 'rock'],
  values: [
    [1, 2],
    [3, 4],
    [5, 6],
  ],
}

describe('createFeatureTable', () => {
  it('reads tracks and segments from the names', () => {
    const table = createFeatureTable(parts)
    expect(table.tracks).toEqual(['blues.00000', 'blues.00000', 'rock.00007'])
    expect([...table.segments]).toEqual([0, 1, 0])
    expect(table.X.shape).toEqual([3, 2])
    expect([...table.X.data]).toEqual([1, 2, 3, 4, 5, 6])
  })

  it('takes the values in one typed array and does not share it', () => {
    const values = Float32Array.of(1, 2, 3, 4, 5, 6)
    const table = createFeatureTable({ ...parts, values })
    values[0] = 9
    expect([...table.X.data]).toEqual([1, 2, 3, 4, 5, 6])
  })

  it('may be empty', () => {
    const table = createFeatureTable({ columns: ['a'], filenames: [], lengths: [], labels: [], values: [] })
    expect(table.X.shape).toEqual([0, 1])
  })

  it('tells foreign segments from foreign tracks by all names', () => {
    const segments = createFeatureTable({ ...parts, filenames: ['a/x.0.wav', 'a/x.1.wav', 'b/y.0.wav'] })
    expect(segments.tracks).toEqual(['a/x', 'a/x', 'b/y'])
    const tracks = createFeatureTable({ ...parts, filenames: ['a/x.0.wav', 'a/x.1.wav', 'b/y.wav'] })
    expect(tracks.tracks).toEqual(['a/x.0', 'a/x.1', 'b/y'])
    const told = createFeatureTable({ ...parts, filenames: ['a/x.0.wav', 'a/x.1.wav', 'b/y.0.wav'], segmented: false })
    expect([...told.segments]).toEqual([-1, -1, -1])
  })

  it.each([
    ['labels', { labels: ['blues'] }],
    ['lengths', { lengths: [1] }],
    ['values', { values: [[1, 2]] }],
    ['values, row 1,', { values: [[1, 2], [3], [5, 6]] }],
    ['values', { values: Float64Array.of(1, 2, 3) }],
  ])('refuses %s that do not fit', (array, wrong) => {
    expect(() => createFeatureTable({ ...parts, ...wrong })).toThrowError(
      expect.objectContaining({ name: ShapeError.name, array }),
    )
  })

  it.each([
    [1, 'rms', { values: Float64Array.of(1, 2, 3, NaN, 5, 6) }],
    [2, 'filename', { filenames: ['a.wav', 'b.wav', 'a.wav'] }],
    [1, 'length', { lengths: [1, -1, 1] }],
    [1, 'length', { lengths: [1, 1.5, 1] }],
    [undefined, 'tempo', { columns: ['tempo', 'tempo'] }],
  ])('refuses bad data in row %s, column %s', (row, column, wrong) => {
    expect(() => createFeatureTable({ ...parts, ...wrong })).toThrowError(
      expect.objectContaining({ name: DataError.name, row, column }),
    )
  })
})
