import { InvalidParameterError, NdArray, ShapeError, asMatrix, isArrayView } from '@genre/core'
import type { MatrixLike, NumericArray } from '@genre/core'

/** What can be split by rows: a matrix, an array, a typed array. */
export type Rows = MatrixLike | NumericArray | readonly unknown[]

/**
 * What {@link takeRows} makes of its input: arrays stay arrays, typed arrays keep their type, a matrix in any other form
 * becomes a row-major matrix.
 */
export type Taken<A> = A extends readonly (infer T)[]
  ? T[]
  : A extends NumericArray
    ? A
    : A extends { readonly data: infer D extends NumericArray }
      ? NdArray<D>
      : never

/** How many rows something has. */
export function countRows(rows: Rows, name = 'an array'): number {
  if (Array.isArray(rows) || (ArrayBuffer.isView(rows) && !(rows instanceof DataView))) {
    return (rows as ArrayLike<unknown>).length
  }
  if (typeof rows === 'object' && rows !== null && 'shape' in rows) return asView(rows as MatrixLike, name).shape[0]
  throw new InvalidParameterError({ parameter: name, received: rows, allowed: 'a matrix, an array or a typed array' })
}

/**
 * Rows by their positions, in the order given: `X[indices]` of NumPy.
 *
 * @example
 * ```ts
 * import { takeRows } from '@genre/classical'
 * console.log(takeRows(['blues', 'jazz', 'rock'], [2, 0])) // => [ 'rock', 'blues' ]
 * ```
 */
export function takeRows<A extends Rows>(rows: A, indices: ArrayLike<number>): Taken<A> {
  const count = countRows(rows)
  for (let k = 0; k < indices.length; k++) {
    const i = indices[k]
    if (!(Number.isInteger(i) && i >= 0 && i < count)) {
      throw new InvalidParameterError({
        parameter: `indices[${k}]`,
        received: i,
        allowed: `a row from 0 to ${count - 1}`,
      })
    }
  }
  if (Array.isArray(rows)) return Array.from(indices, i => (rows as unknown[])[i]) as Taken<A>
  if (ArrayBuffer.isView(rows)) {
    const from = rows as NumericArray
    const out = emptyLike(from, indices.length)
    for (let k = 0; k < indices.length; k++) out[k] = from[indices[k]]
    return out as unknown as Taken<A>
  }
  const view = asView(rows as MatrixLike, 'an array')
  const width = view.shape[1]
  const { data, stride, offset } = view
  const out = emptyLike(data, indices.length * width)
  for (let k = 0; k < indices.length; k++) {
    const from = offset + indices[k] * stride[0]
    for (let j = 0; j < width; j++) out[k * width + j] = data[from + j * stride[1]]
  }
  return new NdArray(out, [indices.length, width]) as unknown as Taken<A>
}

function emptyLike(data: NumericArray, length: number): NumericArray {
  return new (data.constructor as new (length: number) => NumericArray)(length)
}

/** A matrix that is not given as rows, viewed. */
function asView(value: MatrixLike, name: string): NdArray {
  if (isArrayView(value)) {
    if (value.shape.length === 2) return new NdArray(value.data, value.shape, value.stride, value.offset)
    throw new ShapeError({ array: name, received: value.shape, expected: 'two axes (rows, columns)' })
  }
  if (typeof value === 'object' && 'data' in value && ArrayBuffer.isView(value.data) && Array.isArray(value.shape)) {
    if (value.shape.length === 2) return new NdArray(value.data, value.shape)
  }
  return asMatrix(name, value)
}
