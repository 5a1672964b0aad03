import type { Matrix } from '../base/validate'
import { Xorshift } from '../tree/xorshift'

/** What {@link saga} works on. */
export interface SagaProblem {
  readonly X: Matrix
  readonly codes: Int32Array
  readonly nClasses: number
  /** One weight a row. */
  readonly weights: Float64Array
  /** Factor of half the squared coefficients, and of their magnitudes, where the loss is the sum over rows. */
  readonly l2: number
  readonly l1: number
  readonly fitIntercept: boolean
}

/** What {@link saga} finds; `coef` has one row (two classes) or a row for each class. */
export interface SagaResult {
  readonly coef: Float64Array
  readonly intercept: Float64Array
  readonly nIter: number
  readonly converged: boolean
}

/**
 * Logistic regression with l1 and l2 penalty by SAGA: a step for one row after the other, drawn at random, along the
 * row's new gradient, corrected by its old one and the mean of all; then the coefficients shrink. A. Defazio, F. Bach,
 * S. Lacoste-Julien (NIPS 2014).
 *
 * Step length, drawing of rows and rule for stopping are scikit-learn's, so the steps are the same up to rounding.
 *
 * @param tol - stops when a pass over the rows changes no coefficient by more, relative to the largest one
 * @param maxIter - how many passes at most
 * @param seed - of the drawing of rows
 */
export function saga(problem: SagaProblem, tol: number, maxIter: number, seed: number): SagaResult {
  const { X, codes, nClasses, weights, fitIntercept } = problem
  const [rows, columns] = X.shape
  const outputs = nClasses === 2 ? 1 : nClasses
  const step = stepLength(problem)
  const decay = 1 - (step * problem.l2) / rows
  const shrinkage = (step * problem.l1) / rows
  const random = new Xorshift(Math.max(seed, 1))

  const coef = new Float64Array(outputs * columns)
  const before = new Float64Array(coef.length)
  const intercept = new Float64Array(outputs)
  // The last gradients of each row by the scores, and the sums of gradients by coefficients and intercepts.
  const memory = new Float64Array(rows * outputs)
  const sum = new Float64Array(coef.length)
  const interceptSum = new Float64Array(outputs)
  const seen = new Uint8Array(rows)
  let seenCount = 0
  const gradient = new Float64Array(outputs)
  for (let pass = 1; pass <= maxIter; pass++) {
    for (let draw = 0; draw < rows; draw++) {
      const row = random.nextInteger(0, rows)
      seenCount += 1 - seen[row]
      seen[row] = 1
      scores(X.data, row * columns, columns, coef, intercept, gradient)
      toGradient(gradient, codes[row], weights[row])
      const ownStep = step * (1 - 1 / seenCount)
      const meanStep = step / seenCount
      for (let c = 0; c < outputs; c++) {
        const change = gradient[c] - memory[row * outputs + c]
        memory[row * outputs + c] = gradient[c]
        update(coef, sum, c * columns, columns, X.data, row * columns, change, decay, ownStep, meanStep, shrinkage)
        if (!fitIntercept) continue
        interceptSum[c] += change
        intercept[c] -= meanStep * interceptSum[c] + ownStep * change
      }
    }
    let largest = 0
    let change = 0
    for (let k = 0; k < coef.length; k++) {
      largest = Math.max(largest, Math.abs(coef[k]))
      change = Math.max(change, Math.abs(coef[k] - before[k]))
      before[k] = coef[k]
    }
    if (Number.isNaN(largest) || largest === Infinity) break
    if (change <= tol * largest) return { coef, intercept, nIter: pass, converged: true }
  }
  return { coef, intercept, nIter: maxIter, converged: false }
}

/** The theoretical step: from the largest curvature that a row's loss can have. */
function stepLength({ X, l2, fitIntercept }: SagaProblem): number {
  const [rows, columns] = X.shape
  let largest = 0
  for (let i = 0; i < rows; i++) {
    let square = 0
    for (let k = i * columns; k < (i + 1) * columns; k++) square += X.data[k] * X.data[k]
    largest = Math.max(largest, square)
  }
  const curvature = 0.25 * (largest + Number(fitIntercept)) + l2 / rows
  return 1 / (2 * curvature + Math.min(2 * l2, curvature))
}

function scores(
  x: Float64Array,
  at: number,
  columns: number,
  coef: Float64Array,
  intercept: Float64Array,
  out: Float64Array,
): void {
  for (let c = 0, from = 0; c < out.length; c++, from += columns) {
    let sum = 0
    for (let k = 0; k < columns; k++) sum += coef[from + k] * x[at + k]
    out[c] = sum + intercept[c]
  }
}

/** From a row's scores to the derivatives of its weighted loss by them. */
function toGradient(scores: Float64Array, code: number, weight: number): void {
  if (scores.length === 1) {
    scores[0] = weight * (1 / (1 + Math.exp(-scores[0])) - code)
    return
  }
  let max = -Infinity
  for (let c = 0; c < scores.length; c++) max = Math.max(max, scores[c])
  let sum = 0
  for (let c = 0; c < scores.length; c++) sum += scores[c] = Math.exp(scores[c] - max)
  for (let c = 0; c < scores.length; c++) scores[c] = (weight * scores[c]) / sum
  scores[code] -= weight
}

/** The step of one row of coefficients. */
function update(
  coef: Float64Array,
  sum: Float64Array,
  from: number,
  columns: number,
  x: Float64Array,
  at: number,
  change: number,
  decay: number,
  ownStep: number,
  meanStep: number,
  shrinkage: number,
): void {
  for (let k = 0; k < columns; k++) {
    const correction = x[at + k] * change
    const total = sum[from + k] + correction
    sum[from + k] = total
    const moved = coef[from + k] * decay - ownStep * correction - meanStep * total
    coef[from + k] = Math.max(moved - shrinkage, 0) - Math.max(-moved - shrinkage, 0)
  }
}
