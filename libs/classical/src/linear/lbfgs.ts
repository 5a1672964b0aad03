import { LineSearch } from './line-search'

/** A function to be minimised. */
export interface Objective {
  /** The value at `x`; the gradient is written to `gradient`. */
  evaluate(x: Float64Array, gradient: Float64Array): number
}

/** When {@link minimize} stops. */
export interface MinimizeOptions {
  /** After so many iterations. */
  readonly maxIter: number
  /** When no component of the gradient is larger. */
  readonly gradientTolerance: number
  /** When an iteration lowers the value by no more than this, relative to the value (or to 1 if that is smaller). */
  readonly valueTolerance: number
  /** How many points a line search may try; default 50. */
  readonly maxTrials?: number
  /** Iterations stop when more points than that have been tried; default 15000. */
  readonly maxEvaluations?: number
}

/** How {@link minimize} ended. */
export interface MinimizeResult {
  readonly value: number
  readonly nIter: number
  /** False if it ran out of iterations, or could not get any lower by rounding. */
  readonly converged: boolean
}

/** How many steps are remembered. */
const MEMORY = 10
const WOLFE = { decrease: 1e-3, curvature: 0.9, precision: 0.1, maxStep: 1e10 }

/**
 * Minimises a smooth function by L-BFGS (D. C. Liu, J. Nocedal, 1989), with the line search, scaling and rules for
 * stopping of L-BFGS-B 3.0 (C. Zhu, R. H. Byrd, P. Lu, J. Nocedal), which SciPy has: without bounds, the two take the
 * same steps up to rounding.
 *
 * @param x - where to start; holds the result afterwards
 * @param gradient - of the same length; holds the gradient there afterwards
 */
export function minimize(
  objective: Objective,
  x: Float64Array,
  gradient: Float64Array,
  options: MinimizeOptions,
): MinimizeResult {
  const { maxTrials = 50, maxEvaluations = 15000 } = options
  const n = x.length
  const history = new History(n)
  const direction = new Float64Array(n)
  const from = new Float64Array(n)
  const gradientFrom = new Float64Array(n)
  let value = objective.evaluate(x, gradient)
  let evaluations = 1
  let nIter = 0
  if (largest(gradient) <= options.gradientTolerance) return { value, nIter, converged: true }
  for (;;) {
    history.direction(gradient, direction)
    from.set(x)
    gradientFrom.set(gradient)
    const valueFrom = value
    const slopeFrom = dot(gradient, direction)
    let failed = !(slopeFrom < 0)
    let slope = slopeFrom
    let step = 0
    if (!failed) {
      const first = nIter === 0 ? Math.min(1 / Math.sqrt(dot(direction, direction)), WOLFE.maxStep) : 1
      const search = new LineSearch(value, slopeFrom, first, WOLFE)
      let trials = 0
      do {
        if (++trials > maxTrials) {
          failed = true
          break
        }
        step = search.step
        for (let k = 0; k < n; k++) x[k] = from[k] + step * direction[k]
        value = objective.evaluate(x, gradient)
        evaluations++
        slope = dot(gradient, direction)
      } while (!search.advance(value, slope))
    }
    if (failed) {
      x.set(from)
      gradient.set(gradientFrom)
      value = valueFrom
      if (history.isEmpty) return { value, nIter, converged: false }
      history.clear()
      continue
    }

    nIter++
    if (nIter >= options.maxIter || evaluations > maxEvaluations) {
      return { value, nIter, converged: largest(gradient) <= options.gradientTolerance }
    }
    if (largest(gradient) <= options.gradientTolerance) return { value, nIter, converged: true }
    const scale = Math.max(Math.abs(valueFrom), Math.abs(value), 1)
    if (valueFrom - value <= options.valueTolerance * scale) return { value, nIter, converged: true }
    history.add(direction, step, gradient, gradientFrom, slope - slopeFrom, -slopeFrom)
  }
}

/** The last steps and what they did to the gradient: an approximation of the inverse Hessian. */
class History {
  readonly #steps: Float64Array[]
  readonly #changes: Float64Array[]
  readonly #products = new Float64Array(MEMORY)
  readonly #alphas = new Float64Array(MEMORY)
  /** How many are remembered, and where the next one goes. */
  #count = 0
  #next = 0
  /** 1 / the curvature along the last step. */
  #scale = 1

  constructor(n: number) {
    this.#steps = Array.from({ length: MEMORY }, () => new Float64Array(n))
    this.#changes = Array.from({ length: MEMORY }, () => new Float64Array(n))
  }

  get isEmpty(): boolean {
    return this.#count === 0
  }

  clear(): void {
    this.#count = 0
    this.#scale = 1
  }

  /** Remembers a step, unless the curvature along it is lost in rounding. */
  add(
    direction: Float64Array,
    step: number,
    gradient: Float64Array,
    gradientBefore: Float64Array,
    slopeChange: number,
    descent: number,
  ): void {
    const product = slopeChange * step
    if (product <= Number.EPSILON * descent * step) return
    const at = this.#next
    const steps = this.#steps[at]
    const changes = this.#changes[at]
    let square = 0
    for (let k = 0; k < steps.length; k++) {
      steps[k] = step * direction[k]
      changes[k] = gradient[k] - gradientBefore[k]
      square += changes[k] * changes[k]
    }
    this.#products[at] = product
    this.#scale = product / square
    this.#next = (at + 1) % MEMORY
    this.#count = Math.min(this.#count + 1, MEMORY)
  }

  /** `out` = minus the approximate inverse Hessian times the gradient: the two-loop recursion. */
  direction(gradient: Float64Array, out: Float64Array): void {
    for (let k = 0; k < out.length; k++) out[k] = -gradient[k]
    for (let age = 1; age <= this.#count; age++) {
      const at = (this.#next - age + MEMORY) % MEMORY
      const alpha = dot(this.#steps[at], out) / this.#products[at]
      this.#alphas[at] = alpha
      addTimes(out, -alpha, this.#changes[at])
    }
    for (let k = 0; k < out.length; k++) out[k] *= this.#scale
    for (let age = this.#count; age >= 1; age--) {
      const at = (this.#next - age + MEMORY) % MEMORY
      const beta = dot(this.#changes[at], out) / this.#products[at]
      addTimes(out, this.#alphas[at] - beta, this.#steps[at])
    }
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k]
  return sum
}

function addTimes(to: Float64Array, factor: number, from: Float64Array): void {
  for (let k = 0; k < to.length; k++) to[k] += factor * from[k]
}

/** The largest magnitude; NaN counts as infinite. */
function largest(values: Float64Array): number {
  let max = 0
  for (let k = 0; k < values.length; k++) {
    const magnitude = Math.abs(values[k])
    if (!(magnitude <= max)) max = magnitude
  }
  return Number.isNaN(max) ? Infinity : max
}
