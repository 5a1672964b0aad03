import { checkNumber } from '@genre/core'
import type { Segment } from '@genre/features'

/** Chunks begin at least this far apart, seconds: closer ones say nothing new and cost much. */
const LEAST_HOP = 0.05

/** How audio is cut into the chunks that are named one by one. */
export interface Cutting {
  /** Length of a chunk, seconds. */
  readonly chunk: number
  /** What a chunk shares with the next, seconds; 0 for chunks that lie side by side. */
  readonly overlap: number
}

/**
 * Where the chunks of a clip lie: with `L = round(chunk * sampleRate)` and `H = L - round(overlap * sampleRate)`, chunk `k` is samples
 * `H k` to `H k + L - 1`, the end not included, and exists if `H k + L < samples`. Without overlap these are the segments of the
 * published tables (`segmentsOf` of @genre/features), which the models were trained on.
 *
 * @param samples - number of samples of the clip; one without a whole chunk has none
 * @param sampleRate - in Hz
 * @throws InvalidParameterError for a chunk outside 0.1 to 3600 s, or an overlap that leaves less than 0.05 s between the beginnings
 *   of two chunks
 *
 * @example
 * ```ts
 * import { chunkSpans } from '@genre/models'
 * chunkSpans(7 * 22050, 22050, { chunk: 4, overlap: 2 }).map(({ start }) => start / 22050) // [ 0, 2 ]
 * ```
 */
export function chunkSpans(samples: number, sampleRate: number, cutting: Cutting): Segment[] {
  const { length, hop } = chunkSteps(sampleRate, cutting)
  const spans: Segment[] = []
  for (let start = 0; start + length < samples; start += hop) spans.push({ start, end: start + length - 1 })
  return spans
}

/** A chunk's length and the distance of two, in samples. */
export function chunkSteps(sampleRate: number, { chunk, overlap }: Cutting): { length: number; hop: number } {
  checkNumber('sampleRate', sampleRate, { min: 0, exclusive: 'min' })
  checkNumber('chunk', chunk, { min: 0.1, max: 3600 })
  checkNumber('overlap', overlap, { min: 0, max: chunk - LEAST_HOP })
  const length = Math.round(chunk * sampleRate)
  return { length, hop: length - Math.round(overlap * sampleRate) }
}
