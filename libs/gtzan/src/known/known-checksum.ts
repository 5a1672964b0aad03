import { gtzanTrack, gtzanTrackName } from '../splits/gtzan-track'
import { GENRES } from '../table/genres'
import { CHECKSUMS } from './data/checksums'

/**
 * The MD5 sum of GTZAN's wav file of a track, in hexadecimal: 16-bit mono at 22 050 Hz behind a header of 44 bytes. Kaggle's files
 * are these, `jazz.00054` aside, which is damaged there; the Sun files of the older collection hold the same samples.
 *
 * Source: index 1.0 of mirdata (github.com/mir-dataset-loaders/mirdata).
 *
 * @param track - `blues.00000`
 * @returns undefined for what is no track of GTZAN
 *
 * @example
 * ```ts
 * import { knownChecksum } from '@genre/gtzan/node'
 * console.log(knownChecksum('blues.00000')) // => b462fa6a82a35d00940fe251f11447e5
 * ```
 */
export function knownChecksum(track: string): string | undefined {
  const known = gtzanTrack(track)
  if (!known) return undefined
  const start = 16 * known.number
  const sum = atob(CHECKSUMS[known.genre]).slice(start, start + 16)
  return Array.from(sum, c => c.charCodeAt(0).toString(16).padStart(2, '0')).join('')
}

/** All 1000 tracks of GTZAN. */
export function allTracks(): string[] {
  return GENRES.flatMap(genre => Array.from({ length: 100 }, (_, k) => gtzanTrackName(genre, k)))
}

/** MD5 of Kaggle's `jazz.00054.wav`, which has no header and misses its beginning; computed from a copy. */
export const KAGGLE_JAZZ_54 = '320218e302b1807c70cb7f6d660409f4'

/** Sums of `genres.tar.gz` as the collection was distributed: MD5 by mirdata, SHA-256 by torchaudio. */
export const ARCHIVE_MD5 = '5b3d6dddb579ab49814ab86dba69e7c7'
export const ARCHIVE_SHA256 = '24347e0223d2ba798e0a558c4c172d9d4a19c00bb7963fe055d183dadb4ef2c6'
