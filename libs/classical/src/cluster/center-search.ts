import type { Matrix } from '../base/validate'
import { SingleProducts } from '../linalg/single-products'

/** How many rows' distances are made at a time, so that they stay in the cache. */
const CHUNK = 1024

/**
 * Rows that are held against centres again and again. Distances are made in float32 first; whatever these cannot tell
 * for sure is made again in float64, so results are those of float64.
 */
export class CenterSearch {
  readonly #X: Matrix
  /** What rows are multiplied by, so that the longest one is 1. */
  readonly #unit: number
  readonly #squares: Float64Array
  readonly #bars: Float64Array
  /** 1 and the numbers of each row; `null` where float32 does not reach. */
  readonly #single: SingleProducts | null

  /** @param most - how many centres there are at most at a time */
  constructor(X: Matrix, most: number) {
    const [rows, columns] = X.shape
    this.#X = X
    this.#squares = squaredLengths(X)
    this.#bars = new Float64Array(rows)
    let largest = 0
    for (const square of this.#squares) largest = Math.max(largest, square)
    this.#unit = 1 / Math.sqrt(largest)
    const usable = largest > 1e-280 && largest < 1e280
    const single = usable ? new SingleProducts(rows, columns + 1, most, CHUNK) : null
    if (single) {
      for (let i = 0, k = 0; i < rows; i++) {
        single.setRow(i, 0, 1)
        for (let j = 0; j < columns; j++, k++) single.setRow(i, j + 1, X.data[k] * this.#unit)
      }
    }
    this.#single = single
  }

  /** The nearest centre of each row, the first of equally near ones. */
  nearest(centers: Matrix): Int32Array {
    const rows = this.#X.shape[0]
    const count = centers.shape[0]
    const squares = squaredLengths(centers)
    const labels = new Int32Array(rows)
    const longest = this.#setCenters(centers, squares)
    if (!this.#single || !(longest < 1e15)) {
      for (let i = 0; i < rows; i++) labels[i] = this.#exactNearest(i, centers, squares)
      return labels
    }
    const { best, second, label } = this.#single.lowest(count)
    labels.set(label.subarray(0, rows))
    const { error } = this.#single
    for (let i = 0; i < rows; i++) {
      // Twice the error of a distance: |c|^2 - 2 x.c.
      const doubt = 2.2 * error * longest * (longest + 2 * Math.sqrt(this.#squares[i]) * this.#unit)
      if (!(second[i] - best[i] > doubt)) labels[i] = this.#exactNearest(i, centers, squares)
    }
    return labels
  }

  /**
   * The squared distance of each row from some rows, or `limits[i]` if that is smaller.
   *
   * @param limits - for each row; `null` for none
   * @param out - for each of the chosen rows, where its distances go
   */
  squaredDistances(chosen: Int32Array, limits: Float64Array | null, out: readonly Float64Array[]): void {
    const { data, shape } = this.#X
    const [rows, columns] = shape
    const squares = this.#squares
    const single = limits ? this.#single : null
    const exact = (i: number, row: number) => {
      const product = dot(data, i * columns, data, row * columns, columns)
      return Math.max(0, squares[i] - 2 * product + squares[row])
    }
    if (!single || !limits) {
      chosen.forEach((row, c) => {
        for (let i = 0; i < rows; i++) out[c][i] = limits ? Math.min(limits[i], exact(i, row)) : exact(i, row)
        out[c][row] = 0
      })
      return
    }
    this.#setRows(chosen)
    // A product above that, and what float32 may be off, is of a row that is nearer to something else.
    const bars = this.#bars
    const scale = this.#unit * this.#unit
    for (let i = 0; i < rows; i++) bars[i] = (limits[i] - squares[i] * (1 - 1e-14)) * scale
    chosen.forEach((_, c) => out[c].set(limits))
    for (let first = 0; first < rows; first += single.chunk) {
      const products = single.multiply(chosen.length, first)
      const end = Math.min(rows, first + single.chunk)
      chosen.forEach((row, c) => {
        const own = out[c]
        const length = Math.sqrt(squares[row]) * this.#unit
        // At most what float32 may be off, for the longest row of all.
        const doubt = 1.1 * single.error * length * (length + 2)
        for (let i = first, k = c * single.chunk; i < end; i++, k++) {
          if (products[k] >= bars[i] + doubt) continue
          const distance = exact(i, row)
          if (distance < own[i]) own[i] = distance
        }
      })
    }
    chosen.forEach((row, c) => {
      out[c][row] = 0
    })
  }

  /** Brings |c|^2 and -2 c to where products are taken; the length of the longest centre, in units of the longest row. */
  #setCenters(centers: Matrix, squares: Float64Array): number {
    const [count, columns] = centers.shape
    let longest = 0
    for (let c = 0, k = 0; c < count; c++) {
      const square = squares[c] * this.#unit * this.#unit
      longest = Math.max(longest, square)
      this.#single?.setVector(c, 0, square)
      for (let j = 0; j < columns; j++, k++) this.#single?.setVector(c, j + 1, -2 * centers.data[k] * this.#unit)
    }
    return Math.sqrt(longest)
  }

  /** The same for rows. */
  #setRows(chosen: Int32Array): void {
    const { data, shape } = this.#X
    chosen.forEach((row, c) => {
      this.#single?.setVector(c, 0, this.#squares[row] * this.#unit * this.#unit)
      for (let j = 0; j < shape[1]; j++) this.#single?.setVector(c, j + 1, -2 * data[row * shape[1] + j] * this.#unit)
    })
  }

  #exactNearest(i: number, centers: Matrix, squares: Float64Array): number {
    const columns = centers.shape[1]
    let best = 0
    let least = Infinity
    for (let c = 0; c < squares.length; c++) {
      const distance = squares[c] - 2 * dot(this.#X.data, i * columns, centers.data, c * columns, columns)
      if (distance < least) {
        least = distance
        best = c
      }
    }
    return best
  }
}

/** The squared length of each row. */
function squaredLengths({ data, shape: [rows, columns] }: Matrix): Float64Array {
  const out = new Float64Array(rows)
  for (let i = 0; i < rows; i++) out[i] = dot(data, i * columns, data, i * columns, columns)
  return out
}

/** Even and odd columns apart, which is twice as fast. */
function dot(a: Float64Array, aAt: number, b: Float64Array, bAt: number, columns: number): number {
  let even = 0
  let odd = 0
  let j = 0
  for (; j + 1 < columns; j += 2) {
    even += a[aAt + j] * b[bAt + j]
    odd += a[aAt + j + 1] * b[bAt + j + 1]
  }
  return (j < columns ? even + a[aAt + j] * b[bAt + j] : even) + odd
}
