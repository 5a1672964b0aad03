import { DataError, InvalidParameterError, NdArray, checkInteger, checkOneOf } from '@genre/core'
import type { MatrixLike } from '@genre/core'
import type { FitOptions } from '../base/classifier'
import { Classifier, argmaxRows } from '../base/classifier'
import type { Label, LabelsLike } from '../base/labels'
import { field } from '../base/schema'
import type { TieBreakParams } from '../base/tie-break'
import { checkTieBreak, classPriors } from '../base/tie-break'
import type { Matrix } from '../base/validate'
import { checkData, refuseSampleWeight } from '../base/validate'
import type { DistanceMetric } from './distance-metric'
import { checkDistanceMetric } from './distance-metric'
import { NearestRows } from './nearest-rows'

/** Parameters of {@link KNeighborsClassifier}. */
export interface KNeighborsParams extends TieBreakParams {
  /** How many neighbours vote; default 5. */
  nNeighbors: number
  /** `'uniform'`: each neighbour has one vote; `'distance'`: 1 / distance votes. Default `'uniform'`. */
  weights: 'uniform' | 'distance'
  /**
   * How far rows are from each other: `'minkowski'` (default: the p-th root of the sum of the p-th powers of differences),
   * `'euclidean'` and `'manhattan'` (the same with p 2 and 1), `'chebyshev'` (the largest difference) or `'cosine'` (1 less the
   * cosine of the angle; 1 from and between rows of zeros).
   */
  metric: DistanceMetric
  /** The power of `'minkowski'`: above 0, or `Infinity`; default 2. Below 1 that is no distance, but ranks rows as well. */
  p: number
}

/** The nearest training rows of each query row, nearest first. */
export interface Neighbors {
  /** (queries, neighbours) distances. */
  readonly distances: Matrix
  /** (queries, neighbours) positions of training rows. */
  readonly indices: NdArray<Int32Array>
}

const DEFAULTS: KNeighborsParams = {
  nNeighbors: 5,
  weights: 'uniform',
  metric: 'minkowski',
  p: 2,
  tieBreak: 'first',
}

const SCHEMA = {
  classes: field.labels('classes'),
  nFeaturesIn: field.size('nFeaturesIn'),
  fitX: field.matrix('nSamplesFit', 'nFeaturesIn'),
  fitY: field.integers('nSamplesFit', { min: 0, below: 'classes' }),
}

/**
 * Classification by the k nearest training rows, found by exact search: scikit-learn 1.9's `KNeighborsClassifier`. Its
 * `algorithm` and `leaf_size` have no counterpart, for the search that fits is taken.
 *
 * With `weights: 'distance'` a query that coincides with training rows takes their votes alone. Of classes with equal
 * votes the first wins. Training rows at exactly the same distance are taken in the order of the training table;
 * scikit-learn leaves that open. Distances are summed column by column, where scikit-learn's brute force expands the
 * square, so two distances that differ in the last bits may change places.
 *
 * @example
 * ```ts
 * import { KNeighborsClassifier } from '@genre/classical'
 * const model = new KNeighborsClassifier({ nNeighbors: 1 }).fit([[0, 0], [1, 1]], ['blues', 'rock'])
 * console.log(model.predict([[0.9, 0.8]])) // => [ 'rock' ]
 * ```
 */
export class KNeighborsClassifier<L extends Label = Label> extends Classifier<L, KNeighborsParams, typeof SCHEMA> {
  #search: { by: NearestRows; metric: DistanceMetric; p: number } | null = null

  /** @throws InvalidParameterError for an unknown parameter */
  constructor(params: Partial<KNeighborsParams> = {}) {
    super('KNeighborsClassifier', DEFAULTS, SCHEMA, params)
  }

  /** How many rows `fit` saw. */
  get nSamplesFit(): number {
    return this.state.fitY.length
  }

  /** @throws InvalidParameterError for parameters out of range, and for weights, which it does not know */
  fit(X: MatrixLike, y: LabelsLike<L>, options: FitOptions = {}): this {
    this.checkParams(this.params)
    refuseSampleWeight(this.type, options.sampleWeight)
    const { X: matrix, codes, classes, columns } = checkData(X, y)
    const fitX = new NdArray(matrix.data.slice(), matrix.shape)
    this.#search = null
    this.state = { classes, nFeaturesIn: columns, fitX, fitY: codes }
    return this
  }

  /**
   * The nearest training rows of each row.
   *
   * @param options.nNeighbors - how many; default the parameter
   * @throws InvalidParameterError for more neighbours than training rows; DataError if a distance (or its power) overflows
   */
  kneighbors(X: MatrixLike, options: { nNeighbors?: number } = {}): Neighbors {
    return this.#nearest(this.checkX(X), options.nNeighbors ?? this.params.nNeighbors)
  }

  /** (rows, classes) shares of the neighbours' votes, each row summing to 1. */
  predictProba(X: MatrixLike): Matrix {
    return this.#votes(this.checkX(X))
  }

  protected predictCodes(X: Matrix): Int32Array {
    const { tieBreak } = this.params
    const { classes, fitY } = this.state
    return argmaxRows(this.#votes(X), tieBreak === 'prior' ? classPriors(fitY, classes.length) : null)
  }

  protected checkParams({ nNeighbors, weights, metric, p, tieBreak }: KNeighborsParams): void {
    checkTieBreak(tieBreak)
    checkInteger('nNeighbors', nNeighbors, { min: 1 })
    checkOneOf('weights', weights, ['uniform', 'distance'])
    checkDistanceMetric(metric, p)
  }

  #nearest(X: Matrix, k: number): Neighbors {
    const { fitX, fitY } = this.state
    checkInteger('nNeighbors', k, { min: 1 })
    if (k > fitY.length) {
      throw new InvalidParameterError({
        parameter: 'nNeighbors',
        received: k,
        allowed: `at most ${fitY.length}, the number of training rows`,
      })
    }
    const { metric, p } = this.params
    checkDistanceMetric(metric, p)
    if (this.#search?.metric !== metric || this.#search.p !== p) {
      this.#search = { by: new NearestRows(fitX, metric, p), metric, p }
    }
    const { distances, indices } = this.#search.by.query(X, k)
    for (let row = 0; row < X.shape[0]; row++) {
      if (distances[(row + 1) * k - 1] < Infinity) continue
      throw new DataError({
        table: 'X',
        row,
        reason: 'distances, or powers of them, overflow; scale the columns first',
      })
    }
    const shape = [X.shape[0], k]
    return { distances: new NdArray(distances, shape), indices: new NdArray(indices, shape) }
  }

  #votes(X: Matrix): Matrix {
    this.checkParams(this.params)
    const { classes, fitY } = this.state
    const k = this.params.nNeighbors
    const { distances, indices } = this.#nearest(X, k)
    const rows = X.shape[0]
    const votes = new Float64Array(rows * classes.length)
    const weighted = this.params.weights === 'distance'
    for (let i = 0; i < rows; i++) {
      const at = i * classes.length
      // The nearest comes first: if its distance has no finite reciprocal, only such neighbours count.
      const coincides = weighted && 1 / distances.data[i * k] === Infinity
      let total = 0
      for (let n = i * k; n < (i + 1) * k; n++) {
        const reciprocal = 1 / distances.data[n]
        const vote = !weighted ? 1 : coincides ? Number(reciprocal === Infinity) : reciprocal
        votes[at + fitY[indices.data[n]]] += vote
        total += vote
      }
      for (let c = at; c < at + classes.length; c++) votes[c] /= total
    }
    return new NdArray(votes, [rows, classes.length])
  }
}
