import type { Segment } from '@genre/features'
import type { Cutting } from './protocol'

/**
 * Where chunks of a song lie: one every `length - overlap` seconds, as long as it is whole. With no overlap these are
 * exactly the segments that the model was trained on and that `genre classify` uses (`segmentsOf` of @genre/features,
 * with its one sample between two neighbours). A song without a whole chunk is one chunk.
 */
export function chunkSpans(samples: number, sampleRate: number, cutting: Cutting): Segment[] {
  const length = Math.round(cutting.length * sampleRate)
  const hop = length - Math.round(overlapOf(cutting) * sampleRate)
  const spans: Segment[] = []
  for (let start = 0; start + length < samples; start += hop) spans.push({ start, end: start + length - 1 })
  return spans.length > 0 ? spans : [{ start: 0, end: samples }]
}

/** Chunks advance by at least this, seconds. */
export const LEAST_HOP = 0.5

/** The overlap that is used: no more than leaves {@link LEAST_HOP} between the starts of two chunks. */
export function overlapOf({ length, overlap }: Cutting): number {
  return Math.max(0, Math.min(overlap, length - LEAST_HOP))
}
