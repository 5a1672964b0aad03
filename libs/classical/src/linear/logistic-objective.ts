import type { Matrix } from '../base/validate'
import type { Objective } from './lbfgs'
import { Products } from './products/products'

/** What {@link LogisticObjective} works on. */
export interface LogisticProblem {
  readonly X: Matrix
  readonly codes: Int32Array
  readonly nClasses: number
  /** One weight a row. */
  readonly weights: Float64Array
  /** Factor of half the squared coefficients, where the loss is the mean over rows. */
  readonly l2: number
  readonly fitIntercept: boolean
}

/** Bytes of rows that are worked on together: they stay in the second cache from one product to the next. */
const BLOCK_BYTES = 131072

/**
 * The loss of logistic regression: the weighted mean of `-log p(class of the row)`, plus `l2 / 2` times the sum of
 * squared coefficients (not of intercepts). With two classes p comes from one row of coefficients by the logistic
 * function, with more from a row for each class by the softmax.
 *
 * Parameters are (1 or classes) rows of coefficients, each with its intercept behind them if there is one.
 */
export class LogisticObjective implements Objective {
  /** Where the optimiser works: parameters and gradient, zeros at first. */
  readonly parameters: Float64Array
  readonly gradient: Float64Array
  /** How many rows of parameters there are, and how long they are. */
  readonly outputs: number
  readonly width: number

  readonly #problem: LogisticProblem
  readonly #unit: Products
  /** The rows of X, with a 1 behind each if there are intercepts. */
  readonly #data: Float64Array
  readonly #scores: Float64Array
  readonly #exponentials: Float64Array
  readonly #blockRows: number
  readonly #totalWeight: number

  constructor(problem: LogisticProblem) {
    const [rows, columns] = problem.X.shape
    this.#problem = problem
    this.outputs = problem.nClasses === 2 ? 1 : problem.nClasses
    this.width = columns + Number(problem.fitIntercept)
    const size = this.outputs * this.width
    this.#blockRows = Math.min(rows, Math.max(4, 4 * Math.floor(BLOCK_BYTES / (32 * this.width))))
    const blockSize = this.#blockRows * this.outputs
    this.#unit = Products.create(8 * (rows * this.width + 2 * size + 2 * blockSize) + 80)
    this.#data = this.#unit.float64(rows * this.width)
    if (problem.fitIntercept) {
      this.#data.fill(1)
      for (let i = 0; i < rows; i++) {
        this.#data.set(problem.X.data.subarray(i * columns, (i + 1) * columns), i * this.width)
      }
    } else {
      this.#data.set(problem.X.data)
    }
    this.parameters = this.#unit.float64(size)
    this.gradient = this.#unit.float64(size)
    this.#scores = this.#unit.float64(blockSize)
    this.#exponentials = this.#unit.float64(blockSize)
    this.#totalWeight = problem.weights.reduce((sum, weight) => sum + weight, 0)
  }

  /** `x` and `gradient` must be {@link parameters} and {@link gradient}. */
  evaluate(x: Float64Array, gradient: Float64Array): number {
    const { X, l2, fitIntercept } = this.#problem
    const [rows, columns] = X.shape
    const { outputs, width } = this
    gradient.fill(0)
    let loss = 0
    for (let row = 0; row < rows; row += this.#blockRows) {
      const count = Math.min(this.#blockRows, rows - row)
      const block = this.#data.subarray(row * width, (row + count) * width)
      this.#unit.products(block, count, x, outputs, width, this.#scores)
      loss += outputs === 1 ? this.#logisticLoss(row, count) : this.#softmaxLoss(row, count)
      this.#unit.addWeightedRows(this.#scores, count, outputs, block, width, gradient)
    }
    let squares = 0
    for (let k = 0; k < x.length; k++) {
      if (fitIntercept && k % width === columns) continue
      squares += x[k] * x[k]
      gradient[k] += l2 * x[k]
    }
    return loss / this.#totalWeight + 0.5 * l2 * squares
  }

  /** The weighted loss of some rows; their scores are replaced by the derivatives of the mean loss by the scores. */
  #logisticLoss(row: number, count: number): number {
    const { codes, weights } = this.#problem
    const scores = this.#scores
    const exponentials = this.#exponentials
    const totalWeight = this.#totalWeight
    for (let i = 0; i < count; i++) exponentials[i] = -Math.abs(scores[i])
    this.#unit.exponentials(exponentials, count)
    let loss = 0
    for (let i = 0; i < count; i++) {
      const score = scores[i]
      const small = exponentials[i]
      const weight = weights[row + i]
      const probability = (score >= 0 ? 1 : small) / (1 + small)
      const target = codes[row + i]
      loss += weight * (Math.max(score, 0) + Math.log1p(small) - target * score)
      scores[i] = ((probability - target) * weight) / totalWeight
    }
    return loss
  }

  /** As {@link #logisticLoss}. */
  #softmaxLoss(row: number, count: number): number {
    const { codes, weights } = this.#problem
    const scores = this.#scores
    const totalWeight = this.#totalWeight
    const { outputs } = this
    let loss = 0
    for (let i = 0, at = 0; i < count; i++, at += outputs) {
      let max = scores[at]
      for (let k = at + 1; k < at + outputs; k++) max = Math.max(max, scores[k])
      for (let k = at; k < at + outputs; k++) scores[k] -= max
      loss -= weights[row + i] * scores[at + codes[row + i]]
    }
    this.#unit.exponentials(scores, count * outputs)
    for (let i = 0, at = 0; i < count; i++, at += outputs) {
      let sum = 0
      for (let k = at; k < at + outputs; k++) sum += scores[k]
      const weight = weights[row + i]
      loss += weight * Math.log(sum)
      const scale = weight / totalWeight
      const share = scale / sum
      for (let k = at; k < at + outputs; k++) scores[k] *= share
      scores[at + codes[row + i]] -= scale
    }
    return loss
  }
}
