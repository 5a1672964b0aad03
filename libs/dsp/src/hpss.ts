import type { ArrayView, NdArray } from '@genre/core'
import { InvalidParameterError, checkInteger, checkNumber, isArrayView } from '@genre/core'
import { medianAlongFrequency, medianAlongTime } from './median-filter'
import { softMask } from './softmask'
import { asComplexFrameMajor, asFrameMajor, frameMajor } from './spectrogram-layout'
import type { ComplexSpectrogram } from './spectrogram-layout'

/** Options of {@link hpss}. */
export interface HpssOptions {
  /** Frames in the median over time and bins in the median over frequency: one number for both, or each; default 31. */
  kernelSize?: number | readonly [number, number]
  /** Exponent of the soft masks; `Infinity` makes them hard; default 2. */
  power?: number
  /** How many times stronger a part must be than the other to be kept: one number for both, or each, at least 1; default 1. */
  margin?: number | readonly [number, number]
}

/** The two masks of {@link hpssMasks}, each of shape (bins, frames), values 0..1. */
export interface HpssMasks {
  readonly harmonic: NdArray<Float32Array>
  readonly percussive: NdArray<Float32Array>
}

interface CheckedOptions {
  kernelTime: number
  kernelFrequency: number
  power: number
  marginHarmonic: number
  marginPercussive: number
}

export function checkHpssOptions(options: HpssOptions): CheckedOptions {
  const { kernelSize = 31, power = 2, margin = 1 } = options
  const [kernelTime, kernelFrequency] = Array.isArray(kernelSize) ? kernelSize : [kernelSize, kernelSize]
  const [marginHarmonic, marginPercussive] = Array.isArray(margin) ? margin : [margin, margin]
  checkInteger('kernelSize', kernelTime, { min: 1 })
  checkInteger('kernelSize', kernelFrequency, { min: 1 })
  checkNumber('margin', marginHarmonic, { min: 1 })
  checkNumber('margin', marginPercussive, { min: 1 })
  if (power !== Infinity && !(typeof power === 'number' && power > 0)) {
    throw new InvalidParameterError({ parameter: 'power', received: power, allowed: 'a number greater than 0' })
  }
  return { kernelTime, kernelFrequency, power, marginHarmonic, marginPercussive }
}

/**
 * The masks of harmonic-percussive separation for a magnitude spectrogram of shape (bins, frames): what is smooth along
 * time is harmonic, what is smooth along frequency is percussive. With `H` the running median over time and `P` over
 * frequency, the harmonic mask is `H^p / (H^p + (margin P)^p)`, the percussive one the same with the roles exchanged.
 *
 * Matches `librosa.decompose.hpss(S, mask=True)` (0.11) within 1e-6.
 *
 * @throws InvalidParameterError for a bad option
 *
 * @example
 * ```ts
 * import { hpssMasks, spectrogram } from '@genre/dsp'
 * const { harmonic, percussive } = hpssMasks(spectrogram(new Float32Array(22050)))
 * harmonic.get(0, 0) // 0.5: silence belongs to both
 * ```
 */
export function hpssMasks(magnitude: ArrayView, options: HpssOptions = {}): HpssMasks {
  const { kernelTime, kernelFrequency, power, marginHarmonic, marginPercussive } = checkHpssOptions(options)
  const S = asFrameMajor('magnitude', magnitude)
  const [bins, frames] = S.shape
  const harmonic = frameMajor(bins, frames)
  const percussive = frameMajor(bins, frames)
  medianAlongTime(S.data, bins, frames, kernelTime, harmonic.data)
  medianAlongFrequency(S.data, bins, frames, kernelFrequency, percussive.data)
  const splitZeros = marginHarmonic === 1 && marginPercussive === 1
  const maskHarmonic = frameMajor(bins, frames)
  softMask(harmonic.data, percussive.data, { margin: marginHarmonic, power, splitZeros }, maskHarmonic.data)
  const maskPercussive = frameMajor(bins, frames)
  softMask(percussive.data, harmonic.data, { margin: marginPercussive, power, splitZeros }, maskPercussive.data)
  return { harmonic: maskHarmonic, percussive: maskPercussive }
}

/**
 * Harmonic-percussive separation of a spectrogram, complex or of magnitudes, by median filtering: the spectrogram times
 * each of the masks of {@link hpssMasks}. With margin 1 the two parts add up to the whole; with larger margins what is in
 * neither is left out.
 *
 * Matches `librosa.decompose.hpss` (0.11) within 1e-6 of the largest magnitude. Method: Fitzgerald 2010, with the margins
 * of Driedger, Müller and Disch 2014.
 *
 * @throws InvalidParameterError for a bad option; ShapeError for parts of different shapes
 *
 * @example
 * ```ts
 * import { hpss, istft, stft } from '@genre/dsp'
 * const y = new Float32Array(22050)
 * const { harmonic } = hpss(stft(y), { margin: 3 })
 * const tones = istft(harmonic, { length: y.length })
 * ```
 */
export function hpss(
  spectrogram: ComplexSpectrogram,
  options?: HpssOptions,
): { harmonic: ComplexSpectrogram; percussive: ComplexSpectrogram }
export function hpss(
  spectrogram: ArrayView,
  options?: HpssOptions,
): { harmonic: NdArray<Float32Array>; percussive: NdArray<Float32Array> }
export function hpss(
  spectrogram: ComplexSpectrogram | ArrayView,
  options: HpssOptions = {},
): {
  harmonic: ComplexSpectrogram | NdArray<Float32Array>
  percussive: ComplexSpectrogram | NdArray<Float32Array>
} {
  if (isArrayView(spectrogram)) {
    const S = asFrameMajor('spectrogram', spectrogram)
    const masks = hpssMasks(S, options)
    return { harmonic: times(S, masks.harmonic), percussive: times(S, masks.percussive) }
  }
  const { real, imag } = asComplexFrameMajor(spectrogram)
  const magnitude = frameMajor(real.shape[0], real.shape[1])
  for (let i = 0; i < magnitude.data.length; i++) {
    magnitude.data[i] = Math.sqrt(real.data[i] * real.data[i] + imag.data[i] * imag.data[i])
  }
  const masks = hpssMasks(magnitude, options)
  return {
    harmonic: { real: times(real, masks.harmonic), imag: times(imag, masks.harmonic) },
    percussive: { real: times(real, masks.percussive), imag: times(imag, masks.percussive) },
  }
}

function times(S: NdArray<Float32Array>, mask: NdArray<Float32Array>): NdArray<Float32Array> {
  const out = frameMajor(S.shape[0], S.shape[1])
  for (let i = 0; i < out.data.length; i++) out.data[i] = S.data[i] * mask.data[i]
  return out
}
