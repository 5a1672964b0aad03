import {
  DataError,
  InvalidParameterError,
  NdArray,
  RandomState,
  checkInteger,
  checkNumber,
  checkOneOf,
} from '@genre/core'
import type { MatrixLike, Seed } from '@genre/core'
import { checkBoolean } from '../base/check-boolean'
import type { Label, LabelsLike } from '../base/labels'
import { field } from '../base/schema'
import { Transformer } from '../base/transformer'
import type { Matrix } from '../base/validate'
import { checkMatrix } from '../base/validate'
import { gram, multiply, multiplyTransposed } from '../linalg/products'
import { singularValues } from '../linalg/singular-values'
import { largestEigen, symmetricEigen } from '../linalg/symmetric-eigen'
import { minkaDimension } from './minka-dimension'
import { randomizedRight } from './randomized-right'

/** Parameters of {@link PCA}. */
export interface PCAParams {
  /**
   * How many components are kept: a number, the share of the variance to keep at least (between 0 and 1), `'mle'` for
   * T. P. Minka's guess (at least as many rows as columns), or `null`: all.
   */
  nComponents: number | 'mle' | null
  /** Whether components are divided by their standard deviation; default false. */
  whiten: boolean
  /**
   * `'full'`: singular values of the rows (with more than 400 rows and columns: eigenvalues of the smaller Gram matrix);
   * `'covariance_eigh'`: eigenvalues of the covariance; `'randomized'`: approximate, for few components of large tables;
   * `'auto'` (the default): as scikit-learn chooses by the table's size.
   */
  svdSolver: 'auto' | 'full' | 'covariance_eigh' | 'randomized'
  /** Power iterations of `'randomized'`; default `'auto'`: 7 for few components, else 4. */
  iteratedPower: 'auto' | number
  /** Extra directions of `'randomized'`; default 10. */
  nOversamples: number
  /** Seeds `'randomized'`. */
  randomState: Seed
}

const DEFAULTS: PCAParams = {
  nComponents: null,
  whiten: false,
  svdSolver: 'auto',
  iteratedPower: 'auto',
  nOversamples: 10,
  randomState: null,
}

const SCHEMA = {
  nFeaturesIn: field.size('columns'),
  components: field.matrix('components', 'columns'),
  explainedVariance: field.floats('components', { min: 0 }),
  explainedVarianceRatio: field.floats('components', { min: 0 }),
  singularValues: field.floats('components', { min: 0 }),
  mean: field.floats('columns'),
  noiseVariance: field.number(),
  nSamples: field.integer({ min: 1 }),
}

/** Beyond this many rows and columns, rotating all pairs of rows takes too long. */
const LARGE = 400

/**
 * Principal components: the directions in which the rows spread most, orthogonal to each other. scikit-learn 1.9's `PCA`
 * (without `'arpack'`). The sign of each component is such that its largest coefficient is positive, as there.
 *
 * @example
 * ```ts
 * import { PCA } from '@genre/classical'
 * const pca = new PCA({ nComponents: 1 }).fit([[0, 0], [1, 2], [2, 4], [3, 6.1]])
 * console.log(pca.explainedVarianceRatio[0] > 0.99) // => true
 * ```
 */
export class PCA extends Transformer<PCAParams, typeof SCHEMA> {
  /** @throws InvalidParameterError for an unknown parameter */
  constructor(params: Partial<PCAParams> = {}) {
    super('PCA', DEFAULTS, SCHEMA, params)
  }

  /** (components, columns) directions of length 1, by falling variance. */
  get components(): Matrix {
    return this.state.components
  }

  /** How many components are kept. */
  get nComponents(): number {
    return this.state.components.shape[0]
  }

  /** The variance of the rows along each component (divided by the number of rows less one). */
  get explainedVariance(): Float64Array {
    return this.state.explainedVariance
  }

  /** The share of all variance along each component. */
  get explainedVarianceRatio(): Float64Array {
    return this.state.explainedVarianceRatio
  }

  /** The singular values of the centred rows. */
  get singularValues(): Float64Array {
    return this.state.singularValues
  }

  /** The mean of each column. */
  get mean(): Float64Array {
    return this.state.mean
  }

