/** PyTorch's `ReduceLROnPlateau` with its relative threshold of 1e-4, where more is better. */
export class Plateau {
  readonly #patience: number
  #best = -Infinity
  #bad = 0

  constructor({ plateauPatience }: { readonly plateauPatience: number }) {
    this.#patience = plateauPatience
  }

  /** Takes the score of a pass; true if the rate is to fall now. Scores below 0 are losses with their sign turned. */
  falls(score: number): boolean {
    // Of losses PyTorch asks for a value below best * (1 - threshold), of others for one above best * (1 + threshold).
    const bar = this.#best === -Infinity ? this.#best : this.#best * (1 + Math.sign(this.#best) * 1e-4)
    if (score > bar) {
      this.#best = score
      this.#bad = 0
    } else this.#bad++
    if (this.#bad <= this.#patience) return false
    this.#bad = 0
    return true
  }
}

/** The rate times the factor, but for steps down of at most 1e-8, which PyTorch does not take. */
export function lowered(rate: number, factor: number): number {
  return rate - rate * factor > 1e-8 ? rate * factor : rate
}
