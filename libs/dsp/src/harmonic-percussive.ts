import { hpss } from './hpss'
import type { HpssOptions } from './hpss'
import { samplesOf } from './signal'
import type { Signal } from './signal'
import { StftPlan } from './stft-plan'
import type { StftOptions } from './stft-plan'

/** Options of {@link harmonicPercussive}: those of the separation and those of the transform. */
export interface HarmonicPercussiveOptions extends HpssOptions, StftOptions {}

/**
 * Splits a signal into its harmonic part (sustained tones) and its percussive part (hits), each as long as the signal:
 * STFT, {@link hpss}, inverse STFT.
 *
 * Matches `librosa.effects.hpss` (0.11) within 1e-6.
 *
 * @throws InvalidParameterError for a bad option, an empty signal, NaN or infinite samples
 *
 * @example
 * ```ts
 * import { harmonicPercussive } from '@genre/dsp'
 * const { harmonic, percussive } = harmonicPercussive(new Float32Array(22050))
 * harmonic.length // 22050
 * ```
 */
export function harmonicPercussive(
  y: Signal,
  options: HarmonicPercussiveOptions = {},
): { harmonic: Float32Array; percussive: Float32Array } {
  const samples = samplesOf(y)
  const plan = new StftPlan(options)
  const parts = hpss(plan.forward(samples), options)
  const { length } = samples
  return { harmonic: plan.inverse(parts.harmonic, { length }), percussive: plan.inverse(parts.percussive, { length }) }
}
