import { DataError, InvalidParameterError, NdArray, checkInteger, checkNumber, checkOneOf } from '@genre/core'
import type { MatrixLike } from '@genre/core'
import { checkBoolean } from '../base/check-boolean'
import type { FitOptions } from '../base/classifier'
import type { Label, LabelsLike } from '../base/labels'
import { logistic, softmaxRows } from '../base/log-probability'
import type { Priors } from '../base/priors'
import { checkPriors } from '../base/priors'
import { field } from '../base/schema'
import type { CheckedData, Matrix } from '../base/validate'
import { checkData, refuseSampleWeight } from '../base/validate'
import { cholesky, solveLower, solveLowerTransposed } from '../linalg/cholesky'
import { multiply, multiplyTransposed, transposed } from '../linalg/products'
import { singularValues } from '../linalg/singular-values'
import { symmetricEigen } from '../linalg/symmetric-eigen'
import { LINEAR_SCHEMA, LinearClassifier } from '../linear/linear-classifier'
import type { Shrinkage } from './covariance'
import { centered, checkShrinkage, covariance } from './covariance'

/** Parameters of {@link LinearDiscriminantAnalysis}. */
export interface LinearDiscriminantAnalysisParams {
  /**
   * `'svd'` (the default) makes no covariance matrix and does not shrink, `'lsqr'` and `'eigen'` do; `'lsqr'` cannot
   * transform.
   */
  solver: 'svd' | 'lsqr' | 'eigen'
  /** How far covariances are shrunk; default `null`: not at all. */
  shrinkage: Shrinkage
  /** How likely each class is before a row is seen; default `null`: its share of the training rows. */
  priors: Priors
  /** How many columns `transform` gives; default `null`: as many as there can be. */
  nComponents: number | null
  /** Whether the solver `'svd'` keeps the covariance; default false. */
  storeCovariance: boolean
  /** Singular values at most this count as 0 with the solver `'svd'`; default 1e-4. */
  tol: number
}

const DEFAULTS: LinearDiscriminantAnalysisParams = {
  solver: 'svd',
  shrinkage: null,
  priors: null,
  nComponents: null,
  storeCovariance: false,
  tol: 1e-4,
}

const SCHEMA = {
  ...LINEAR_SCHEMA,
  priors: field.floats('classes', { min: 0, max: 1 }),
  means: field.matrix('classes', 'features'),
  components: field.integer({ min: 1 }),
  xbar: field.optional(field.floats('features')),
  scalings: field.optional(field.matrix('features', 'scalings')),
  explainedVarianceRatio: field.optional(field.floats('ratios')),
  covariance: field.optional(field.matrix('features', 'features')),
}

/** What a solver finds. */
interface Solution {
  coef: Matrix
  intercept: Float64Array
  means: Matrix
  xbar: Float64Array | null
  scalings: Matrix | null
  explainedVarianceRatio: Float64Array | null
  covariance: Matrix | null
}

/**
 * Linear discriminant analysis: normal distributions with a mean for each class and one covariance for all; a linear
 * classifier, and a projection to the directions that part the classes best. scikit-learn 1.9's
 * `LinearDiscriminantAnalysis`.
 *
 * Directions have no sign of their own; here the largest weight of each is positive.
 *
 * @example
 * ```ts
 * import { LinearDiscriminantAnalysis } from '@genre/classical'
 * const X = [[1, 2], [2, 1], [2, 3], [7, 8], [8, 7], [9, 9]]
 * const y = ['blues', 'blues', 'blues', 'rock', 'rock', 'rock']
 * const model = new LinearDiscriminantAnalysis({ solver: 'lsqr', shrinkage: 'auto' }).fit(X, y)
 * console.log(model.predict([[3, 3], [6, 7]])) // => [ 'blues', 'rock' ]
 * ```
 */
export class LinearDiscriminantAnalysis<L extends Label = Label> extends LinearClassifier<
  L,
  LinearDiscriminantAnalysisParams,
  typeof SCHEMA
