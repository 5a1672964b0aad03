import type { NdArray } from '@genre/core'
import { InvalidParameterError, checkOptions } from '@genre/core'
import type { Signal } from './signal'
import { StftPlan } from './stft-plan'
import type { StftOptions } from './stft-plan'

/** Options of {@link spectrogram}. */
export interface SpectrogramOptions extends StftOptions {
  /** Exponent of the magnitude: 1 for magnitudes (default), 2 for power. */
  power?: 1 | 2
}

/**
 * The magnitude (or power) spectrogram: `|stft(y)|` or its square, shape (bins, frames), in single precision. The square
 * is taken of the rounded magnitude, as `numpy.abs(librosa.stft(y)) ** 2` does.
 *
 * @throws InvalidParameterError for a bad option, an empty signal, NaN or infinite samples
 *
 * @example
 * ```ts
 * import { spectrogram } from '@genre/dsp'
 * const S = spectrogram(new Float32Array(22050), { power: 2 })
 * S.shape // => [1025, 44]
 * ```
 */
export function spectrogram(y: Signal, options: SpectrogramOptions = {}): NdArray<Float32Array> {
  const { power = 1 } = checkOptions(options)
  checkPower(power)
  const plan = new StftPlan(options)
  return power === 1 ? plan.magnitude(y) : plan.power(y)
}

/** 1 or 2, or an InvalidParameterError. */
export function checkPower(power: unknown): 1 | 2 {
  if (power === 1 || power === 2) return power
  throw new InvalidParameterError({ parameter: 'power', received: power, allowed: '1 or 2' })
}
