import { DataError, NdArray } from '@genre/core'
import type { Matrix } from '../base/validate'

/** A new matrix with `(value - shift) / scale`, by column. */
export function shiftAndDivide(X: Matrix, shift: Float64Array, scale: Float64Array): Matrix {
  const [rows, columns] = X.shape
  const { data } = X
  const out = new Float64Array(rows * columns)
  for (let i = 0; i < rows; i++) shiftAndDivideRow(data, i * columns, shift, scale, out)
  return new NdArray(out, [rows, columns])
}

// Rows have functions of their own: those are compiled as a whole once they were called often, where a long loop is compiled half
// way through, over and over.

function shiftAndDivideRow(
  data: Float64Array,
  from: number,
  shift: Float64Array,
  scale: Float64Array,
  out: Float64Array,
): void {
  for (let j = 0, k = from; j < scale.length; j++, k++) out[k] = (data[k] - shift[j]) / scale[j]
}

/** A new matrix with `value * scale + shift`, by column. */
export function multiplyAndShift(X: Matrix, scale: Float64Array, shift: Float64Array): Matrix {
  return multiplyShiftAndSum(X, scale, shift).matrix
}

/** The same, and the sum of all its values in some order: finite only if they all are. */
export function multiplyShiftAndSum(
  X: Matrix,
  scale: Float64Array,
  shift: Float64Array,
): { matrix: Matrix; sum: number } {
  const [rows, columns] = X.shape
  const { data } = X
  const out = new Float64Array(rows * columns)
  let sum = 0
  let i = 0
  for (; i + 1 < rows; i += 2) sum += multiplyAndShiftRows(data, i * columns, scale, shift, out)
  if (i < rows) {
    for (let j = 0, k = i * columns; j < columns; j++, k++) sum += out[k] = data[k] * scale[j] + shift[j]
  }
  return { matrix: new NdArray(out, [rows, columns]), sum }
}

/** Two rows at a time: scale and shift are read once for both. */
function multiplyAndShiftRows(
  data: Float64Array,
  from: number,
  scale: Float64Array,
  shift: Float64Array,
  out: Float64Array,
): number {
  const columns = scale.length
  let sum = 0
  let other = 0
  for (let j = 0, k = from, l = from + columns; j < columns; j++, k++, l++) {
    const first = data[k] * scale[j] + shift[j]
    const second = data[l] * scale[j] + shift[j]
    out[k] = first
    out[l] = second
    sum += first
    other += second
  }
  return sum + other
}

/** Refuses statistics of columns that overflowed, so that no scaler gives NaN later. */
export function checkSpread(values: Float64Array): Float64Array {
  const column = values.findIndex(value => !Number.isFinite(value))
  if (column < 0) return values
  throw new DataError({ table: 'X', column, reason: 'the values spread too wide for a Float64' })
}
