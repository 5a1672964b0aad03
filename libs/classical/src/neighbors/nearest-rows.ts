import { RandomState } from '@genre/core'
import type { Matrix } from '../base/validate'
import { Products } from '../linear/products/products'

/** The nearest rows of each query: their distances and positions, nearest first, `k` a query. */
export interface Nearest {
  readonly distances: Float64Array
  readonly indices: Int32Array
}

const DIRECTIONS = 15
const WIDTH = DIRECTIONS + 1
/** Queries whose bounds are made at a time, at most, and how many bounds that may be. */
const BLOCK = 32
const BOUNDS = 4e6
const SAMPLE = 512
const ITERATIONS = 4

/**
 * Exact search for the rows of a matrix that are nearest to a query, by Euclidean distance. Rows at the same distance
 * come in the order of the matrix.
 *
 * Every row is looked at, but most of them cheaply: with `P` a few orthonormal directions in which the rows spread most,
 * and `r` the length of what `P` leaves over, `|q - x|^2 >= |P q - P x|^2 + (r_q - r_x)^2` for any row `x`. A row whose
 * bound (less a margin for rounding) is already beyond the k-th best is out; for the others the distance is summed
 * column by column, and given up as soon as it is beyond.
 */
export class NearestRows {
  readonly #rows: number
  readonly #columns: number
  readonly #data: Float64Array
  readonly #center: Float64Array
  readonly #directions: Float64Array
  /** For each row its coordinates along the directions, then the length of the rest. */
  readonly #sketch: Float64Array
  /** Squared length of each row's sketch. */
  readonly #norms: Float64Array
  readonly #largest: number

