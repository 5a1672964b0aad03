import { checkInteger } from './check'
import { InvalidParameterError, ShapeError } from './errors'

/** The typed arrays that an {@link NdArray} may view. */
export type NumericArray =
  | Float64Array
  | Float32Array
  | Int32Array
  | Uint32Array
  | Int16Array
  | Uint16Array
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray

/** Anything laid out as an n-dimensional array: ours, or one of scijs' `ndarray` package. */
export interface ArrayView<T extends NumericArray = NumericArray> {
  readonly data: T
  readonly shape: readonly number[]
  readonly stride: readonly number[]
  readonly offset: number
}

/**
 * An n-dimensional view over a typed array: element `(i, j, ...)` is `data[offset + i * stride[0] + j * stride[1] + ...]`.
 * `transpose`, `pick` and `slice` make new views of the same memory; `toContiguous` copies.
 *
 * The fields are those of scijs' `ndarray`, so the two can be handed to each other's functions. That package is not
 * used because it compiles its accessors with `new Function`, which a page with a strict content security policy forbids.
 *
 * @example
 * ```ts
 * import { NdArray } from '@genre/core'
 * const a = new NdArray(Float32Array.of(1, 2, 3, 4, 5, 6), [2, 3])
 * a.get(1, 0) // 4
 * a.transpose().shape // [3, 2]
 * ```
 */
export class NdArray<T extends NumericArray = NumericArray> implements ArrayView<T> {
  readonly data: T
  readonly shape: readonly number[]
  readonly stride: readonly number[]
  readonly offset: number

  /**
   * @param data - the memory; it is viewed, not copied
   * @param shape - lengths of the axes
   * @param stride - elements to step along each axis; default row-major
   * @param offset - index of the first element; default 0
   * @throws InvalidParameterError unless `data` is a typed array of numbers, ShapeError if the view would reach outside it
   */
  constructor(data: T, shape: readonly number[], stride: readonly number[] = rowMajor(shape), offset = 0) {
    if (!isNumericArray(data)) {
      throw new InvalidParameterError({ parameter: 'data', received: data, allowed: 'a typed array of numbers' })
    }
    for (const [parameter, lengths] of [
      ['shape', shape],
      ['stride', stride],
    ] as const) {
      if (Array.isArray(lengths)) continue
      throw new InvalidParameterError({ parameter, received: lengths, allowed: 'an array of integers' })
    }
    let low = offset
    let high = offset
    let empty = false
    for (let axis = 0; axis < shape.length; axis++) {
      if (!(Number.isInteger(shape[axis]) && shape[axis] >= 0)) {
        throw new ShapeError({ array: 'an NdArray', received: shape, expected: 'non-negative integer lengths' })
      }
      if (shape[axis] === 0) empty = true
      if (!Number.isInteger(stride[axis])) low = NaN
      const reach = (shape[axis] - 1) * stride[axis]
      if (reach > 0) high += reach
      else low += reach
    }
    // A stride or an offset that is no integer makes none of these true.
    const fits = Number.isInteger(low) && Number.isInteger(high) && low >= 0 && high < data.length
    if (stride.length !== shape.length || !(empty || fits)) {
      throw new ShapeError({
        array: 'an NdArray',
        received: shape,
        expected: `a view that fits ${data.length} elements`,
      })
    }
    this.data = data
    this.shape = shape
    this.stride = stride
    this.offset = offset
  }

  /** Number of elements. */
  get size(): number {
    return this.shape.reduce((product, length) => product * length, 1)
  }

  /** Number of axes. */
  get dimension(): number {
    return this.shape.length
  }

  /** Where element `index` stands in `data`. */
  index(...index: number[]): number {
    let position = this.offset
    for (let axis = 0; axis < index.length; axis++) position += index[axis] * this.stride[axis]
    return position
  }

  get(...index: number[]): number {
    return this.data[this.index(...index)]
  }

  set(...indexAndValue: number[]): void {
    const value = indexAndValue[indexAndValue.length - 1]
    this.data[this.index(...indexAndValue.slice(0, -1))] = value
  }

  /** The axes in another order; without arguments in reverse order. */
  transpose(...axes: number[]): NdArray<T> {
    for (const axis of axes) this.#checkAxis('axes', axis)
    const order = axes.length ? axes : this.shape.map((_, axis) => this.dimension - 1 - axis)
    const shape = order.map(axis => this.shape[axis])
    const stride = order.map(axis => this.stride[axis])
    return new NdArray(this.data, shape, stride, this.offset)
  }

