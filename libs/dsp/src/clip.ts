import { checkNumber, checkOneOf, checkOptions } from '@genre/core'
import { likeSignal, samplesOf } from './signal'
import type { Signal } from './signal'

/** Options of {@link clip}. */
export interface ClipOptions {
  /** The largest magnitude that is left; default 1. */
  level?: number
  /** Amplification before, in dB, -1000 to 400; default 0. */
  drive?: number
  /** `'hard'` cuts off (default), `'soft'` bends: `level * tanh(x / level)`. */
  shape?: 'hard' | 'soft'
}

/**
 * The signal overdriven: amplified to `x = 10^(drive / 20) y`, then every sample kept within `-level..level`, as
 * `max(-level, min(level, x))` or, soft, `level tanh(x / level)`.
 *
 * @returns audio for audio, samples for samples
 * @throws InvalidParameterError for a bad option or signal
 *
 * @example
 * ```ts
 * import { clip } from '@genre/dsp'
 * clip(Float32Array.of(0.25, -2), { level: 0.5 }) // => Float32Array(2) [0.25, -0.5]
 * ```
 */
export function clip<S extends Signal>(y: S, options: ClipOptions = {}): S {
  const samples = samplesOf(y)
  const { level = 1, drive = 0, shape = 'hard' } = checkOptions(options)
  checkNumber('level', level, { min: 0, exclusive: 'min' })
  const factor = 10 ** (checkNumber('drive', drive, { min: -1000, max: 400 }) / 20)
  checkOneOf('shape', shape, ['hard', 'soft'])
  return likeSignal(
    y,
    samples.map(value =>
      shape === 'hard'
        ? Math.max(-level, Math.min(level, factor * value))
        : level * Math.tanh((factor * value) / level),
    ),
  )
}
