import { NdArray, RandomState } from '@genre/core'
import type { Matrix } from '../base/validate'
import { multiplyTransposed, transposed } from '../linalg/products'
import { SingleProducts } from '../linalg/single-products'
import { Best } from './best'
import { KdTree } from './kd-tree'

/** The nearest rows of each query: their distances and positions, nearest first, `k` a query. */
export interface Nearest {
  readonly distances: Float64Array
  readonly indices: Int32Array
}

const DIRECTIONS = 23
const WIDTH = DIRECTIONS + 1
/** Up to so many columns a tree pays, from so many rows on. */
const TREE = { columns: 7, rows: 200 }
/** Queries whose bounds are made at a time, at most, and how many bounds that may be. */
const BLOCK = 32
const BOUNDS = 4e6
/** After so many columns each a distance is left that is too far already. */
const PART = 24
/** Rows that are sketched at a time. */
const CHUNK = 512
const SAMPLE = 512
/** A first limit comes from every which row. */
const SAMPLE_STEP = 8
const ITERATIONS = 4
/** Relative error of a sketch's last number, which is what is left of a difference. */
const REST = 4e-8

/**
 * Exact search for the rows of a matrix that are nearest to a query, by Euclidean distance. Rows at the same distance
 * come in the order of the matrix.
 *
 * Every row is looked at, but most of them cheaply: with `P` a few orthonormal directions in which the rows spread most,
 * and `r` the length of what `P` leaves over, `|q - x|^2 >= |P q - P x|^2 + (r_q - r_x)^2` for any row `x`. A row whose
 * bound (in float32, less a margin for rounding) is already beyond the k-th best is out; for the others the distance is
 * summed column by column. Where there are few columns a k-d tree finds them.
 */
export class NearestRows {
  readonly #rows: number
  readonly #columns: number
  readonly #data: Float64Array
  readonly #center: Float64Array
  readonly #directions: Matrix
  /** What sketches are multiplied by, so that the longest one of a row is 1. */
  readonly #unit: number
  /**
   * For each row |x|^2, |x| and its sketch: its coordinates along the directions, then the length of the rest. `null`
   * where there are too few columns, or squares overflow.
   */
  readonly #bounds: SingleProducts | null
  readonly #block: number
  readonly #tree: KdTree | null

  /** @param X - the rows; they are viewed, not copied, and must stay as they are */
  constructor(X: Matrix) {
    const [rows, columns] = X.shape
    this.#rows = rows
    this.#columns = columns
    this.#data = X.data
    this.#center = mean(X)
    this.#directions = columns > DIRECTIONS ? mainDirections(X, this.#center) : identity(columns)
    this.#block = Math.max(1, Math.min(BLOCK, Math.floor(BOUNDS / rows)))
    this.#tree = columns <= TREE.columns && rows >= TREE.rows ? new KdTree(X) : null
    const longest = this.#longest()
    this.#unit = 1 / longest
    // Beyond that squares overflow, or so many are 0 or nearly so that what is nearest is rounding.
    const usable = !this.#tree && this.#directions.shape[0] > 0 && longest > 1e-140 && longest < 1e140
    this.#bounds = usable ? this.#makeBounds() : null
  }

