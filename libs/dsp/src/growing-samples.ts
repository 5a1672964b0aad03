/** Memory for the samples of one push: grows when it must and is reused otherwise; views of one length are given again. */
export class GrowingSamples {
  #data: Float32Array
  #views = new Map<number, Float32Array>()
  /** Number of samples now. */
  length = 0

  constructor(capacity = 1) {
    this.#data = new Float32Array(capacity)
  }

  /** Makes room for `count` more samples; they begin at the returned position of {@link data} and are zero. */
  add(count: number): number {
    const at = this.length
    this.length += count
    if (this.length > this.#data.length) {
      const larger = new Float32Array(Math.max(this.length, 2 * this.#data.length))
      larger.set(this.#data.subarray(0, at))
      this.#data = larger
      this.#views.clear()
    } else {
      this.#data.fill(0, at, this.length)
    }
    return at
  }

  get data(): Float32Array {
    return this.#data
  }

  /** The samples. */
  view(): Float32Array {
    let view = this.#views.get(this.length)
    if (!view) {
      view = this.#data.subarray(0, this.length)
      this.#views.set(this.length, view)
    }
    return view
  }
}
