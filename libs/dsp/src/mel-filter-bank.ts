import type { ArrayView } from '@genre/core'
import { InvalidParameterError, NdArray, ShapeError, checkInteger, checkNumber, checkOptions } from '@genre/core'
import { checkFrames, checkRoom, wantsSimd } from './checks'
import { fftFrequencies, melFrequencies } from './frequencies'
import type { MelScaleOptions } from './mel-scale'
import type { SimdOptions } from './real-fft'
import { DEFAULT_SAMPLE_RATE } from './signal'
import { SimdBands } from './simd/simd-frames'
import { asFrameMajor, frameMajor } from './spectrogram-layout'

/** How a mel filter bank is made. */
export interface MelFilterBankOptions extends MelScaleOptions, SimdOptions {
  /** Sample rate in Hz; default 22 050. */
  sampleRate?: number
  /** Size of the transform; default 2048. */
  nFft?: number
  /** Number of bands; default 128. */
  nMels?: number
  /** Lowest frequency in Hz; default 0. */
  fMin?: number
  /** Highest frequency in Hz; default half the sample rate. */
  fMax?: number
  /** `'slaney'` divides each triangle by half its width in Hz (default), so that its area is 1; `null` leaves the peak at 1. */
  norm?: 'slaney' | null
}

/**
 * A mel filter bank kept as its non-zero runs: each band is a triangle over a few neighbouring bins, so applying it costs
 * about `2 * bins` products a frame whatever the number of bands.
 *
 * With `c[i]` the `nMels + 2` frequencies equally spaced in mel from `fMin` to `fMax`, band `i` is
 * `max(0, min((f - c[i]) / (c[i+1] - c[i]), (c[i+2] - f) / (c[i+2] - c[i+1])))`, times `2 / (c[i+2] - c[i])` with
 * `norm: 'slaney'`. Computed in double precision, weights stored in single: `librosa.filters.mel` (0.11), bit for bit
 * up to one unit in the last place.
 *
 * @example
 * ```ts
 * import { MelFilterBank, spectrogram } from '@genre/dsp'
 * const bank = new MelFilterBank({ sampleRate: 22050, nMels: 40 })
 * const mel = bank.apply(spectrogram(new Float32Array(22050), { power: 2 }))
 * mel.shape // => [40, 44]
 * ```
 */
export class MelFilterBank {
  /** Hz. */
  readonly sampleRate: number
  /** Samples in the transforms whose bins are weighted. */
  readonly nFft: number
  /** How many bands. */
  readonly nMels: number
  /** Number of frequency bins, `floor(nFft / 2) + 1`. */
  readonly bins: number
  /** First bin of each band. */
  readonly #start: Int32Array
  /** Where each band's weights begin in `#weights`; one more entry than bands. */
  readonly #from: Int32Array
  /** Of each band a multiple of four weights: those that are not zero, and zeros where there are too few. */
  readonly #weights: Float32Array
  readonly #simd: SimdBands | undefined