  /** The `k` nearest rows to each row of `Q`, `k` at most the number of rows. */
  query(Q: Matrix, k: number): Nearest {
    const queries = Q.shape[0]
    const distances = new Float64Array(queries * k)
    const indices = new Int32Array(queries * k)
    const best = new Best(k)
    if (this.#tree) {
      for (let q = 0; q < queries; q++) {
        best.clear()
        this.#tree.search(Q.data, q * this.#columns, best)
        best.drain(distances, indices, q * k)
      }
    } else if (this.#bounds) this.#queryByBounds(this.#bounds, Q, k, best, distances, indices)
    else {
      for (let q = 0; q < queries; q++) {
        this.#searchAll(Q.data, q * this.#columns, best)
        best.drain(distances, indices, q * k)
      }
    }
    for (let i = 0; i < distances.length; i++) distances[i] = Math.sqrt(distances[i])
    return { distances, indices }
  }

  /** The length of the longest row, from the centre. */
  #longest(): number {
    let largest = 0
    for (let i = 0, k = 0; i < this.#rows; i++) {
      let square = 0
      for (let j = 0; j < this.#columns; j++, k++) square += (this.#data[k] - this.#center[j]) ** 2
      largest = Math.max(largest, square)
    }
    return Math.sqrt(largest)
  }

  #makeBounds(): SingleProducts {
    const bounds = new SingleProducts(this.#rows, WIDTH + 2, this.#block)
    // Rows that only fill the last group are never near.
    bounds.fillColumn(0, Infinity)
    this.#sketch(this.#data, 0, this.#rows, (i, square, sketch, at) => {
      bounds.setRow(i, 0, square * (1 - 1.1 * (bounds.error + REST)))
      bounds.setRow(i, 1, Math.sqrt(square))
      for (let d = 0; d < WIDTH; d++) bounds.setRow(i, 2 + d, sketch[at + d])
    })
    return bounds
  }

  #queryByBounds(
    bounds: SingleProducts,
    Q: Matrix,
    k: number,
    best: Best,
    distances: Float64Array,
    indices: Int32Array,
  ): void {
    const queries = Q.shape[0]
    const lowest = new Best(sampleFor(k))
    const squares = new Float64Array(this.#block)
    for (let from = 0; from < queries; from += this.#block) {
      const count = Math.min(this.#block, queries - from)
      this.#sketch(Q.data, from, count, (q, square, sketch, at) => {
        bounds.setVector(q, 0, 1)
        bounds.setVector(q, 1, -2.2 * (bounds.error + REST) * Math.sqrt(square))
        for (let d = 0; d < WIDTH; d++) bounds.setVector(q, 2 + d, -2 * sketch[at + d])
        squares[q] = square
      })
      const products = bounds.multiply(count)
      for (let q = 0; q < count; q++) {
        const at = (from + q) * this.#columns
        best.clear()
        // So far out float32 may overflow.
        if (squares[q] < 1e30) this.#search(bounds, q, products, squares[q], Q.data, at, lowest, best)
        else this.#searchAll(Q.data, at, best)
        best.drain(distances, indices, (from + q) * k)
      }
    }
  }

  /**
   * Sketches some rows, and hands over each one's number (from 0), the squared length of the row from the centre, and
   * where its sketch begins.
   */
  #sketch(
    data: Float64Array,
    from: number,
    count: number,
    take: (row: number, square: number, sketch: Float64Array, at: number) => void,
  ): void {
    const columns = this.#columns
    const center = this.#center
    const unit = this.#unit
    const used = this.#directions.shape[0]
    const sketch = new Float64Array(WIDTH)
    for (let first = 0; first < count; first += CHUNK) {
      const size = Math.min(CHUNK, count - first)
      const centered = new Float64Array(size * columns)
      for (let i = 0, k = 0, source = (from + first) * columns; i < size; i++) {
        for (let j = 0; j < columns; j++, k++, source++) centered[k] = (data[source] - center[j]) * unit
      }
      const along = multiplyTransposed(new NdArray(centered, [size, columns]), this.#directions).data
      for (let i = 0; i < size; i++) {
        const square = squaredLength(centered, i * columns, columns)
        let rest = square
        for (let d = 0; d < used; d++) {
          sketch[d] = along[i * used + d]
          rest -= sketch[d] * sketch[d]
        }
        sketch[DIRECTIONS] = Math.sqrt(Math.max(0, rest))
        take(first + i, square, sketch, 0)
      }
    }
  }

  /** One query, without bounds. */
  #searchAll(queries: Float64Array, at: number, best: Best): void {
    best.clear()
    for (let i = 0; i < this.#rows; i++) this.#consider(queries, at, i, best)
  }

  /** One query, with its bounds: the squared distances of its sketch from those of the rows, less its own square. */
  #search(
    bounds: SingleProducts,
    q: number,
    products: Float32Array,
    square: number,
    queries: Float64Array,
    at: number,
    lowest: Best,
    best: Best,
  ): void {
    const first = q * bounds.chunk
    // Enough of the rows with the smallest bounds, as a sample of all tells: they are likely among the nearest, and
    // their distances make the rest cheap.
    let near = bounds.below(q, this.#likelyLimit(products, first, lowest))
    for (let twice = lowest.size * 2; near.count < best.size; twice *= 2) {
      near = bounds.below(q, this.#likelyLimit(products, first, new Best(twice)))
    }
    for (let n = 0; n < near.count; n++) this.#consider(queries, at, near.positions[n], best)
    const scale = this.#unit * this.#unit
    // Sketches are rounded as well, to float64.
    const own = square - 1e-12 * (square + 1)
    let limit = best.worst * scale - own
    if (limit <= near.bar) return
    const { positions, count } = bounds.below(q, limit)
    for (let n = 0; n < count; n++) {
      const i = positions[n]
      const bound = products[first + i]
      if (bound > limit || bound <= near.bar) continue
      this.#consider(queries, at, i, best)
      limit = best.worst * scale - own
    }
  }

  /** The bound that as many rows of a sample have at most as can be kept; none if there are not so many rows in it. */
  #likelyLimit(products: Float32Array, first: number, lowest: Best): number {
    const last = first + this.#rows
    lowest.clear()
    let limit = Infinity
    for (let at = first; at < last; at += SAMPLE_STEP) {
      const bound = products[at]
      if (bound >= limit) continue
      lowest.offer(bound, at)
      limit = lowest.worst
    }
    return limit
  }

  /** Offers row `i` with its squared distance, summed in the order of the columns, unless it is too far. */
  #consider(query: Float64Array, at: number, i: number, best: Best): void {
    const data = this.#data
    const columns = this.#columns
    const start = i * columns
    // First in another order, which is much faster and nearly the same.
    const enough = best.worst * (1 + (columns + 8) * Number.EPSILON)
    let sum0 = 0
    let sum1 = 0
    let sum2 = 0
    let sum3 = 0
    let j = 0
    for (let stop = PART; ; stop += PART) {
      const end = Math.min(stop, columns - 3)
      for (; j < end; j += 4) {
        const d0 = query[at + j] - data[start + j]
        const d1 = query[at + j + 1] - data[start + j + 1]
        const d2 = query[at + j + 2] - data[start + j + 2]
        const d3 = query[at + j + 3] - data[start + j + 3]
        sum0 += d0 * d0
        sum1 += d1 * d1
        sum2 += d2 * d2
        sum3 += d3 * d3
      }
      if (sum0 + sum1 + (sum2 + sum3) > enough) return
      if (j + 3 >= columns) break
    }
    let sum = 0
    for (j = 0; j < columns; j++) {
      const difference = query[at + j] - data[start + j]
      sum += difference * difference
    }
    best.offer(sum, i)
  }
}

