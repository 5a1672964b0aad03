import { DataError, NdArray } from '@genre/core'
import type { Matrix } from '../base/validate'

/** A new matrix with `map(value, column)` for each value. */
export function mapColumns(X: Matrix, map: (value: number, column: number) => number): Matrix {
  const [rows, columns] = X.shape
  const out = new Float64Array(rows * columns)
  for (let i = 0, k = 0; i < rows; i++) for (let j = 0; j < columns; j++, k++) out[k] = map(X.data[k], j)
  return new NdArray(out, [rows, columns])
}

/** Refuses statistics of columns that overflowed, so that no scaler gives NaN later. */
export function checkSpread(values: Float64Array): Float64Array {
  const column = values.findIndex(value => !Number.isFinite(value))
  if (column < 0) return values
  throw new DataError({ table: 'X', column, reason: 'the values spread too wide for a Float64' })
}
