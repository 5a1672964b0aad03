import { checkNumber, checkOptions } from '@genre/core'
import { likeSignal, samplesOf } from './signal'
import type { Signal } from './signal'

/**
 * The signal louder or quieter by `db` decibels (-1000 to 400), each sample times `10^(db / 20)`; nothing is clipped.
 *
 * @returns audio for audio, samples for samples
 * @throws InvalidParameterError for a bad level or signal
 *
 * @example
 * ```ts
 * import { gain } from '@genre/dsp'
 * gain(Float32Array.of(0.1, -0.2), { db: 20 }) // => Float32Array(2) [1, -2]
 * ```
 */
export function gain<S extends Signal>(y: S, options: { db: number }): S {
  const samples = samplesOf(y)
  const factor = 10 ** (checkNumber('db', checkOptions(options).db, { min: -1000, max: 400 }) / 20)
  return likeSignal(
    y,
    samples.map(value => factor * value),
  )
}
