import { NdArray } from '@genre/core'
import type { FeatureTable } from './feature-table'
import { formatNumber } from './number-text'

/**
 * A feature table as CSV text in Kaggle's layout (`filename,length`, the descriptors, `label`), ending with a line end.
 * Numbers are written as Python's `repr` writes them, so they read back exactly, here and with pandas, and both of
 * Kaggle's tables come out byte for byte.
 *
 * @example
 * ```ts
 * import { formatFeatureTable, parseFeatureTable } from '@genre/gtzan'
 * const csv = 'filename,length,tempo,label\nrock.00001.wav,661794,99.38401442307692,rock\n'
 * console.log(formatFeatureTable(parseFeatureTable(csv, { columns: 'any' })) === csv) // => true
 * ```
 */
export function formatFeatureTable(table: FeatureTable): string {
  return [...formatFeatureTableLines(table)].join('')
}

/** The same text line by line (each with its line end), for writing a large table without holding its text. */
export function* formatFeatureTableLines(table: FeatureTable): Generator<string> {
  const width = table.columns.length
  const X = table.X.isContiguous ? table.X : new NdArray(table.X.toContiguous(), table.X.shape)
  yield line(['filename', 'length', ...table.columns, 'label'])
  for (let row = 0; row < table.filenames.length; row++) {
    const cells: string[] = [table.filenames[row], String(table.lengths[row])]
    const start = X.offset + row * width
    for (let j = 0; j < width; j++) cells.push(formatNumber(X.data[start + j]))
    cells.push(table.labels[row])
    yield line(cells)
  }
}

function line(cells: readonly string[]): string {
  return `${cells.map(quoteIfNeeded).join(',')}\n`
}

function quoteIfNeeded(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell
}
