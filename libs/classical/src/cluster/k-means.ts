import {
  InvalidParameterError,
  NdArray,
  RandomState,
  ShapeError,
  asMatrix,
  checkInteger,
  checkNumber,
} from '@genre/core'
import type { MatrixLike, Seed } from '@genre/core'
import type { FitOptions } from '../base/classifier'
import type { EstimatorKind } from '../base/estimator'
import { Estimator } from '../base/estimator'
import type { Label, LabelsLike } from '../base/labels'
import { field } from '../base/schema'
import type { Matrix } from '../base/validate'
import { checkMatrix, checkSampleWeight } from '../base/validate'
import { initialCenters } from './initial-centers'
import { inertiaOf, lloyd } from './lloyd'
import { CenterSearch } from './center-search'

/** Parameters of {@link KMeans}. */
export interface KMeansParams {
  /** How many clusters; default 8. */
  nClusters: number
  /** Where the centres start: spread out by chance (`'k-means++'`, the default), at random rows, or at given points. */
  init: 'k-means++' | 'random' | MatrixLike
  /** How often it is tried; the best is kept. Default `'auto'`: 10 times for `'random'`, else once. */
  nInit: 'auto' | number
  /** Rounds at most; default 300. */
  maxIter: number
  /** It ends when the centres move less than this share of the mean variance (squared); default 1e-4. */
  tol: number
  /** Seeds the starts. */
  randomState: Seed
}

const DEFAULTS: KMeansParams = {
  nClusters: 8,
  init: 'k-means++',
  nInit: 'auto',
  maxIter: 300,
  tol: 1e-4,
  randomState: null,
}

const SCHEMA = {
  nFeaturesIn: field.size('columns'),
  clusterCenters: field.matrix('clusters', 'columns'),
  labels: field.integers('rows', { min: 0, below: 'clusters' }),
  inertia: field.number({ min: 0 }),
  nIter: field.integer({ min: 1 }),
}

/**
 * Clusters by Lloyd's algorithm: every row belongs to the nearest centre, every centre is the mean of its rows.
 * scikit-learn 1.9's `KMeans`, which draws the same starts from the same seed. (Its `algorithm='elkan'` gives the same
 * clusters; here there is only Lloyd's.) Where two candidates for a centre are equally good (either of two rows that lie
 * together, apart from all others) rounding decides: clusters may then have other numbers than there.
 *
 * @example
 * ```ts
 * import { KMeans } from '@genre/classical'
 * const model = new KMeans({ nClusters: 2, randomState: 0 }).fit([[1], [2], [10], [11]])
 * console.log([...model.clusterCenters.data].sort((a, b) => a - b)) // => [ 1.5, 10.5 ]
 * ```
 */
export class KMeans extends Estimator<KMeansParams, typeof SCHEMA> {
  /** @throws InvalidParameterError for an unknown parameter */
  constructor(params: Partial<KMeansParams> = {}) {
    super('KMeans', DEFAULTS, SCHEMA, params)
  }

  get kind(): EstimatorKind {
    return 'clusterer'
  }

  /** (clusters, columns) centres. */
  get clusterCenters(): Matrix {
    return this.state.clusterCenters
  }

  /** The cluster of each training row. */
  get labels(): Int32Array {
    return this.state.labels
  }

  /** The sum of (weighted) squared distances of the training rows from their centres. */
  get inertia(): number {
    return this.state.inertia
  }

  /** How many rounds it took. */
  get nIter(): number {
    return this.state.nIter
  }

  /** How many columns `fit` saw. */
  get nFeaturesIn(): number {
    return this.state.nFeaturesIn
  }

  /**
   * `y` is not used.
   *
   * @throws InvalidParameterError for parameters out of range and fewer rows than clusters; ShapeError for given centres
   *   of another shape
   */
  fit(X: MatrixLike, _y?: LabelsLike<Label> | null, options: FitOptions = {}): this {
    this.checkParams(this.params)
    const matrix = checkMatrix(X)
    const [rows, columns] = matrix.shape
    const { nClusters, init, maxIter } = this.params
    if (rows < nClusters) {
      const allowed = `at most ${rows}, the number of rows`
      throw new InvalidParameterError({ parameter: 'nClusters', received: nClusters, allowed })
    }
    const weights = checkSampleWeight(options.sampleWeight, rows)
    const random = RandomState.from(this.params.randomState)
    // Distances are taken from the middle of the rows: there they lose the fewest digits.
    const mean = columnMeans(matrix)
    const centered = shifted(matrix, mean, -1)
    const given = typeof init === 'string' ? null : this.#given(init, columns, mean)
    const search = new CenterSearch(centered, Math.max(nClusters, 2 + Math.floor(Math.log(nClusters))))
    const tries = given ? 1 : this.#tries()
    const tolerance = this.params.tol * meanVariance(centered)
    let best: ReturnType<typeof lloyd> | null = null
    for (let n = 0; n < tries; n++) {
      const start =
        given ?? initialCenters(centered, search, nClusters, init as 'k-means++' | 'random', weights, random)
      const found = lloyd(centered, search, weights, start, maxIter, tolerance)
      if (!best || (found.inertia < best.inertia && !sameClusters(found.labels, best.labels))) best = found
    }
    const { centers, labels, inertia, nIter } = best!
    this.state = { nFeaturesIn: columns, clusterCenters: shifted(centers, mean, 1), labels, inertia, nIter }
    return this
  }

