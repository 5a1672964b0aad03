import type { MatrixLike, Seed } from '@genre/core'
import {
  DataError,
  InvalidParameterError,
  NdArray,
  RandomState,
  checkInteger,
  checkNumber,
  checkOneOf,
} from '@genre/core'
import { checkBoolean } from '../base/check-boolean'
import type { ClassWeight } from '../base/class-weight'
import { checkClassWeight, computeClassWeight } from '../base/class-weight'
import type { FitOptions } from '../base/classifier'
import type { Label, LabelsLike } from '../base/labels'
import type { Matrix } from '../base/validate'
import { checkData, checkSampleWeight } from '../base/validate'
import { checkRandomState } from '../base/check-random-state'
import { minimize } from './lbfgs'
import { ITERATIVE_SCHEMA, IterativeLinearClassifier } from './linear-classifier'
import type { LogisticProblem } from './logistic-objective'
import { LogisticObjective } from './logistic-objective'
import type { SagaProblem } from './saga'
import { saga } from './saga'

/** Parameters of {@link LogisticRegression}. */
export interface LogisticRegressionParams<L extends Label = Label> {
  /** What a row's loss costs: the smaller, the stronger the regularisation; `Infinity` for none. Default 1. */
  C: number
  /**
   * What is added to C times the loss: `'l2'` (default) half the sum of squared coefficients, `'l1'` the sum of their
   * magnitudes, `'elasticnet'` `l1Ratio` times the latter plus `1 - l1Ratio` times the former, `null` nothing. `'l2'` with
   * an `l1Ratio` above 0 is `'elasticnet'`: `l1Ratio` and `C` say it all, as in scikit-learn 1.9, where `penalty` is deprecated.
   */
  penalty: 'l2' | 'l1' | 'elasticnet' | null
  /** Share of l1 in the penalty, 0 (default: that of `'l2'`) to 1 (that of `'l1'`). */
  l1Ratio: number
  /** `'lbfgs'` (default), for the penalties `'l2'` and `null`, or `'saga'`, for all. */
  solver: 'lbfgs' | 'saga'
  /**
   * Default 1e-4. `'lbfgs'` stops when no component of the gradient (of the mean loss) is larger, `'saga'` when a pass
   * over the rows changes no coefficient by more, relative to the largest one.
   */
  tol: number
  /** How many iterations of the solver (with `'saga'` passes over the rows) at most; default 100. */
  maxIter: number
  /** Whether each score has a constant; default true. */
  fitIntercept: boolean
  /** How much each class counts; default `null`: all the same. */
  classWeight: ClassWeight<L>
  /** Seeds the order in which `'saga'` draws rows. Default `null`: unpredictable. */
  randomState: Seed
}

const DEFAULTS: LogisticRegressionParams<never> = {
  C: 1,
  penalty: 'l2',
  l1Ratio: 0,
  solver: 'lbfgs',
  tol: 1e-4,
  maxIter: 100,
  fitIntercept: true,
  classWeight: null,
  randomState: null,
}

