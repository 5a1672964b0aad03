import { DataError, NdArray } from '@genre/core'
import type { Matrix } from '../base/validate'

/** A new matrix with `(value - shift) / scale`, by column. */
export function shiftAndDivide(X: Matrix, shift: Float64Array, scale: Float64Array): Matrix {
  const [rows, columns] = X.shape
  const { data } = X
  const out = new Float64Array(rows * columns)
  // Four rows at a time: what each column needs is looked up less often.
  const four = columns * (rows >> 2) * 4
  for (let i = 0; i < four; i += 4 * columns) {
    for (let j = 0, k = i; j < columns; j++, k++) {
      const a = scale[j]
      const b = shift[j]
      out[k] = (data[k] - b) / a
      out[k + columns] = (data[k + columns] - b) / a
      out[k + 2 * columns] = (data[k + 2 * columns] - b) / a
      out[k + 3 * columns] = (data[k + 3 * columns] - b) / a
    }
  }
  for (let k = four, j = 0; k < out.length; k++, j = j + 1 < columns ? j + 1 : 0) {
    out[k] = (data[k] - shift[j]) / scale[j]
  }
  return new NdArray(out, [rows, columns])
}

/** A new matrix with `value * scale + shift`, by column. */
export function multiplyAndShift(X: Matrix, scale: Float64Array, shift: Float64Array): Matrix {
  const [rows, columns] = X.shape
  const { data } = X
  const out = new Float64Array(rows * columns)
  // Four rows at a time: what each column needs is looked up less often.
  const four = columns * (rows >> 2) * 4
  for (let i = 0; i < four; i += 4 * columns) {
    for (let j = 0, k = i; j < columns; j++, k++) {
      const a = scale[j]
      const b = shift[j]
      out[k] = data[k] * a + b
      out[k + columns] = data[k + columns] * a + b
      out[k + 2 * columns] = data[k + 2 * columns] * a + b
      out[k + 3 * columns] = data[k + 3 * columns] * a + b
    }
  }
  for (let k = four, j = 0; k < out.length; k++, j = j + 1 < columns ? j + 1 : 0) {
    out[k] = data[k] * scale[j] + shift[j]
  }
  return new NdArray(out, [rows, columns])
}

/** Refuses statistics of columns that overflowed, so that no scaler gives NaN later. */
export function checkSpread(values: Float64Array): Float64Array {
  const column = values.findIndex(value => !Number.isFinite(value))
  if (column < 0) return values
  throw new DataError({ table: 'X', column, reason: 'the values spread too wide for a Float64' })
}
