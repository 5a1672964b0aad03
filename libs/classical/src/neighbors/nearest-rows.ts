import type { Matrix } from '../base/validate'
import { Best } from './best'
import { BoxSketches } from './box-sketches'
import type { DistanceMetric, Measure } from './distance-metric'
import { distanceOf, measureOf, unitRows } from './distance-metric'
import { KdTree } from './kd-tree'
import { RowDistances } from './row-distances'
import { SketchProducts } from './sketch-products'
import type { SketchMaker } from './sketches'
import { Sketches } from './sketches'

/** The nearest rows of each query: their distances and positions, nearest first, `k` a query. */
export interface Nearest {
  readonly distances: Float64Array
  readonly indices: Int32Array
}

/** Up to so many columns a tree pays, from so many rows on. */
const TREE = { columns: 7, rows: 200 }
/** Queries whose bounds are made at a time, at most, and how many bounds that may be. */
const BLOCK = 16
const BOUNDS = 4e6

/**
 * Exact search for the rows of a matrix that are nearest to a query. Rows at the same distance come in the order of the
 * matrix.
 *
 * Every row is looked at, but most of them cheaply: sketches of whole numbers (see {@link SketchMaker}) are never farther from
 * each other than the rows themselves, but for their rounding, which is known. A row whose sketch is already beyond the k-th
 * best is out; for the others the distance is summed column by column. Where there are few columns a k-d tree finds them.
 * Cosine distances are Euclidean ones of rows of length 1. By powers other than 1, 2 and infinity all rows are tried.
 */
export class NearestRows {
  readonly #rows: number
  readonly #columns: number
  readonly #distances: RowDistances
  readonly #tree: KdTree | null
  /** `null` where there is a tree, or rows cannot be sketched. */
  readonly #bounds: { sketches: SketchMaker; products: SketchProducts; error: number; block: number } | null

  readonly #metric: DistanceMetric
  readonly #p: number
  readonly #measure: Measure

  /** @param X - the rows; they are viewed, not copied, and must stay as they are */
  constructor(rowsAsGiven: Matrix, metric: DistanceMetric, p: number) {
    const X = metric === 'cosine' ? unitRows(rowsAsGiven, 'training') : rowsAsGiven
    const [rows, columns] = X.shape
    const measure = measureOf(metric, p)
    this.#metric = metric
    this.#p = p
    this.#measure = measure
    this.#rows = rows
    this.#columns = columns
    this.#distances = new RowDistances(X, measure, p)
    const few = columns <= TREE.columns && rows >= TREE.rows
    // Powers are not rounded evenly enough for boxes to be never farther than what is in them.
    this.#tree = few && measure !== 'powers' ? new KdTree(X, measure) : null
    if (this.#tree || measure === 'powers') {
      this.#bounds = null
      return
    }
    const sketches = measure === 'squares' ? new Sketches(X) : new BoxSketches(X, measure === 'magnitudes')
    if (sketches.width === 0) {
      this.#bounds = null
      return
    }
    const block = Math.max(1, Math.min(BLOCK, Math.floor(BOUNDS / rows)))
    const products = new SketchProducts(rows, sketches.width, block, measure)
    let error = 0
    sketches.make(X.data, 0, rows, (i, sketch, own) => {
      products.setRow(i, sketch)
      error = Math.max(error, own)
    })
    this.#bounds = { sketches, products, error, block }
  }

  /** The `k` nearest rows to each of some rows, `k` at most the number of rows. */
  query(queriesAsGiven: Matrix, k: number): Nearest {
    const Q = this.#metric === 'cosine' ? unitRows(queriesAsGiven, 'query') : queriesAsGiven
    const queries = Q.shape[0]
    const distances = new Float64Array(queries * k)
    const indices = new Int32Array(queries * k)
    const best = new Best(k)
    const { data } = Q
    if (this.#bounds) this.#queryByBounds(data, queries, k, best, distances, indices)
    else {
      for (let q = 0; q < queries; q++) {
        best.clear()
        if (this.#tree) this.#tree.search(data, q * this.#columns, best)
        else this.#distances.offerAll(data, q * this.#columns, best)
        best.drain(distances, indices, q * k)
      }
    }
    const measure = this.#measure
    const p = this.#p
    const cosine = this.#metric === 'cosine'
    for (let i = 0; i < distances.length; i++) {
      distances[i] = cosine ? distances[i] / 2 : distanceOf(measure, p, distances[i])
    }
    if (cosine) {
      // Rows of zeros are at distance 1, not about that, from all.
      for (let q = 0; q < queries; q++) {
        if (Q.data[(q + 1) * this.#columns - 1] === 0) continue
        for (let n = 0; n < k; n++) {
          distances[q * k + n] = 1
          indices[q * k + n] = n
        }
      }
    }
    return { distances, indices }
  }

  #queryByBounds(
    data: Float64Array,
    queries: number,
    k: number,
    best: Best,
    distances: Float64Array,
    indices: Int32Array,
  ): void {
    const { sketches, products, error, block } = this.#bounds!
    const { unit } = sketches
    const squared = this.#measure === 'squares'
    // So many with the smallest bounds are likely among the nearest, and make the rest cheap.
    const first = Math.min(this.#rows, k + (k >> 3))
    const squares = new Float64Array(block)
    const errors = new Float64Array(block)
    for (let from = 0; from < queries; from += block) {
      const count = Math.min(block, queries - from)
      sketches.make(data, from, count, (q, sketch, own) => {
        products.setVector(q, sketch)
        squares[q] = 0
        for (let d = 0; squared && d < sketch.length; d++) squares[q] += sketch[d] * sketch[d]
        errors[q] = own + error
      })
      products.multiply(count)
      for (let q = 0; q < count; q++) {
        const at = (from + q) * this.#columns
        best.clear()
        const low = products.limitFor(q, first)
        const near = products.between(q, -Infinity, low)
        this.#distances.offer(data, at, near.positions, near.count, best)
        // A row at most as far as the worst one has a sketch at most so far.
        const farthest = distanceOf(this.#measure, this.#p, best.worst) * unit + errors[q]
        const high = squared ? Math.floor((farthest * farthest - squares[q]) / 2) : Math.floor(farthest)
        // Where something overflowed none is left out.
        if (!(high <= low)) {
          const far = products.between(q, low, high < Infinity ? high : Infinity)
          this.#distances.offer(data, at, far.positions, far.count, best)
        }
        best.drain(distances, indices, (from + q) * k)
      }
    }
  }
}
