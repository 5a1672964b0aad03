/** The k smallest values offered, equal ones by their index: a heap with the worst on top. */
export class Best {
  readonly #k: number
  readonly #values: Float64Array
  readonly indices: Int32Array
  count = 0
  /** The k-th smallest value so far; `Infinity` until there are k. */
  worst = Infinity

  constructor(k: number) {
    this.#k = k
    this.#values = new Float64Array(k)
    this.indices = new Int32Array(k)
  }

  /** How many are kept. */
  get size(): number {
    return this.#k
  }

  clear(): void {
    this.count = 0
    this.worst = Infinity
  }

  offer(value: number, index: number): void {
    const values = this.#values
    const { indices } = this
    if (this.count < this.#k) {
      let at = this.count++
      while (at > 0) {
        const parent = (at - 1) >> 1
        if (!before(values[parent], indices[parent], value, index)) break
        values[at] = values[parent]
        indices[at] = indices[parent]
        at = parent
      }
      values[at] = value
      indices[at] = index
    } else if (before(value, index, values[0], indices[0])) {
      this.#sink(value, index, this.#k)
    }
    if (this.count === this.#k) this.worst = values[0]
  }

  /** Moves the values out, smallest first. */
  drain(outValues: Float64Array, outIndices: Int32Array, at: number): void {
    for (let size = this.count; size > 0; size--) {
      outValues[at + size - 1] = this.#values[0]
      outIndices[at + size - 1] = this.indices[0]
      this.#sink(this.#values[size - 1], this.indices[size - 1], size - 1)
    }
  }

  /** Replaces the top of a heap of `size` and lets it sink to its place. */
  #sink(value: number, index: number, size: number): void {
    const values = this.#values
    const { indices } = this
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= size) break
      if (child + 1 < size && before(values[child], indices[child], values[child + 1], indices[child + 1])) child++
      if (!before(value, index, values[child], indices[child])) break
      values[at] = values[child]
      indices[at] = indices[child]
      at = child
    }
    values[at] = value
    indices[at] = index
  }
}

function before(a: number, i: number, b: number, j: number): boolean {
  return a < b || (a === b && i < j)
}
