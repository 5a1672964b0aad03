import { DataError, InvalidParameterError, NdArray, checkNumber, checkOneOf } from '@genre/core'
import type { MatrixLike } from '@genre/core'
import { checkBoolean } from '../base/check-boolean'
import type { FitOptions } from '../base/classifier'
import { Classifier, argmaxRows } from '../base/classifier'
import type { Label, LabelsLike } from '../base/labels'
import { softmaxRows } from '../base/log-probability'
import type { Priors } from '../base/priors'
import { checkPriors } from '../base/priors'
import { field } from '../base/schema'
import type { Matrix } from '../base/validate'
import { checkData, refuseSampleWeight } from '../base/validate'
import { multiplyTransposed } from '../linalg/products'
import { singularValues } from '../linalg/singular-values'
import { symmetricEigen } from '../linalg/symmetric-eigen'
import type { Shrinkage } from './covariance'
import { centered, checkShrinkage, covariance } from './covariance'

/** Parameters of {@link QuadraticDiscriminantAnalysis}. */
export interface QuadraticDiscriminantAnalysisParams {
  /** `'svd'` (the default) makes no covariance matrix, `'eigen'` does and can shrink it. */
  solver: 'svd' | 'eigen'
  /** How far covariances are shrunk (solver `'eigen'`); default `null`: not at all. */
  shrinkage: Shrinkage
  /** How likely each class is before a row is seen; default `null`: its share of the training rows. */
  priors: Priors
  /** Every variance becomes `(1 - regParam) * variance + regParam` (solver `'svd'`); default 0. */
  regParam: number
  /** Variances at most this count as 0; default 1e-4. */
  tol: number
  /** Whether to keep the covariance of each class; default false. */
  storeCovariance: boolean
}

const DEFAULTS: QuadraticDiscriminantAnalysisParams = {
  solver: 'svd',
  shrinkage: null,
  priors: null,
  regParam: 0,
  tol: 1e-4,
  storeCovariance: false,
}

const SCHEMA = {
  classes: field.labels('classes'),
  nFeaturesIn: field.size('columns'),
  priors: field.floats('classes', { min: 0, max: 1 }),
  means: field.matrix('classes', 'columns'),
  scalings: field.matrix('classes', 'columns', { min: Number.MIN_VALUE }),
  rotations: field.list('classes', field.matrix('columns', 'columns')),
  covariance: field.added(field.optional(field.list('classes', field.matrix('columns', 'columns'))), null),
}

/**
 * Quadratic discriminant analysis: a normal distribution with a mean and a covariance of its own for each class.
 * scikit-learn 1.9's `QuadraticDiscriminantAnalysis`.
 *
 * @example
 * ```ts
 * import { QuadraticDiscriminantAnalysis } from '@genre/classical'
 * const X = [[0], [0.1], [-0.1], [3], [-3], [5], [-5]]
 * const y = ['narrow', 'narrow', 'narrow', 'wide', 'wide', 'wide', 'wide']
 * const model = new QuadraticDiscriminantAnalysis().fit(X, y)
 * console.log(model.predict([[0.05], [4], [-4]])) // => [ 'narrow', 'wide', 'wide' ]
 * ```
 */
export class QuadraticDiscriminantAnalysis<L extends Label = Label> extends Classifier<
  L,
  QuadraticDiscriminantAnalysisParams,
  typeof SCHEMA
