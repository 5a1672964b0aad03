import type { ArrayView, NdArray } from '@genre/core'
import { ShapeError, checkOptions, checkView } from '@genre/core'
import { checkRoom, wantsSimd } from './checks'
import type { SimdOptions } from './real-fft'
import { SimdRows } from './simd/simd-frames'
import { ROWS } from './simd/spectral-kernel'
import { asFrameMajor, frameMajor } from './spectrogram-layout'

/**
 * A filter bank that is a full matrix, such as that of a chromagram: each row the weights of all bins. To apply it to a
 * spectrogram is the matrix product `B S`; sums are in double precision and in the order of the bins, results in single. Banks
 * of few neighbouring bins are faster as {@link MelFilterBank} keeps them.
 *
 * @example
 * ```ts
 * import { FilterBank, spectrogram } from '@genre/dsp'
 * const halves = { data: new Float32Array(2 * 1025).fill(1), shape: [2, 1025], stride: [1025, 1], offset: 0 }
 * new FilterBank(halves).apply(spectrogram(new Float32Array(22050))).shape // => [2, 44]
 * ```
 */
export class FilterBank {
  /** Number of rows. */
  readonly rows: number
  /** Number of bins. */
  readonly bins: number
  /** Of each group of {@link ROWS} rows, bin by bin, the weights; missing rows are zeros. */
  readonly #groups: { weights: Float32Array; simd: SimdRows | undefined }[] = []
  readonly #sums = new Float32Array(ROWS)

  /**
   * @param matrix - shape (rows, bins)
   * @throws InvalidParameterError for something that is no array, ShapeError unless it has two axes that are not empty
   */
  constructor(matrix: ArrayView, options: SimdOptions = {}) {
    const { data, shape, stride, offset } = checkView('matrix', matrix)
    const vectors = wantsSimd(checkOptions(options))
    if (shape.length !== 2 || shape[0] < 1 || shape[1] < 1) {
      throw new ShapeError({ array: 'matrix', received: shape, expected: 'two axes (rows, bins), neither empty' })
    }
    const [rows, bins] = shape
    this.rows = rows
    this.bins = bins
    for (let first = 0; first < rows; first += ROWS) {
      const weights = new Float32Array(ROWS * bins)
      for (let r = first; r < Math.min(rows, first + ROWS); r++) {
        for (let k = 0; k < bins; k++) weights[k * ROWS + r - first] = data[offset + r * stride[0] + k * stride[1]]
      }
      const simd = vectors ? SimdRows.create(bins, weights) : undefined
      this.#groups.push({ weights, simd })
    }
  }

  /**
   * Filters a spectrogram of shape (bins, frames) to shape (rows, frames).
   *
   * @param out - memory for the result, at least rows * frames long; default new memory
   * @throws ShapeError if the spectrogram does not have this bank's number of bins, or `out` is too short
   */
  apply(spectrogram: ArrayView, out?: Float32Array): NdArray<Float32Array> {
    const S = asFrameMajor('spectrogram', spectrogram)
    const [bins, frames] = S.shape
    if (bins !== this.bins) {
      throw new ShapeError({ array: 'spectrogram', received: S.shape, expected: `${this.bins} bins` })
    }
    if (out !== undefined) checkRoom('out', out, this.rows * frames)
    const result = frameMajor(this.rows, frames, out)
    this.#groups.forEach(({ weights, simd }, group) => {
      if (simd && this.rows === ROWS) simd.apply(S.data, 0, frames, result.data, 0)
      else {
        const first = group * ROWS
        const count = Math.min(ROWS, this.rows - first)
        const sums = simd && frames > 0 ? new Float32Array(ROWS * frames) : undefined
        if (sums) simd?.apply(S.data, 0, frames, sums, 0)
        for (let t = 0; t < frames; t++) {
          const own = sums ?? this.#sumUp(weights, S.data, t * bins)
          const from = sums ? t * ROWS : 0
          for (let r = 0; r < count; r++) result.data[t * this.rows + first + r] = own[from + r]
        }
      }
    })
    return result
  }

  /** The sums of one frame; six at a time stay in registers. */
  #sumUp(weights: Float32Array, data: Float32Array, at: number): Float32Array {
    const sums = this.#sums
    for (let half = 0; half < ROWS; half += 6) {
      let s0 = 0
      let s1 = 0
      let s2 = 0
      let s3 = 0
      let s4 = 0
      let s5 = 0
      for (let k = at, w = half; k < at + this.bins; k++, w += ROWS) {
        const value = data[k]
        s0 += weights[w] * value
        s1 += weights[w + 1] * value
        s2 += weights[w + 2] * value
        s3 += weights[w + 3] * value
        s4 += weights[w + 4] * value
        s5 += weights[w + 5] * value
      }
      sums.set([s0, s1, s2, s3, s4, s5], half)
    }
    return sums
  }
}