  /** `fit(X)`, then the cluster of each row. */
  fitPredict(X: MatrixLike, y?: LabelsLike<Label> | null, options: FitOptions = {}): Int32Array {
    return this.fit(X, y, options).labels.slice()
  }

  /** The nearest centre of each row, the first of equally near ones. @throws NotFittedError, ShapeError, DataError */
  predict(X: MatrixLike): Int32Array {
    return this.#nearest(this.#checkX(X))
  }

  /** (rows, clusters) distances from the centres. @throws NotFittedError, ShapeError, DataError */
  transform(X: MatrixLike): Matrix {
    const { clusterCenters } = this.state
    const matrix = this.#checkX(X)
    const [rows, columns] = matrix.shape
    const [clusters] = clusterCenters.shape
    const out = new Float64Array(rows * clusters)
    for (let i = 0; i < rows; i++) {
      for (let c = 0; c < clusters; c++) {
        let sum = 0
        for (let j = 0; j < columns; j++) {
          const difference = matrix.data[i * columns + j] - clusterCenters.data[c * columns + j]
          sum += difference * difference
        }
        out[i * clusters + c] = Math.sqrt(sum)
      }
    }
    return new NdArray(out, [rows, clusters])
  }

  /** `fit(X)`, then the distances from the centres. */
  fitTransform(X: MatrixLike, y?: LabelsLike<Label> | null, options: FitOptions = {}): Matrix {
    return this.fit(X, y, options).transform(X)
  }

  /** The negative sum of (weighted) squared distances from the nearest centres. @throws as `predict` */
  score(X: MatrixLike, _y?: LabelsLike<Label> | null, options: FitOptions = {}): number {
    const matrix = this.#checkX(X)
    const { clusterCenters } = this.state
    const weights = checkSampleWeight(options.sampleWeight, matrix.shape[0])
    return -inertiaOf(matrix, weights, clusterCenters, this.#nearest(matrix))
  }

  protected checkParams({ nClusters, init, nInit, maxIter, tol }: Readonly<KMeansParams>): void {
    checkInteger('nClusters', nClusters, { min: 1 })
    if (typeof init === 'string' && init !== 'k-means++' && init !== 'random') {
      const allowed = "'k-means++', 'random' or a matrix of centres"
      throw new InvalidParameterError({ parameter: 'init', received: init, allowed })
    }
    if (typeof init !== 'string') asMatrix('init', init)
    if (nInit !== 'auto') checkInteger('nInit', nInit, { min: 1 })
    checkInteger('maxIter', maxIter, { min: 1 })
    checkNumber('tol', tol, { min: 0 })
  }

  #given(init: MatrixLike, columns: number, mean: Float64Array): Matrix {
    const centers = checkMatrix(init, undefined, 'init')
    const { nClusters } = this.params
    if (centers.shape[0] !== nClusters || centers.shape[1] !== columns) {
      const expected = `shape (${nClusters}, ${columns}): clusters, columns`
      throw new ShapeError({ array: 'init', received: centers.shape, expected })
    }
    return shifted(centers, mean, -1)
  }

  #tries(): number {
    const { nInit, init } = this.params
    return nInit === 'auto' ? (init === 'random' ? 10 : 1) : nInit
  }

  #nearest(X: Matrix): Int32Array {
    const { clusterCenters } = this.state
    return new CenterSearch(X, clusterCenters.shape[0]).nearest(clusterCenters)
  }

  #checkX(X: MatrixLike): Matrix {
    return checkMatrix(X, this.nFeaturesIn)
  }
}

function columnMeans({ data, shape: [rows, columns] }: Matrix): Float64Array {
  const mean = new Float64Array(columns)
  for (let i = 0, k = 0; i < rows; i++) for (let j = 0; j < columns; j++, k++) mean[j] += data[k]
  return mean.map(sum => sum / rows)
}

function shifted(X: Matrix, by: Float64Array, sign: 1 | -1): Matrix {
  const [rows, columns] = X.shape
  const out = new Float64Array(rows * columns)
  for (let i = 0, k = 0; i < rows; i++) for (let j = 0; j < columns; j++, k++) out[k] = X.data[k] + sign * by[j]
  return new NdArray(out, X.shape)
}

/** The mean over the columns of their variance, for centred rows. */
function meanVariance(centered: Matrix): number {
  let sum = 0
  for (const x of centered.data) sum += x * x
  return sum / centered.data.length
}

/** Whether two clusterings are one under other numbers. */
function sameClusters(a: Int32Array, b: Int32Array): boolean {
  const to = new Map<number, number>()
  return a.every((label, i) => {
    if (!to.has(label)) to.set(label, b[i])
    return to.get(label) === b[i]
  })
}