  /** @param X - the rows; they are viewed, not copied, and must stay as they are */
  constructor(X: Matrix) {
    const [rows, columns] = X.shape
    this.#rows = rows
    this.#columns = columns
    this.#data = X.data
    this.#center = mean(X)
    this.#directions = columns > DIRECTIONS ? mainDirections(X, this.#center) : new Float64Array(0)
    this.#sketch = new Float64Array(this.#directions.length > 0 ? rows * WIDTH : 0)
    this.#norms = new Float64Array(rows)
    let largest = 0
    if (this.#sketch.length > 0) {
      const rest = new Float64Array(columns)
      for (let i = 0; i < rows; i++) {
        largest = Math.max(largest, this.#project(X.data, i * columns, rest, this.#sketch, i * WIDTH))
        this.#norms[i] = squaredLength(this.#sketch, i * WIDTH, WIDTH)
      }
    }
    this.#largest = largest
  }

  /** The `k` nearest rows to each row of `Q`, `k` at most the number of rows. */
  query(Q: Matrix, k: number): Nearest {
    const queries = Q.shape[0]
    const distances = new Float64Array(queries * k)
    const indices = new Int32Array(queries * k)
    const best = new Best(k)
    // Where squares overflow there are no bounds.
    const sketched = this.#sketch.length > 0 && this.#largest < Infinity
    if (sketched) this.#queryBySketch(Q, k, best, distances, indices)
    else for (let q = 0; q < queries; q++) this.#searchAll(Q.data, q, best, distances, indices)
    for (let i = 0; i < distances.length; i++) distances[i] = Math.sqrt(distances[i])
    return { distances, indices }
  }

  #queryBySketch(Q: Matrix, k: number, best: Best, distances: Float64Array, indices: Int32Array): void {
    const queries = Q.shape[0]
    const rows = this.#rows
    const block = Math.max(1, Math.min(BLOCK, queries, Math.floor(BOUNDS / rows)))
    const unit = Products.create(8 * (WIDTH * (block + rows) + block * rows) + 64)
    const sketches = unit.float64(WIDTH * block)
    const all = unit.float64(WIDTH * rows)
    const dots = unit.float64(block * rows)
    all.set(this.#sketch)
    const rest = new Float64Array(this.#columns)
    const lowest = new Best(k)
    const lengths = new Float64Array(block)
    for (let from = 0; from < queries; from += block) {
      const count = Math.min(block, queries - from)
      for (let q = 0; q < count; q++) {
        lengths[q] = this.#project(Q.data, (from + q) * this.#columns, rest, sketches, q * WIDTH)
      }
      unit.products(sketches, count, all, rows, WIDTH, dots)
      for (let q = 0; q < count; q++) {
        if (!(lengths[q] < Infinity)) {
          this.#searchAll(Q.data, from + q, best, distances, indices)
          continue
        }
        const margin = 1e-12 * (lengths[q] + this.#largest)
        const own = squaredLength(sketches, q * WIDTH, WIDTH) - margin
        best.clear()
        this.#search(Q.data, (from + q) * this.#columns, dots, q * rows, own, lowest, best)
        best.drain(distances, indices, (from + q) * k)
      }
    }
  }

  /** One query, without bounds. */
  #searchAll(queries: Float64Array, q: number, best: Best, distances: Float64Array, indices: Int32Array): void {
    best.clear()
    for (let i = 0; i < this.#rows; i++) this.#consider(queries, q * this.#columns, i, best)
    best.drain(distances, indices, q * (distances.length / (queries.length / this.#columns)))
  }

  /**
   * One query. The bound of row `i` is the squared distance of the sketches less a margin for rounding:
   * `own + norms[i] - 2 dots[dotsAt + i]`, where `own` is the query's part.
   */
  #search(
    query: Float64Array,
    at: number,
    dots: Float64Array,
    dotsAt: number,
    own: number,
    lowest: Best,
    best: Best,
  ): void {
    const rows = this.#rows
    const norms = this.#norms
    // Some of the rows with the smallest bounds, from every eighth row: they are likely among the nearest, and their
    // distances make the rest cheap.
    lowest.clear()
    let limit = Infinity
    const step = rows >= 8 * best.size ? 8 : 1
    for (let i = 0; i < rows; i += step) {
      const bound = norms[i] - 2 * dots[dotsAt + i]
      if (bound >= limit) continue
      lowest.offer(bound, i)
      limit = lowest.worst
    }
    for (let s = 0; s < lowest.count; s++) {
      const i = lowest.indices[s]
      this.#consider(query, at, i, best)
      dots[dotsAt + i] = -Infinity
    }
    limit = best.worst - own
    for (let i = 0; i < rows; i++) {
      if (norms[i] - 2 * dots[dotsAt + i] > limit) continue
      this.#consider(query, at, i, best)
      limit = best.worst - own
    }
  }

  /** Sums the squared distance of row `i` in the order of the columns, and offers it unless it is too far. */
  #consider(query: Float64Array, at: number, i: number, best: Best): void {
    const data = this.#data
    const columns = this.#columns
    const start = i * columns
    const { worst } = best
    let sum = 0
    for (let j = 0; j < columns;) {
      const end = Math.min(j + 8, columns)
      for (; j < end; j++) {
        const difference = query[at + j] - data[start + j]
        sum += difference * difference
      }
      if (sum > worst) return
    }
    best.offer(sum, i)
  }

  /** Writes the sketch of one row and returns its squared length from the centre. */
  #project(data: Float64Array, at: number, rest: Float64Array, out: Float64Array, outAt: number): number {
    const columns = this.#columns
    const directions = this.#directions
    for (let j = 0; j < columns; j++) rest[j] = data[at + j] - this.#center[j]
    const length = squaredLength(rest, 0, columns)
    for (let d = 0, k = 0; k < directions.length; d++, k += columns) {
      let dot = 0
      for (let j = 0; j < columns; j++) dot += rest[j] * directions[k + j]
      for (let j = 0; j < columns; j++) rest[j] -= dot * directions[k + j]
      out[outAt + d] = dot
    }
    out[outAt + DIRECTIONS] = norm(rest)
    return length
  }
}

/** The k smallest values offered, equal ones by their index: a heap with the worst on top. */
class Best {
  readonly #k: number
  readonly #values: Float64Array
  readonly indices: Int32Array
  count = 0
  /** The k-th smallest value so far; `Infinity` until there are k. */
  worst = Infinity

  constructor(k: number) {
    this.#k = k
    this.#values = new Float64Array(k)
    this.indices = new Int32Array(k)
  }

  /** How many are kept. */
  get size(): number {
    return this.#k
  }

  clear(): void {
    this.count = 0
    this.worst = Infinity
  }

  offer(value: number, index: number): void {
    const values = this.#values
    const { indices } = this
    if (this.count < this.#k) {
      let at = this.count++
      while (at > 0) {
        const parent = (at - 1) >> 1
        if (!before(values[parent], indices[parent], value, index)) break
        values[at] = values[parent]
        indices[at] = indices[parent]
        at = parent
      }
      values[at] = value
      indices[at] = index
    } else if (before(value, index, values[0], indices[0])) {
      this.#sink(value, index, this.#k)
    }
    if (this.count === this.#k) this.worst = values[0]
  }

  /** Moves the values out, smallest first. */
  drain(outValues: Float64Array, outIndices: Int32Array, at: number): void {
    for (let size = this.count; size > 0; size--) {
      outValues[at + size - 1] = this.#values[0]
      outIndices[at + size - 1] = this.indices[0]
      this.#sink(this.#values[size - 1], this.indices[size - 1], size - 1)
    }
  }

  /** Replaces the top of a heap of `size` and lets it sink to its place. */
  #sink(value: number, index: number, size: number): void {
    const values = this.#values
    const { indices } = this
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= size) break
      if (child + 1 < size && before(values[child], indices[child], values[child + 1], indices[child + 1])) child++
      if (!before(value, index, values[child], indices[child])) break
      values[at] = values[child]
      indices[at] = indices[child]
      at = child
    }
    values[at] = value
    indices[at] = index
  }
}

function before(a: number, i: number, b: number, j: number): boolean {
  return a < b || (a === b && i < j)
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
function mainDirections(X: Matrix, center: Float64Array): Float64Array {
  const [rows, columns] = X.shape
  const step = Math.ceil(rows / SAMPLE)
  let directions = orthonormal(new RandomState(0).standardNormal(DIRECTIONS * columns), columns)
  const row = new Float64Array(columns)
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    const next = new Float64Array(directions.length)
    for (let i = 0; i < rows; i += step) {
      for (let j = 0; j < columns; j++) row[j] = X.data[i * columns + j] - center[j]
      for (let d = 0; d < next.length; d += columns) {
        let dot = 0
        for (let j = 0; j < columns; j++) dot += row[j] * directions[d + j]
        for (let j = 0; j < columns; j++) next[d + j] += dot * row[j]
      }
    }
    directions = orthonormal(next, columns)
  }
  return directions
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
  return out.subarray(0, kept)
}

function norm(vector: Float64Array): number {
  return Math.sqrt(squaredLength(vector, 0, vector.length))
}

function squaredLength(data: Float64Array, at: number, length: number): number {
  let sum = 0
  for (let j = at; j < at + length; j++) sum += data[j] * data[j]
  return sum
}
