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
import { ITERATIVE_SCHEMA, IterativeLinearClassifier } from '../linear/linear-classifier'
import { minimizeByTrustRegion } from '../linear/trust-region'
import { checkRandomState } from '../base/check-random-state'
import { BoundedRandom } from './bounded-random'
import { solveLinearDual } from './dual-coordinate-descent'
import { solveLinearL1 } from './l1-coordinate-descent'
import { SquaredHingeObjective } from './squared-hinge-objective'

/** Parameters of {@link LinearSVC}. */
export interface LinearSVCParams<L extends Label = Label> {
  /** What an error costs: the smaller, the stronger the regularisation. Default 1. */
  C: number
  /** `'l2'` (default), half the sum of squared coefficients, or `'l1'`, the sum of their magnitudes: many are then 0. */
  penalty: 'l2' | 'l1'
  /** `'squared_hinge'` (default, and the only one with the penalty `'l1'`): errors cost by their square; `'hinge'`: by their size. */
  loss: 'squared_hinge' | 'hinge'
  /**
   * Whether to solve the dual problem, row by row in random order, instead of the primal one; `'auto'` (default): where
   * there are fewer rows than columns, or the loss is `'hinge'`, which has no other way. Not with the penalty `'l1'`.
   */
  dual: boolean | 'auto'
  /** How exact the solution is to be; default 1e-4. */
  tol: number
  /** How many iterations at most; default 1000. */
  maxIter: number
  /** Whether each score has a constant; default true. */
  fitIntercept: boolean
  /** The constant column that stands for the intercept, whose weight is penalised like all others; default 1. */
  interceptScaling: number
  /** C is multiplied by the weight of a row's class (for that class's own score); default `null`: all the same. */
  classWeight: ClassWeight<L>
  /** Seeds the order of rows of the dual solver. Default `null`: unpredictable. */
  randomState: Seed
}

const DEFAULTS: LinearSVCParams<never> = {
  C: 1,
  penalty: 'l2',
  loss: 'squared_hinge',
  dual: 'auto',
  tol: 1e-4,
  maxIter: 1000,
  fitIntercept: true,
  interceptScaling: 1,
  classWeight: null,
  randomState: null,
}

/**
 * A linear support vector classifier: one score a class, each fitted to tell it from all others (with two classes, one
 * score).
 *
 * Equal to scikit-learn 1.9's `LinearSVC`, that is, to LIBLINEAR: the primal problem by a trust region Newton method, the
 * dual one, and that with the penalty `'l1'`, by coordinate descent in the same random order. Solved tightly, coefficients
 * agree within 1e-6 of the largest one. Not offered: `multi_class='crammer_singer'`. Running out of iterations is
 * no error: see `converged`.
 *
 * @typeParam L - the kind of label
 *
 * @example
 * ```ts
 * import { LinearSVC } from '@genre/classical'
 * const X = [[0, 1], [1, 2], [2, 0], [3, 1]]
 * const model = new LinearSVC<string>().fit(X, ['blues', 'blues', 'rock', 'rock'])
 * console.log(model.predict([[0, 2], [3, 0]])) // => [ 'blues', 'rock' ]
 * ```
 */
export class LinearSVC<L extends Label = Label> extends IterativeLinearClassifier<L, LinearSVCParams<L>> {
  /** @throws InvalidParameterError for an unknown parameter */
  constructor(params: Partial<LinearSVCParams<L>> = {}) {
    super('LinearSVC', DEFAULTS, ITERATIVE_SCHEMA, params)
  }