> {
  /** @throws InvalidParameterError for an unknown parameter */
  constructor(params: Partial<LinearDiscriminantAnalysisParams> = {}) {
    super('LinearDiscriminantAnalysis', DEFAULTS, SCHEMA, params)
  }

  override supports(method: string): boolean {
    const transforms = method === 'transform' || method === 'fitTransform'
    return super.supports(method) && !(transforms && this.params.solver === 'lsqr')
  }

  /** How likely each class is before a row is seen. */
  get priors(): Float64Array {
    return this.state.priors
  }

  /** (classes, columns) means. */
  get means(): Matrix {
    return this.state.means
  }

  /** The mean of all classes, weighted by their priors (solver `'svd'`). */
  get xbar(): Float64Array | null {
    return this.state.xbar
  }

  /** (columns, directions) that part the classes best (not with the solver `'lsqr'`). */
  get scalings(): Matrix | null {
    return this.state.scalings
  }

  /** The share of the variance between classes that each direction holds (not with the solver `'lsqr'`). */
  get explainedVarianceRatio(): Float64Array | null {
    return this.state.explainedVarianceRatio
  }

  /** (columns, columns) covariance within the classes (with the solver `'svd'` only if it is to be stored). */
  get covariance(): Matrix | null {
    return this.state.covariance
  }

  /**
   * @throws InvalidParameterError for parameters out of range, and shrinkage with the solver `'svd'`; DataError for a
   *   single class, as many rows as classes, rows without any spread within classes, and for the solver `'eigen'` where
   *   the covariance is not positive definite
   */
  fit(X: MatrixLike, y: LabelsLike<L>, options: FitOptions = {}): this {
    this.checkParams(this.params)
    refuseSampleWeight(this.type, options.sampleWeight)
    const data = checkData(X, y)
    const { classes, codes, rows, columns } = data
    if (classes.length < 2) throw new DataError({ table: 'y', reason: 'there must be at least two classes' })
    if (rows <= classes.length) throw new DataError({ table: 'X', reason: 'there must be more rows than classes' })
    const { priors: given, nComponents, solver } = this.params
    checkPriors(given, classes.length)
    const priors = new Float64Array(classes.length)
    if (given) {
      const sum = Array.from(given).reduce((total, prior) => total + prior, 0)
      priors.set(Array.from(given, prior => prior / (Math.abs(sum - 1) > 1e-5 ? sum : 1)))
    }
    const most = Math.min(classes.length - 1, columns)
    if (nComponents !== null && nComponents > most) {
      const allowed = `at most ${most}, one less than classes and no more than columns`
      throw new InvalidParameterError({ parameter: 'nComponents', received: nComponents, allowed })
    }
    const components = nComponents ?? most
    const members: number[][] = classes.map(() => [])
    codes.forEach((code, row) => members[code].push(row))
    if (!given) priors.set(members.map(own => own.length / rows))
    const solve = solver === 'svd' ? this.#svd : solver === 'lsqr' ? this.#lsqr : this.#eigen
    const solution = solve.call(this, data, members, priors, components)
    const binary = classes.length === 2
    this.state = {
      ...solution,
      classes,
      nFeaturesIn: columns,
      priors,
      components,
      coef: binary ? rowDifference(solution.coef) : solution.coef,
      intercept: binary ? Float64Array.of(solution.intercept[1] - solution.intercept[0]) : solution.intercept,
    }
    return this
  }

  /** (rows, classes) probabilities. */
  predictProba(X: MatrixLike): Matrix {
    const scores = this.decisionFunction(X)
    if (scores.shape[1] > 1) return softmaxRows(scores)
    const out = new Float64Array(2 * scores.data.length)
    scores.data.forEach((score, i) => {
      out[2 * i + 1] = logistic(score)
      out[2 * i] = 1 - out[2 * i + 1]
    })
    return new NdArray(out, [scores.shape[0], 2])
  }

  /**
   * (rows, components) projections to the directions that part the classes best.
   *
   * @throws InvalidParameterError with the solver `'lsqr'`; else as `predict`
   */
  transform(X: MatrixLike): Matrix {
    const matrix = this.checkX(X)
    const { scalings, xbar, components } = this.state
    if (!scalings) {
      const allowed = "'svd' or 'eigen' to transform"
      throw new InvalidParameterError({ parameter: 'solver', received: this.params.solver, allowed })
    }
    const columns = matrix.shape[1]
    const moved = xbar
      ? new NdArray(
          matrix.data.map((x, k) => x - xbar[k % columns]),
          matrix.shape,
        )
      : matrix
    return multiply(moved, firstColumns(scalings, components))
  }

  /** `fit(X, y)`, then the projections of X. */
  fitTransform(X: MatrixLike, y: LabelsLike<L>, options: FitOptions = {}): Matrix {
    return this.fit(X, y, options).transform(X)
  }

  protected checkParams(params: Readonly<LinearDiscriminantAnalysisParams>): void {
    const { solver, shrinkage, priors, nComponents, storeCovariance, tol } = params
    checkOneOf('solver', solver, ['svd', 'lsqr', 'eigen'])
    checkShrinkage(shrinkage)
    if (solver === 'svd' && shrinkage !== null) {
      const allowed = "null with the solver 'svd'; take 'lsqr' or 'eigen' to shrink"
      throw new InvalidParameterError({ parameter: 'shrinkage', received: shrinkage, allowed })
    }
    checkPriors(priors)
    if (priors && Array.from(priors).some(prior => prior === 0)) {
      throw new InvalidParameterError({
        parameter: 'priors',
        received: priors,
        allowed: 'greater than 0, each of them',
      })
    }
    if (nComponents !== null) checkInteger('nComponents', nComponents, { min: 1 })
    checkBoolean('storeCovariance', storeCovariance)
    checkNumber('tol', tol, { min: 0 })
  }

  #svd(
    { X, rows, columns, classes }: CheckedData,
    members: number[][],
    priors: Float64Array,
    components: number,
  ): Solution {
    const { tol, storeCovariance } = this.params
    const parts = members.map(own => centered(X, own))
    const means = stacked(parts.map(part => part.mean))
    const within = new Float64Array(rows * columns)
    let at = 0
    for (const part of parts) {
      within.set(part.X.data, at)
      at += part.X.data.length
    }
    const std = deviations(within, columns, means.data)
    for (let k = 0; k < within.length; k++) within[k] /= std[k % columns] * Math.sqrt(rows)
    const first = singularValues(new NdArray(within, [rows, columns]))
    const rank = first.values.filter(s => s > tol).length
    if (rank === 0) throw new DataError({ table: 'X', reason: 'no column varies within the classes' })
    // Sphering: (columns, rank).
    const sphere = new Float64Array(columns * rank)
    for (let j = 0; j < columns; j++) {
      for (let r = 0; r < rank; r++) sphere[j * rank + r] = first.right.data[r * columns + j] / std[j] / first.values[r]
    }
    const sphering = new NdArray(sphere, [columns, rank])
    const xbar = new Float64Array(columns)
    for (let k = 0; k < means.data.length; k++) xbar[k % columns] += priors[Math.floor(k / columns)] * means.data[k]
    const between: Matrix = new NdArray(
      means.data.map((mean, k) => mean - xbar[k % columns]),
      means.shape,
    )
    const weighted: Matrix = new NdArray(
      between.data.map((x, k) => x * Math.sqrt((rows * priors[Math.floor(k / columns)]) / (classes.length - 1))),
      means.shape,
    )
    const second = singularValues(multiply(weighted, sphering))
    const total = second.values.reduce((sum, s) => sum + s * s, 0)
    const kept = second.values.filter(s => s > tol * second.values[0]).length
    const directions = new NdArray(second.right.data.slice(0, kept * rank), [kept, rank])
    const scalings = positive(multiplyTransposed(sphering, directions))
    const projected = multiply(between, scalings)
    const coef = multiplyTransposed(projected, scalings)
    const intercept = priors.map((prior, c) => {
      let squares = 0
      for (let k = c * kept; k < (c + 1) * kept; k++) squares += projected.data[k] * projected.data[k]
      let shift = 0
      for (let j = 0; j < columns; j++) shift += xbar[j] * coef.data[c * columns + j]
      return -0.5 * squares + Math.log(prior) - shift
    })
    return {
      coef,
      intercept,
      means,
      xbar,
      scalings,
      explainedVarianceRatio: second.values.slice(0, components).map(s => (total === 0 ? 0 : (s * s) / total)),
      covariance: storeCovariance ? withinCovariance(parts, priors, null) : null,
    }
  }

  #lsqr({ X }: CheckedData, members: number[][], priors: Float64Array): Solution {
    const parts = members.map(own => centered(X, own))
    const means = stacked(parts.map(part => part.mean))
    const within = withinCovariance(parts, priors, this.params.shrinkage)
    // The solution of least length of covariance * coef = mean, by eigenvectors.
    const { values, vectors } = symmetricEigen(within)
    const largest = values.reduce((max, value) => Math.max(max, Math.abs(value)), 0)
    const coordinates = multiplyTransposed(means, vectors)
    const n = values.length
    for (let k = 0; k < coordinates.data.length; k++) {
      const value = values[k % n]
      // So small is rounding.
      coordinates.data[k] = Math.abs(value) > n * Number.EPSILON * largest ? coordinates.data[k] / value : 0
    }
    const coef = multiply(coordinates, vectors)
    const intercept = interceptOf(coef, means, priors)
    return { coef, intercept, means, xbar: null, scalings: null, explainedVarianceRatio: null, covariance: within }
  }

  #eigen({ X, rows, columns }: CheckedData, members: number[][], priors: Float64Array, components: number): Solution {
    const { shrinkage } = this.params
    const parts = members.map(own => centered(X, own))
    const means = stacked(parts.map(part => part.mean))
    const within = withinCovariance(parts, priors, shrinkage)
    const all = covariance(
      centered(
        X,
        Int32Array.from({ length: rows }, (_, i) => i),
      ).X,
      shrinkage,
    )
    const between: Matrix = new NdArray(
      all.data.map((x, k) => x - within.data[k]),
      all.shape,
    )
    // between v = lambda within v, by the Cholesky factor of `within`.
    const factor = cholesky(within)
    if (!factor) {
      const reason =
        "the covariance within the classes is not positive definite; set shrinkage, or take the solver 'svd'"
      throw new DataError({ table: 'X', reason })
    }
    const half = solveLower(factor, between)
    const { values, vectors } = symmetricEigen(solveLower(factor, transposed(half)))
    const ascending = solveLowerTransposed(factor, transposed(vectors))
    const scalings = positive(
      new NdArray(
        ascending.data.map((_, k) => {
          const row = Math.floor(k / columns)
          return ascending.data[row * columns + columns - 1 - (k % columns)]
        }),
        [columns, columns],
      ),
    )
    const sum = values.reduce((total, value) => total + value, 0)
    const coef = multiplyTransposed(multiply(means, scalings), scalings)
    return {
      coef,
      intercept: interceptOf(coef, means, priors),
      means,
      xbar: null,
      scalings,
      explainedVarianceRatio: Float64Array.from({ length: components }, (_, i) => values[columns - 1 - i] / sum),
      covariance: within,
    }
  }
}

