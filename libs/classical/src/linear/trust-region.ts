/** A convex function with a Hessian, possibly a generalised one, to be minimised. */
export interface CurvedObjective {
  /** The value at `x`; the next {@link gradient} is there. */
  value(x: Float64Array): number
  /** The gradient where {@link value} was last called; the next {@link hessianTimes} is there. */
  gradient(out: Float64Array): void
  /** The Hessian times a direction. */
  hessianTimes(direction: Float64Array, out: Float64Array): void
}

/**
 * Minimises a convex function by a trust region Newton method: C.-J. Lin, R. C. Weng, S. S. Keerthi, "Trust region Newton
 * method for large-scale logistic regression", JMLR 9 (2008), with the constants and rules for stopping of LIBLINEAR 1.9.
 *
 * @param x - zeros; holds the result afterwards, NaN if numbers overflowed
 * @param tol - stops when the gradient's norm is at most so much of the one at the start
 * @returns how many steps were taken
 */
export function minimizeByTrustRegion(
  objective: CurvedObjective,
  x: Float64Array,
  tol: number,
  maxIter: number,
): number {
  const n = x.length
  const step = new Float64Array(n)
  const residual = new Float64Array(n)
  const next = x.slice()
  const gradient = x.slice()
  const work = { direction: x.slice(), product: x.slice() }
  let value = objective.value(x)
  objective.gradient(gradient)
  const firstNorm = norm(gradient)
  let radius = firstNorm
  let accepted = 0
  if (firstNorm === 0) return 0
  while (accepted < maxIter) {
    conjugateGradients(objective, gradient, radius, step, residual, work)
    for (let k = 0; k < n; k++) next[k] = x[k] + step[k]
    const slope = dot(gradient, step)
    const predicted = -0.5 * (slope - dot(step, residual))
    const nextValue = objective.value(next)
    const actual = value - nextValue
    if (!Number.isFinite(actual) || !Number.isFinite(predicted)) {
      x.fill(NaN)
      break
    }
    const length = norm(step)
    if (accepted === 0) radius = Math.min(radius, length)

    // The step length at which a parabola through value, slope and next value has its minimum.
    const excess = nextValue - value - slope
    const scale = excess <= 0 ? 4 : Math.max(0.25, -0.5 * (slope / excess))
    if (actual < 1e-4 * predicted) radius = Math.min(Math.max(scale, 0.25) * length, 0.5 * radius)
    else if (actual < 0.25 * predicted) radius = Math.max(0.25 * radius, Math.min(scale * length, 0.5 * radius))
    else if (actual < 0.75 * predicted) radius = Math.max(0.25 * radius, Math.min(scale * length, 4 * radius))
    else radius = Math.max(radius, Math.min(scale * length, 4 * radius))

    if (actual > 1e-4 * predicted) {
      accepted++
      x.set(next)
      value = nextValue
      objective.gradient(gradient)
      if (norm(gradient) <= tol * firstNorm) break
    }
    if (actual === 0 && predicted <= 0) break
    if (Math.abs(actual) <= 1e-12 * Math.abs(value) && Math.abs(predicted) <= 1e-12 * Math.abs(value)) break
  }
  return accepted
}

/** `step` about minimises the quadratic model within the radius; `residual` is what its gradient is there, negated. */
function conjugateGradients(
  objective: CurvedObjective,
  gradient: Float64Array,
  radius: number,
  step: Float64Array,
  residual: Float64Array,
  { direction, product }: { direction: Float64Array; product: Float64Array },
): void {
  const n = step.length
  step.fill(0)
  for (let k = 0; k < n; k++) direction[k] = residual[k] = -gradient[k]
  const enough = 0.1 * norm(gradient)
  let square = dot(residual, residual)
  while (norm(residual) > enough) {
    objective.hessianTimes(direction, product)
    let length = square / dot(direction, product)
    addTimes(step, length, direction)
    if (norm(step) > radius) {
      // Back, and on to the boundary only.
      addTimes(step, -length, direction)
      const along = dot(step, direction)
      const own = dot(step, step)
      const directionSquare = dot(direction, direction)
      const root = Math.sqrt(along * along + directionSquare * (radius * radius - own))
      length = along >= 0 ? (radius * radius - own) / (along + root) : (root - along) / directionSquare
      addTimes(step, length, direction)
      addTimes(residual, -length, product)
      return
    }
    addTimes(residual, -length, product)
    const nextSquare = dot(residual, residual)
    const ratio = nextSquare / square
    for (let k = 0; k < n; k++) direction[k] = residual[k] + ratio * direction[k]
    square = nextSquare
    if (!(square > 0)) return
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k]
  return sum
}

function norm(a: Float64Array): number {
  return Math.sqrt(dot(a, a))
}

function addTimes(to: Float64Array, factor: number, from: Float64Array): void {
  for (let k = 0; k < to.length; k++) to[k] += factor * from[k]
}
