import type { Cutting } from '../worker/protocol'

/** What the command does as well, if it is told nothing. */
export const DEFAULT_CUTTING: Cutting = { chunk: 4, overlap: 2 }

/** Chunks advance by at least this, seconds. */
const LEAST_HOP = 0.5

/** The overlap that is used: no more than leaves half a second between the beginnings of two chunks. */
export function overlapOf({ chunk, overlap }: Cutting): number {
  return Math.max(0, Math.min(overlap, chunk - LEAST_HOP))
}
