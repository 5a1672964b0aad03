/** The last so many samples of a stream. */
export class RecentSamples {
  readonly #memory: Float32Array
  #length = 0

  constructor(capacity: number) {
    this.#memory = new Float32Array(capacity)
  }

  push(samples: Float32Array): void {
    const memory = this.#memory
    const kept = samples.length > memory.length ? samples.subarray(samples.length - memory.length) : samples
    const over = Math.max(0, this.#length + kept.length - memory.length)
    memory.copyWithin(0, over, this.#length)
    memory.set(kept, this.#length - over)
    this.#length = this.#length - over + kept.length
  }

  /** The last `count` samples, or as many as there are; a view that the next push overwrites. */
  last(count: number): Float32Array {
    return this.#memory.subarray(Math.max(0, this.#length - count), this.#length)
  }
}
