import { InvalidParameterError } from '@genre/core'
import { MAX_SAMPLE_RATE, MIN_SAMPLE_RATE } from './header-reader'

/** The rate that audio is brought to unless another is asked for: GTZAN's and librosa's, 22 050 Hz. */
export const DEFAULT_SAMPLE_RATE = 22050

/** A rate to resample to: `undefined` is the default one, `null` the file's own. */
export function checkTargetRate(sampleRate: unknown): number | null {
  if (sampleRate === undefined) return DEFAULT_SAMPLE_RATE
  if (sampleRate === null) return null
  if (typeof sampleRate === 'number' && sampleRate >= MIN_SAMPLE_RATE && sampleRate <= MAX_SAMPLE_RATE)
    return sampleRate
  throw new InvalidParameterError({
    parameter: 'sampleRate',
    received: sampleRate,
    allowed: `a rate of ${MIN_SAMPLE_RATE} to ${MAX_SAMPLE_RATE} Hz, or null for the file's own`,
  })
}
