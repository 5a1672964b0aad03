import type { ArrayView, NdArray } from '@genre/core'
import { InvalidParameterError, checkBoolean, checkInteger, checkNumber, checkOptions, isArrayView } from '@genre/core'
import { LARGEST_MEDIAN, runningMedians } from './median-filter'
import { wantsSimd } from './checks'
import type { MedianKernels } from './median-kernels'
import type { SimdOptions } from './real-fft'
import { magnitudeOf } from './magphase'
import { softMask } from './soft-mask'
import { asComplexFrameMajor, asFrameMajor, frameMajor } from './spectrogram-layout'
import type { ComplexSpectrogram } from './spectrogram-layout'

/** Options of {@link hpss}. */
export interface HpssOptions extends SimdOptions {
  /** Frames in the median over time and bins in the median over frequency: one number for both, or each; default 31. */
  kernelSize?: number | readonly [number, number]
  /** Exponent of the soft masks; `Infinity` makes them hard; default 2. */
  power?: number
  /** How many times stronger a part must be than the other to be kept: one number for both, or each, at least 1; default 1. */
  margin?: number | readonly [number, number]
}

/** Two parts of one kind: what is harmonic and what is percussive. */
export interface HarmonicPercussive<T> {
  /** Sustained tones. */
  readonly harmonic: T
  /** Hits. */
  readonly percussive: T
}

/** {@link HpssOptions} with defaults filled in. */
export interface CheckedHpssOptions {
  kernelTime: number
  kernelFrequency: number
  power: number
  marginHarmonic: number
  marginPercussive: number
  simd: boolean
}

/** Options with defaults filled in, or an InvalidParameterError. */
export function checkHpssOptions(options: HpssOptions): CheckedHpssOptions {
  const { kernelSize = 31, power = 2, margin = 1 } = checkOptions(options)
  const range = { min: 1, max: LARGEST_MEDIAN }
  const [kernelTime, kernelFrequency] = both('kernelSize', kernelSize, size => checkInteger('kernelSize', size, range))
  const [marginHarmonic, marginPercussive] = both('margin', margin, each => checkNumber('margin', each, { min: 1 }))
  const simd = wantsSimd(options)
  if (power !== Infinity && !(typeof power === 'number' && power > 0)) {
    throw new InvalidParameterError({ parameter: 'power', received: power, allowed: 'a number greater than 0' })
  }
  return { kernelTime, kernelFrequency, power, marginHarmonic, marginPercussive, simd }
}

/** One number for both, or each. */
function both<T>(parameter: string, value: T | readonly [T, T], check: (each: T) => T): [T, T] {
  if (!Array.isArray(value)) return [check(value as T), check(value as T)]
  if (value.length === 2) return [check(value[0] as T), check(value[1] as T)]
  throw new InvalidParameterError({ parameter, received: value, allowed: 'one number for both directions, or two' })
}

/**
 * Harmonic-percussive separation of a spectrogram, complex or of magnitudes, by median filtering: what is smooth along time
 * is harmonic, what is smooth along frequency is percussive.
 *
 * With `H` the running median of the magnitudes over time and `P` that over frequency, the harmonic mask is
 * `H^p / (H^p + (margin P)^p)`, the percussive one the same with the roles exchanged; each part is the spectrogram times its
 * mask. With margin 1 the two add up to the whole (silence belongs half to each); with larger margins what is in neither
 * is left out. With `mask: true` the result is the masks themselves, values 0..1.
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
  spectrogram: ComplexSpectrogram | ArrayView,
  options: HpssOptions & { mask: true },
): HarmonicPercussive<NdArray<Float32Array>>
export function hpss(
  spectrogram: ComplexSpectrogram,
  options?: HpssOptions & { mask?: false },
): HarmonicPercussive<ComplexSpectrogram>
export function hpss(
  spectrogram: ArrayView,
  options?: HpssOptions & { mask?: false },
): HarmonicPercussive<NdArray<Float32Array>>
export function hpss(
  spectrogram: ComplexSpectrogram | ArrayView,
  options: HpssOptions & { mask?: boolean } = {},
): HarmonicPercussive<ComplexSpectrogram | NdArray<Float32Array>> {
  const checked = checkHpssOptions(options)
  const mask = checkBoolean('mask', options.mask === undefined ? false : options.mask)
  if (isArrayView(spectrogram)) {
    const S = asFrameMajor('spectrogram', spectrogram)
    const masks = masksOf(S, checked)
    if (mask) return masks
    return { harmonic: times(S, masks.harmonic), percussive: times(S, masks.percussive) }
  }
  const { real, imag } = asComplexFrameMajor(spectrogram)
  const masks = masksOf(magnitudeOf(real, imag), checked)
  if (mask) return masks
  return {
    harmonic: { real: times(real, masks.harmonic), imag: times(imag, masks.harmonic) },
    percussive: { real: times(real, masks.percussive), imag: times(imag, masks.percussive) },
  }
}

/** Running medians over time (harmonic) and over frequency (percussive). */
export function hpssMedians(
  S: NdArray<Float32Array>,
  { kernelTime, kernelFrequency, simd }: CheckedHpssOptions,
  memory?: { medians: readonly [Float32Array, Float32Array]; kernels?: MedianKernels },
): HarmonicPercussive<NdArray<Float32Array>> {
  const [bins, frames] = S.shape
  const [harmonic, percussive] = [0, 1].map(i =>
    frameMajor(bins, frames, memory?.medians[i].subarray(0, bins * frames)),
  )
  runningMedians(S, kernelTime, 'time', simd, harmonic.data, memory?.kernels)
  runningMedians(S, kernelFrequency, 'frequency', simd, percussive.data, memory?.kernels)
  return { harmonic, percussive }
}

function masksOf(S: NdArray<Float32Array>, options: CheckedHpssOptions): HarmonicPercussive<NdArray<Float32Array>> {
  const { power, marginHarmonic, marginPercussive } = options
  const { harmonic, percussive } = hpssMedians(S, options)
  const splitZeros = marginHarmonic === 1 && marginPercussive === 1
  const maskHarmonic = frameMajor(S.shape[0], S.shape[1])
  softMask(harmonic.data, percussive.data, { margin: marginHarmonic, power, splitZeros }, maskHarmonic.data)
  const maskPercussive = frameMajor(S.shape[0], S.shape[1])
  softMask(percussive.data, harmonic.data, { margin: marginPercussive, power, splitZeros }, maskPercussive.data)
  return { harmonic: maskHarmonic, percussive: maskPercussive }
}

function times(S: NdArray<Float32Array>, mask: NdArray<Float32Array>): NdArray<Float32Array> {
  const out = frameMajor(S.shape[0], S.shape[1])
  for (let i = 0; i < out.data.length; i++) out.data[i] = S.data[i] * mask.data[i]
  return out
}
