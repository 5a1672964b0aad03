import { NdArray, RandomState } from '@genre/core'
import { describe, expect, it } from 'vitest'
import { columnRanges, columnSums, deviationSums } from './column-sums'

describe.each([
  [1, 1],
  [3, 2],
  [5, 3],
  [129, 4],
  [300, 7],
])('statistics of the columns of %i by %i', (rows, columns) => {
  const X = new NdArray(new RandomState(rows).standardNormal(rows * columns), [rows, columns])
  const column = (j: number) => Array.from({ length: rows }, (_, i) => X.data[i * columns + j])
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)

  it('are those of row after row, to the last bit', () => {
    const sums = columnSums(X)
    const mean = sums.map(value => value / rows)
    const { rest, squares } = deviationSums(X, mean)
    const { smallest, largest, hasNaN } = columnRanges(X)
    expect(hasNaN).toBe(false)
    for (let j = 0; j < columns; j++) {
      const values = column(j)
      expect(sums[j]).toBe(sum(values))
      expect(rest[j]).toBe(sum(values.map(value => value - mean[j])))
      expect(squares[j]).toBe(sum(values.map(value => (value - mean[j]) * (value - mean[j]))))
      expect([smallest[j], largest[j]]).toEqual([Math.min(...values), Math.max(...values)])
    }
  })

  it('find a NaN wherever it is', () => {
    for (let k = 0; k < X.data.length; k++) {
      const data = X.data.slice()
      data[k] = NaN
      expect(columnRanges(new NdArray(data, X.shape)).hasNaN, String(k)).toBe(true)
    }
  })
})