  /** The mean variance along the components that are not kept. */
  get noiseVariance(): number {
    return this.state.noiseVariance
  }

  /**
   * `y` is not used.
   *
   * @throws InvalidParameterError for more components than rows or columns; DataError for a single row, rows that are all
   *   equal, and where squares overflow
   */
  fit(X: MatrixLike, _y?: LabelsLike<Label>): this {
    this.checkParams(this.params)
    const matrix = checkMatrix(X)
    const [rows, columns] = matrix.shape
    if (rows < 2) throw new DataError({ table: 'X', reason: 'there must be at least two rows to have a variance' })
    const most = Math.min(rows, columns)
    const { nComponents } = this.params
    if (nComponents === 'mle' && rows < columns) {
      const allowed = `a number or null with fewer rows (${rows}) than columns (${columns})`
      throw new InvalidParameterError({ parameter: 'nComponents', received: nComponents, allowed })
    }
    if (typeof nComponents === 'number' && nComponents > most) {
      const allowed = `at most ${most}, the smaller of rows and columns`
      throw new InvalidParameterError({ parameter: 'nComponents', received: nComponents, allowed })
    }
    const mean = new Float64Array(columns)
    for (let k = 0; k < matrix.data.length; k++) mean[k % columns] += matrix.data[k]
    for (let j = 0; j < columns; j++) mean[j] /= rows
    const centered: Matrix = new NdArray(
      matrix.data.map((x, k) => x - mean[k % columns]),
      matrix.shape,
    )
    let total = 0
    for (const x of centered.data) total += x * x
    total /= rows - 1
    if (!(total > 0 && total < Infinity)) {
      const reason = total === 0 ? 'all rows are equal' : 'squares of the values overflow; scale the columns first'
      throw new DataError({ table: 'X', reason })
    }
    const { values, right } = this.#decompose(centered, most)
    const variance = values.map(s => (s * s) / (rows - 1))
    const kept = keptComponents(nComponents, variance, most, rows)
    const sum = values.length === most ? variance.reduce((all, v) => all + v, 0) : total
    const components = flipped(right, kept)
    let noise = 0
    if (kept < most) noise = Math.max(0, sum - variance.slice(0, kept).reduce((all, v) => all + v, 0)) / (most - kept)
    this.state = {
      nFeaturesIn: columns,
      components,
      explainedVariance: variance.slice(0, kept),
      explainedVarianceRatio: variance.slice(0, kept).map(v => v / sum),
      singularValues: values.slice(0, kept),
      mean,
      noiseVariance: noise,
      nSamples: rows,
    }
    return this
  }

  /** Rows of components back as rows of columns. @throws NotFittedError, ShapeError, DataError */
  inverseTransform(X: MatrixLike): Matrix {
    const { components, mean } = this.state
    const matrix = checkMatrix(X, components.shape[0])
    const scale = this.#scale(1)
    const scaled: Matrix = new NdArray(
      matrix.data.map((x, k) => x * scale[k % scale.length]),
      matrix.shape,
    )
    const out = multiply(scaled, components)
    for (let k = 0; k < out.data.length; k++) out.data[k] += mean[k % mean.length]
    return out
  }

  protected transformMatrix(X: Matrix): Matrix {
    const { components, mean } = this.state
    const columns = X.shape[1]
    const centered: Matrix = new NdArray(
      X.data.map((x, k) => x - mean[k % columns]),
      X.shape,
    )
    const out = multiplyTransposed(centered, components)
    const scale = this.#scale(Number.EPSILON)
    for (let k = 0; k < out.data.length; k++) out.data[k] /= scale[k % scale.length]
    return out
  }

  protected checkParams(params: Readonly<PCAParams>): void {
    const { nComponents, iteratedPower } = params
    if (nComponents !== null) {
      const isShare = typeof nComponents === 'number' && nComponents > 0 && nComponents < 1
      if (nComponents !== 'mle' && !isShare) checkInteger('nComponents', nComponents, { min: 1 })
      else if (params.svdSolver === 'randomized') {
        const allowed = "a whole number with the solver 'randomized'"
        throw new InvalidParameterError({ parameter: 'nComponents', received: nComponents, allowed })
      }
    }
    checkBoolean('whiten', params.whiten)
    checkOneOf('svdSolver', params.svdSolver, ['auto', 'full', 'covariance_eigh', 'randomized'])
    if (iteratedPower !== 'auto') checkInteger('iteratedPower', iteratedPower, { min: 0, max: 1000 })
    checkInteger('nOversamples', params.nOversamples, { min: 1 })
    if (typeof params.randomState === 'number') checkNumber('randomState', params.randomState, { min: 0 })
  }

