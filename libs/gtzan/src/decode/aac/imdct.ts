import { Fft } from '@genre/dsp'

/**
 * The inverse modified discrete cosine transform of one size:
 * `x[n] = factor * sum_k X[k] cos(2 pi / N (n + 1/2 + N/4) (k + 1/2))`, n = 0..N-1, k = 0..N/2-1.
 *
 * Its samples are those of a DCT-IV of N/2 lines, mirrored; that takes one complex FFT of N/4 points.
 */
export class Imdct {
  /** N, the number of samples. */
  readonly size: number
  readonly #fft: Fft
  readonly #work: Float64Array
  /** exp(-2 pi j (k + 1/8) / N), k = 0..N/4-1, interleaved. */
  readonly #twiddles: Float64Array

  constructor(size: number) {
    this.size = size
    this.#fft = new Fft(size / 4)
    this.#work = new Float64Array(size / 2)
    this.#twiddles = new Float64Array(size / 2)
    for (let k = 0; k < size / 4; k++) {
      const angle = (-2 * Math.PI * (k + 1 / 8)) / size
      this.#twiddles[2 * k] = Math.cos(angle)
      this.#twiddles[2 * k + 1] = Math.sin(angle)
    }
  }

  /** Transforms the N/2 lines from `lines[from]` on into the N samples of `out`. */
  transform(lines: Float64Array, from: number, factor: number, out: Float64Array): void {
    const half = this.size / 2
    const quarter = half / 2
    const threeQuarters = half + quarter
    const twiddles = this.#twiddles
    const work = this.#work
    for (let i = 0; i < half; i += 2) {
      const a = lines[from + i]
      const b = lines[from + half - 1 - i]
      const re = twiddles[i]
      const im = twiddles[i + 1]
      work[i] = a * re - b * im
      work[i + 1] = a * im + b * re
    }
    const result = this.#fft.forwardInto(work)
    for (let i = 0; i < half; i += 2) {
      const re = twiddles[i] * factor
      const im = twiddles[i + 1] * factor
      // samples i and half - 1 - i of the DCT-IV, each of which occurs twice
      const even = result[i] * re - result[i + 1] * im
      const odd = -(result[i] * im + result[i + 1] * re)
      const j = half - 1 - i
      if (i < quarter) {
        out[threeQuarters - 1 - i] = -even
        out[threeQuarters + i] = -even
        out[j - quarter] = odd
        out[threeQuarters - 1 - j] = -odd
      } else {
        out[i - quarter] = even
        out[threeQuarters - 1 - i] = -even
        out[threeQuarters - 1 - j] = -odd
        out[threeQuarters + j] = -odd
      }
    }
  }
}
