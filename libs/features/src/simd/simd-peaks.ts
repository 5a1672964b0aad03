import type { Kernel } from '@genre/core/wasm'
import { LEAST_BINS, peakKernel } from './peak-kernel'

/** Frames that are brought to the kernel's memory in one go. */
const FRAMES = 16

/** Finds peaks of spectra on WebAssembly vectors. */
export class SimdPeaks {
  /** Numbers of the bins found, counted from the first of the frames; of {@link find} the first ones count. */
  readonly found: Int32Array
  readonly #kernel: Kernel<'peaks'>
  readonly #bins: number
  readonly #values: Float32Array
  readonly #share: Float32Array
  readonly #end: Int32Array

  private constructor(kernel: Kernel<'peaks'>, bins: number) {
    this.#kernel = kernel
    this.#bins = bins
    const { buffer } = kernel.memory
    this.#share = new Float32Array(buffer, 0, 1)
    this.#end = new Int32Array(buffer, 4, 1)
    // Behind the last bin up to four more are looked at.
    this.#values = new Float32Array(buffer, 64, FRAMES * bins)
    this.found = new Int32Array(buffer, 128 + 4 * FRAMES * bins, FRAMES * bins)
  }

  /** The kernel for spectra of as many bins, or `undefined` where it must be done in TypeScript. */
  static create(bins: number): SimdPeaks | undefined {
    if (bins < LEAST_BINS) return undefined
    const kernel = peakKernel.load(128 + 8 * FRAMES * bins)
    return kernel && new SimdPeaks(kernel, bins)
  }

  /**
   * Looks for peaks in frames from `first` on: as many as there are, up to some.
   *
   * @param range - `from` and `to`: bins; `share`: what part of the frame's largest value a peak exceeds
   * @returns how many frames that were, and how many numbers stand in {@link found}
   */
  find(
    data: Float32Array,
    frames: number,
    first: number,
    { from, to, share }: { from: number; to: number; share: number },
  ): [frames: number, found: number] {
    const bins = this.#bins
    const count = Math.min(FRAMES, frames - first)
    this.#values.set(data.subarray(first * bins, (first + count) * bins))
    this.#share[0] = share
    const { found } = this
    const end = this.#end
    this.#kernel.run.peaks(
      this.#values.byteOffset,
      bins,
      count,
      from,
      to,
      this.#share.byteOffset,
      found.byteOffset,
      end.byteOffset,
    )
    return [count, (end[0] - found.byteOffset) / 4]
  }
}
