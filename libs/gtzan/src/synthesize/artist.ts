import type { Genre } from '../table/genres'

/** Sizes of successive artist groups; they repeat every ten tracks. */
const GROUPS = [5, 3, 2]
const ROUND = 10

/**
 * Which artist of its genre a synthesized track belongs to: of ten successive tracks, five, three and two share an
 * artist. It depends on the track's number alone, so a larger collection has the same artists and more.
 */
export function artistNumber(track: number): number {
  const round = Math.floor(track / ROUND)
  let within = track - round * ROUND
  let group = 0
  while (within >= GROUPS[group]) within -= GROUPS[group++]
  return round * GROUPS.length + group
}

/** The artist's name as the manifest has it: `'jazz artist 2'`. */
export function artistName(genre: Genre, track: number): string {
  return `${genre} artist ${artistNumber(track) + 1}`
}
