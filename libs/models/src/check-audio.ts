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
  checkSamples(samples)
  checkLength(samples.length, sampleRate)
}

/**
 * @param before - samples that came earlier, for the error's number
 * @throws DataError for a NaN or infinite sample
 */
export function checkSamples(samples: Float32Array, before = 0): void {
  for (let i = 0; i < samples.length; i++) {
    if (samples[i] - samples[i] !== 0) {
      const reason = `sample ${before + i} is ${samples[i]}; every sample must be finite`
      throw new DataError({ table: 'audio', row: before + i, reason })
    }
  }
}

/** @throws GenreError with code `'TOO_SHORT'` for less than one second */
export function checkLength(samples: number, sampleRate: number): void {
  if (samples >= SHORTEST * sampleRate) return
  const seconds = (samples / sampleRate).toFixed(2)
  const reason = `${seconds} s of audio are too short to classify; at least ${SHORTEST} s are needed`
  throw new GenreError('TOO_SHORT', reason)
}

/** @throws GenreError with code `'SILENT'` */
export function refuseSilence(): never {
  throw new GenreError('SILENT', 'every sample is zero: silence has no genre')
}