  /** @throws InvalidParameterError for a bad option */
  constructor(options: MelFilterBankOptions = {}) {
    const {
      sampleRate = DEFAULT_SAMPLE_RATE,
      nFft = 2048,
      nMels = 128,
      fMin = 0,
      norm = 'slaney',
      htk = false,
    } = checkOptions(options)
    this.sampleRate = checkNumber('sampleRate', sampleRate, { min: 0, exclusive: 'min' })
    this.nFft = checkInteger('nFft', nFft, { min: 1, max: 2 ** 26 })
    this.nMels = checkInteger('nMels', nMels, { min: 1, max: 2 ** 16 })
    const { fMax = sampleRate / 2 } = options
    const vectors = wantsSimd(options)
    checkNumber('fMin', fMin, { min: 0 })
    checkNumber('fMax', fMax, { min: fMin, exclusive: 'min' })
    if (norm !== 'slaney' && norm !== null) {
      throw new InvalidParameterError({ parameter: 'norm', received: norm, allowed: "'slaney' or null" })
    }
    const frequencies = fftFrequencies({ sampleRate, nFft })
    this.bins = frequencies.length
    const centres = melFrequencies({ nMels: nMels + 2, fMin, fMax, htk })
    this.#start = new Int32Array(nMels)
    this.#from = new Int32Array(nMels + 1)
    const weights: number[] = []
    for (let band = 0; band < nMels; band++) {
      const [low, centre, high] = centres.subarray(band, band + 3)
      const scale = norm === 'slaney' ? 2 / (high - low) : 1
      const band32: number[] = []
      let start = 0
      const first = Math.max(0, Math.floor((low * nFft) / sampleRate) - 1)
      for (let k = first; k < frequencies.length && frequencies[k] < high; k++) {
        const rising = -(low - frequencies[k]) / (centre - low)
        const falling = (high - frequencies[k]) / (high - centre)
        const weight = Math.max(0, Math.min(rising, falling)) * scale
        if (weight > 0) {
          if (band32.length === 0) start = k
          band32.push(weight)
        }
      }
      const length = Math.max(4, 4 * Math.ceil(band32.length / 4))
      // A run that would end beyond the spectrum begins earlier, with zeros.
      const shift = Math.min(start, Math.max(0, start + length - this.bins))
      for (let i = 0; i < length; i++) weights.push(band32[i - shift] ?? 0)
      this.#start[band] = start - shift
      this.#from[band + 1] = weights.length
    }
    this.#weights = Float32Array.from(weights)
    // Spectra of fewer than four bins would be read beyond their end.
    this.#simd =
      vectors && this.bins >= 4 ? SimdBands.create(this.bins, this.#start, this.#from, this.#weights) : undefined
  }

  /** The bank as a matrix of shape (nMels, bins). A band narrower than the bins' spacing may be all zeros. */
  toMatrix(): NdArray<Float32Array> {
    const matrix = new NdArray(new Float32Array(this.nMels * this.bins), [this.nMels, this.bins])
    for (let band = 0; band < this.nMels; band++) {
      for (let i = this.#from[band], k = this.#start[band]; i < this.#from[band + 1] && k < this.bins; i++, k++) {
        matrix.data[band * this.bins + k] = this.#weights[i]
      }
    }
    return matrix
  }

  /**
   * Filters a spectrogram of shape (bins, frames), as a rule a power one, to shape (nMels, frames). Sums are in double
   * precision, stored in single.
   *
   * @param out - memory for the result, at least nMels * frames long; default new memory
   * @throws ShapeError if the spectrogram does not have this bank's number of bins, or `out` is too short
   */
  apply(spectrogram: ArrayView, out?: Float32Array): NdArray<Float32Array> {
    const S = asFrameMajor('spectrogram', spectrogram)
    const [bins, frames] = S.shape
    if (bins !== this.bins) {
      throw new ShapeError({
        array: 'spectrogram',
        received: S.shape,
        expected: `${this.bins} bins (nFft ${this.nFft})`,
      })
    }
    if (out !== undefined) checkRoom('out', out, this.nMels * frames)
    const mel = frameMajor(this.nMels, frames, out)
    this.applyToFrames(S.data, 0, frames, mel.data, 0)
    return mel
  }

  /** Filters one frame: `bins` values of `spectrum` from `at` on to `nMels` values of `out` from `outAt` on. */
  applyToFrame(spectrum: Float32Array, at: number, out: Float32Array, outAt: number): void {
    this.applyToFrames(spectrum, at, 1, out, outAt)
  }

  /** Filters neighbouring frames, as {@link applyToFrame} does one. */
  applyToFrames(spectrum: Float32Array, at: number, frames: number, out: Float32Array, outAt: number): void {
    checkFrames(frames)
    checkRoom('spectrum', spectrum, frames * this.bins, 'at', at)
    checkRoom('out', out, frames * this.nMels, 'outAt', outAt)
    if (this.#simd) this.#simd.apply(spectrum, at, frames, out, outAt)
    else for (let t = 0; t < frames; t++) this.#filter(spectrum, at + t * this.bins, out, outAt + t * this.nMels)
  }

  #filter(spectrum: Float32Array, at: number, out: Float32Array, outAt: number): void {
    const weights = this.#weights
    const from = this.#from
    const start = this.#start
    const few = this.bins < 4
    for (let band = 0; band < this.nMels; band++) {
      // Four sums at once: each addition waits for the one before it in its own sum only.
      let a = 0
      let b = 0
      let c = 0
      let d = 0
      const end = few ? from[band] + this.bins - start[band] : from[band + 1]
      let i = from[band]
      let k = at + start[band]
      for (; i + 3 < end; i += 4, k += 4) {
        a += weights[i] * spectrum[k]
        b += weights[i + 1] * spectrum[k + 1]
        c += weights[i + 2] * spectrum[k + 2]
        d += weights[i + 3] * spectrum[k + 3]
      }
      for (; i < end; i++, k++) a += weights[i] * spectrum[k]
      out[outAt + band] = a + c + (b + d)
    }
  }
}

/**
 * The mel filter bank as a matrix of shape (nMels, bins), single precision: `librosa.filters.mel` (0.11). Row `i` holds the triangle
 * `max(0, min((f - c[i]) / (c[i+1] - c[i]), (c[i+2] - f) / (c[i+2] - c[i+1])))` over the bins' frequencies `f`, with `c` equally spaced
 * in mel, and times `2 / (c[i+2] - c[i])` with `norm: 'slaney'`. To apply it, {@link MelFilterBank} is faster.
 *
 * @throws InvalidParameterError for a bad option
 *
 * @example
 * ```ts
 * import { melFilterBank } from '@genre/dsp'
 * melFilterBank({ sampleRate: 22050, nFft: 2048 }).shape // => [128, 1025]
 * ```
 */
export function melFilterBank(options: MelFilterBankOptions = {}): NdArray<Float32Array> {
  return new MelFilterBank(options).toMatrix()
}
