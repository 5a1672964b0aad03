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
  readonly #sums: Float64Array
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
    this.#sums = new Float64Array(this.#blockRows)
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
    lowerByLargest(scores, count, outputs)
    let loss = 0
    for (let i = 0; i < count; i++) loss -= weights[row + i] * scores[i * outputs + codes[row + i]]
    this.#unit.exponentials(scores, count * outputs)
    const sums = this.#sums
    sumRows(scores, count, outputs, sums)
    // The logarithm of a product instead of many: sums are between 1 and the number of classes.
    let product = 1
    let common = weights[row]
    for (let i = 0, at = 0; i < count; i++, at += outputs) {
      const weight = weights[row + i]
      if (weight !== common || product > 1e200) {
        loss += common * Math.log(product)
        product = 1
        common = weight
      }
      product *= sums[i]
      const scale = weight / totalWeight
      const share = scale / sums[i]
      for (let k = at; k < at + outputs; k++) scores[k] *= share
      scores[at + codes[row + i]] -= scale
    }
    return loss + common * Math.log(product)
  }
}

/** Takes the largest number of each row from its numbers. Four rows at a time: each step of a row waits for the last one. */
function lowerByLargest(values: Float64Array, rows: number, columns: number): void {
  let i = 0
  for (; i + 3 < rows; i += 4) {
    const a = i * columns
    const b = a + columns
    const c = b + columns
    const d = c + columns
    let maxA = values[a]
    let maxB = values[b]
    let maxC = values[c]
    let maxD = values[d]
    for (let k = 1; k < columns; k++) {
      maxA = Math.max(maxA, values[a + k])
      maxB = Math.max(maxB, values[b + k])
      maxC = Math.max(maxC, values[c + k])
      maxD = Math.max(maxD, values[d + k])
    }
    for (let k = 0; k < columns; k++) {
      values[a + k] -= maxA
      values[b + k] -= maxB
      values[c + k] -= maxC
      values[d + k] -= maxD
    }
  }
  for (; i < rows; i++) {
    const at = i * columns
    let max = values[at]
    for (let k = at + 1; k < at + columns; k++) max = Math.max(max, values[k])
    for (let k = at; k < at + columns; k++) values[k] -= max
  }
}

/** The sum of each row, four rows at a time. */
function sumRows(values: Float64Array, rows: number, columns: number, out: Float64Array): void {
  let i = 0
  for (; i + 3 < rows; i += 4) {
    const a = i * columns
    const b = a + columns
    const c = b + columns
    const d = c + columns
    let sumA = 0
    let sumB = 0
    let sumC = 0
    let sumD = 0
    for (let k = 0; k < columns; k++) {
      sumA += values[a + k]
      sumB += values[b + k]
      sumC += values[c + k]
      sumD += values[d + k]
    }
    out[i] = sumA
    out[i + 1] = sumB
    out[i + 2] = sumC
    out[i + 3] = sumD
  }
  for (; i < rows; i++) {
    out[i] = 0
    for (let k = i * columns; k < (i + 1) * columns; k++) out[i] += values[k]
  }
}
