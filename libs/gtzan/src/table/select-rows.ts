import { NdArray, checkInteger } from '@genre/core'
import type { FeatureTable } from './feature-table'

/**
 * The given rows of a table, in the given order, as a table of their own: the training rows of a split, for instance.
 *
 * @throws InvalidParameterError for a row that the table does not have
 *
 * @example
 * ```ts
 * import { parseFeatureTable, selectRows } from '@genre/gtzan'
 * const csv = 'filename,length,tempo,label\nblues.00000.wav,5,120.0,blues\nrock.00000.wav,5,90.0,rock\n'
 * const table = parseFeatureTable(csv, { columns: 'any' })
 * console.log(selectRows(table, [1]).labels) // => [ 'rock' ]
 * ```
 */
export function selectRows(table: FeatureTable, rows: ArrayLike<number>): FeatureTable {
  const width = table.columns.length
  const order = Array.from(rows, row => checkInteger('rows', row, { min: 0, max: table.filenames.length - 1 }))
  const data = new Float64Array(order.length * width)
  const source = table.X.isContiguous ? table.X.data : table.X.toContiguous()
  const start = table.X.isContiguous ? table.X.offset : 0
  order.forEach((row, i) => {
    data.set(source.subarray(start + row * width, start + (row + 1) * width), i * width)
  })
  return {
    columns: table.columns,
    filenames: order.map(row => table.filenames[row]),
    tracks: order.map(row => table.tracks[row]),
    segments: Int32Array.from(order, row => table.segments[row]),
    lengths: Float64Array.from(order, row => table.lengths[row]),
    labels: order.map(row => table.labels[row]),
    X: new NdArray(data, [order.length, width]),
  }
}
