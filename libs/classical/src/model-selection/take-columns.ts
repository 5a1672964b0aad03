import { DataError, NdArray } from '@genre/core'
import type { Matrix } from '../base/validate'

/** Some columns of a matrix, in the order of their positions. @throws DataError for a position that it does not have */
export function takeColumns({ data, shape }: Matrix, columns: ArrayLike<number>): Matrix {
  const [rows, width] = shape
  const out = new Float64Array(rows * columns.length)
  for (let n = 0; n < columns.length; n++) {
    if (columns[n] < width) continue
    throw new DataError({ table: 'X', reason: `has no column ${columns[n]}: its ${width} columns must be its rows` })
  }
  for (let i = 0, k = 0; i < rows; i++) {
    for (let n = 0; n < columns.length; n++, k++) out[k] = data[i * width + columns[n]]
  }
  return new NdArray(out, [rows, columns.length])
}
