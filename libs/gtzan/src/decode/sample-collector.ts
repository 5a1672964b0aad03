/**
 * Gathers samples whose number is not known for certain beforehand into one Float32Array, with at most about twice
 * their memory in use while it grows, and without believing a header that claims more than what arrives.
 */
export class SampleCollector {
  readonly #hint: number
  #samples: Float32Array
  #length = 0

  /**
   * @param hint how many samples are expected
   * @param trust how many of them may be allocated before any arrived
   */
  constructor(hint: number, trust: number) {
    this.#hint = hint
    this.#samples = new Float32Array(Math.max(0, Math.min(hint, trust)))
  }

  get length(): number {
    return this.#length
  }

  /** Room for `count` more samples, to be written by the caller before the next call. */
  extend(count: number): Float32Array {
    const needed = this.#length + count
    if (needed > this.#samples.length) {
      // twice as much, or exactly what is expected where that comes sooner
      const doubled = Math.max(needed, 2 * this.#samples.length, 1 << 16)
      const grown = new Float32Array(needed <= this.#hint ? Math.min(doubled, this.#hint) : doubled)
      grown.set(this.#samples.subarray(0, this.#length))
      this.#samples = grown
    }
    const room = this.#samples.subarray(this.#length, needed)
    this.#length = needed
    return room
  }

  push(samples: Float32Array): void {
    this.extend(samples.length).set(samples)
  }

  /** Everything so far. */
  finish(): Float32Array {
    return this.#length === this.#samples.length ? this.#samples : this.#samples.slice(0, this.#length)
  }
}
