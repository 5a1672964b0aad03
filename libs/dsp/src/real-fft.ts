import { checkInteger, checkOptions } from '@genre/core'
import { wantsSimd } from './checks'
import { Fft } from './fft'
import { SimdFft } from './simd/simd-fft'
import { cosTurn, sinTurn } from './twiddles'

/** Whether kernels of WebAssembly vectors may be used. */
export interface SimdOptions {
  /**
   * Use the vector kernel where there is one and the engine runs it (default), or compute in TypeScript in any case. The results
   * have the same bits, but for `resample`, where the kernel works in single precision; it is about three times faster.
   */
  simd?: boolean
}

/**
 * The Fourier transform of real signals of one size, in double precision, and its inverse: `numpy.fft.rfft` and `irfft`.
 *
 * Put `size` samples into {@link signal}, call {@link forward}, and find the `floor(size / 2) + 1` complex bins in
 * {@link spectrum} (interleaved `re0, im0, re1, im1, ...`); {@link inverse} goes back, divided by `size`. Both arrays are
 * memory of this object and are reused, nothing is allocated. Each direction overwrites its source.
 *
 * An even size costs one complex transform of half the size, an odd one a complex transform of the full size
 * (see {@link Fft} for what sizes with large prime factors cost). Multiples of 16 without prime factors above 7 run on
 * WebAssembly vectors.
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
  readonly #transform: { forward(): void; inverse(): void }

  /**
   * @param size - number of samples, at least 1
   * @throws InvalidParameterError unless `size` is an integer from 1 to 2^26
   */
  constructor(size: number, options: SimdOptions = {}) {
    this.size = checkInteger('size', size, { min: 1, max: 2 ** 26 })
    this.bins = Math.floor(size / 2) + 1
    const simd = wantsSimd(checkOptions(options)) ? SimdFft.create(size) : undefined
    const transform = simd ?? (size % 2 === 0 ? new EvenFft(size) : new OddFft(size))
    this.#transform = transform
    this.signal = transform.signal
    this.spectrum = transform.spectrum
  }

  /** `signal` to `spectrum`. `signal` is overwritten. */
  forward(): void {
    this.#transform.forward()
  }

  /** `spectrum` to `signal`. The imaginary parts of the first bin (and of the last, if `size` is even) are ignored. */
  inverse(): void {
    this.#transform.inverse()
  }
}

/** Even samples as real and odd ones as imaginary parts of a complex transform of half the size. */
class EvenFft {
  readonly signal: Float64Array
  readonly spectrum: Float64Array
  readonly #fft: Fft
  /** exp(-2 pi j k / size), k = 0..size/4; and divided by the size. */
  readonly #twiddles: Float64Array
  readonly #scaled: Float64Array

  constructor(size: number) {
    this.signal = new Float64Array(size)
    this.spectrum = new Float64Array(size + 2)
    this.#fft = new Fft(size / 2)
    const quarter = Math.floor(size / 4)
    this.#twiddles = new Float64Array(2 * (quarter + 1))
    for (let k = 0; k <= quarter; k++) {
      this.#twiddles[2 * k] = cosTurn(k, size)
      this.#twiddles[2 * k + 1] = -sinTurn(k, size)
    }
    this.#scaled = this.#twiddles.map(value => value / size)
  }

  forward(): void {
    const end = this.signal.length
    const z = this.#fft.forwardInto(this.signal)
    const out = this.spectrum
    const w = this.#twiddles
    out[0] = z[0] + z[1]
    out[1] = 0
    out[end] = z[0] - z[1]
    out[end + 1] = 0
    for (let k = 2, m = end - 2; k <= m; k += 2, m -= 2) {
      const er = 0.5 * (z[k] + z[m])
      const ei = 0.5 * (z[k + 1] - z[m + 1])
      const dr = 0.5 * (z[k + 1] + z[m + 1])
      const di = 0.5 * (z[m] - z[k])
      const tr = dr * w[k] - di * w[k + 1]
      const ti = dr * w[k + 1] + di * w[k]
      out[k] = er + tr
      out[k + 1] = ei + ti
      out[m] = er - tr
      out[m + 1] = ti - ei
    }
  }

  inverse(): void {
    const end = this.signal.length
    const x = this.spectrum
    const z = this.signal
    const w = this.#scaled
    const scale = 1 / end
    // The conjugate goes in and out, so that the forward transform inverts.
    z[0] = (x[0] + x[end]) * scale
    z[1] = (x[end] - x[0]) * scale
    for (let k = 2, m = end - 2; k <= m; k += 2, m -= 2) {
      const er = (x[k] + x[m]) * scale
      const ei = (x[k + 1] - x[m + 1]) * scale
      const dr = x[k] - x[m]
      const di = x[k + 1] + x[m + 1]
      const tr = dr * w[k] + di * w[k + 1]
      const ti = di * w[k] - dr * w[k + 1]
      // Z[k] = E + jO, Z[half - k] = conj(E) + j conj(O)
      z[k] = er - ti
      z[k + 1] = -(ei + tr)
      z[m] = er + ti
      z[m + 1] = ei - tr
    }
    const y = this.#fft.forwardInto(z)
    for (let i = 0; i < end; i += 2) {
      z[i] = y[i]
      z[i + 1] = -y[i + 1]
    }
  }
}

/** Real samples as complex ones. */
class OddFft {
  readonly signal: Float64Array
  readonly spectrum: Float64Array
  readonly #fft: Fft
  readonly #work: Float64Array

  constructor(size: number) {
    this.signal = new Float64Array(size)
    this.spectrum = new Float64Array(size + 1)
    this.#fft = new Fft(size)
    this.#work = new Float64Array(2 * size)
  }

  forward(): void {
    const work = this.#work
    work.fill(0)
    for (let i = 0; i < this.signal.length; i++) work[2 * i] = this.signal[i]
    const y = this.#fft.forwardInto(work)
    for (let i = 0; i < this.spectrum.length; i++) this.spectrum[i] = y[i]
    this.spectrum[1] = 0
  }

  inverse(): void {
    const n = this.signal.length
    const x = this.spectrum
    const work = this.#work
    const scale = 1 / n
    work[0] = x[0] * scale
    work[1] = 0
    for (let k = 2, m = 2 * n - 2; k < x.length; k += 2, m -= 2) {
      work[k] = work[m] = x[k] * scale
      work[k + 1] = -x[k + 1] * scale
      work[m + 1] = x[k + 1] * scale
    }
    const y = this.#fft.forwardInto(work)
    for (let i = 0; i < n; i++) this.signal[i] = y[2 * i]
  }
}
