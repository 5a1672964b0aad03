import { DataError, NdArray } from '@genre/core'
import type { Matrix } from '../base/validate'

/** A new matrix with `(value - shift) / scale`, by column. */
export function shiftAndDivide(X: Matrix, shift: Float64Array, scale: Float64Array): Matrix {
  const [rows, columns] = X.shape
  const { data } = X
  const out = new Float64Array(rows * columns)
  for (let i = 0, k = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++, k++) out[k] = (data[k] - shift[j]) / scale[j]
  }
  return new NdArray(out, [rows, columns])
}

/** A new matrix with `value * scale + shift`, by column. */
export function multiplyAndShift(X: Matrix, scale: Float64Array, shift: Float64Array): Matrix {
  const [rows, columns] = X.shape
  const { data } = X
  const out = new Float64Array(rows * columns)
  for (let i = 0, k = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++, k++) out[k] = data[k] * scale[j] + shift[j]
  }
  return new NdArray(out, [rows, columns])
}

/** Refuses statistics of columns that overflowed, so that no scaler gives NaN later. */
export function checkSpread(values: Float64Array): Float64Array {
  const column = values.findIndex(value => !Number.isFinite(value))
  if (column < 0) return values
  throw new DataError({ table: 'X', column, reason: 'the values spread too wide for a Float64' })
}
