import { DataError, NdArray, checkNumber } from '@genre/core'
import type { MatrixLike } from '@genre/core'
import type { FitOptions } from '../base/classifier'
import { Classifier, argmaxRows } from '../base/classifier'
import type { Label, LabelsLike } from '../base/labels'
import { softmaxRows } from '../base/log-probability'
import type { Priors } from '../base/priors'
import { checkPriors } from '../base/priors'
import { field } from '../base/schema'
import type { Matrix } from '../base/validate'
import { checkData, checkSampleWeight } from '../base/validate'

/** Parameters of {@link GaussianNB}. */
export interface GaussianNBParams {
  /** How likely each class is before a row is seen; default `null`: its share of the training rows. */
  priors: Priors
  /** Share of the largest column variance that is added to every variance, so that none is 0; default 1e-9. */
  varSmoothing: number
}

const DEFAULTS: GaussianNBParams = { priors: null, varSmoothing: 1e-9 }

const SCHEMA = {
  classes: field.labels('classes'),
  nFeaturesIn: field.size('columns'),
  theta: field.matrix('classes', 'columns'),
  var: field.matrix('classes', 'columns', { min: Number.MIN_VALUE }),
  classPrior: field.floats('classes', { min: 0, max: 1 }),
  classCount: field.floats('classes', { min: 0 }),
  epsilon: field.number({ min: 0 }),
}

/**
 * Naive Bayes with normal distributions: every column of every class is taken for independent and normal, with the
 * class's own mean and variance. scikit-learn 1.9's `GaussianNB` (without `partial_fit`).
 *
 * @example
 * ```ts
 * import { GaussianNB } from '@genre/classical'
 * const model = new GaussianNB().fit([[1], [2], [8], [9]], ['blues', 'blues', 'rock', 'rock'])
 * console.log(model.predict([[3], [7]])) // => [ 'blues', 'rock' ]
 * ```
 */
export class GaussianNB<L extends Label = Label> extends Classifier<L, GaussianNBParams, typeof SCHEMA> {
  /** @throws InvalidParameterError for an unknown parameter */
  constructor(params: Partial<GaussianNBParams> = {}) {
    super('GaussianNB', DEFAULTS, SCHEMA, params)
  }

  /** (classes, columns) means. */
  get theta(): Matrix {
    return this.state.theta
  }

  /** (classes, columns) variances, smoothed. */
  get var(): Matrix {
    return this.state.var
  }

  /** How likely each class is before a row is seen. */
  get classPrior(): Float64Array {
    return this.state.classPrior
  }

  /** (Weighted) number of training rows of each class. */
  get classCount(): Float64Array {
    return this.state.classCount
  }

  /** What was added to every variance. */
  get epsilon(): number {
    return this.state.epsilon
  }

  /**
   * @throws InvalidParameterError for priors or smoothing out of range; DataError where a variance is 0 even with
   *   smoothing (every column is constant, or there is no smoothing) or overflows, and for a class whose weights are all 0
   */
  fit(X: MatrixLike, y: LabelsLike<L>, options: FitOptions = {}): this {
    this.checkParams(this.params)
    const { X: matrix, codes, classes, rows, columns } = checkData(X, y)
    checkPriors(this.params.priors, classes.length)
    const weights = checkSampleWeight(options.sampleWeight, rows)
    const { data } = matrix
    const size = classes.length * columns
    const theta = new Float64Array(size)
    const variance = new Float64Array(size)
    const count = new Float64Array(classes.length)
    for (let i = 0, k = 0; i < rows; i++) {
      const at = codes[i] * columns
      count[codes[i]] += weights[i]
      for (let j = 0; j < columns; j++, k++) theta[at + j] += weights[i] * data[k]
    }
    const empty = count.indexOf(0)
    if (empty >= 0) {
      throw new DataError({ table: 'sampleWeight', reason: `all weights of class ${String(classes[empty])} are 0` })
    }
    for (let k = 0; k < size; k++) theta[k] /= count[Math.floor(k / columns)]
    for (let i = 0, k = 0; i < rows; i++) {
      const at = codes[i] * columns
      for (let j = 0; j < columns; j++, k++) {
        const deviation = data[k] - theta[at + j]
        variance[at + j] += weights[i] * (deviation * deviation)
      }
    }
    const epsilon = this.params.varSmoothing * Math.max(...columnVariances(matrix))
    for (let k = 0; k < size; k++) {
      variance[k] = variance[k] / count[Math.floor(k / columns)] + epsilon
      if (variance[k] > 0 && variance[k] < Infinity) continue
      const what = variance[k] > 0 || Number.isNaN(variance[k]) ? 'overflows' : 'is 0, with nothing to smooth it by'
      const label = String(classes[Math.floor(k / columns)])
      throw new DataError({ table: 'X', column: k % columns, reason: `the variance within class ${label} ${what}` })
    }
    const total = count.reduce((sum, n) => sum + n, 0)
    const priors = this.params.priors
    this.state = {
      classes,
      nFeaturesIn: columns,
      theta: new NdArray(theta, [classes.length, columns]),
      var: new NdArray(variance, [classes.length, columns]),
      classPrior: priors ? Float64Array.from(priors) : count.map(n => n / total),
      classCount: count,
      epsilon,
    }
    return this
  }

  /** (rows, classes) probabilities. */
  predictProba(X: MatrixLike): Matrix {
    return softmaxRows(this.#jointLogLikelihood(this.checkX(X)))
  }

  protected predictCodes(X: Matrix): Int32Array {
    return argmaxRows(this.#jointLogLikelihood(X))
  }

  protected checkParams({ priors, varSmoothing }: Readonly<GaussianNBParams>): void {
    checkPriors(priors)
    checkNumber('varSmoothing', varSmoothing, { min: 0 })
  }

  #jointLogLikelihood(X: Matrix): Matrix {
    const { theta, var: variance, classPrior, classes } = this.state
    const [rows, columns] = X.shape
    const out = new Float64Array(rows * classes.length)
    for (let c = 0; c < classes.length; c++) {
      const at = c * columns
      let constant = 0
      for (let j = at; j < at + columns; j++) constant += Math.log(2 * Math.PI * variance.data[j])
      constant = Math.log(classPrior[c]) - 0.5 * constant
      // Finite, so that what is at a mean stays at 0.
      const precision = variance.data.slice(at, at + columns).map(v => Math.min(1 / v, Number.MAX_VALUE))
      const mean = theta.data.subarray(at, at + columns)
      for (let i = 0, k = 0; i < rows; i++) {
        let sum = 0
        for (let j = 0; j < columns; j++, k++) {
          const deviation = X.data[k] - mean[j]
          sum += deviation * deviation * precision[j]
        }
        // So far away that every density vanishes, the class with the largest prior is as good as any.
        out[i * classes.length + c] = Math.max(constant - 0.5 * sum, -Number.MAX_VALUE)
      }
    }
    return new NdArray(out, [rows, classes.length])
  }
}

/** The variance of each column over all rows. */
function columnVariances({ data, shape: [rows, columns] }: Matrix): Float64Array {
  const mean = new Float64Array(columns)
  for (let i = 0, k = 0; i < rows; i++) for (let j = 0; j < columns; j++, k++) mean[j] += data[k]
  for (let j = 0; j < columns; j++) mean[j] /= rows
  const squares = new Float64Array(columns)
  for (let i = 0, k = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++, k++) squares[j] += (data[k] - mean[j]) * (data[k] - mean[j])
  }
  return squares.map(sum => sum / rows)
}
