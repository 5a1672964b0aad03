import { NdArray } from '@genre/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFeatureTable } from './feature-table'
import { formatFeatureTable } from './format-feature-table'
import { parseFeatureTable } from './parse-feature-table'

describe('formatFeatureTable', () => {
  it("writes Kaggle's layout", () => {
    const table = createFeatureTable({
      columns: ['tempo', 'rms'],
      filenames: ['blues.00000.wav', 'a "b", c.wav'],
      lengths: [661794, 3],
      labels: ['blues', 'rock'],
      values: [
        [123, 1e-5],
        [-0, 0.1],
      ],
    })
    expect(formatFeatureTable(table)).toBe(
      'filename,length,tempo,rms,label\nblues.00000.wav,661794,123.0,1e-05,blues\n"a ""b"", c.wav",3,-0.0,0.1,rock\n',
    )
  })

  it('writes a strided matrix in rows', () => {
    const table = createFeatureTable({
      columns: ['a', 'b'],
      filenames: ['x.wav', 'y.wav'],
      lengths: [1, 1],
      labels: ['rock', 'rock'],
      values: Float64Array.of(1, 2, 3, 4),
    })
    const turned = { ...table, X: new NdArray(Float64Array.of(1, 3, 2, 4), [2, 2], [1, 2]) }
    expect(formatFeatureTable(turned)).toBe(formatFeatureTable(table))
  })

  it('is read back as the same table', () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true })
    const word = fc.string({ unit: 'grapheme', minLength: 1 })
    const rows = fc.uniqueArray(fc.record({ word, values: fc.tuple(number, number), length: fc.nat() }), {
      selector: row => row.word,
      maxLength: 8,
    })
    fc.assert(
      fc.property(rows, fc.boolean(), (rows, segmented) => {
        const table = createFeatureTable({
          columns: ['a', 'b'],
          filenames: rows.map(row => row.word),
          lengths: rows.map(row => row.length),
          labels: rows.map(row => row.word),
          values: rows.map(row => row.values),
          segmented,
        })
        const read = parseFeatureTable(formatFeatureTable(table), { columns: 'any', genres: 'any', segmented })
        expect(read).toEqual(table)
      }),
      { numRuns: 300 },
    )
  })
})
