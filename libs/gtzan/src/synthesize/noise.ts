/** White noise, uniform in -1..1, from a 32-bit congruential generator: fast, small, and the same everywhere. */
export class Noise {
  #state: number

  constructor(seed: number) {
    this.#state = seed | 0
  }

  next(): number {
    this.#state = (Math.imul(this.#state, 1664525) + 1013904223) | 0
    return this.#state / 2147483648
  }

  /** Adds `length` samples of noise with peak `level` to `out`. */
  addTo(out: Float64Array, level: number): void {
    let state = this.#state
    const scale = level / 2147483648
    for (let i = 0; i < out.length; i++) {
      state = (Math.imul(state, 1664525) + 1013904223) | 0
      out[i] += state * scale
    }
    this.#state = state
  }
}
