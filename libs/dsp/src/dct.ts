import type { ArrayView, NdArray } from '@genre/core'
import { InvalidParameterError, ShapeError, checkInteger, checkOptions } from '@genre/core'
import { checkFrames, checkRoom, wantsSimd } from './checks'
import type { SimdOptions } from './real-fft'
import { SimdDct } from './simd/simd-frames'
import { cosTurn } from './twiddles'
import { asFrameMajor, frameMajor } from './spectrogram-layout'

/** Its table takes up to half a gigabyte. */
const LARGEST = 2 ** 13

/** Options of {@link dct}. */
export interface DctOptions extends SimdOptions {
  /** How many coefficients to keep; default all. */
  n?: number
  /** `'ortho'` (default) for the orthonormal transform, `null` for SciPy's unscaled one, which is twice the sum. */
  norm?: 'ortho' | null
}

/**
 * The discrete cosine transform, type II, of vectors of one size, kept as its table of cosines:
 * `C[q] = s(q) sum_j x[j] cos(pi q (2j + 1) / (2 size))`, with `s(0) = sqrt(1 / size)`, `s(q > 0) = sqrt(2 / size)` for
 * `norm: 'ortho'`, and `s = 2` for `null`. Costs `n * size / 2` products a vector: the halves are folded first, as the
 * cosines are even or odd about the middle.
 *
 * @example
 * ```ts
 * import { DctPlan } from '@genre/dsp'
 * const plan = new DctPlan(128, { n: 20 })
 * const coefficients = new Float32Array(20)
 * plan.applyToFrame(new Float32Array(128), 0, coefficients, 0)
 * ```
 */
export class DctPlan {
  /** Number of values that go in. */
  readonly size: number
  /** Number of coefficients that come out. */
  readonly n: number
  /** Row q: s(q) cos(pi q (2j + 1) / (2 size)) for j = 0..half-1. */
  readonly #table: Float64Array
  readonly #half: number
  readonly #sums: Float64Array
  readonly #differences: Float64Array
  readonly #simd: SimdDct | undefined

  /** @throws InvalidParameterError for a bad size or option */
  constructor(size: number, options: DctOptions = {}) {
    const { n = size, norm = 'ortho' } = checkOptions(options)
    this.size = checkInteger('size', size, { min: 1, max: LARGEST })
    this.n = checkInteger('n', n, { min: 1, max: size })
    if (norm !== 'ortho' && norm !== null) {
      throw new InvalidParameterError({ parameter: 'norm', received: norm, allowed: "'ortho' or null" })
    }
    const half = (this.#half = Math.ceil(size / 2))
    this.#sums = new Float64Array(half)
    this.#differences = new Float64Array(half)
    this.#table = new Float64Array(n * half)
    for (let q = 0; q < n; q++) {
      const scale = norm === null ? 2 : Math.sqrt((q === 0 ? 1 : 2) / size)
      for (let j = 0; j < half; j++)
        this.#table[q * half + j] = scale * cosTurn((q * (2 * j + 1)) % (4 * size), 4 * size)
    }
    this.#simd = wantsSimd(options) ? SimdDct.create(size, n, this.#table) : undefined
  }

  /** Transforms `size` values of `values` from `at` on to `n` coefficients in `out` from `outAt` on. */
  applyToFrame(values: Float32Array, at: number, out: Float32Array, outAt: number): void {
    this.applyToFrames(values, at, 1, out, outAt)
  }

  /** Transforms neighbouring frames, as {@link applyToFrame} does one. */
  applyToFrames(values: Float32Array, at: number, frames: number, out: Float32Array, outAt: number): void {
    checkFrames(frames)
    checkRoom('values', values, frames * this.size, 'at', at)
    checkRoom('out', out, frames * this.n, 'outAt', outAt)
    if (this.#simd) this.#simd.apply(values, at, frames, out, outAt)
    else for (let t = 0; t < frames; t++) this.#transform(values, at + t * this.size, out, outAt + t * this.n)
  }

  #transform(values: Float32Array, at: number, out: Float32Array, outAt: number): void {
    const half = this.#half
    const sums = this.#sums
    const differences = this.#differences
    const table = this.#table
    for (let i = 0, j = this.size - 1; i < half; i++, j--) {
      const a = values[at + i]
      // The middle of an odd size counts once.
      const b = i === j ? 0 : values[at + j]
      sums[i] = a + b
      differences[i] = i === j ? 0 : a - b
    }
    for (let q = 0; q < this.n; q++) {
      const folded = q % 2 === 0 ? sums : differences
      // Four sums at once: each addition waits for the one before it in its own sum only.
      let a = 0
      let b = 0
      let c = 0
      let d = 0
      let j = 0
      let i = q * half
      for (; j + 3 < half; j += 4, i += 4) {
        a += table[i] * folded[j]
        b += table[i + 1] * folded[j + 1]
        c += table[i + 2] * folded[j + 2]
        d += table[i + 3] * folded[j + 3]
      }
      for (; j < half; j++, i++) a += table[i] * folded[j]
      out[outAt + q] = a + b + (c + d)
    }
  }

  /**
   * Transforms each frame of an array of shape (size, frames) to shape (n, frames).
   *
   * @throws ShapeError for another number of rows than `size`
   */
  apply(S: ArrayView): NdArray<Float32Array> {
    const view = asFrameMajor('S', S)
    const [size, frames] = view.shape
    if (size !== this.size) {
      throw new ShapeError({ array: 'S', received: view.shape, expected: `${this.size} rows` })
    }
    const out = frameMajor(this.n, frames)
    this.applyToFrames(view.data, 0, frames, out.data, 0)
    return out
  }
}

/**
 * The discrete cosine transform, type II, along the rows of an array of shape (bands, frames): shape (n, frames), single
 * precision. `C[q] = s(q) sum_j x[j] cos(pi q (2j + 1) / (2 bands))`; see {@link DctPlan} for the scale `s`. Matches
 * `scipy.fft.dct(S, axis=0, type=2, norm=...)[:n]` within 1e-6 of the largest value.
 *
 * @throws InvalidParameterError for a bad option
 *
 * @example
 * ```ts
 * import { dct, melSpectrogram, powerToDb } from '@genre/dsp'
 * const mfcc = dct(powerToDb(melSpectrogram(new Float32Array(22050))), { n: 20 })
 * mfcc.shape // => [20, 44]
 * ```
 */
export function dct(S: ArrayView, options: DctOptions = {}): NdArray<Float32Array> {
  const view = asFrameMajor('S', S)
  return new DctPlan(view.shape[0], options).apply(view)
}
