import { DataError } from '@genre/core'
import type { Excerpts } from '../table/feature-table'
import { GENRES, type Genre } from '../table/genres'
import { gtzanTrack, gtzanTrackName } from './gtzan-track'

/** One character for each of the hundred tracks of each genre: the part it is in, or a dot. */
export type PublishedMarks = Readonly<Record<Genre, string>>

/**
 * The rows of a table by the mark of their track, and the marked tracks that the table has no row of.
 *
 * @throws DataError if the table has no track of GTZAN at all
 */
export function publishedParts(table: Excerpts, marks: PublishedMarks) {
  const rows = new Map<string, number[]>()
  const present = new Set<string>()
  table.tracks.forEach((track, row) => {
    const known = gtzanTrack(track)
    if (!known) return
    present.add(gtzanTrackName(known.genre, known.number))
    const mark = marks[known.genre][known.number]
    const part = rows.get(mark)
    if (part) part.push(row)
    else rows.set(mark, [row])
  })
  if (present.size === 0) {
    const reason = 'has no track of GTZAN (names such as blues.00000.wav), which the published split is about'
    throw new DataError({ table: 'table', column: 'filename', reason })
  }
  const missing: string[] = []
  for (const genre of GENRES) {
    for (let number = 0; number < marks[genre].length; number++) {
      const track = gtzanTrackName(genre, number)
      if (marks[genre][number] !== '.' && !present.has(track)) missing.push(track)
    }
  }
  return { rowsOf: (mark: string) => Int32Array.from(rows.get(mark) ?? []), missing }
}

/** A sentence on tracks that the table lacks, or nothing. */
export function missingWarning(missing: readonly string[], total: number): string | undefined {
  if (missing.length === 0) return undefined
  const few = missing.slice(0, 5).join(', ')
  const rest = missing.length > 5 ? `, and ${missing.length - 5} more` : ''
  return `${missing.length} of the ${total} tracks of the published split are not in the table: ${few}${rest}.`
}
