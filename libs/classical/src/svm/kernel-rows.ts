import { Products } from '../linear/products/products'
import type { KernelSpec } from './kernel'
import { kernelOfProducts, kernelWithSelf } from './kernel'

/**
 * Rows of the kernel matrix of training rows, in single precision. With more than two classes, each row takes part in
 * several one-vs-one problems, and every time its values with the rows of its own class are needed: those are kept, as
 * far as memory goes.
 */
export class KernelRows {
  readonly #spec: KernelSpec
  readonly #unit: Products
  readonly #data: Float64Array
  readonly #width: number
  /** |x|^2 of each row. */
  readonly #squares: Float64Array
  readonly #codes: Int32Array
  /** All rows of each class, and each row's place among them. */
  readonly #members: Int32Array[]
  readonly #place: Int32Array
  /** Each row's kernel values with its own class. */
  readonly #kept: (Float32Array | null)[]
  #room: number
  // What is to be computed: rows, their places in the result, and values.
  readonly #wanted: Int32Array
  readonly #wantedPlace: Int32Array
  readonly #values: Float64Array

  /**
   * @param data - rows of `width` numbers; for `'precomputed'` the kernel matrix
   * @param codes - class of each row
   * @param megabytes - memory for values to keep; 0 for none
   * @param moreBytes - that others will take from {@link unit}
   */
  constructor(
    spec: KernelSpec,
    data: Float64Array,
    codes: Int32Array,
    nClasses: number,
    megabytes: number,
    moreBytes: number,
  ) {
    const rows = codes.length
    this.#spec = spec
    // Given values are only looked up, and need not be where products are computed.
    const isGiven = spec.kernel === 'precomputed'
    this.#unit = Products.create((isGiven ? 0 : 8 * data.length) + 12 * rows + 48 + moreBytes)
    this.#data = isGiven ? data : this.#unit.float64(data.length)
    if (!isGiven) this.#data.set(data)
    this.#width = data.length / rows
    this.#wanted = this.#unit.int32(rows)
    this.#wantedPlace = new Int32Array(rows)
    this.#values = this.#unit.float64(rows)
    this.#squares = Float64Array.from(codes, (_, i) => {
      this.#wanted[0] = i
      this.#multiply(i, 1)
      return this.#values[0]
    })
    this.#codes = codes
    this.#place = new Int32Array(rows)
    this.#members = Array.from({ length: nClasses }, (_, c) =>
      Int32Array.from(codes.keys()).filter(row => codes[row] === c),
    )
    for (const members of this.#members) members.forEach((row, place) => (this.#place[row] = place))
    this.#kept = new Array<Float32Array | null>(rows).fill(null)
    this.#room = nClasses > 2 ? (megabytes * 2 ** 20) / 4 : 0
  }

  /** Where the rows live. */
  get unit(): Products {
    return this.#unit
  }

  /** The kernel of row `i` with itself. */
  self(i: number): number {
    return kernelWithSelf(this.#spec, this.#squares[i])
  }

  /** `out[k]` = kernel of row `i` and row `rows[k]`, for `k` in `[from, to)`. */
  fill(i: number, rows: Int32Array, from: number, to: number, out: Float32Array): void {
    const kept = this.#keep(i)
    const codes = this.#codes
    const place = this.#place
    const wanted = this.#wanted
    const wantedPlace = this.#wantedPlace
    const known = kept ? codes[i] : -1
    let count = 0
    for (let k = from; k < to; k++) {
      const row = rows[k]
      if (codes[row] === known) {
        out[k] = kept![place[row]]
      } else {
        wanted[count] = row
        wantedPlace[count++] = k
      }
    }
    this.#compute(i, count)
    const values = this.#values
    for (let k = 0; k < count; k++) out[wantedPlace[k]] = values[k]
  }

  /** The sum of the kernel of row `i` and row `rows[k]` times `coefficients[k]`, in double precision. */
  weightedSum(i: number, rows: Int32Array, coefficients: Float64Array): number {
    const values = this.#values
    this.#wanted.set(rows)
    this.#compute(i, rows.length)
    let sum = 0
    for (let k = 0; k < rows.length; k++) sum += coefficients[k] * values[k]
    return sum
  }

  #keep(i: number): Float32Array | null {
    const kept = this.#kept[i]
    if (kept) return kept
    const members = this.#members[this.#codes[i]]
    if (this.#room < members.length) return null
    this.#room -= members.length
    this.#wanted.set(members)
    this.#compute(i, members.length)
    const values = Float32Array.from(this.#values.subarray(0, members.length))
    this.#kept[i] = values
    return values
  }

  /** The kernel of row `i` with the first `count` of the wanted rows. */
  #compute(i: number, count: number): void {
    this.#multiply(i, count)
    const values = this.#values
    if (this.#spec.kernel !== 'rbf') {
      kernelOfProducts(this.#spec, values, 0, count)
      return
    }
    const minusGamma = -this.#spec.gamma
    const squares = this.#squares
    const wanted = this.#wanted
    const square = squares[i]
    for (let k = 0; k < count; k++) values[k] = minusGamma * (square + squares[wanted[k]] - 2 * values[k])
    this.#unit.exponentials(values, count)
  }

  #multiply(i: number, count: number): void {
    const data = this.#data
    if (this.#spec.kernel === 'precomputed') {
      for (let k = 0; k < count; k++) this.#values[k] = data[i * this.#width + this.#wanted[k]]
      return
    }
    this.#unit.dotRows(data, i * this.#width, data, this.#width, this.#wanted, 0, count, this.#values)
  }
}
