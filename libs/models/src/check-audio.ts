import type { Audio } from '@genre/core'
import { DataError, GenreError } from '@genre/core'

/** The shortest audio that is given a genre, seconds. */
const SHORTEST = 1

/**
 * Refuses audio that no model can judge.
 *
 * @throws DataError for a NaN or infinite sample; GenreError with code `'TOO_SHORT'` for less than one second
 */
export function checkAudio({ samples, sampleRate }: Audio): void {
  for (let i = 0; i < samples.length; i++) {
    if (samples[i] - samples[i] !== 0) {
      const reason = `sample ${i} is ${samples[i]}; every sample must be finite`
      throw new DataError({ table: 'audio', row: i, reason })
    }
  }
  if (samples.length < SHORTEST * sampleRate) {
    const seconds = (samples.length / sampleRate).toFixed(2)
    const reason = `${seconds} s of audio are too short to classify; at least ${SHORTEST} s are needed`
    throw new GenreError('TOO_SHORT', reason)
  }
}

/** @throws GenreError with code `'SILENT'` */
export function refuseSilence(): never {
  throw new GenreError('SILENT', 'every sample is zero: silence has no genre')
}
