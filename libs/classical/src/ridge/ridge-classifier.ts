import { DataError, NdArray, checkNumber } from '@genre/core'
import type { MatrixLike } from '@genre/core'
import { checkBoolean } from '../base/check-boolean'
import type { ClassWeight } from '../base/class-weight'
import { checkClassWeight, computeClassWeight } from '../base/class-weight'
import type { FitOptions } from '../base/classifier'
import type { Label, LabelsLike } from '../base/labels'
import type { Matrix } from '../base/validate'
import { checkData, checkSampleWeight } from '../base/validate'
import { cholesky, solveLower, solveLowerTransposed } from '../linalg/cholesky'
import { gram, multiply, multiplyTransposed, transposed } from '../linalg/products'
import { singularValues } from '../linalg/singular-values'
import { LINEAR_SCHEMA, LinearClassifier } from '../linear/linear-classifier'

/** Parameters of {@link RidgeClassifier}. */
export interface RidgeClassifierParams {
  /** How much large coefficients cost; default 1. */
  alpha: number
  /** Whether there is an intercept; default true. */
  fitIntercept: boolean
  /** How much each class counts; default all the same. */
  classWeight: ClassWeight
}

const DEFAULTS: RidgeClassifierParams = { alpha: 1, fitIntercept: true, classWeight: null }

/**
 * Least squares with a penalty, on targets of 1 for the rows of a class and -1 for all others:
 * `|y - X w|^2 + alpha |w|^2`, one regression a class (one in all for two classes). scikit-learn 1.9's `RidgeClassifier`
 * with its solver for dense data (Cholesky, of the smaller of the two Gram matrices). Where without penalty many coefficients
 * are as good, the shortest ones are taken.
 *
 * @example
 * ```ts
 * import { RidgeClassifier } from '@genre/classical'
 * const model = new RidgeClassifier().fit([[1], [2], [8], [9]], ['blues', 'blues', 'rock', 'rock'])
 * console.log(model.predict([[3], [7]])) // => [ 'blues', 'rock' ]
 * ```
 */
export class RidgeClassifier<L extends Label = Label> extends LinearClassifier<
  L,
  RidgeClassifierParams,
  typeof LINEAR_SCHEMA
> {
  /** @throws InvalidParameterError for an unknown parameter */
  constructor(params: Partial<RidgeClassifierParams> = {}) {
    super('RidgeClassifier', DEFAULTS, LINEAR_SCHEMA, params)
  }

  /** @throws InvalidParameterError for parameters out of range; DataError for a single class, and where numbers overflow */
  fit(X: MatrixLike, y: LabelsLike<L>, options: FitOptions = {}): this {
    this.checkParams(this.params)
    const { X: matrix, classes, codes, rows, columns } = checkData(X, y)
    const { alpha, fitIntercept, classWeight } = this.params
    if (classes.length < 2) throw new DataError({ table: 'y', reason: 'there must be at least two classes' })
    const perClass = computeClassWeight(classWeight, classes, codes)
    const weights = checkSampleWeight(options.sampleWeight, rows).map((weight, i) => weight * perClass[codes[i]])
    const outputs = classes.length === 2 ? 1 : classes.length
    const target = (code: number, output: number) => (code === (outputs === 1 ? 1 : output) ? 1 : -1)
    const targets: Matrix = new NdArray(
      Float64Array.from({ length: rows * outputs }, (_, k) => target(codes[Math.floor(k / outputs)], k % outputs)),
      [rows, outputs],
    )
    const xMean = fitIntercept ? weightedMean(matrix, weights) : new Float64Array(columns)
    const yMean = fitIntercept ? weightedMean(targets, weights) : new Float64Array(outputs)
    const coef = solve(prepared(matrix, xMean, weights), prepared(targets, yMean, weights), alpha)
    const intercept = yMean.map((mean, k) => {
      let dot = 0
      for (let j = 0; j < columns; j++) dot += xMean[j] * coef.data[k * columns + j]
      return mean - dot
    })
    this.state = { classes, nFeaturesIn: columns, coef, intercept }
    return this
  }

  protected checkParams({ alpha, fitIntercept, classWeight }: Readonly<RidgeClassifierParams>): void {
    checkNumber('alpha', alpha, { min: 0 })
    checkBoolean('fitIntercept', fitIntercept)
    checkClassWeight(classWeight)
  }
}

function weightedMean({ data, shape: [rows, columns] }: Matrix, weights: Float64Array): Float64Array {
  const mean = new Float64Array(columns)
  let total = 0
  for (let i = 0, k = 0; i < rows; i++) {
    total += weights[i]
    for (let j = 0; j < columns; j++, k++) mean[j] += weights[i] * data[k]
  }
  return mean.map(sum => sum / total)
}

/** Rows less the mean, times the root of their weight. */
function prepared(X: Matrix, mean: Float64Array, weights: Float64Array): Matrix {
  const columns = X.shape[1]
  return new NdArray(
    X.data.map((x, k) => (x - mean[k % columns]) * Math.sqrt(weights[Math.floor(k / columns)])),
    X.shape,
  )
}

/** A Cholesky factor, unless its matrix is singular up to rounding. */
function regular(factor: Matrix | null): Matrix | null {
  if (!factor) return null
  const size = factor.shape[0]
  const pivots = Float64Array.from({ length: size }, (_, i) => factor.data[i * (size + 1)])
  return Math.min(...pivots) ** 2 > size * Number.EPSILON * Math.max(...pivots) ** 2 ? factor : null
}

/** (outputs, columns) coefficients w of least `|Y - X w|^2 + alpha |w|^2`. */
function solve(X: Matrix, Y: Matrix, alpha: number): Matrix {
  const [rows, columns] = X.shape
  const primal = columns <= rows
  const system = primal ? gram(X) : multiplyTransposed(X, X)
  const size = system.shape[0]
  for (let i = 0; i < size; i++) system.data[i * (size + 1)] += alpha
  if (!system.data.every(Number.isFinite)) {
    throw new DataError({ table: 'X', reason: 'squares of the values overflow; scale the columns first' })
  }
  const factor = regular(cholesky(system))
  const back = (right: Matrix) => solveLowerTransposed(factor!, solveLower(factor!, right))
  if (factor && primal) return transposed(back(multiply(transposed(X), Y)))
  if (factor) return transposed(multiply(transposed(X), back(Y)))
  const { values, right } = singularValues(X)
  const coordinates = multiply(multiplyTransposed(right, X), Y)
  const outputs = Y.shape[1]
  for (let k = 0; k < coordinates.data.length; k++) {
    const s = values[Math.floor(k / outputs)]
    coordinates.data[k] =
      s > values[0] * Math.max(rows, columns) * Number.EPSILON ? coordinates.data[k] / (s * s + alpha) : 0
  }
  return multiply(transposed(coordinates), right)
}