  /** Singular values and right singular vectors of the centred rows, as many as there are or are asked for. */
  #decompose(centered: Matrix, most: number): { values: Float64Array; right: Matrix } {
    const [rows, columns] = centered.shape
    const { nComponents, svdSolver, iteratedPower, nOversamples, randomState } = this.params
    const count = nComponents === 'mle' ? most : (nComponents ?? most)
    let solver = svdSolver
    if (solver === 'auto') {
      const tall = columns <= 1000 && rows >= 10 * columns
      const few = count >= 1 && count < 0.8 * most
      solver = tall ? 'covariance_eigh' : Math.max(rows, columns) <= 500 || !few ? 'full' : 'randomized'
    }
    if (solver === 'randomized') {
      const iterations = iteratedPower === 'auto' ? (count < 0.1 * most ? 7 : 4) : iteratedPower
      return randomizedRight(centered, count, count + nOversamples, iterations, RandomState.from(randomState))
    }
    if (solver === 'full' && most <= LARGE) return singularValues(centered)
    return columns <= rows || solver === 'covariance_eigh'
      ? fromCovariance(centered, most, nComponents)
      : fromRowProducts(centered)
  }

  /** What components are divided by: 1 unless they are to be whitened. */
  #scale(least: number): Float64Array {
    const { explainedVariance } = this.state
    return explainedVariance.map(v => (this.params.whiten ? Math.max(least === 1 ? 0 : least, Math.sqrt(v)) : 1))
  }
}

/** How many components are kept: as many as said, or as hold the share of the variance. */
function keptComponents(
  nComponents: PCAParams['nComponents'],
  variance: Float64Array,
  most: number,
  rows: number,
): number {
  if (nComponents === null) return most
  if (nComponents === 'mle') return Math.max(1, minkaDimension(variance, rows))
  if (nComponents >= 1) return nComponents
  const sum = variance.reduce((all, v) => all + v, 0)
  let share = 0
  let kept = 0
  while (kept < most) {
    share += variance[kept++] / sum
    if (share > nComponents) break
  }
  return kept
}

/** By the eigenvectors of X^T X: as many vectors as are kept. */
function fromCovariance(
  X: Matrix,
  most: number,
  nComponents: PCAParams['nComponents'],
): { values: Float64Array; right: Matrix } {
  const roots = (descending: Float64Array) => descending.slice(0, most).map(value => Math.sqrt(Math.max(0, value)))
  const kept = (descending: Float64Array) => {
    const variance = roots(descending).map(s => (s * s) / (X.shape[0] - 1))
    return keptComponents(nComponents, variance, most, X.shape[0])
  }
  const { values, vectors } = largestEigen(gram(X), kept)
  return { values: roots(values), right: vectors }
}

/** By the eigenvectors of X X^T, for more columns than rows. */
function fromRowProducts(X: Matrix): { values: Float64Array; right: Matrix } {
  const [rows, columns] = X.shape
  const { vectors } = symmetricEigen(multiplyTransposed(X, X))
  // Rows s v^T, nearly orthogonal already, whose small ones have lost digits: the rotations put that right quickly.
  const { values, right } = singularValues(multiply(vectors, X))
  return { values, right: new NdArray(right.data, [rows, columns]) }
}

/** The first rows, each with its largest coefficient (by magnitude, the first of equals) made positive. */
function flipped(rows: Matrix, count: number): Matrix {
  const columns = rows.shape[1]
  const data = rows.data.slice(0, count * columns)
  for (let i = 0; i < count; i++) {
    const row = data.subarray(i * columns, (i + 1) * columns)
    let largest = 0
    for (const x of row) if (Math.abs(x) > Math.abs(largest)) largest = x
    if (largest < 0) for (let j = 0; j < columns; j++) row[j] = -row[j]
  }
  return new NdArray(data, [count, columns])
}