  /**
   * Solves the problem of each class. Weights of rows multiply C.
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
    const order = rowsByClass(codes, sampleWeight, classes.length)
    const { data, width } = this.#data(matrix, order)
    const solve = this.#solver(data, width, params.dual === 'auto' ? rows < columns : params.dual)

    const outputs = classes.length === 2 ? 1 : classes.length
    const coef = new Float64Array(outputs * columns)
    const intercept = new Float64Array(outputs)
    let nIter = 0
    for (let c = 0; c < outputs; c++) {
      const positive = outputs === 1 ? 1 : c
      const signs = Float64Array.from(order, row => (codes[row] === positive ? 1 : -1))
      // LIBLINEAR weighs the class itself; the others only where there is just one other.
      const costs = Float64Array.from(order, row => {
        const weighed = outputs === 1 || codes[row] === positive
        return sampleWeight[row] * params.C * (weighed ? classWeights[codes[row]] : 1)
      })
      const w = new Float64Array(width)
      nIter = Math.max(nIter, solve(signs, costs, w))
      if (!w.every(Number.isFinite)) {
        throw new DataError({ table: 'X', reason: 'the solution is not finite; scale the columns first' })
      }
      coef.set(w.subarray(0, columns), c * columns)
      if (params.fitIntercept) intercept[c] = params.interceptScaling * w[columns]
    }
    this.state = {
      classes,
      nFeaturesIn: columns,
      coef: new NdArray(coef, [outputs, columns]),
      intercept,
      nIter,
      converged: nIter < params.maxIter,
    }
    return this
  }

  protected checkParams(params: Readonly<LinearSVCParams<L>>): void {
    checkNumber('C', params.C, { min: 0, exclusive: 'min' })
    checkOneOf('penalty', params.penalty, ['l2', 'l1'])
    checkOneOf('loss', params.loss, ['squared_hinge', 'hinge'])
    if (params.penalty === 'l1' && params.loss === 'hinge') {
      const allowed = "'squared_hinge' with the penalty 'l1'"
      throw new InvalidParameterError({ parameter: 'loss', received: params.loss, allowed })
    }
    if (params.penalty === 'l1' && params.dual === true) {
      const allowed = "false or 'auto' with the penalty 'l1'"
      throw new InvalidParameterError({ parameter: 'dual', received: true, allowed })
    }
    if (params.dual !== 'auto') checkBoolean('dual', params.dual)
    if (params.loss === 'hinge' && params.dual === false) {
      throw new InvalidParameterError({
        parameter: 'dual',
        received: false,
        allowed: "true or 'auto' with loss 'hinge'",
      })
    }
    checkNumber('tol', params.tol, { min: 0, exclusive: 'min' })
    checkInteger('maxIter', params.maxIter, { min: 1 })
    checkBoolean('fitIntercept', params.fitIntercept)
    checkNumber('interceptScaling', params.interceptScaling, { min: 0, exclusive: 'min' })
    checkClassWeight(params.classWeight)
    checkRandomState(params.randomState)
  }

  /** The rows in a given order, with the column that stands for the intercept behind them. */
  #data({ data, shape }: Matrix, order: Int32Array): { data: Float64Array; width: number } {
    const { fitIntercept, interceptScaling } = this.params
    const columns = shape[1]
    const width = columns + Number(fitIntercept)
    const out = new Float64Array(order.length * width).fill(interceptScaling)
    order.forEach((row, k) => out.set(data.subarray(row * columns, (row + 1) * columns), k * width))
    return { data: out, width }
  }

  /** What solves the problem of some signs and costs, and says how many iterations that took. */
  #solver(
    data: Float64Array,
    width: number,
    dual: boolean,
  ): (signs: Float64Array, costs: Float64Array, w: Float64Array) => number {
    const { penalty, loss, tol, maxIter, randomState } = this.params
    const seed = RandomState.from(randomState).nextInteger(0, 0x7fffffff)
    // LIBLINEAR's tolerance of the primal problems depends on how few rows the smaller side has.
    const primalTol = (signs: Float64Array) => {
      const positive = signs.reduce((count, sign) => count + Number(sign > 0), 0)
      return (tol * Math.max(Math.min(positive, signs.length - positive), 1)) / signs.length
    }
    if (penalty === 'l1') {
      const random = new BoundedRandom(seed)
      const byColumn = columnMajor(data, width)
      return (signs, costs, w) =>
        solveLinearL1({ columns: byColumn, width, signs, costs }, primalTol(signs), maxIter, random, w)
    }
    if (dual || loss === 'hinge') {
      const random = new BoundedRandom(seed)
      return (signs, costs, w) => solveLinearDual({ data, width, signs, costs, loss }, tol, maxIter, random, w)
    }
    const objective = new SquaredHingeObjective(data, width)
    return (signs, costs, w) => {
      objective.begin(signs, costs)
      return minimizeByTrustRegion(objective, w, primalTol(signs), maxIter)
    }
  }
}

/** Rows of `width` numbers, column by column. */
function columnMajor(data: Float64Array, width: number): Float64Array {
  const rows = data.length / width
  return Float64Array.from(data, (_, k) => data[(k % rows) * width + Math.floor(k / rows)])
}

/** Rows with weight, by class. */
function rowsByClass(codes: Int32Array, weights: Float64Array, nClasses: number): Int32Array {
  const members: number[][] = Array.from({ length: nClasses }, () => [])
  codes.forEach((code, row) => {
    if (weights[row] > 0) members[code].push(row)
  })
  if (members.some(rows => rows.length === 0)) {
    throw new DataError({ table: 'sampleWeight', reason: 'every class needs a row with a weight greater than 0' })
  }
  return Int32Array.from(members.flat())
}
