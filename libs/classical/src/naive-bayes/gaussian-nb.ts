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
import { columnSums, deviationSums } from '../preprocessing/column-sums'
import { classSums, rowsByClass } from './class-sums'

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
    const count = new Float64Array(classes.length)
    for (let i = 0; i < rows; i++) count[codes[i]] += weights[i]
    const empty = count.indexOf(0)
    if (empty >= 0) {
      throw new DataError({ table: 'sampleWeight', reason: `all weights of class ${String(classes[empty])} are 0` })
    }
    const order = rowsByClass(codes, classes.length)
    const theta = classSums(data, columns, order, weights, null)
    for (let k = 0; k < size; k++) theta[k] /= count[Math.floor(k / columns)]
    const variance = classSums(data, columns, order, weights, theta)
    const means = columnSums(matrix).map(sum => sum / rows)
    const epsilon = this.params.varSmoothing * (Math.max(...deviationSums(matrix, means).squares) / rows)
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
      // So far away that every density vanishes, the class with the largest prior is as good as any.
      const likelihood = (sum: number) => Math.max(constant - 0.5 * sum, -Number.MAX_VALUE)
      let i = 0
      // Four rows at a time, for a sum waits for what was added last.
      for (; i + 3 < rows; i += 4) {
        const first = i * columns
        const second = first + columns
        const third = second + columns
        const fourth = third + columns
        let sum0 = 0
        let sum1 = 0
        let sum2 = 0
        let sum3 = 0
        for (let j = 0; j < columns; j++) {
          const d0 = X.data[first + j] - mean[j]
          const d1 = X.data[second + j] - mean[j]
          const d2 = X.data[third + j] - mean[j]
          const d3 = X.data[fourth + j] - mean[j]
          sum0 += d0 * d0 * precision[j]
          sum1 += d1 * d1 * precision[j]
          sum2 += d2 * d2 * precision[j]
          sum3 += d3 * d3 * precision[j]
        }
        const to = i * classes.length + c
        out[to] = likelihood(sum0)
        out[to + classes.length] = likelihood(sum1)
        out[to + 2 * classes.length] = likelihood(sum2)
        out[to + 3 * classes.length] = likelihood(sum3)
      }
      for (; i < rows; i++) {
        let sum = 0
        for (let j = 0, k = i * columns; j < columns; j++, k++) {
          const deviation = X.data[k] - mean[j]
          sum += deviation * deviation * precision[j]
        }
        out[i * classes.length + c] = likelihood(sum)
      }
    }
    return new NdArray(out, [rows, classes.length])
  }
}
