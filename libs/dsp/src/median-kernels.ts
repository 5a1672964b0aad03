import { SimdMedian } from './simd/simd-median'

/** Lengths whose kernels are kept: two for the separation of clips of one length, and as many for another. */
const KEPT = 4

/**
 * The vector kernels of running medians, kept from signal to signal: part of the memory that `harmonicPercussive` takes. Signals of one
 * length after the other then leave no kernels behind for the garbage collector.
 *
 * @example
 * ```ts
 * import { MedianKernels } from '@genre/dsp'
 * const kernels = new MedianKernels() // for the `memory` of harmonicPercussive
 * ```
 */
export class MedianKernels {
  readonly #byLength = new Map<number, SimdMedian | undefined>()

  /** The kernel for lines of `n` values, or `undefined` where there is none. */
  of(n: number): SimdMedian | undefined {
    if (!this.#byLength.has(n)) {
      const [oldest] = this.#byLength.keys()
      if (this.#byLength.size === KEPT) this.#byLength.delete(oldest)
      this.#byLength.set(n, SimdMedian.create(n))
    }
    return this.#byLength.get(n)
  }
}
