import { DataError } from '@genre/core'
import { checkHeader, checkLabel, shorten } from './check-header'
import { gtzan57Columns } from './columns'
import type { FeatureTable } from './feature-table'
import { createFeatureTable } from './feature-table'
import { GENRES } from './genres'
import type { ParseFeatureTableOptions } from './parse-feature-table'

/**
 * A feature table as a Parquet file: `filename` and `label` as strings, `length` as 64-bit integer, descriptors as
 * doubles, compressed with Snappy. pandas, Arrow, DuckDB and R read it; numbers are kept bit for bit.
 *
 * The writer, hyparquet-writer, is loaded by the first call.
 *
 * @example
 * ```ts
 * import { formatParquetTable, parseFeatureTable, parseParquetTable } from '@genre/gtzan'
 * const csv = 'filename,length,tempo,label\nrock.00001.wav,661794,99.38401442307692,rock\n'
 * const bytes = await formatParquetTable(parseFeatureTable(csv, { columns: 'any' }))
 * const table = await parseParquetTable(bytes, { columns: 'any' })
 * console.log(table.X.get(0, 0), table.labels) // => 99.38401442307692 [ 'rock' ]
 * ```
 */
export async function formatParquetTable(table: FeatureTable): Promise<Uint8Array> {
  const { parquetWriteBuffer } = await import('hyparquet-writer')
  const rows = table.filenames.length
  const column = (j: number) => Float64Array.from({ length: rows }, (_, i) => table.X.get(i, j))
  const buffer = parquetWriteBuffer({
    columnData: [
      { name: 'filename', data: [...table.filenames], type: 'STRING', nullable: false },
      { name: 'length', data: BigInt64Array.from(table.lengths, BigInt), type: 'INT64', nullable: false },
      ...table.columns.map((name, j) => ({ name, data: column(j), type: 'DOUBLE' as const, nullable: false })),
      { name: 'label', data: [...table.labels], type: 'STRING', nullable: false },
    ],
  })
  return new Uint8Array(buffer)
}

/**
 * Reads a feature table from the bytes of a Parquet file, with the checks of `parseFeatureTable`. Files of other
 * writers are read if they are laid out so (columns `filename`, `length`, descriptors of any numeric type, `label`)
 * and are compressed with Snappy or not at all, which is what pandas writes.
 *
 * The reader, hyparquet, is loaded by the first call.
 *
 * @throws DataError as `parseFeatureTable`, and for bytes that are no whole Parquet file
 */
export async function parseParquetTable(
  bytes: Uint8Array,
  options: ParseFeatureTableOptions = {},
): Promise<FeatureTable> {
  const name = options.name ?? 'table'
  const fail = (facts: { row?: number; column?: string; reason: string; cause?: unknown }): never => {
    throw new DataError({ table: name, ...facts })
  }
  const { header, cells, rows } = await readColumns(bytes).catch((cause: unknown) =>
    fail({ reason: `is no Parquet file that can be read: ${cause instanceof Error ? cause.message : cause}`, cause }),
  )
  const columns = checkHeader(header, options.columns ?? gtzan57Columns(), name)
  const genres = options.genres === 'any' ? undefined : new Set<string>(options.genres ?? GENRES)
  const text = (at: number, column: string) =>
    cells[at].map((value, row) => {
      if (typeof value === 'string' && value !== '') return value
      return fail({ row, column, reason: value == null || value === '' ? 'the cell is empty' : 'is not a text' })
    })
  const numbers = (at: number, column: string) =>
    cells[at].map((value, row) => {
      if (typeof value === 'number' || typeof value === 'bigint') return Number(value)
      const reason =
        value == null ? 'the cell is empty; a number is needed' : `${shorten(String(value))} is not a number`
      return fail({ row, column, reason })
    })
  const filenames = text(0, 'filename')
  const labels = text(header.length - 1, 'label')
  labels.forEach((label, row) => checkLabel(label, genres, name, row))
  const values = new Float64Array(rows * columns.length)
  columns.forEach((column, j) => {
    numbers(j + 2, column).forEach((value, row) => (values[row * columns.length + j] = value))
  })
  const { segmented } = options
  return createFeatureTable({ columns, filenames, lengths: numbers(1, 'length'), labels, values, segmented, name })
}

/** All columns of a flat Parquet file; every one has as many cells as the file says rows. */
async function readColumns(bytes: Uint8Array): Promise<{ header: string[]; cells: unknown[][]; rows: number }> {
  const { parquetMetadata, parquetRead, parquetSchema } = await import('hyparquet')
  const file = bytes.slice().buffer
  const metadata = parquetMetadata(file)
  const rows = Number(metadata.num_rows)
  const header = parquetSchema(metadata).children.map(({ element, children }) => {
    if (children.length > 0) throw new Error(`column ${shorten(element.name)} is nested`)
    return element.name
  })
  // A damaged header may claim any number. A value takes a few bits at least; Snappy packs 1 : 64 at best.
  if (!(rows >= 0 && rows * header.length <= bytes.length * MOST_VALUES_PER_BYTE)) {
    throw new Error(`it claims ${rows} rows in ${bytes.length} bytes`)
  }
  const cells = header.map(() => [] as unknown[])
  // One column of one row group at a time: read together, the second that fails would be an unhandled rejection.
  let rowStart = 0
  for (const group of metadata.row_groups) {
    const rowEnd = rowStart + Number(group.num_rows)
    if (!(rowEnd >= rowStart && rowEnd <= rows)) throw new Error('the rows of its groups do not add up')
    for (let j = 0; j < header.length && rowEnd > rowStart; j++) {
      const onComplete = (read: unknown[][]) => read.forEach(([value]) => cells[j].push(value))
      await parquetRead({ file, metadata, columns: [header[j]], rowStart, rowEnd, onComplete })
    }
    rowStart = rowEnd
  }
  const short = cells.findIndex(column => column.length !== rows)
  if (short >= 0) throw new Error(`column ${shorten(header[short])} has ${cells[short].length} of ${rows} rows`)
  return { header, cells, rows }
}

const MOST_VALUES_PER_BYTE = 1024
