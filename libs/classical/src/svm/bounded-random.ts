import { RandomState } from '@genre/core'

/**
 * Integers below a bound from a Mersenne twister, by D. Lemire's multiplication ("Fast random integer generation in an
 * interval", 2019): the generator that scikit-learn puts into LIBSVM and LIBLINEAR instead of C's `rand()`.
 */
export class BoundedRandom {
  readonly #seed: number
  #state: RandomState

  constructor(seed: number) {
    this.#seed = seed
    this.#state = new RandomState(seed)
  }

  /** Starts again from the seed. */
  restart(): void {
    this.#state = new RandomState(this.#seed)
  }

  /** The next integer in [0, bound). */
  next(bound: number): number {
    // The product of 32 bits with 32 bits, in halves: the high one is the result, the low one says whether it is fair.
    const threshold = (4294967296 - bound) % bound
    for (;;) {
      const bits = this.#state.nextUint32()
      const low = Math.imul(bits, bound) >>> 0
      if (low >= threshold) return highProduct(bits, bound)
    }
  }
}

/** The high 32 bits of a product of two 32-bit numbers. */
function highProduct(a: number, b: number): number {
  const aHigh = a >>> 16
  const aLow = a & 0xffff
  const bHigh = b >>> 16
  const bLow = b & 0xffff
  return aHigh * bHigh + Math.floor((aHigh * bLow + aLow * bHigh + Math.floor((aLow * bLow) / 65536)) / 65536)
}
