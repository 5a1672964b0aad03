import { checkBoolean, checkOptions } from '@genre/core'
import { resolveNoise } from './estimate-noise'
import type { NoiseProfile, Seconds } from './estimate-noise'
import { normalize } from './normalize'
import { likeSignal, sampleRateOf, samplesOf } from './signal'
import type { Signal } from './signal'
import { SubtractionGain, WienerGain } from './spectral-gain'
import type { SpectralGain, SubtractionRule, WienerRule } from './spectral-gain'
import { StftPlan } from './stft-plan'
import type { StftOptions } from './stft-plan'

/** Options that the denoisers share: the transform (by default of 1024 samples every 256), the noise, the result's level. */
export interface DenoiseOptions extends StftOptions {
  /** A stretch of the signal that is nothing but noise, in seconds (default the first second), or a profile of the noise. */
  noise?: NoiseProfile | Seconds
  /** Scale the result to a peak of 1, unless it is silent; default true. */
  normalize?: boolean
  /** The rate of bare samples in Hz; default 22 050. */
  sampleRate?: number
}

/** Options of {@link spectralSubtraction}. */
export interface SpectralSubtractionOptions extends DenoiseOptions, SubtractionRule {}

/**
 * The signal with a stationary noise subtracted (Boll 1979): with `N` the mean magnitude of the noise's frames and `Y` those of
 * the signal, `|X| = max(|Y| - N, epsilon)` with the phase of `Y`, transformed back. The result is as long as the signal,
 * the noise-only stretch included, and scaled to a peak of 1.
 *
 * `overSubtraction`, `floor` (Berouti, Schwartz and Makhoul 1979), `power` and `smoothing` trade noise for artefacts; without
 * them what remains of the noise twitters.
 *
 * @returns audio for audio, samples for samples
 * @throws InvalidParameterError for a bad option or signal, or a stretch without samples
 *
 * @example
 * ```ts
 * import { spectralSubtraction } from '@genre/dsp'
 * const audio = { samples: Float32Array.from({ length: 32000 }, (_, i) => Math.sin(i * i) * 0.1), sampleRate: 16000 }
 * const clean = spectralSubtraction(audio, { noise: { start: 0, end: 1 } })
 * ```
 */
export function spectralSubtraction<S extends Signal>(y: S, options: SpectralSubtractionOptions = {}): S {
  return denoise(y, options, noise => new SubtractionGain(noise, options))
}

/** Options of {@link wienerFilter}. */
export interface WienerFilterOptions extends DenoiseOptions, WienerRule {}

/**
 * The signal with a stationary noise attenuated by a Wiener filter: each bin is multiplied by `xi / (1 + xi)`, with `xi` the
 * ratio of signal to noise power there, estimated with memory of the frame before (Ephraim and Malah 1984). Leaves less
 * musical noise than {@link spectralSubtraction}, and smears onsets a little.
 *
 * @returns audio for audio, samples for samples
 * @throws InvalidParameterError for a bad option or signal, or a stretch without samples
 *
 * @example
 * ```ts
 * import { estimateNoise, wienerFilter } from '@genre/dsp'
 * const y = Float32Array.from({ length: 44100 }, (_, i) => Math.sin(i * i) * 0.1)
 * const noise = estimateNoise(y, { quietest: 0.2 })
 * const clean = wienerFilter(y, { noise, normalize: false })
 * ```
 */
export function wienerFilter<S extends Signal>(y: S, options: WienerFilterOptions = {}): S {
  return denoise(y, options, noise => new WienerGain(noise, options))
}

function denoise<S extends Signal>(y: S, options: DenoiseOptions, rule: (noise: NoiseProfile) => SpectralGain): S {
  checkOptions(options)
  const samples = samplesOf(y)
  const plan = new StftPlan({ nFft: 1024, ...options })
  const { noise = { start: 0, end: 1 }, normalize: scale = true, sampleRate } = options
  checkBoolean('normalize', scale)
  sampleRateOf(y, sampleRate)
  const gain = rule(resolveNoise(y, noise, plan, sampleRate))
  const clean = plan.filter(samples, spectrum => gain.apply(spectrum))
  return likeSignal(y, scale ? normalize(clean) : clean)
}
