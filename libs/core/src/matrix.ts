import { InvalidParameterError, ShapeError } from './errors'
import type { ArrayView, NumericArray } from './ndarray'
import { NdArray, isArrayView } from './ndarray'

/** Whatever can be read as a matrix: a 2-D view, rows as arrays, or a flat typed array with its shape. */
export type MatrixLike =
  ArrayView | readonly ArrayLike<number>[] | { readonly data: NumericArray; readonly shape: readonly number[] }

/**
 * A `MatrixLike` as a row-major, contiguous Float64 matrix. What already is one is viewed, not copied: do not write to it.
 *
 * @param name - what the matrix is called in an error message
 * @throws ShapeError for rows of different lengths or another number of axes than two
 *
 * @example
 * ```ts
 * import { asMatrix } from '@genre/core'
 * asMatrix('X', [[1, 2], [3, 4]]).data // Float64Array [1, 2, 3, 4]
 * ```
 */
export function asMatrix(name: string, value: MatrixLike): NdArray<Float64Array> {
  if (Array.isArray(value)) return fromRows(name, value)
  if (typeof value !== 'object' || value === null || !('data' in value) || !('shape' in value)) {
    throw new InvalidParameterError({
      parameter: name,
      received: value,
      allowed: 'a matrix: rows of numbers, or { data, shape }',
    })
  }
  if (!ArrayBuffer.isView(value.data) || !Array.isArray(value.shape)) {
    throw new InvalidParameterError({ parameter: name, received: value, allowed: 'a typed array with a shape' })
  }
  if (value.shape.length !== 2)
    throw new ShapeError({ array: name, received: value.shape, expected: 'two axes (rows, columns)' })
  const view = isArrayView(value)
    ? new NdArray(value.data, value.shape, value.stride, value.offset)
    : new NdArray(value.data, value.shape)
  if (view.data instanceof Float64Array && view.isContiguous) {
    const exact = view.offset === 0 && view.size === view.data.length
    const data = exact ? view.data : view.data.subarray(view.offset, view.offset + view.size)
    return new NdArray(data, view.shape)
  }
  return new NdArray(Float64Array.from(view.toContiguous()), view.shape)
}

function fromRows(name: string, rows: readonly ArrayLike<number>[]): NdArray<Float64Array> {
  const width = rows.length === 0 ? 0 : rows[0]?.length
  if (rows.length > 0 && typeof width !== 'number') {
    throw new ShapeError({ array: name, received: [rows.length], expected: 'two axes (rows, columns)' })
  }
  const data = new Float64Array(rows.length * width)
  rows.forEach((row, i) => {
    if (row?.length !== width) {
      throw new ShapeError({
        array: `${name}, row ${i},`,
        received: [row?.length ?? 0],
        expected: `${width} columns like row 0`,
      })
    }
    for (let j = 0; j < width; j++) data[i * width + j] = row[j]
  })
  return new NdArray(data, [rows.length, width])
}
