/** Samples that grow by pieces; each piece is copied. */
export class SampleList {
  readonly #pieces: Float32Array[] = []
  length = 0

  push(samples: Float32Array): void {
    if (samples.length === 0) return
    this.#pieces.push(samples.slice())
    this.length += samples.length
  }

  /** All of them in one array. */
  join(): Float32Array {
    const all = new Float32Array(this.length)
    let at = 0
    for (const piece of this.#pieces) {
      all.set(piece, at)
      at += piece.length
    }
    return all
  }
}