> {
  /** @throws InvalidParameterError for an unknown parameter */
  constructor(params: Partial<QuadraticDiscriminantAnalysisParams> = {}) {
    super('QuadraticDiscriminantAnalysis', DEFAULTS, SCHEMA, params)
  }

  /** How likely each class is before a row is seen. */
  get priors(): Float64Array {
    return this.state.priors
  }

  /** (classes, columns) means. */
  get means(): Matrix {
    return this.state.means
  }

  /** (classes, columns) variances along each class's own axes. */
  get scalings(): Matrix {
    return this.state.scalings
  }

  /** For each class its axes: (columns, columns), one axis a column. Their signs are arbitrary. */
  get rotations(): readonly Matrix[] {
    return this.state.rotations.map(axes => axes.transpose())
  }

  /** For each class its covariance, regularised or shrunk: (columns, columns); `null` unless `storeCovariance` was set. */
  get covariance(): readonly Matrix[] | null {
    return this.state.covariance
  }

  /**
   * @throws InvalidParameterError for parameters out of range, and shrinkage with the solver `'svd'`; DataError for a
   *   single class, a class of one row, and a class whose covariance is not of full rank (which variances at most `tol`
   *   are not: scale the columns first)
   */
  fit(X: MatrixLike, y: LabelsLike<L>, options: FitOptions = {}): this {
    this.checkParams(this.params)
    refuseSampleWeight(this.type, options.sampleWeight)
    const { X: matrix, classes, codes, rows, columns } = checkData(X, y)
    const { priors: given, solver, tol } = this.params
    if (classes.length < 2) throw new DataError({ table: 'y', reason: 'there must be at least two classes' })
    checkPriors(given, classes.length)
    const members: number[][] = classes.map(() => [])
    codes.forEach((code, row) => members[code].push(row))
    const means = new Float64Array(classes.length * columns)
    const scalings = new Float64Array(classes.length * columns)
    const rotations = members.map((own, c) => {
      const label = String(classes[c])
      if (own.length === 1) {
        throw new DataError({
          table: 'y',
          row: own[0],
          reason: `class ${label} has a single row: it has no covariance`,
        })
      }
      const { mean, X: part } = centered(matrix, own)
      const { variances, axes } = solver === 'svd' ? this.#svd(part) : this.#eigen(part)
      if (variances.filter(v => v > tol && v < Infinity).length < columns) {
        const remedy = solver === 'svd' ? "raise regParam, or take the solver 'eigen' with shrinkage" : 'set shrinkage'
        throw new DataError({ table: 'X', reason: `the covariance of class ${label} is not of full rank; ${remedy}` })
      }
      means.set(mean, c * columns)
      scalings.set(variances, c * columns)
      return axes
    })
    const priors = given ? Float64Array.from(given) : Float64Array.from(members, own => own.length / rows)
    const shape = [classes.length, columns]
    this.state = {
      classes,
      nFeaturesIn: columns,
      priors,
      means: new NdArray(means, shape),
      scalings: new NdArray(scalings, shape),
      rotations,
      covariance: this.params.storeCovariance
        ? rotations.map((axes, c) => covarianceOf(axes, scalings.subarray(c * columns, (c + 1) * columns)))
        : null,
    }
    return this
  }

  /** The log posterior of each class up to a constant: (rows, classes); with two classes their difference, (rows, 1). */
  decisionFunction(X: MatrixLike): Matrix {
    const scores = this.#scores(this.checkX(X))
    if (scores.shape[1] !== 2) return scores
    const rows = scores.shape[0]
    const out = Float64Array.from({ length: rows }, (_, i) => scores.data[2 * i + 1] - scores.data[2 * i])
    return new NdArray(out, [rows, 1])
  }

  /** (rows, classes) probabilities. */
  predictProba(X: MatrixLike): Matrix {
    return softmaxRows(this.#scores(this.checkX(X)))
  }

  protected predictCodes(X: Matrix): Int32Array {
    return argmaxRows(this.#scores(X))
  }

  protected checkParams(params: Readonly<QuadraticDiscriminantAnalysisParams>): void {
    const { solver, shrinkage, priors, regParam, tol } = params
    checkOneOf('solver', solver, ['svd', 'eigen'])
    checkShrinkage(shrinkage)
    if (solver === 'svd' && shrinkage !== null) {
      const allowed = "null with the solver 'svd'; take 'eigen' to shrink"
      throw new InvalidParameterError({ parameter: 'shrinkage', received: shrinkage, allowed })
    }
    checkPriors(priors)
    checkNumber('regParam', regParam, { min: 0, max: 1 })
    checkNumber('tol', tol, { min: 0 })
    checkBoolean('storeCovariance', params.storeCovariance)
  }

  #svd(part: Matrix): { variances: Float64Array; axes: Matrix } {
    const { values, right } = singularValues(part)
    const { regParam } = this.params
    const variances = values.map(s => (1 - regParam) * ((s * s) / part.shape[0]) + regParam)
    return { variances, axes: right }
  }

  #eigen(part: Matrix): { variances: Float64Array; axes: Matrix } {
    const { values, vectors } = symmetricEigen(covariance(part, this.params.shrinkage))
    const n = values.length
    const axes = vectors.data.map((_, k) => vectors.data[(n - 1 - Math.floor(k / n)) * n + (k % n)])
    return { variances: values.slice().reverse(), axes: new NdArray(axes, [n, n]) }
  }

  #scores(X: Matrix): Matrix {
    const { classes, priors, means, scalings, rotations } = this.state
    const [rows, columns] = X.shape
    const out = new Float64Array(rows * classes.length)
    classes.forEach((_, c) => {
      const at = c * columns
      const moved: Matrix = new NdArray(
        X.data.map((x, k) => x - means.data[at + (k % columns)]),
        X.shape,
      )
      const along = multiplyTransposed(moved, rotations[c])
      let constant = 2 * Math.log(priors[c])
      for (let j = at; j < at + columns; j++) constant -= Math.log(scalings.data[j])
      for (let i = 0; i < rows; i++) {
        let distance = 0
        for (let j = 0; j < columns; j++) {
          const x = along.data[i * columns + j]
          distance += (x * x) / scalings.data[at + j]
        }
        const score = 0.5 * (constant - distance)
        // So far away that every density vanishes, all classes are as good.
        out[i * classes.length + c] = score > -Number.MAX_VALUE ? score : -Number.MAX_VALUE
      }
    })
    return new NdArray(out, [rows, classes.length])
  }
}

/** The covariance with given axes, one a row, and variances along them. */
function covarianceOf({ data, shape }: Matrix, variances: Float64Array): Matrix {
  const n = variances.length
  const out = new Float64Array(n * n)
  for (let k = 0; k < n; k++) {
    for (let i = 0; i < n; i++) {
      const weight = variances[k] * data[k * n + i]
      for (let j = 0; j < n; j++) out[i * n + j] += weight * data[k * n + j]
    }
  }
  return new NdArray(out, shape)
}
