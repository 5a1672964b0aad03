import { checkInteger } from '@genre/core'
import type { Excerpts } from '../table/feature-table'
import { artistIndex } from './artist-index'
import { ARTIST_FOLDS } from './data/artist-folds'
import { gtzanTrack, gtzanTrackName } from './gtzan-track'
import { missingWarning, publishedParts } from './published-parts'
import type { Split } from './split'

/** Parameters of {@link artistSplit}. */
export interface ArtistSplitOptions {
  /** Which third to test on: 1, 2 or 3. */
  readonly fold: number
  /**
   * Train on all other tracks, as the folds were published, although some of their artists are in the test part too
   * (35, 65 and 50 tracks by Sturm's index). Default false: those tracks are left out of the training part.
   */
  readonly asPublished?: boolean
}

/**
 * One of three folds of GTZAN by artist, without the known repeated recordings and the two most distorted tracks (948
 * tracks remain, 315 or so in each test part). No artist of the test part is in the training part; where the artist
 * is unknown (81 tracks), the published fold decides.
 *
 * The folds are J. Foleiss' (gtzan_sturm_filter_3folds_stratified), made after B. L. Sturm's catalogue of 2013. As published
 * they keep apart the artists that fill whole runs of tracks but not all: see `asPublished`, with which the split
 * carries a `warning`. A validation part is not given; take one from the training rows by track.
 *
 * @throws InvalidParameterError for another fold
 * @throws DataError if the table has no track of GTZAN
 *
 * @example
 * ```ts
 * import { artistSplit, createFeatureTable } from '@genre/gtzan'
 * const filenames = ['reggae.00000.wav', 'reggae.00054.wav', 'rock.00000.wav']
 * const table = createFeatureTable({
 *   columns: [],
 *   filenames,
 *   lengths: [1, 1, 1],
 *   labels: ['reggae', 'reggae', 'rock'],
 *   values: [[], [], []],
 * })
 * // Both reggae tracks are Bob Marley's: fold 3 tests on the second, so the first is not trained on.
 * console.log([...artistSplit(table, { fold: 3 }).train]) // => [ 2 ]
 * ```
 */
export function artistSplit(table: Excerpts, options: ArtistSplitOptions): Split {
  const fold = checkInteger('fold', options.fold, { min: 1, max: 3 })
  const { rowsOf, missing } = publishedParts(table, ARTIST_FOLDS)
  const artists = artistIndex()
  const artistOf = (row: number) => {
    const known = gtzanTrack(table.tracks[row])
    return known && artists.get(gtzanTrackName(known.genre, known.number))
  }
  const test = rowsOf(String(fold))
  const others = ['1', '2', '3'].filter(mark => mark !== String(fold)).flatMap(mark => [...rowsOf(mark)])
  const tested = new Set([...test].map(artistOf))
  tested.delete(undefined)
  const isShared = (row: number) => tested.has(artistOf(row))
  const shared = new Set(others.filter(isShared).map(row => table.tracks[row])).size
  const train = Int32Array.from(options.asPublished ? others : others.filter(row => !isShared(row))).sort()
  const warnings = [
    options.asPublished && shared > 0
      ? `The published fold ${fold} trains on ${shared} tracks of artists that it tests on.`
      : undefined,
    missingWarning(missing, 948),
  ].filter(text => text !== undefined)
  return {
    protocol: 'artist',
    seed: null,
    fold,
    train,
    validation: new Int32Array(0),
    test,
    ...(warnings.length > 0 && { warning: warnings.join(' ') }),
    ...(missing.length > 0 && { missing }),
  }
}