/** So many rows of a sample that a limit they keep is, by chance, seldom too low for `k` rows of all. */
function sampleFor(k: number): number {
  const share = k / SAMPLE_STEP
  return Math.ceil(share + 2 * Math.sqrt(share)) + 1
}

/** All columns themselves: nothing is left over. */
function identity(columns: number): Matrix {
  const out = new Float64Array(columns * columns)
  for (let j = 0; j < columns; j++) out[j * columns + j] = 1
  return new NdArray(out, [columns, columns])
}

function mean(X: Matrix): Float64Array {
  const [rows, columns] = X.shape
  const out = new Float64Array(columns)
  for (let i = 0, k = 0; i < rows; i++) for (let j = 0; j < columns; j++, k++) out[j] += X.data[k]
  for (let j = 0; j < columns; j++) out[j] /= rows
  return out
}

/**
 * Orthonormal directions, one after the other, in which a sample of the rows spreads most: a few steps of subspace
 * iteration. They need not be exact, only orthonormal, for the bound to hold.
 */
function mainDirections(X: Matrix, center: Float64Array): Matrix {
  const [rows, columns] = X.shape
  const step = Math.ceil(rows / SAMPLE)
  const size = Math.ceil(rows / step)
  const centered = new Float64Array(size * columns)
  let longest = 0
  for (let i = 0, k = 0; i < rows; i += step) {
    for (let j = 0; j < columns; j++, k++) {
      centered[k] = X.data[i * columns + j] - center[j]
      longest = Math.max(longest, Math.abs(centered[k]))
    }
  }
  if (!(longest > 0 && longest < Infinity)) return new NdArray(new Float64Array(0), [0, columns])
  for (let k = 0; k < centered.length; k++) centered[k] /= longest
  const sample: Matrix = new NdArray(centered, [size, columns])
  const turned = transposed(sample)
  let directions = orthonormal(new RandomState(0).standardNormal(DIRECTIONS * columns), columns)
  for (let iteration = 0; iteration < ITERATIONS && directions.length > 0; iteration++) {
    const along = multiplyTransposed(new NdArray(directions, [directions.length / columns, columns]), sample)
    directions = orthonormal(multiplyTransposed(along, turned).data, columns)
  }
  return new NdArray(directions, [directions.length / columns, columns])
}

/** Gram-Schmidt, twice over for accuracy; a direction that depends on those before it is left out. */
function orthonormal(vectors: Float64Array, columns: number): Float64Array {
  const out = new Float64Array(vectors.length)
  let kept = 0
  for (let at = 0; at < vectors.length; at += columns) {
    const vector = vectors.slice(at, at + columns)
    const before = norm(vector)
    if (!(before > 0 && before < Infinity)) continue
    for (let j = 0; j < columns; j++) vector[j] /= before
    for (let round = 0; round < 2; round++) {
      for (let other = 0; other < kept; other += columns) {
        let dot = 0
        for (let j = 0; j < columns; j++) dot += vector[j] * out[other + j]
        for (let j = 0; j < columns; j++) vector[j] -= dot * out[other + j]
      }
      const length = norm(vector)
      if (!(length > 1e-8)) {
        vector.fill(0)
        break
      }
      for (let j = 0; j < columns; j++) vector[j] /= length
    }
    if (norm(vector) > 0.5) {
      out.set(vector, kept)
      kept += columns
    }
  }
  return out.slice(0, kept)
}

function norm(vector: Float64Array): number {
  return Math.sqrt(squaredLength(vector, 0, vector.length))
}

function squaredLength(data: Float64Array, at: number, length: number): number {
  let sum = 0
  for (let j = at; j < at + length; j++) sum += data[j] * data[j]
  return sum
}
