import { checkInteger, checkNumber } from '@genre/core'

/** A stretch of samples: `samples.subarray(start, end)`. */
export interface Segment {
  /** The first sample. */
  readonly start: number
  /** The sample after the last. */
  readonly end: number
}

/**
 * The segments of a clip by the rule of Kaggle's 3-second GTZAN table. With `H = round(seconds * sampleRate)` (66150 there),
 * segment `k` is samples `H k` to `H k + H - 1`, the end not included, so one sample is left out between two segments; it
 * exists if `H (k + 1) < samples`. A clip of exactly ten segments' length therefore has nine, and one that is no longer than a
 * segment has none.
 *
 * @param samples - number of samples of the clip
 * @param seconds - length of a segment
 * @param sampleRate - in Hz
 * @throws InvalidParameterError unless a segment has at least two samples
 *
 * @example
 * ```ts
 * import { segmentsOf } from '@genre/features'
 * segmentsOf(661794, 3, 22050).length // 10
 * segmentsOf(661794, 3, 22050)[1] // { start: 66150, end: 132299 }
 * ```
 */
export function segmentsOf(samples: number, seconds: number, sampleRate: number): Segment[] {
  checkInteger('samples', samples, { min: 0 })
  checkNumber('sampleRate', sampleRate, { min: 0, exclusive: 'min' })
  checkSegment(seconds, sampleRate)
  const hop = Math.round(seconds * sampleRate)
  const segments: Segment[] = []
  for (let start = 0; start + hop < samples; start += hop) segments.push({ start, end: start + hop - 1 })
  return segments
}

/** A segment's length in seconds: at least two samples, and few enough to be held. */
export function checkSegment(seconds: number, sampleRate: number): void {
  checkNumber('segment', seconds, { min: 2 / sampleRate, max: 2 ** 28 / sampleRate })
}
