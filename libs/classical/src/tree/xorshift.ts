/**
 * Marsaglia's 32-bit xorshift generator with the shifts 13, 17, 5, cut to 31 bits: what scikit-learn draws features with.
 *
 * G. Marsaglia, "Xorshift RNGs", Journal of Statistical Software 8 (2003). Equal, number by number, to the generator
 * of scikit-learn 1.9's trees.
 */
export class Xorshift {
  #state: number

  /** @param seed - an integer in 0..2^32-1; 0, on which the generator would stand still, counts as 1 */
  constructor(seed: number) {
    this.#state = seed | 0
  }

  /** The next number between `low` and `high`, in steps of 1 / (2^31 - 1) of their distance. */
  nextNumber(low: number, high: number): number {
    return ((high - low) * this.#next()) / 0x7fffffff + low
  }

  /** The next integer in [low, high), by remainder: a little biased for huge ranges, as in scikit-learn. */
  nextInteger(low: number, high: number): number {
    return low + (this.#next() % (high - low))
  }

  #next(): number {
    let state = this.#state === 0 ? 1 : this.#state
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    this.#state = state
    return state & 0x7fffffff
  }
}
