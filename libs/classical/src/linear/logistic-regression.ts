import type { MatrixLike } from '@genre/core'
import { DataError, InvalidParameterError, NdArray, checkInteger, checkNumber, checkOneOf } from '@genre/core'
import { checkBoolean } from '../base/check-boolean'
import type { ClassWeight } from '../base/class-weight'
import { checkClassWeight, computeClassWeight } from '../base/class-weight'
import type { FitOptions } from '../base/classifier'
import type { Label, LabelsLike } from '../base/labels'
import { field } from '../base/schema'
import type { Matrix } from '../base/validate'
import { checkData, checkSampleWeight } from '../base/validate'
import { minimize } from './lbfgs'
import { LINEAR_SCHEMA, LinearClassifier } from './linear-classifier'
import { LogisticObjective } from './logistic-objective'

/** Parameters of {@link LogisticRegression}. */
export interface LogisticRegressionParams<L extends Label = Label> {
  /** What a row's loss costs: the smaller, the stronger the regularisation; `Infinity` for none. Default 1. */
  C: number
  /** `'l2'` (default): half the sum of squared coefficients is added to C times the loss; `null`: nothing. */
  penalty: 'l2' | null
  /** `'lbfgs'`, the only one. */
  solver: 'lbfgs'
  /** The solver stops when no component of the gradient (of the mean loss) is larger; default 1e-4. */
  tol: number
  /** How many iterations of the solver at most; default 100. */
  maxIter: number
  /** Whether each score has a constant; default true. */
  fitIntercept: boolean
  /** How much each class counts; default `null`: all the same. */
  classWeight: ClassWeight<L>
}

const DEFAULTS: LogisticRegressionParams<never> = {
  C: 1,
  penalty: 'l2',
  solver: 'lbfgs',
  tol: 1e-4,
  maxIter: 100,
  fitIntercept: true,
  classWeight: null,
}

const SCHEMA = { ...LINEAR_SCHEMA, nIter: field.integer({ min: 0 }), converged: field.boolean() }

/**
 * Logistic regression: class probabilities are the softmax of linear scores (with two classes the logistic function of
 * one), fitted by maximum likelihood with a penalty.
 *
 * Equal to scikit-learn 1.9's `LogisticRegression` with `solver='lbfgs'`: the same function, minimised by the same steps
 * up to rounding. Solved tightly (`tol: 1e-10` and enough iterations) coefficients are within 1e-6 (of the largest one) of
 * the minimum on standardised columns; scikit-learn's are a little less so, for it also stops when the value falls by
 * less than 64 units in the last place, a rule that here gets stricter for `tol` below 1e-8. Columns of very different
 * scales take hundreds of steps, in which rounding has its say: scale them. Running out of iterations is no error: see
 * `converged`.
 *
 * @typeParam L - the kind of label
 *
 * @example
 * ```ts
 * import { LogisticRegression } from '@genre/classical'
 * const X = [[0], [1], [2], [3]]
 * const model = new LogisticRegression<string>().fit(X, ['blues', 'blues', 'rock', 'rock'])
 * console.log(model.predict([[-1], [4]])) // => [ 'blues', 'rock' ]
 * ```
 */
export class LogisticRegression<L extends Label = Label> extends LinearClassifier<
  L,
  LogisticRegressionParams<L>,
  typeof SCHEMA
