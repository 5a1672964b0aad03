import { DataError, InvalidParameterError, ShapeError, asMatrix } from '@genre/core'
import type { MatrixLike, NdArray } from '@genre/core'
import type { EncodedLabels, Label, LabelsLike } from './labels'
import { encodeLabels } from './labels'

/** A row-major, contiguous (rows, columns) matrix. */
export type Matrix = NdArray<Float64Array>

/** Weights of rows, one non-negative number each. */
export type SampleWeight = ArrayLike<number> | null | undefined

/** What `fit` works on: a checked matrix and encoded labels. */
export interface CheckedData<L extends Label = Label> extends EncodedLabels<L> {
  readonly X: Matrix
  readonly rows: number
  readonly columns: number
}

/**
 * A design matrix: at least one row and one column, every value finite.
 *
 * The result may view the caller's memory: never write to it, and copy what is kept.
 *
 * @param X - the matrix as the caller gave it
 * @param columns - how many columns it must have; nothing for any number
 * @throws ShapeError for zero rows or another number of columns; DataError for NaN or infinite, with its row and column
 */
export function checkMatrix(X: MatrixLike, columns?: number, name = 'X'): Matrix {
  const matrix = checkMatrixShape(X, columns, name)
  checkFinite(matrix.data, matrix.shape[1], name)
  return matrix
}

/** {@link checkMatrix} without a look at the values: for those who notice on their way what is not finite. */
export function checkMatrixShape(X: MatrixLike, columns?: number, name = 'X'): Matrix {
  const matrix = asMatrix(name, X)
  const [rows, width] = matrix.shape
  if (rows === 0) throw new ShapeError({ array: name, received: matrix.shape, expected: 'at least one row' })
  if (width === 0) throw new ShapeError({ array: name, received: matrix.shape, expected: 'at least one column' })
  if (columns !== undefined && width !== columns) {
    throw new ShapeError({
      array: name,
      received: matrix.shape,
      expected: `${columns} ${columns === 1 ? 'column' : 'columns'}, as many as fit saw`,
    })
  }
  return matrix
}

/**
 * A design matrix with one label a row.
 *
 * @throws ShapeError, DataError as {@link checkMatrix} and {@link encodeLabels}; ShapeError where lengths differ
 */
export function checkData<L extends Label>(X: MatrixLike, y: LabelsLike<L>): CheckedData<L> {
  const matrix = checkMatrix(X)
  const [rows, columns] = matrix.shape
  const { classes, codes } = encodeLabels(y)
  if (codes.length !== rows) {
    throw new ShapeError({ array: 'y', received: [codes.length], expected: `${rows} labels, one for each row of X` })
  }
  return { X: matrix, rows, columns, classes, codes }
}

/**
 * Weights of rows as Float64: ones where none are given.
 *
 * @throws ShapeError for another number of weights; DataError for a negative or non-finite one, or if all are zero
 */
export function checkSampleWeight(sampleWeight: SampleWeight, rows: number): Float64Array {
  if (sampleWeight == null) return new Float64Array(rows).fill(1)
  if (typeof sampleWeight !== 'object') {
    throw new InvalidParameterError({
      parameter: 'sampleWeight',
      received: sampleWeight,
      allowed: 'an array of numbers',
    })
  }
  if (sampleWeight.length !== rows) {
    throw new ShapeError({
      array: 'sampleWeight',
      received: [sampleWeight.length],
      expected: `${rows} weights, one for each row`,
    })
  }
  const weights = new Float64Array(rows)
  let any = false
  for (let row = 0; row < rows; row++) {
    const weight = sampleWeight[row]
    if (!(typeof weight === 'number' && weight >= 0 && weight < Infinity)) {
      throw new DataError({
        table: 'sampleWeight',
        row,
        reason: `a weight must be a number of at least 0, not ${weight}`,
      })
    }
    weights[row] = weight
    if (weight > 0) any = true
  }
  if (!any) throw new DataError({ table: 'sampleWeight', reason: 'at least one weight must be greater than 0' })
  return weights
}

/**
 * For estimators that cannot weight rows: weights are refused rather than ignored.
 *
 * @throws InvalidParameterError if there are any
 */
export function refuseSampleWeight(type: string, sampleWeight: SampleWeight): void {
  if (sampleWeight == null) return
  const allowed = `absent: ${type} cannot weight rows`
  throw new InvalidParameterError({ parameter: 'sampleWeight', received: sampleWeight, allowed })
}

function checkFinite(data: Float64Array, columns: number, table: string): void {
  // A sum of finite numbers alone is finite, unless it overflows; only where it is not the place is looked for.
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  let k = 0
  for (; k + 3 < data.length; k += 4) {
    a += data[k]
    b += data[k + 1]
    c += data[k + 2]
    d += data[k + 3]
  }
  for (; k < data.length; k++) a += data[k]
  const sum = a + b + c + d
  if (sum - sum === 0) return
  const at = data.findIndex(value => !Number.isFinite(value))
  if (at < 0) return
  throw new DataError({
    table,
    row: Math.floor(at / columns),
    column: at % columns,
    reason: `${Number.isNaN(data[at]) ? 'NaN' : 'an infinite value'} where a finite number is needed`,
  })
}
