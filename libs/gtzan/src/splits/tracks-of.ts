import { DataError } from '@genre/core'
import type { Excerpts } from '../table/feature-table'

/** A track of a table with its rows in ascending order. */
export interface TrackRows {
  readonly track: string
  readonly label: string
  readonly rows: readonly number[]
}

/**
 * The tracks of a table in the order of their names, so that what is drawn from them does not depend on the order of
 * the rows.
 *
 * @throws DataError if two rows of one track have different labels
 */
export function tracksOf(table: Excerpts): TrackRows[] {
  const tracks = new Map<string, { track: string; label: string; rows: number[] }>()
  table.tracks.forEach((track, row) => {
    const label = table.labels[row]
    const known = tracks.get(track)
    if (!known) tracks.set(track, { track, label, rows: [row] })
    else if (known.label === label) known.rows.push(row)
    else {
      const reason = `track ${track} is ${label} here and ${known.label} in row ${known.rows[0]}`
      throw new DataError({ table: 'table', row, column: 'label', reason })
    }
  })
  return [...tracks.values()].sort((a, b) => (a.track < b.track ? -1 : a.track > b.track ? 1 : 0))
}

/** Tracks by label, labels in alphabetical order. */
export function byLabel(tracks: readonly TrackRows[]): TrackRows[][] {
  const groups = new Map<string, TrackRows[]>()
  for (const track of tracks) {
    const group = groups.get(track.label)
    if (group) group.push(track)
    else groups.set(track.label, [track])
  }
  return [...groups.keys()].sort().map(label => groups.get(label)!)
}

/** The rows of some tracks in ascending order. */
export function rowsOf(tracks: readonly TrackRows[]): Int32Array {
  return Int32Array.from(tracks.flatMap(({ rows }) => rows)).sort()
}
