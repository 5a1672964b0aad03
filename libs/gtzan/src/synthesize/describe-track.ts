import { checkInteger, checkOneOf } from '@genre/core'
import { GENRES, type Genre } from '../table/genres'
import { artistName } from './artist'
import { ASPECTS, planTrack, type Aspect } from './plan-track'

/** What is known of a synthesized track without playing it. */
export interface SynthesizedTrackInfo {
  readonly genre: Genre
  readonly track: number
  /** `'jazz artist 2'`: tracks of one artist resemble each other. */
  readonly artist: string
  /** Beats a minute. */
  readonly tempo: number
  /** `'C'` to `'B'`. */
  readonly tonic: string
  /** What the track has from another genre: `{ rhythm: 'rock' }`. Empty for most tracks. */
  readonly borrowed: Readonly<Partial<Record<Aspect, Genre>>>
}

const NAMES = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B']

/**
 * Artist, tempo, key and borrowings of the track that `synthesizeTrack` makes from the same options.
 *
 * @throws InvalidParameterError as `synthesizeTrack`
 *
 * @example
 * ```ts
 * import { describeSynthesizedTrack } from '@genre/gtzan'
 * const { artist } = describeSynthesizedTrack({ genre: 'jazz', track: 6, seed: 1 })
 * console.log(artist) // => jazz artist 2
 * ```
 */
export function describeSynthesizedTrack(options: {
  readonly genre: Genre
  readonly track: number
  readonly seed: number
}): SynthesizedTrackInfo {
  const genre = checkOneOf('genre', options.genre, GENRES)
  const track = checkInteger('track', options.track, { min: 0, max: 99999 })
  const seed = checkInteger('seed', options.seed, { min: 0, max: 0xffffffff })
  const { tempo, tonic, sources } = planTrack({ genre, track, seed })
  const borrowed: Partial<Record<Aspect, Genre>> = {}
  for (const aspect of ASPECTS) if (sources[aspect] !== genre) borrowed[aspect] = sources[aspect]
  return {
    genre,
    track,
    artist: artistName(genre, track),
    tempo: Math.round(tempo * 10) / 10,
    tonic: NAMES[tonic],
    borrowed,
  }
}
