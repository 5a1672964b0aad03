import type { NdArray } from '@genre/core'
import { frameMajor } from './spectrogram-layout'

/**
 * Memory for the frames of one push: grows when it must, is reused otherwise, and keeps the array headers it has given, so that
 * pushing pieces of one size allocates nothing after a while.
 */
export class GrowingFrames {
  readonly #bins: number
  #data: Float32Array
  #headers = new Map<number, NdArray<Float32Array>>()
  /** Number of frames now. */
  count = 0

  constructor(bins: number) {
    this.#bins = bins
    this.#data = new Float32Array(bins)
  }

  /** Makes room for one more frame; it begins at the returned position of {@link data}. */
  next(): number {
    const at = this.count++ * this.#bins
    if (at + this.#bins > this.#data.length) {
      const larger = new Float32Array(2 * this.#data.length)
      larger.set(this.#data)
      this.#data = larger
      this.#headers.clear()
    }
    return at
  }

  get data(): Float32Array {
    return this.#data
  }

  /** The frames as an array of shape (bins, count). */
  view(): NdArray<Float32Array> {
    let header = this.#headers.get(this.count)
    if (!header) {
      header = frameMajor(this.#bins, this.count, this.#data)
      this.#headers.set(this.count, header)
    }
    return header
  }
}