  /** Fixes each axis for which a number is given and keeps those with `null`: `a.pick(null, 3)` is column 3. */
  pick(...index: (number | null)[]): NdArray<T> {
    let offset = this.offset
    const shape: number[] = []
    const stride: number[] = []
    for (let axis = 0; axis < this.dimension; axis++) {
      const at = index[axis] ?? null
      if (at === null) {
        shape.push(this.shape[axis])
        stride.push(this.stride[axis])
      } else {
        checkInteger('index', at, { min: 0, max: this.shape[axis] - 1 })
        offset += at * this.stride[axis]
      }
    }
    return new NdArray(this.data, shape, stride, offset)
  }

  /** Elements `start` to `end` (not included) of one axis, as a view; those beyond the axis are left off. */
  slice(axis: number, start: number, end: number): NdArray<T> {
    this.#checkAxis('axis', axis)
    checkInteger('start', start)
    checkInteger('end', end)
    const from = Math.max(0, Math.min(start, this.shape[axis]))
    const to = Math.max(from, Math.min(end, this.shape[axis]))
    const shape = this.shape.map((length, k) => (k === axis ? to - from : length))
    return new NdArray(this.data, shape, this.stride, this.offset + from * this.stride[axis])
  }

  /** Whether the elements stand in row-major order without gaps. */
  get isContiguous(): boolean {
    const expected = rowMajor(this.shape)
    return this.shape.every((length, axis) => length <= 1 || this.stride[axis] === expected[axis])
  }

  /** The elements in row-major order, in memory of their own. */
  toContiguous(): T {
    const out = new (this.data.constructor as new (length: number) => T)(this.size)
    copyRowMajor(this, out)
    return out
  }

  #checkAxis(parameter: string, axis: number): void {
    checkInteger(parameter, axis, { min: 0, max: this.dimension - 1 })
  }

  /** Nested plain arrays: `number[]` for one axis, `number[][]` for two. */
  toArray(): unknown {
    if (this.dimension === 0) return this.data[this.offset]
    const rows: unknown[] = []
    for (let i = 0; i < this.shape[0]; i++) {
      rows.push(this.dimension === 1 ? this.get(i) : this.pick(i).toArray())
    }
    return rows
  }
}

/** Strides of a row-major layout: the last axis is contiguous. */
export function rowMajor(shape: readonly number[]): number[] {
  if (!Array.isArray(shape)) {
    throw new InvalidParameterError({ parameter: 'shape', received: shape, allowed: 'an array of integers' })
  }
  const stride = new Array<number>(shape.length)
  let step = 1
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    stride[axis] = step
    step *= shape[axis]
  }
  return stride
}

/** Whether a value has the fields of an n-dimensional view (ours or scijs'). */
export function isArrayView(value: unknown): value is ArrayView {
  if (typeof value !== 'object' || value === null) return false
  const view = value as Partial<ArrayView>
  return (
    isNumericArray(view.data) &&
    Array.isArray(view.shape) &&
    Array.isArray(view.stride) &&
    typeof view.offset === 'number'
  )
}

/**
 * A value with the fields of an n-dimensional view that stays within its memory, or an error that names it.
 *
 * @throws InvalidParameterError for what is no view, ShapeError for one that would reach outside its memory
 *
 * @example
 * ```ts
 * import { checkView } from '@genre/core'
 * checkView('S', { data: new Float32Array(6), shape: [2, 3], stride: [3, 1], offset: 0 }).shape // [2, 3]
 * ```
 */
export function checkView(name: string, value: unknown): ArrayView {
  if (value instanceof NdArray) return value
  if (!isArrayView(value)) {
    throw new InvalidParameterError({
      parameter: name,
      received: value,
      allowed: 'an array ({ data, shape, stride, offset }) of numbers',
    })
  }
  try {
    return new NdArray(value.data, value.shape, value.stride, value.offset)
  } catch (cause) {
    if (!(cause instanceof ShapeError)) throw cause
    throw new ShapeError({ array: name, received: value.shape, expected: cause.expected, cause })
  }
}

/** Whether a value is a typed array of numbers: no `DataView`, and none of big integers. */
function isNumericArray(value: unknown): value is NumericArray {
  if (!ArrayBuffer.isView(value) || value instanceof DataView) return false
  return !(value instanceof BigInt64Array || value instanceof BigUint64Array)
}

function copyRowMajor(view: ArrayView, out: NumericArray): void {
  const { data, shape, stride } = view
  const dimension = shape.length
  const counter = new Array<number>(dimension).fill(0)
  let position = view.offset
  for (let k = 0; k < out.length; k++) {
    out[k] = data[position]
    for (let axis = dimension - 1; axis >= 0; axis--) {
      position += stride[axis]
      if (++counter[axis] < shape[axis]) break
      position -= shape[axis] * stride[axis]
      counter[axis] = 0
    }
  }
}
