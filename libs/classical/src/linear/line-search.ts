/**
 * The line search of J. J. Moré and D. J. Thuente (ACM TOMS 20, 1994), as MINPACK-2 has it: finds a step at which the
 * function has fallen enough and its slope has become flat (the strong Wolfe conditions), by safeguarded cubic and
 * quadratic interpolation.
 *
 * Ask for {@link step}, evaluate there, and hand value and slope to {@link advance} until that returns true.
 */
export class LineSearch {
  /** The step to try next; at the end, the one that was found. */
  step: number

  readonly #decrease: number
  readonly #curvature: number
  readonly #precision: number
  readonly #maxStep: number
  readonly #value0: number
  readonly #slope0: number
  /** Whether the interval holds a minimum, and whether the first of the two stages is still on. */
  #bracketed = false
  #firstStage = true
  // The best step so far, and the other end of the interval.
  #x: Point
  #y: Point
  #low = 0
  #high: number
  #width: number
  #lastWidth: number

  /**
   * @param value - of the function at step 0
   * @param slope - there; must be negative
   * @param step - to try first
   * @param options.decrease - which share of the slope times step the function must fall by
   * @param options.curvature - to which share the slope must fall
   * @param options.precision - relative width of the interval at which the search gives up
   */
  constructor(
    value: number,
    slope: number,
    step: number,
    options: { decrease: number; curvature: number; precision: number; maxStep: number },
  ) {
    this.step = step
    this.#decrease = options.decrease
    this.#curvature = options.curvature
    this.#precision = options.precision
    this.#maxStep = options.maxStep
    this.#value0 = value
    this.#slope0 = slope
    this.#x = { step: 0, value, slope }
    this.#y = { step: 0, value, slope }
    this.#high = step + 4 * step
    this.#width = options.maxStep
    this.#lastWidth = 2 * options.maxStep
  }

