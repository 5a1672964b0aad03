import { GENRES } from '../table/genres'
import { ARTIST_INDEX } from './data/artist-index'
import { gtzanTrackName } from './gtzan-track'

/**
 * Who plays (or composed, for classical music) on the tracks of GTZAN, as far as that is known: 919 of the 1000 tracks.
 * The map is made anew by each call; keep it.
 *
 * From the index of B. L. Sturm, "The GTZAN dataset: its contents, its faults, their effects on evaluation, and its
 * future use", 2013 (arXiv:1306.1461). One spelling was unified (Rage Against The Machine).
 *
 * @returns artists by track name (`blues.00000`)
 *
 * @example
 * ```ts
 * import { artistIndex } from '@genre/gtzan'
 * const artists = artistIndex()
 * console.log(artists.get('blues.00000')) // => John Lee Hooker
 * ```
 */
export function artistIndex(): Map<string, string> {
  const artists = new Map<string, string>()
  for (const genre of GENRES) {
    let number = 0
    for (const run of ARTIST_INDEX[genre].split('|')) {
      const [artist, times = '1'] = run.split('*')
      for (const end = number + Number(times); number < end; number++) {
        if (artist !== '') artists.set(gtzanTrackName(genre, number), artist)
      }
    }
  }
  return artists
}
