import type { BoundedRandom } from './bounded-random'

/** A linear support vector machine in its dual form. */
export interface LinearDual {
  /** Rows of `width` numbers. */
  readonly data: Float64Array
  readonly width: number
  /** +1 or -1 for each row. */
  readonly signs: Float64Array
  /** What the loss of each row is multiplied by. */
  readonly costs: Float64Array
  readonly loss: 'hinge' | 'squared_hinge'
}

/**
 * Solves the dual of a linear support vector machine one coordinate after the other, in random order, setting those aside
 * that seem to stay at a bound: C.-J. Hsieh, K.-W. Chang, C.-J. Lin, S. S. Keerthi, S. Sundararajan, "A dual coordinate
 * descent method for large-scale linear SVM", ICML 2008; as LIBLINEAR has it, step by step.
 *
 * @param tol - how far apart the largest and smallest projected gradient may be
 * @param w - zeros; holds the weights afterwards
 * @returns how many times it went through the rows
 */
export function solveLinearDual(
  { data, width, signs, costs, loss }: LinearDual,
  tol: number,
  maxIter: number,
  random: BoundedRandom,
  w: Float64Array,
): number {
  const rows = signs.length
  const hinge = loss === 'hinge'
  const diagonal = costs.map(cost => (hinge ? 0 : 0.5 / cost))
  const bounds = costs.map(cost => (hinge ? cost : Infinity))
  const curvature = diagonal.map((value, i) => value + dot(data, i * width, data, i * width, width))
  const alpha = new Float64Array(rows)
  const order = Int32Array.from(signs.keys())
  let active = rows
  let oldMax = Infinity
  let oldMin = -Infinity
  for (let iteration = 1; iteration <= maxIter; iteration++) {
    let max = -Infinity
    let min = Infinity
    for (let k = 0; k < active; k++) swap(order, k, k + random.next(active - k))
    for (let k = 0; k < active; k++) {
      const i = order[k]
      const gradient = dot(data, i * width, w, 0, width) * signs[i] - 1 + alpha[i] * diagonal[i]
      let projected = gradient
      if (alpha[i] === 0) {
        if (gradient > oldMax) {
          swap(order, k--, --active)
          continue
        }
        projected = Math.min(gradient, 0)
      } else if (alpha[i] === bounds[i]) {
        if (gradient < oldMin) {
          swap(order, k--, --active)
          continue
        }
        projected = Math.max(gradient, 0)
      }
      max = Math.max(max, projected)
      min = Math.min(min, projected)
      if (Math.abs(projected) > 1e-12) {
        const before = alpha[i]
        alpha[i] = Math.min(Math.max(before - gradient / curvature[i], 0), bounds[i])
        const change = (alpha[i] - before) * signs[i]
        const at = i * width
        for (let j = 0; j < width; j++) w[j] += change * data[at + j]
      }
    }
    if (max - min <= tol) {
      if (active === rows) return iteration
      active = rows
      oldMax = Infinity
      oldMin = -Infinity
    } else {
      oldMax = max > 0 ? max : Infinity
      oldMin = min < 0 ? min : -Infinity
    }
  }
  return maxIter
}

/** Four running sums: they need not wait for each other. */
function dot(x: Float64Array, xAt: number, y: Float64Array, yAt: number, width: number): number {
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  let j = 0
  for (; j + 3 < width; j += 4) {
    a += x[xAt + j] * y[yAt + j]
    b += x[xAt + j + 1] * y[yAt + j + 1]
    c += x[xAt + j + 2] * y[yAt + j + 2]
    d += x[xAt + j + 3] * y[yAt + j + 3]
  }
  for (; j < width; j++) a += x[xAt + j] * y[yAt + j]
  return a + b + (c + d)
}

function swap(order: Int32Array, i: number, j: number): void {
  const item = order[i]
  order[i] = order[j]
  order[j] = item
}