/**
 * Logistic regression: class probabilities are the softmax of linear scores (with two classes the logistic function of
 * one), fitted by maximum likelihood with a penalty.
 *
 * Equal to scikit-learn 1.9's `LogisticRegression` with `solver='lbfgs'` or `'saga'`: the same function, minimised by the same steps
 * up to rounding. Solved tightly (`tol: 1e-10` and enough iterations) coefficients are within 1e-6 (of the largest one) of
 * the minimum on standardised columns; scikit-learn's are a little less so, for it also stops when the value falls by
 * less than 64 units in the last place, a rule that here gets stricter for `tol` below 1e-8. Columns of very different
 * scales take hundreds of steps, in which rounding has its say: scale them. The steps of `'saga'` do not know of weights,
 * there as here: with large ones it may never stand still. Running out of iterations is no error: see `converged`.
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
export class LogisticRegression<L extends Label = Label> extends IterativeLinearClassifier<
  L,
  LogisticRegressionParams<L>
> {
  /** @throws InvalidParameterError for an unknown parameter */
  constructor(params: Partial<LogisticRegressionParams<L>> = {}) {
    super('LogisticRegression', DEFAULTS, ITERATIVE_SCHEMA, params)
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
    const problem = { X: matrix, codes, nClasses: classes.length, weights, fitIntercept: params.fitIntercept }
    const { coef, intercept, nIter, converged } =
      params.solver === 'saga' ? this.#bySaga(problem) : this.#byLbfgs(problem, total)
    if (![coef, intercept].every(numbers => numbers.every(Number.isFinite))) {
      throw new DataError({ table: 'X', reason: 'the solution is not finite; scale the columns first' })
    }
    const outputs = intercept.length
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
    const { C, penalty, solver } = params
    if (C !== Infinity) checkNumber('C', C, { min: 0, exclusive: 'min' })
    if (penalty !== null) checkOneOf('penalty', penalty, ['l2', 'l1', 'elasticnet'])
    checkNumber('l1Ratio', params.l1Ratio, { min: 0, max: 1 })
    checkSolver(solver)
    if (solver === 'lbfgs' && (penalty === 'l1' || penalty === 'elasticnet')) {
      throw new InvalidParameterError({ parameter: 'penalty', received: penalty, allowed: "'l2' or null for 'lbfgs'" })
    }
    if (solver === 'lbfgs' && penalty === 'l2' && params.l1Ratio > 0) {
      const allowed = "0 for 'lbfgs'; take the solver 'saga' for a share of l1"
      throw new InvalidParameterError({ parameter: 'l1Ratio', received: params.l1Ratio, allowed })
    }
    checkNumber('tol', params.tol, { min: 0 })
    checkInteger('maxIter', params.maxIter, { min: 1 })
    checkBoolean('fitIntercept', params.fitIntercept)
    checkClassWeight(params.classWeight)
    checkRandomState(params.randomState)
  }

  #byLbfgs(problem: Omit<LogisticProblem, 'l2'>, totalWeight: number): Solution {
    const { C, penalty, tol, maxIter, fitIntercept } = this.params
    const objective = new LogisticObjective({ ...problem, l2: penalty === null ? 0 : 1 / (C * totalWeight) })
    const { parameters, gradient, outputs, width } = objective
    const { nIter, converged } = minimize(objective, parameters, gradient, {
      maxIter,
      gradientTolerance: tol,
      // scikit-learn's rule for the value, which would keep a smaller tolerance from having any effect.
      valueTolerance: 64 * Number.EPSILON * Math.min(1, tol / 1e-8) ** 2,
    })
    const columns = problem.X.shape[1]
    const coef = new Float64Array(outputs * columns)
    const intercept = new Float64Array(outputs)
    for (let c = 0; c < outputs; c++) {
      coef.set(parameters.subarray(c * width, c * width + columns), c * columns)
      if (fitIntercept) intercept[c] = parameters[c * width + columns]
    }
    return { coef, intercept, nIter, converged }
  }

  #bySaga(problem: Omit<SagaProblem, 'l1' | 'l2'>): Solution {
    const { C, penalty, l1Ratio, tol, maxIter, randomState } = this.params
    const share = penalty === 'l1' ? 1 : penalty === null ? 0 : l1Ratio
    const strength = penalty === null ? 0 : 1 / C
    const seed = RandomState.from(randomState).nextInteger(1, 0x7fffffff)
    return saga({ ...problem, l1: strength * share, l2: strength * (1 - share) }, tol, maxIter, seed)
  }
}

/** Refuses scikit-learn's other solvers with the one to take instead. */
function checkSolver(solver: string): void {
  const others: Readonly<Record<string, string>> = {
    'newton-cg': "'lbfgs', which finds the same minimum",
    'newton-cholesky': "'lbfgs', which finds the same minimum",
    sag: "'saga', which finds the same minimum",
    liblinear: "'lbfgs' or 'saga': liblinear fits one class against the rest and penalises the intercept",
  }
  if (typeof solver === 'string' && Object.hasOwn(others, solver)) {
    throw new InvalidParameterError({ parameter: 'solver', received: solver, allowed: others[solver] })
  }
  checkOneOf('solver', solver, ['lbfgs', 'saga'])
}

/** What a solver finds. */
interface Solution {
  readonly coef: Float64Array
  readonly intercept: Float64Array
  readonly nIter: number
  readonly converged: boolean
}

/** Replaces scores by their softmax. */
function softmax(values: Float64Array, from: number, count: number): void {
  let max = -Infinity
  for (let k = from; k < from + count; k++) max = Math.max(max, values[k])
  let sum = 0
  for (let k = from; k < from + count; k++) sum += values[k] = Math.exp(values[k] - max)
  for (let k = from; k < from + count; k++) values[k] /= sum
}
