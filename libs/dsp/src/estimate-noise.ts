import { InvalidParameterError, checkNumber, checkOptions } from '@genre/core'
import { sampleRateOf, samplesOf } from './signal'
import type { Signal } from './signal'
import { StftPlan } from './stft-plan'
import type { StftOptions } from './stft-plan'

/** What is known of a stationary noise: per frequency bin the mean magnitude and the mean power of its frames. */
export interface NoiseProfile {
  /** Mean of `|X|` over the frames, one value a bin. */
  readonly magnitude: Float64Array
  /** Mean of `|X|^2` over the frames, one value a bin. */
  readonly power: Float64Array
}

/** A stretch of a signal in seconds. */
export interface Seconds {
  /** Default 0. */
  readonly start?: number
  /** Default the end of the signal. */
  readonly end?: number
}

/** Options of {@link estimateNoise}. */
export interface EstimateNoiseOptions extends StftOptions {
  /** The stretch that holds nothing but noise, in seconds; default the whole signal. */
  segment?: Seconds
  /** Use only this fraction of the frames, those with the least energy, above 0 and at most 1; default 1. */
  quietest?: number
  /** The rate of bare samples in Hz; default 22 050. */
  sampleRate?: number
}

/**
 * The noise in a signal, per frequency bin `mean over t of |X[k, t]|` and of its square: over the frames of a stretch that is nothing but noise (`segment`), or over the quietest frames
 * of a signal that pauses now and then (`quietest: 0.1`). Transforms are of 1024 samples every 256 unless told otherwise; the
 * stretch is cut out first, so its frames see silence beyond its ends.
 *
 * @throws InvalidParameterError for a bad option or signal, or a stretch without samples
 *
 * @example
 * ```ts
 * import { estimateNoise } from '@genre/dsp'
 * const audio = { samples: new Float32Array(16000), sampleRate: 16000 }
 * estimateNoise(audio, { segment: { start: 0, end: 0.5 } }).magnitude.length // => 513
 * ```
 */
export function estimateNoise(y: Signal, options: EstimateNoiseOptions = {}): NoiseProfile {
  const { sampleRate, quietest = 1, segment = {} } = checkOptions(options)
  checkNumber('quietest', quietest, { min: 0, max: 1, exclusive: 'min' })
  const samples = cut(samplesOf(y), sampleRateOf(y, sampleRate), segment, 'segment')
  return profileOf(samples, quietest, options)
}

function profileOf(samples: Float32Array, quietest: number, options: StftOptions): NoiseProfile {
  const plan = new StftPlan({ nFft: 1024, ...options })
  const S = plan.magnitude(samples)
  const [bins, frames] = S.shape
  const order = frameOrder(S.data, bins, frames)
  const count = Math.max(1, Math.round(quietest * frames))
  const magnitude = new Float64Array(bins)
  const power = new Float64Array(bins)
  for (const t of order.subarray(0, count)) {
    for (let k = 0, i = t * bins; k < bins; k++, i++) {
      magnitude[k] += S.data[i] / count
      power[k] += (S.data[i] * S.data[i]) / count
    }
  }
  return { magnitude, power }
}

/** The numbers of the frames, quietest first. */
function frameOrder(S: Float32Array, bins: number, frames: number): Int32Array {
  const energy = new Float64Array(frames)
  for (let t = 0; t < frames; t++) {
    for (let i = t * bins; i < (t + 1) * bins; i++) energy[t] += S[i] * S[i]
  }
  return Int32Array.from(energy.keys()).sort((a, b) => energy[a] - energy[b] || a - b)
}

/** The samples of a stretch, which errors call by its name. */
function cut(samples: Float32Array, rate: number, stretch: Seconds, name: string): Float32Array {
  if (typeof stretch !== 'object' || stretch === null) {
    throw new InvalidParameterError({
      parameter: name,
      received: stretch,
      allowed: 'a stretch in seconds, { start, end }',
    })
  }
  const { start = 0, end = Infinity } = stretch
  const duration = samples.length / rate
  checkNumber(`${name}.start`, start, { min: 0 })
  if (end !== Infinity) checkNumber(`${name}.end`, end, { min: start, exclusive: 'min' })
  const piece = samples.subarray(Math.round(start * rate), end === Infinity ? undefined : Math.round(end * rate))
  if (piece.length === 0) {
    throw new InvalidParameterError({
      parameter: name,
      received: { start, end },
      allowed: `a stretch with samples, within 0..${duration} s`,
    })
  }
  return piece
}

/** A noise profile as given, or estimated from a stretch of the signal; its length must be that of the plan's bins. */
export function resolveNoise(
  y: Signal,
  noise: NoiseProfile | Seconds,
  plan: StftPlan,
  sampleRate: number | undefined,
): NoiseProfile {
  if (typeof noise !== 'object' || noise === null || 'magnitude' in noise || 'power' in noise) {
    return checkNoiseProfile(noise as NoiseProfile, plan.bins)
  }
  const samples = cut(samplesOf(y), sampleRateOf(y, sampleRate), noise, 'noise')
  const { nFft, hopLength, center, padMode, window } = plan
  return profileOf(samples, 1, { nFft, hopLength, center, padMode, window })
}

/** A noise profile of the right length, or an InvalidParameterError. */
export function checkNoiseProfile(noise: NoiseProfile, bins: number): NoiseProfile {
  const fits = (part: Float64Array | undefined) =>
    part?.length === bins && part.every(value => value >= 0 && value < Infinity)
  if (!(fits(noise?.magnitude) && fits(noise?.power))) {
    throw new InvalidParameterError({
      parameter: 'noise',
      received: noise,
      allowed: `a noise profile of ${bins} bins, finite and not negative, made with the same transform`,
    })
  }
  return noise
}
