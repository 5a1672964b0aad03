import { DataError, NdArray, ShapeError } from '@genre/core'
import { checkSegments } from './labelled-segments'
import type { ExperimentData } from './experiment-data'

/** Columns that are added to the statistics of tracks, one row a track. */
export interface TrackColumns {
  readonly columns: readonly string[]
  /** By track; tracks that are not there are left out of the result. */
  readonly rows: ReadonlyMap<string, ArrayLike<number>>
}

const SHARES = [0.1, 0.5, 0.9]

/**
 * One row a track from rows of its segments: for each column mean, standard deviation (of the population) and the quantiles
 * 0.1, 0.5, 0.9 (interpolated, as NumPy's) over the segments, as `tempo@mean`, `tempo@std`, `tempo@q10`, ... Tracks stand in the
 * order of their first rows. Where every track has one row only, there is no spread: only means are given.
 *
 * @param extra - further columns of whole tracks
 * @throws DataError for a track with two labels, or if no track is left; ShapeError for rows of `extra` that do not fit
 *
 * @example
 * ```ts
 * import { NdArray } from '@genre/core'
 * import { trackStatistics } from '@genre/models'
 * const X = new NdArray(Float64Array.of(1, 3, 8), [3, 1])
 * const data = { X, columns: ['tempo'], labels: ['jazz', 'jazz', 'rock'], tracks: ['a', 'a', 'b'] }
 * const { columns, X: statistics } = trackStatistics(data)
 * console.log(columns.slice(0, 2), statistics.get(0, 0), statistics.get(0, 1)) // => [ 'tempo@mean', 'tempo@std' ] 2 1
 * ```
 */
export function trackStatistics(data: ExperimentData, extra?: TrackColumns): ExperimentData {
  const { X, labels, tracks } = checkSegments(data)
  const rowsOf = new Map<string, number[]>()
  tracks.forEach((track, row) => {
    const rows = rowsOf.get(track)
    if (!rows) rowsOf.set(track, [row])
    else if (labels[rows[0]] === labels[row]) rows.push(row)
    else throw new DataError({ table: 'table', row, column: 'label', reason: `${track} has two labels` })
  })
  const names = [...rowsOf.keys()].filter(track => !extra || extra.rows.has(track))
  if (names.length === 0) throw new DataError({ table: 'table', reason: 'none of its tracks has the further columns' })
  const hasSpread = [...rowsOf.values()].some(rows => rows.length > 1)
  const statistics = hasSpread ? ['mean', 'std', ...SHARES.map(share => `q${100 * share}`)] : ['mean']
  const columns = [
    ...statistics.flatMap(statistic => data.columns.map(column => `${column}@${statistic}`)),
    ...(extra?.columns ?? []),
  ]
  const width = data.columns.length
  const out = new Float64Array(names.length * columns.length)
  names.forEach((track, i) => {
    const row = out.subarray(i * columns.length, (i + 1) * columns.length)
    const rows = rowsOf.get(track)!
    for (let j = 0; j < width; j++) {
      const values = Float64Array.from(rows, r => X.data[r * width + j]).sort()
      const mean = values.reduce((a, b) => a + b, 0) / values.length
      row[j] = mean
      if (!hasSpread) continue
      row[width + j] = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length)
      SHARES.forEach((share, k) => (row[(2 + k) * width + j] = quantile(values, share)))
    }
    if (!extra) return
    const further = extra.rows.get(track)!
    if (further.length !== extra.columns.length) {
      throw new ShapeError({ array: track, received: [further.length], expected: `${extra.columns.length} columns` })
    }
    row.set(Array.from(further), statistics.length * width)
  })
  return {
    X: new NdArray(out, [names.length, columns.length]),
    columns,
    labels: names.map(track => labels[rowsOf.get(track)![0]]),
    tracks: names,
  }
}

function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1)
  const below = Math.floor(place)
  const above = Math.min(below + 1, sorted.length - 1)
  return sorted[below] + (place - below) * (sorted[above] - sorted[below])
}
