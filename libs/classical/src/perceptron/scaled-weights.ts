/**
 * Coefficients as a factor times a vector, so that shrinking all of them is one multiplication (Bottou, "Stochastic
 * gradient descent tricks", 2012), with the truncated gradient for the l1 penalty (Tsuruoka, Tsujii and Ananiadou, 2009).
 */
export class ScaledWeights {
  readonly #vector: Float64Array
  /** How much of the l1 penalty each coefficient has had. */
  readonly #paid: Float64Array
  #due = 0
  #factor = 1
  #squares = 0
  #l1Norm = 0

  constructor(columns: number) {
    this.#vector = new Float64Array(columns)
    this.#paid = new Float64Array(columns)
  }

  /** The length of the coefficients. */
  get norm(): number {
    return Math.sqrt(this.#squares)
  }

  /** The sum of the coefficients' magnitudes. As `norm`, as it was after the last `add`, scaled. */
  get l1Norm(): number {
    return this.#l1Norm
  }

  get isFinite(): boolean {
    return this.#vector.every(Number.isFinite)
  }

  dot(data: Float64Array, at: number): number {
    return this.unscaledDot(data, at) * this.#factor
  }

  /** The product with a row, without the factor. */
  unscaledDot(data: Float64Array, at: number): number {
    const vector = this.#vector
    let sum = 0
    for (let j = 0; j < vector.length; j++) sum += vector[j] * data[at + j]
    return sum
  }

  /** Adds a row times a number. */
  add(data: Float64Array, at: number, times: number): void {
    const vector = this.#vector
    const factor = this.#factor
    const scaled = times / factor
    let squares = 0
    let magnitudes = 0
    for (let j = 0; j < vector.length; j++) {
      vector[j] += data[at + j] * scaled
      squares += vector[j] * vector[j]
      magnitudes += Math.abs(vector[j])
    }
    this.#squares = squares * (factor * factor)
    this.#l1Norm = magnitudes * factor
  }

  /** Multiplies all coefficients. */
  scale(by: number): void {
    this.#factor *= by
    this.#squares *= by * by
    this.#l1Norm *= Math.abs(by)
    if (this.#factor < 1e-9) this.#apply()
  }

  /** Moves every coefficient towards 0 by what it owes of the l1 penalty so far, `by` more than last time. */
  truncate(by: number): void {
    const vector = this.#vector
    const paid = this.#paid
    const factor = this.#factor
    this.#due += by
    for (let j = 0; j < vector.length; j++) {
      const before = vector[j]
      if (factor * before > 0) vector[j] = Math.max(0, before - (this.#due + paid[j]) / factor)
      else if (factor * before < 0) vector[j] = Math.min(0, before + (this.#due - paid[j]) / factor)
      paid[j] += factor * (vector[j] - before)
    }
  }

  /** The coefficients. */
  values(): Float64Array {
    this.#apply()
    return this.#vector.slice()
  }

  #apply(): void {
    for (let j = 0; j < this.#vector.length; j++) this.#vector[j] *= this.#factor
    this.#factor = 1
  }
}
