import { checkInteger } from '@genre/core'
import { Fft, cosTurn, sinTurn } from './fft'

/**
 * The Fourier transform of real signals of one size, in double precision, and its inverse: `numpy.fft.rfft` and `irfft`.
 *
 * Put `size` samples into {@link signal}, call {@link forward}, and find the `floor(size / 2) + 1` complex bins in
 * {@link spectrum} (interleaved `re0, im0, re1, im1, ...`); {@link inverse} goes back, divided by `size`. Both arrays are
 * memory of this object and are reused, nothing is allocated. Each direction overwrites its source.
 *
 * An even size costs one complex transform of half the size, an odd one a complex transform of the full size
 * (see {@link Fft} for what sizes with large prime factors cost).
 *
 * @example
 * ```ts
 * import { RealFft } from '@genre/dsp'
 * const fft = new RealFft(4)
 * fft.signal.set([1, 2, 3, 4])
 * fft.forward() // fft.spectrum is [10, 0, -2, 2, -2, 0]
 * ```
 */
export class RealFft {
  /** Number of samples. */
  readonly size: number
  /** Number of bins, `floor(size / 2) + 1`. */
  readonly bins: number
  /** `size` samples. */
  readonly signal: Float64Array
  /** `bins` interleaved complex numbers. */
  readonly spectrum: Float64Array
  readonly #fft: Fft
  readonly #even: boolean
  readonly #work: Float64Array
  /** exp(-2 pi j k / size), k = 0..size/4. */
  readonly #twiddles: Float64Array

  /**
   * @param size - number of samples, at least 1
   * @throws InvalidParameterError unless `size` is an integer from 1 to 2^26
   */
  constructor(size: number) {
    this.size = checkInteger('size', size, { min: 1, max: 2 ** 26 })
    this.bins = Math.floor(size / 2) + 1
    this.spectrum = new Float64Array(2 * this.bins)
    this.#even = size % 2 === 0
    if (this.#even) {
      // Even samples are real parts and odd ones imaginary parts: the samples as they stand.
      this.#fft = new Fft(size / 2)
      this.signal = this.#work = new Float64Array(size)
    } else {
      this.#fft = new Fft(size)
      this.signal = new Float64Array(size)
      this.#work = new Float64Array(2 * size)
    }
    const quarter = this.#even ? Math.floor(size / 4) : -1
    this.#twiddles = new Float64Array(2 * (quarter + 1))
    for (let k = 0; k <= quarter; k++) {
      this.#twiddles[2 * k] = cosTurn(k, size)
      this.#twiddles[2 * k + 1] = -sinTurn(k, size)
    }
  }

  /** `signal` to `spectrum`. `signal` is overwritten. */
  forward(): void {
    if (this.#even) this.#forwardEven()
    else this.#forwardOdd()
  }

  /** `spectrum` to `signal`. The imaginary parts of the first bin (and of the last, if `size` is even) are ignored. */
  inverse(): void {
    if (this.#even) this.#inverseEven()
    else this.#inverseOdd()
  }

  #forwardEven(): void {
    const half = this.size / 2
    const z = this.#fft.forwardInto(this.#work)
    const out = this.spectrum
    const w = this.#twiddles
    out[0] = z[0] + z[1]
    out[1] = 0
    out[2 * half] = z[0] - z[1]
    out[2 * half + 1] = 0
    const middle = half >> 1
    for (let k = 2, m = 2 * half - 2; k <= 2 * middle; k += 2, m -= 2) {
      const ar = z[k]
      const ai = z[k + 1]
      const br = z[m]
      const bi = z[m + 1]
      const er = 0.5 * (ar + br)
      const ei = 0.5 * (ai - bi)
      const dr = 0.5 * (ai + bi)
      const di = 0.5 * (br - ar)
      const wr = w[k]
      const wi = w[k + 1]
      const tr = dr * wr - di * wi
      const ti = dr * wi + di * wr
      out[k] = er + tr
      out[k + 1] = ei + ti
      out[m] = er - tr
      out[m + 1] = ti - ei
    }
  }

  #forwardOdd(): void {
    const n = this.size
    const work = this.#work
    for (let i = 0; i < n; i++) {
      work[2 * i] = this.signal[i]
      work[2 * i + 1] = 0
    }
    this.spectrum.set(this.#fft.forwardInto(work).subarray(0, 2 * this.bins))
    this.spectrum[1] = 0
  }

  #inverseEven(): void {
    const half = this.size / 2
    const x = this.spectrum
    const z = this.#work
    const w = this.#twiddles
    const scale = 1 / this.size
    // The conjugate goes in and out, so that the forward transform inverts.
    z[0] = (x[0] + x[2 * half]) * scale
    z[1] = (x[2 * half] - x[0]) * scale
    const middle = half >> 1
    for (let k = 2, m = 2 * half - 2; k <= 2 * middle; k += 2, m -= 2) {
      const ar = x[k] * scale
      const ai = x[k + 1] * scale
      const br = x[m] * scale
      const bi = x[m + 1] * scale
      const er = ar + br
      const ei = ai - bi
      const dr = ar - br
      const di = ai + bi
      const wr = w[k]
      const wi = -w[k + 1]
      const tr = dr * wr - di * wi
      const ti = dr * wi + di * wr
      // Z[k] = E + jO, Z[half - k] = conj(E) + j conj(O)
      z[k] = er - ti
      z[k + 1] = -(ei + tr)
      z[m] = er + ti
      z[m + 1] = ei - tr
    }
    const y = this.#fft.forwardInto(z)
    const signal = this.signal
    for (let i = 0; i < this.size; i += 2) {
      signal[i] = y[i]
      signal[i + 1] = -y[i + 1]
    }
  }

  #inverseOdd(): void {
    const n = this.size
    const x = this.spectrum
    const work = this.#work
    const scale = 1 / n
    work[0] = x[0] * scale
    work[1] = 0
    for (let k = 1; k < this.bins; k++) {
      work[2 * k] = work[2 * (n - k)] = x[2 * k] * scale
      work[2 * k + 1] = -x[2 * k + 1] * scale
      work[2 * (n - k) + 1] = x[2 * k + 1] * scale
    }
    const y = this.#fft.forwardInto(work)
    for (let i = 0; i < n; i++) this.signal[i] = y[2 * i]
  }
}
