import type { FeatureTable } from '@genre/gtzan'

/** Rate that descriptor tables are made at, Hz. */
export const TABLE_RATE = 22050

/**
 * The segment length of a table in seconds, from the samples of its rows: segments of `s` seconds have one sample less
 * than `s` seconds. `null` for a table of whole tracks, or of segments of several lengths.
 */
export function segmentLength(table: Pick<FeatureTable, 'segments' | 'lengths'>): number | null {
  const [first] = table.lengths
  if (first === undefined || table.segments.some(segment => segment < 0)) return null
  return table.lengths.every(length => length === first) ? (first + 1) / TABLE_RATE : null
}