function withinCovariance(parts: { X: Matrix }[], priors: Float64Array, shrinkage: Shrinkage): Matrix {
  const columns = parts[0].X.shape[1]
  const out = new Float64Array(columns * columns)
  parts.forEach((part, c) => {
    const own = covariance(part.X, shrinkage)
    for (let k = 0; k < out.length; k++) out[k] += priors[c] * own.data[k]
  })
  return new NdArray(out, [columns, columns])
}

function interceptOf(coef: Matrix, means: Matrix, priors: Float64Array): Float64Array {
  const columns = coef.shape[1]
  return priors.map((prior, c) => {
    let dot = 0
    for (let k = c * columns; k < (c + 1) * columns; k++) dot += means.data[k] * coef.data[k]
    return -0.5 * dot + Math.log(prior)
  })
}

/**
 * Standard deviations of columns (divided by the number of rows) that have had the means of their classes taken off; 1
 * where it is 0, or what rounding of those means leaves over.
 */
function deviations(data: Float64Array, columns: number, means: Float64Array): Float64Array {
  const rows = data.length / columns
  const mean = new Float64Array(columns)
  for (let k = 0; k < data.length; k++) mean[k % columns] += data[k] / rows
  const squares = new Float64Array(columns)
  for (let k = 0; k < data.length; k++) squares[k % columns] += (data[k] - mean[k % columns]) ** 2
  const largest = new Float64Array(columns)
  means.forEach((value, k) => (largest[k % columns] = Math.max(largest[k % columns], Math.abs(value))))
  return squares.map((sum, j) => {
    const deviation = Math.sqrt(sum / rows)
    return deviation > 8 * Number.EPSILON * largest[j] ? deviation : 1
  })
}

