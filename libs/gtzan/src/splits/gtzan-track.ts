import type { Genre } from '../table/genres'
import { isGenre } from '../table/genres'

const TRACK = /(?:^|\/)([a-z]+)\.000(\d\d)$/

/** Genre and number (0 to 99) of a track of GTZAN, whatever folder stands before it; nothing for any other track. */
export function gtzanTrack(track: string): { genre: Genre; number: number } | undefined {
  const match = TRACK.exec(track)
  return match && isGenre(match[1]) ? { genre: match[1], number: Number(match[2]) } : undefined
}

/** The name of a track of GTZAN: `gtzanTrackName('blues', 7)` is `blues.00007`. */
export function gtzanTrackName(genre: string, number: number): string {
  return `${genre}.${String(number).padStart(5, '0')}`
}
