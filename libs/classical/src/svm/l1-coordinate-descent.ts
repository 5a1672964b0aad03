import type { BoundedRandom } from './bounded-random'

/** A linear support vector machine with squared hinge loss and the sum of magnitudes as its penalty. */
export interface LinearL1 {
  /** Value of column `j` in row `i` at `j * rows + i`. */
  readonly columns: Float64Array
  readonly width: number
  /** +1 or -1 for each row. */
  readonly signs: Float64Array
  /** What the loss of each row is multiplied by. */
  readonly costs: Float64Array
}

/** By how much of what it promised a step must lower the objective. */
const SUFFICIENT = 0.01
const MAX_HALVINGS = 20

/**
 * Minimises |w|_1 + sum of cost * max(0, 1 - sign w.x)^2 one weight after the other, in random order, by Newton steps that are
 * halved until they are good enough; weights that seem to stay at 0 are set aside: G.-X. Yuan, K.-W. Chang, C.-J. Hsieh,
 * C.-J. Lin, "A comparison of optimization methods and software for large-scale L1-regularized linear classification",
 * Journal of Machine Learning Research 11 (2010), section 4.1; as LIBLINEAR has it, step by step.
 *
 * @param tol - how small the violations of the optimality conditions must get, relative to the first ones
 * @param w - zeros; holds the weights afterwards
 * @returns how many times it went through the weights
 */
export function solveLinearL1(
  { columns, width, signs, costs }: LinearL1,
  tol: number,
  maxIter: number,
  random: BoundedRandom,
  w: Float64Array,
): number {
  const rows = signs.length
  // 1 - sign w.x of each row: what it lacks.
  const lack = new Float64Array(rows).fill(1)
  const squares = new Float64Array(width)
  for (let j = 0, k = 0; j < width; j++) {
    for (let i = 0; i < rows; i++, k++) squares[j] += costs[i] * columns[k] * columns[k]
  }
  const order = Int32Array.from(w.keys())
  let active = width
  let worst = Infinity
  let first = -1
  for (let iteration = 1; iteration <= maxIter; iteration++) {
    let newWorst = 0
    let violations = 0
    for (let k = 0; k < active; k++) swap(order, k, k + random.next(active - k))
    for (let k = 0; k < active; k++) {
      const j = order[k]
      const at = j * rows
      let slope = 0
      let curvature = 0
      for (let i = 0; i < rows; i++) {
        if (lack[i] <= 0) continue
        const value = columns[at + i] * signs[i]
        const weighed = costs[i] * value
        slope -= weighed * lack[i]
        curvature += weighed * value
      }
      slope *= 2
      curvature = Math.max(2 * curvature, 1e-12)
      const up = slope + 1
      const down = slope - 1
      let violation = 0
      if (w[j] > 0) violation = Math.abs(up)
      else if (w[j] < 0) violation = Math.abs(down)
      else if (up < 0) violation = -up
      else if (down > 0) violation = down
      else if (up > worst / rows && down < -worst / rows) {
        swap(order, k--, --active)
        continue
      }
      newWorst = Math.max(newWorst, violation)
      violations += violation
      const step = up < curvature * w[j] ? -up / curvature : down > curvature * w[j] ? -down / curvature : -w[j]
      if (Math.abs(step) >= 1e-12) w[j] += move(j, step, slope, squares[j])
    }
    if (iteration === 1) first = violations
    if (violations <= tol * first) {
      if (active === width) return iteration
      active = width
      worst = Infinity
    } else {
      worst = newWorst
    }
  }
  return maxIter

  /** Takes as much of a step as lowers the objective enough, and brings `lack` up to date. */
  function move(j: number, whole: number, slope: number, square: number): number {
    const at = j * rows
    const before = Math.abs(w[j])
    let step = whole
    let taken = 0
    let promised = Math.abs(w[j] + step) - before + slope * step
    let oldLoss = 0
    for (let halving = 0; halving < MAX_HALVINGS; halving++) {
      const penalty = Math.abs(w[j] + step) - before - SUFFICIENT * promised
      const change = taken - step
      if (square * step * step + slope * step + penalty <= 0) {
        for (let i = 0; i < rows; i++) lack[i] += change * columns[at + i] * signs[i]
        return step
      }
      let loss = 0
      for (let i = 0; i < rows; i++) {
        if (halving === 0 && lack[i] > 0) oldLoss += costs[i] * lack[i] * lack[i]
        lack[i] += change * columns[at + i] * signs[i]
        if (lack[i] > 0) loss += costs[i] * lack[i] * lack[i]
      }
      if (penalty + loss - oldLoss <= 0) return step
      taken = step
      step *= 0.5
      promised *= 0.5
    }
    // Too many steps to trust the sums.
    lack.fill(1)
    for (let other = 0; other < width; other++) {
      const weight = other === j ? w[j] + step : w[other]
      if (weight === 0) continue
      for (let i = 0; i < rows; i++) lack[i] -= weight * columns[other * rows + i] * signs[i]
    }
    return step
  }
}

function swap(order: Int32Array, i: number, j: number): void {
  const item = order[i]
  order[i] = order[j]
  order[j] = item
}
