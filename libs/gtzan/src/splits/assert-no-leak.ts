import { DataError, checkOneOf } from '@genre/core'
import type { Excerpts } from '../table/feature-table'
import { artistIndex } from './artist-index'
import { gtzanTrack, gtzanTrackName } from './gtzan-track'
import type { Split } from './split'
import { PARTS } from './split'

/**
 * Checks that the parts of a split have nothing in common that they must not have: no row, no track, and for the
 * protocols `artist` and `fault-filtered` no artist of GTZAN's index. A row-protocol split of segments fails, as it must.
 *
 * @param options - `by`: what must not be shared; default `'artist'` for the protocols that promise it, else `'track'`
 * @throws DataError that names a shared row, track or artist and the rows where it stands, or a row that the table does not have
 *
 * @example
 * ```ts
 * import { assertNoLeak, createFeatureTable } from '@genre/gtzan'
 * const table = createFeatureTable({
 *   columns: [],
 *   filenames: ['pop.00001.0.wav', 'pop.00001.1.wav'],
 *   lengths: [1, 1],
 *   labels: ['pop', 'pop'],
 *   values: [[], []],
 * })
 * const split = { protocol: 'row', seed: 1, train: [0], validation: [], test: [1] } as const
 * try {
 *   assertNoLeak(split, table)
 * } catch (error) {
 *   console.log((error as Error).message)
 *   // => split, row 1, column track: pop.00001 is in test and, as row 0, in train
 * }
 * ```
 */
export function assertNoLeak(
  split: Pick<Split, 'protocol'> & { readonly [part in (typeof PARTS)[number]]: ArrayLike<number> },
  table: Excerpts,
  options: { by?: 'track' | 'artist' } = {},
): void {
  const promised = split.protocol === 'artist' || split.protocol === 'fault-filtered' ? 'artist' : 'track'
  const by = checkOneOf('by', options.by ?? promised, ['track', 'artist'])
  const total = table.filenames.length
  const artists = by === 'artist' ? artistIndex() : undefined
  const seen = { row: new Map<string, Place>(), track: new Map<string, Place>(), artist: new Map<string, Place>() }
  for (const part of PARTS) {
    for (const row of Array.from(split[part])) {
      if (!(Number.isInteger(row) && row >= 0 && row < total)) {
        const reason = `${part} has row ${row}, the table has rows 0 to ${total - 1}`
        throw new DataError({ table: 'split', column: part, reason })
      }
      const here = { part, row }
      const double = seen.row.get(String(row))
      if (double) {
        const reason = double.part === part ? `is in ${part} twice` : `is in ${double.part} and in ${part}`
        throw new DataError({ table: 'split', row, reason })
      }
      seen.row.set(String(row), here)
      const track = table.tracks[row]
      check('track', track, here, seen.track)
      const known = artists && gtzanTrack(track)
      const artist = known && artists.get(gtzanTrackName(known.genre, known.number))
      if (artist !== undefined) check('artist', artist, here, seen.artist)
    }
  }
}

interface Place {
  readonly part: string
  readonly row: number
}

function check(column: string, what: string, here: Place, seen: Map<string, Place>): void {
  const before = seen.get(what)
  if (!before) seen.set(what, here)
  else if (before.part !== here.part) {
    const reason = `${what} is in ${here.part} and, as row ${before.row}, in ${before.part}`
    throw new DataError({ table: 'split', row: here.row, column, reason })
  }
}
