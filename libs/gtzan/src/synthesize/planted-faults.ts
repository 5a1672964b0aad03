import { checkInteger, RandomState } from '@genre/core'
import { GENRES, type Genre } from '../table/genres'

/** A fault that a synthesized collection has on purpose, as GTZAN has it by accident. */
export type PlantedFault =
  /** Raw samples without a header under the name of a wav file, as Kaggle's `jazz.00054.wav`. */
  | { readonly kind: 'corrupt'; readonly genre: Genre; readonly track: number }
  /** The very samples of another track, in the same or in another genre. */
  | {
      readonly kind: 'exact-repeat'
      readonly genre: Genre
      readonly track: number
      readonly of: { readonly genre: Genre; readonly track: number }
    }
  /** Another track at another level with more noise: the same recording from another source. */
  | {
      readonly kind: 'recording-repeat'
      readonly genre: Genre
      readonly track: number
      readonly of: { readonly genre: Genre; readonly track: number }
    }
  /** Clipped beyond recognition of its loud passages, with static. */
  | { readonly kind: 'distorted'; readonly genre: Genre; readonly track: number }

/** One of each kind for so many tracks a genre. */
const TRACKS_PER_FAULT = 20

/** The number of Kaggle's corrupt file, which the planted one has as well. */
const CORRUPT_TRACK = 54

/**
 * The faults of a collection. A corrupt file always (unless `corrupt` is false): `jazz.00054.wav`, in addition to the
 * tracks asked for if these are fewer. For every 20 tracks a genre, one exact repeat, one repeat of a recording and one
 * distorted track among the later half of the tracks. A fault depends on the seed and on the number of tracks.
 *
 * @throws InvalidParameterError for a number of tracks outside 1 to 10000 or a seed that is no 32-bit integer
 *
 * @example
 * ```ts
 * import { plantedFaults } from '@genre/gtzan'
 * const faults = plantedFaults({ tracksPerGenre: 20, seed: 1, corrupt: false })
 * console.log(faults.map(fault => fault.kind)) // => [ 'exact-repeat', 'recording-repeat', 'distorted' ]
 * ```
 */
export function plantedFaults(options: { tracksPerGenre: number; seed: number; corrupt: boolean }): PlantedFault[] {
  const { tracksPerGenre, seed, corrupt } = options
  checkInteger('tracksPerGenre', tracksPerGenre, { min: 1, max: 10000 })
  checkInteger('seed', seed, { min: 0, max: 0xffffffff })
  const random = new RandomState([seed, 3000])
  const faults: PlantedFault[] = []
  const taken = new Set(corrupt ? [`jazz ${CORRUPT_TRACK}`] : [])
  const half = Math.floor(tracksPerGenre / 2)
  const place = (from: number, to: number, only?: Genre): { genre: Genre; track: number } => {
    for (;;) {
      const genre = only ?? GENRES[random.nextInteger(0, GENRES.length)]
      const track = random.nextInteger(from, to)
      const key = `${genre} ${track}`
      if (taken.has(key)) continue
      taken.add(key)
      return { genre, track }
    }
  }
  for (let k = 0; k < Math.floor(tracksPerGenre / TRACKS_PER_FAULT); k++) {
    const repeat = place(half, tracksPerGenre)
    // Every third repeat has another label than its original.
    faults.push({ kind: 'exact-repeat', ...repeat, of: place(0, half, k % 3 === 2 ? undefined : repeat.genre) })
    const again = place(half, tracksPerGenre)
    faults.push({ kind: 'recording-repeat', ...again, of: place(0, half, again.genre) })
    faults.push({ kind: 'distorted', ...place(half, tracksPerGenre) })
  }
  if (corrupt) faults.push({ kind: 'corrupt', genre: 'jazz', track: CORRUPT_TRACK })
  return faults
}