> {
  /** @throws InvalidParameterError for an unknown parameter */
  constructor(params: Partial<LogisticRegressionParams<L>> = {}) {
    super('LogisticRegression', DEFAULTS, SCHEMA, params)
  }

  /** How many iterations the solver took. */
  get nIter(): number {
    return this.state.nIter
  }

  /** Whether the solver came to its end: false if it ran out of iterations. */
  get converged(): boolean {
    return this.state.converged
  }

  /**
   * Minimises the loss.
   *
   * @throws InvalidParameterError for parameters that cannot be used; ShapeError, DataError for data that cannot, such
   *   as a single class
   */
  fit(X: MatrixLike, y: LabelsLike<L>, options: FitOptions = {}): this {
    const { params } = this
    this.checkParams(params)
    const { X: matrix, rows, columns, classes, codes } = checkData(X, y)
    if (classes.length < 2) throw new DataError({ table: 'y', reason: 'at least two classes are needed' })
    const sampleWeight = checkSampleWeight(options.sampleWeight, rows)
    const classWeights = computeClassWeight(params.classWeight, classes, codes, sampleWeight)
    const weights = sampleWeight.map((weight, i) => weight * classWeights[codes[i]])
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    const l2 = params.penalty === null ? 0 : 1 / (params.C * total)
    const { fitIntercept } = params
    const objective = new LogisticObjective({
      X: matrix,
      codes,
      nClasses: classes.length,
      weights,
      l2,
      fitIntercept,
    })
    const { parameters, gradient } = objective
    const { nIter, converged } = minimize(objective, parameters, gradient, {
      maxIter: params.maxIter,
      gradientTolerance: params.tol,
      // scikit-learn's rule for the value, which would keep a smaller tolerance from having any effect.
      valueTolerance: 64 * Number.EPSILON * Math.min(1, params.tol / 1e-8) ** 2,
    })
    if (!parameters.every(Number.isFinite)) {
      throw new DataError({ table: 'X', reason: 'the solution is not finite; scale the columns first' })
    }
    const { outputs, width } = objective
    const coef = new Float64Array(outputs * columns)
    const intercept = new Float64Array(outputs)
    for (let c = 0; c < outputs; c++) {
      coef.set(parameters.subarray(c * width, c * width + columns), c * columns)
      if (fitIntercept) intercept[c] = parameters[c * width + columns]
    }
    this.state = {
      classes,
      nFeaturesIn: columns,
      coef: new NdArray(coef, [outputs, columns]),
      intercept,
      nIter,
      converged,
    }
    return this
  }

  /** For each row the probability of each class: (rows, classes). @throws as `predict` */
  predictProba(X: MatrixLike): Matrix {
    const { data, shape } = this.decisionFunction(X)
    const [rows, outputs] = shape
    if (outputs === 1) {
      const probabilities = new Float64Array(2 * rows)
      for (let i = 0; i < rows; i++) {
        probabilities[2 * i + 1] = 1 / (1 + Math.exp(-data[i]))
        probabilities[2 * i] = 1 - probabilities[2 * i + 1]
      }
      return new NdArray(probabilities, [rows, 2])
    }
    for (let at = 0; at < data.length; at += outputs) softmax(data, at, outputs)
    return new NdArray(data, [rows, outputs])
  }

  protected checkParams(params: Readonly<LogisticRegressionParams<L>>): void {
    const { C } = params
    if (C !== Infinity) checkNumber('C', C, { min: 0, exclusive: 'min' })
    if (params.penalty !== null) {
      if (typeof params.penalty !== 'string') {
        throw new InvalidParameterError({ parameter: 'penalty', received: params.penalty, allowed: "'l2' or null" })
      }
      checkOneOf('penalty', params.penalty, ['l2'])
    }
    checkOneOf('solver', params.solver, ['lbfgs'])
    checkNumber('tol', params.tol, { min: 0 })
    checkInteger('maxIter', params.maxIter, { min: 1 })
    checkBoolean('fitIntercept', params.fitIntercept)
    checkClassWeight(params.classWeight)
  }
}

/** Replaces scores by their softmax. */
function softmax(values: Float64Array, from: number, count: number): void {
  let max = -Infinity
  for (let k = from; k < from + count; k++) max = Math.max(max, values[k])
  let sum = 0
  for (let k = from; k < from + count; k++) sum += values[k] = Math.exp(values[k] - max)
  for (let k = from; k < from + count; k++) values[k] /= sum
}