  /** Takes in the function's value and slope at {@link step}; true if the search is over. */
  advance(value: number, slope: number): boolean {
    const target = this.#decrease * this.#slope0
    const limit = this.#value0 + this.step * target
    if (this.#firstStage && value <= limit && slope >= 0) this.#firstStage = false

    const stuck =
      this.#bracketed &&
      (this.step <= this.#low || this.step >= this.#high || this.#high - this.#low <= this.#precision * this.#high)
    const atMax = this.step === this.#maxStep && value <= limit && slope <= target
    const atMin = this.step === 0 && (value > limit || slope >= target)
    const found = value <= limit && Math.abs(slope) <= this.#curvature * -this.#slope0
    if (stuck || atMax || atMin || found) return true

    // In the first stage, interpolate the function less what it must fall by.
    const shift = this.#firstStage && value <= this.#x.value && value > limit ? target : 0
    const shifted = (point: Point): Point => ({
      step: point.step,
      value: point.value - point.step * shift,
      slope: point.slope - shift,
    })
    const next = this.#interpolate(shifted(this.#x), shifted(this.#y), shifted({ step: this.step, value, slope }))
    const back = (point: Point): Point => ({
      step: point.step,
      value: point.value + point.step * shift,
      slope: point.slope + shift,
    })
    this.#x = back(next.x)
    this.#y = back(next.y)
    let step = next.step

    if (this.#bracketed) {
      if (Math.abs(this.#y.step - this.#x.step) >= 0.66 * this.#lastWidth) {
        step = this.#x.step + 0.5 * (this.#y.step - this.#x.step)
      }
      this.#lastWidth = this.#width
      this.#width = Math.abs(this.#y.step - this.#x.step)
      this.#low = Math.min(this.#x.step, this.#y.step)
      this.#high = Math.max(this.#x.step, this.#y.step)
    } else {
      this.#low = step + 1.1 * (step - this.#x.step)
      this.#high = step + 4 * (step - this.#x.step)
    }
    step = Math.min(Math.max(step, 0), this.#maxStep)
    const hopeless =
      this.#bracketed &&
      (step <= this.#low || step >= this.#high || this.#high - this.#low <= this.#precision * this.#high)
    this.step = hopeless ? this.#x.step : step
    return false
  }

  /** A safeguarded step from the interval (x, y) and the point p in or beyond it, and the interval that p leaves. */
  #interpolate(x: Point, y: Point, p: Point): { x: Point; y: Point; step: number } {
    const opposite = p.slope * Math.sign(x.slope) < 0
    let step: number
    if (p.value > x.value) {
      // Higher: there is a minimum between. The cubic step if it is closer to x than the quadratic one, else their mean.
      const cubic = cubicStep(x, p, p.step < x.step)
      const quadratic = x.step + (x.slope / ((x.value - p.value) / (p.step - x.step) + x.slope) / 2) * (p.step - x.step)
      step = Math.abs(cubic - x.step) < Math.abs(quadratic - x.step) ? cubic : cubic + (quadratic - cubic) / 2
      this.#bracketed = true
    } else if (opposite) {
      // Lower, and the slope has turned: there is a minimum between. Of the two steps the farther one from p.
      const cubic = cubicStep(p, x, p.step > x.step)
      const secant = p.step + (p.slope / (p.slope - x.slope)) * (x.step - p.step)
      step = Math.abs(cubic - p.step) > Math.abs(secant - p.step) ? cubic : secant
      this.#bracketed = true
    } else if (Math.abs(p.slope) < Math.abs(x.slope)) {
      // Lower, and flatter: the cubic may have its minimum beyond p, or none in that direction.
      const cubic = this.#cubicBeyond(x, p)
      const secant = p.step + (p.slope / (p.slope - x.slope)) * (x.step - p.step)
      if (this.#bracketed) {
        step = Math.abs(cubic - p.step) < Math.abs(secant - p.step) ? cubic : secant
        const bound = p.step + 0.66 * (y.step - p.step)
        step = p.step > x.step ? Math.min(bound, step) : Math.max(bound, step)
      } else {
        step = Math.abs(cubic - p.step) > Math.abs(secant - p.step) ? cubic : secant
        step = Math.max(Math.min(this.#high, step), this.#low)
      }
    } else if (this.#bracketed) {
      // Lower, and no flatter.
      step = cubicStep(p, y, p.step > y.step)
    } else {
      step = p.step > x.step ? this.#high : this.#low
    }
    if (p.value > x.value) return { x, y: p, step }
    return { x: p, y: opposite ? x : y, step }
  }

  #cubicBeyond(x: Point, p: Point): number {
    const theta = (3 * (x.value - p.value)) / (p.step - x.step) + x.slope + p.slope
    const s = Math.max(Math.abs(theta), Math.abs(x.slope), Math.abs(p.slope))
    const root = s * Math.sqrt(Math.max(0, (theta / s) ** 2 - (x.slope / s) * (p.slope / s)))
    const gamma = p.step > x.step ? -root : root
    const r = (gamma - p.slope + theta) / (gamma + (x.slope - p.slope) + gamma)
    if (r < 0 && gamma !== 0) return p.step + r * (x.step - p.step)
    return p.step > x.step ? this.#high : this.#low
  }
}

/** A step with the function's value and slope there. */
interface Point {
  readonly step: number
  readonly value: number
  readonly slope: number
}

/** Where the cubic through two points with their slopes has its minimum, seen from `a`. */
function cubicStep(a: Point, b: Point, negative: boolean): number {
  const theta = (3 * (a.value - b.value)) / (b.step - a.step) + a.slope + b.slope
  const s = Math.max(Math.abs(theta), Math.abs(a.slope), Math.abs(b.slope))
  const root = s * Math.sqrt((theta / s) ** 2 - (a.slope / s) * (b.slope / s))
  const gamma = negative ? -root : root
  const r = (gamma - a.slope + theta) / (gamma - a.slope + gamma + b.slope)
  return a.step + r * (b.step - a.step)
}