function stacked(rows: Float64Array[]): Matrix {
  const out = new Float64Array(rows.length * rows[0].length)
  rows.forEach((row, i) => out.set(row, i * row.length))
  return new NdArray(out, [rows.length, rows[0].length])
}

/** The second row less the first. */
function rowDifference(matrix: Matrix): Matrix {
  const columns = matrix.shape[1]
  const out = Float64Array.from({ length: columns }, (_, j) => matrix.data[columns + j] - matrix.data[j])
  return new NdArray(out, [1, columns])
}

function firstColumns(matrix: Matrix, count: number): Matrix {
  const [rows, columns] = matrix.shape
  const kept = Math.min(count, columns)
  const out = Float64Array.from(
    { length: rows * kept },
    (_, k) => matrix.data[Math.floor(k / kept) * columns + (k % kept)],
  )
  return new NdArray(out, [rows, kept])
}

/** Columns with their largest number (by magnitude, the first of equals) made positive. */
function positive(matrix: Matrix): Matrix {
  const [rows, columns] = matrix.shape
  const sign = new Float64Array(columns)
  for (let j = 0; j < columns; j++) {
    let largest = 0
    for (let i = 0; i < rows; i++) {
      const value = matrix.data[i * columns + j]
      if (Math.abs(value) > Math.abs(largest)) largest = value
    }
    sign[j] = largest < 0 ? -1 : 1
  }
  return new NdArray(
    matrix.data.map((x, k) => x * sign[k % columns]),
    matrix.shape,
  )
}
