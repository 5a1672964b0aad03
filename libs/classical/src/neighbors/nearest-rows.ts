import { RandomState } from '@genre/core'
import type { Matrix } from '../base/validate'

/** The nearest rows of each query: their distances and positions, nearest first, `k` a query. */
export interface Nearest {
  readonly distances: Float64Array
  readonly indices: Int32Array
}

const DIRECTIONS = 7
const WIDTH = DIRECTIONS + 1
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
  readonly #largest: number

  /** @param X - the rows; they are viewed, not copied, and must stay as they are */
  constructor(X: Matrix) {
    const [rows, columns] = X.shape
    this.#rows = rows
    this.#columns = columns
    this.#data = X.data
    this.#center = mean(X)
    this.#directions = columns > DIRECTIONS ? mainDirections(X, this.#center) : new Float64Array(0)
    const useful = this.#directions.length > 0
    this.#sketch = new Float64Array(useful ? rows * WIDTH : 0)
    let largest = 0
    if (useful) {
      const rest = new Float64Array(columns)
      for (let i = 0; i < rows; i++) {
        largest = Math.max(largest, this.#project(X.data, i * columns, rest, this.#sketch, i * WIDTH))
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
    const bounds = new Float64Array(this.#rows)
    const nearestBounds = new Best(k)
    const rest = new Float64Array(this.#columns)
    const sketch = new Float64Array(WIDTH)
    for (let q = 0; q < queries; q++) {
      const at = q * this.#columns
      best.clear()
      if (this.#sketch.length > 0) {
        const length = this.#project(Q.data, at, rest, sketch, 0)
        this.#search(Q.data, at, sketch, 1e-12 * (length + this.#largest), bounds, nearestBounds, best)
      } else {
        for (let i = 0; i < this.#rows; i++) this.#consider(Q.data, at, i, best)
      }
      best.drain(distances, indices, q * k)
    }
    for (let i = 0; i < distances.length; i++) distances[i] = Math.sqrt(distances[i])
    return { distances, indices }
  }

  #search(
    query: Float64Array,
    at: number,
    sketch: Float64Array,
    margin: number,
    bounds: Float64Array,
    nearestBounds: Best,
    best: Best,
  ): void {
    const rows = this.#rows
    const all = this.#sketch
    const [q0, q1, q2, q3, q4, q5, q6, q7] = sketch
    nearestBounds.clear()
    let limit = Infinity
    for (let i = 0, k = 0; i < rows; i++, k += WIDTH) {
      // Written out: as a loop this takes twice as long, and it is where the time goes.
      const d0 = all[k] - q0
      const d1 = all[k + 1] - q1
      const d2 = all[k + 2] - q2
      const d3 = all[k + 3] - q3
      const d4 = all[k + 4] - q4
      const d5 = all[k + 5] - q5
      const d6 = all[k + 6] - q6
      const d7 = all[k + 7] - q7
      const sum = d0 * d0 + d1 * d1 + (d2 * d2 + d3 * d3) + (d4 * d4 + d5 * d5 + (d6 * d6 + d7 * d7)) - margin
      bounds[i] = sum
      if (sum < limit) {
        nearestBounds.offer(sum, i)
        limit = nearestBounds.worst
      }
    }
    // The rows with the smallest bounds first: they are likely among the nearest, and make the rest cheap.
    for (let s = 0; s < nearestBounds.count; s++) {
      const i = nearestBounds.indices[s]
      this.#consider(query, at, i, best)
      bounds[i] = Infinity
    }
    limit = best.worst
    for (let i = 0; i < rows; i++) {
      if (bounds[i] > limit) continue
      this.#consider(query, at, i, best)
      limit = best.worst
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
    let length = 0
    for (let j = 0; j < columns; j++) {
      rest[j] = data[at + j] - this.#center[j]
      length += rest[j] * rest[j]
    }
    for (let d = 0, k = 0; k < directions.length; d++, k += columns) {
      let dot = 0
      for (let j = 0; j < columns; j++) dot += rest[j] * directions[k + j]
      for (let j = 0; j < columns; j++) rest[j] -= dot * directions[k + j]
      out[outAt + d] = dot
    }
    let left = 0
    for (let j = 0; j < columns; j++) left += rest[j] * rest[j]
    out[outAt + DIRECTIONS] = Math.sqrt(left)
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
  let sum = 0
  for (let j = 0; j < vector.length; j++) sum += vector[j] * vector[j]
  return Math.sqrt(sum)
}
