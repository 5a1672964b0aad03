import { DataError, ShapeError } from '@genre/core'
import { checkHeader, checkLabel, shorten } from './check-header'
import { gtzan57Columns } from './columns'
import type { FeatureTable } from './feature-table'
import { createFeatureTable } from './feature-table'
import { namesAreSegmented } from './file-name'
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
  const pieces: Uint8Array[] = []
  for await (const piece of formatParquetPieces([table])) pieces.push(piece)
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    bytes.set(piece, at)
    at += piece.length
  }
  return bytes
}

/** Rows of a group: what a reader has to hold at a time. */
const GROUP_ROWS = 50_000

/** The same file in pieces, from tables of the same columns, one after the other: a group of rows or more for each. */
export async function* formatParquetPieces(
  tables: Iterable<FeatureTable> | AsyncIterable<FeatureTable>,
): AsyncGenerator<Uint8Array, void, void> {
  const { ByteWriter, ParquetWriter, schemaFromColumnData } = await import('hyparquet-writer')
  const writer = new ByteWriter()
  let file: InstanceType<typeof ParquetWriter> | undefined
  let columns: readonly string[] | undefined
  const drain = () => {
    const bytes = writer.getBytes().slice()
    // what was handed over makes room; the writer's own count goes on
    writer.index = 0
    return bytes
  }
  for await (const table of tables) {
    const columnData = columnsOf(table)
    if (!file) {
      columns = table.columns
      file = new ParquetWriter({ writer, schema: schemaFromColumnData({ columnData }) })
    }
    checkSameColumns(table.columns, columns!)
    if (table.filenames.length > 0) {
      const data = columnData.map(({ name, data }) => ({ name, data }))
      await file.write({ columnData: data, rowGroupSize: GROUP_ROWS })
    }
    yield drain()
  }
  if (!file) throw new DataError({ table: 'table', reason: 'there is no table, not even an empty one, so no columns' })
  file.finish()
  yield drain()
}

/** @throws ShapeError for tables of several columns that should become one file */
export function checkSameColumns(columns: readonly string[], first: readonly string[]): void {
  if (columns.length === first.length && columns.every((name, j) => name === first[j])) return
  throw new ShapeError({ array: 'columns', received: [columns.length], expected: 'the columns of the first table' })
}

function columnsOf(table: FeatureTable) {
  const rows = table.filenames.length
  const column = (j: number) => Float64Array.from({ length: rows }, (_, i) => table.X.get(i, j))
  return [
    { name: 'filename', data: [...table.filenames], type: 'STRING' as const, nullable: false },
    { name: 'length', data: BigInt64Array.from(table.lengths, BigInt), type: 'INT64' as const, nullable: false },
    ...table.columns.map((name, j) => ({ name, data: column(j), type: 'DOUBLE' as const, nullable: false })),
    { name: 'label', data: [...table.labels], type: 'STRING' as const, nullable: false },
  ]
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
  const parts: FeatureTable[] = []
  for await (const part of parseParquetGroups(bytes.slice().buffer, options)) parts.push(part)
  return joinTables(parts, options)
}

/** The parts of a table as one. */
export function joinTables(parts: readonly FeatureTable[], options: ParseFeatureTableOptions): FeatureTable {
  if (parts.length === 1) return parts[0]
  const [{ columns }] = parts
  const values = new Float64Array(parts.reduce((sum, { X }) => sum + X.data.length, 0))
  let at = 0
  for (const { X } of parts) {
    values.set(X.data, at)
    at += X.data.length
  }
  return createFeatureTable({
    columns,
    filenames: parts.flatMap(({ filenames }) => [...filenames]),
    lengths: parts.flatMap(({ lengths }) => [...lengths]),
    labels: parts.flatMap(({ labels }) => [...labels]),
    values,
    segmented: options.segmented,
    name: options.name,
  })
}

/** Bytes of a file, as the reader asks for them. */
export interface ParquetFile {
  readonly byteLength: number
  slice(start: number, end?: number): ArrayBuffer | Promise<ArrayBuffer>
}

/**
 * The tables of a Parquet file's groups of rows, one after the other; one table without rows if there are none.
 *
 * @throws DataError as {@link parseParquetTable}
 */
export async function* parseParquetGroups(
  file: ParquetFile,
  options: ParseFeatureTableOptions = {},
): AsyncGenerator<FeatureTable, void, void> {
  const name = options.name ?? 'table'
  const fail = (facts: { row?: number; column?: string; reason: string; cause?: unknown }): never => {
    throw new DataError({ table: name, ...facts })
  }
  const genres = options.genres === 'any' ? undefined : new Set<string>(options.genres ?? GENRES)
  const rowOf = new Map<string, number>()
  let { segmented } = options
  let rowStart = 0
  const groups = readGroups(file)
  for (;;) {
    const { done, value } = await groups.next().catch((cause: unknown) =>
      fail({
        reason: `is no Parquet file that can be read: ${cause instanceof Error ? cause.message : cause}`,
        cause,
      }),
    )
    if (done || !value) return
    const { header, cells, rows } = value
    const columns = checkHeader(header, options.columns ?? gtzan57Columns(), name)
    const text = (at: number, column: string) =>
      cells[at].map((cell, i) => {
        if (typeof cell === 'string' && cell !== '') return cell
        const reason = cell == null || cell === '' ? 'the cell is empty' : 'is not a text'
        return fail({ row: rowStart + i, column, reason })
      })
    const numbers = (at: number, column: string) =>
      cells[at].map((cell, i) => {
        const number = typeof cell === 'number' || typeof cell === 'bigint' ? Number(cell) : NaN
        if (Number.isFinite(number)) return number
        const reason =
          cell == null ? 'the cell is empty; a number is needed' : `${shorten(String(cell))} is not a finite number`
        return fail({ row: rowStart + i, column, reason })
      })
    const filenames = text(0, 'filename')
    filenames.forEach((filename, i) => {
      const first = rowOf.get(filename)
      if (first !== undefined) {
        fail({ row: rowStart + i, column: 'filename', reason: `${filename} is already row ${first}` })
      }
      rowOf.set(filename, rowStart + i)
    })
    const labels = text(header.length - 1, 'label')
    labels.forEach((label, i) => checkLabel(label, genres, name, rowStart + i))
    const lengths = numbers(1, 'length')
    lengths.forEach((length, i) => {
      if (!(Number.isSafeInteger(length) && length >= 0)) {
        fail({ row: rowStart + i, column: 'length', reason: `${length} is not a number of samples` })
      }
    })
    const values = new Float64Array(rows * columns.length)
    columns.forEach((column, j) => {
      numbers(j + 2, column).forEach((cell, i) => (values[i * columns.length + j] = cell))
    })
    yield createFeatureTable({ columns, filenames, lengths, labels, values, segmented, name })
    if (rows > 0) segmented ??= namesAreSegmented(filenames)
    rowStart += rows
  }
}

interface Group {
  readonly header: string[]
  readonly cells: unknown[][]
  readonly rows: number
}

/** The columns of a flat Parquet file, group by group; every one has as many cells as the group says rows. */
async function* readGroups(file: ParquetFile): AsyncGenerator<Group, void, void> {
  const { parquetMetadataAsync, parquetRead, parquetSchema } = await import('hyparquet')
  const metadata = await parquetMetadataAsync(file)
  const total = Number(metadata.num_rows)
  const header = parquetSchema(metadata).children.map(({ element, children }) => {
    if (children.length > 0) throw new Error(`column ${shorten(element.name)} is nested`)
    return element.name
  })
  // A damaged header may claim any number. A value takes a few bits at least; Snappy packs 1 : 64 at best.
  if (!(total >= 0 && total * header.length <= file.byteLength * MOST_VALUES_PER_BYTE)) {
    throw new Error(`it claims ${total} rows in ${file.byteLength} bytes`)
  }
  let rowStart = 0
  let groups = 0
  for (const group of metadata.row_groups) {
    const rows = Number(group.num_rows)
    const rowEnd = rowStart + rows
    if (!(rows >= 0 && rowEnd <= total)) throw new Error('the rows of its groups do not add up')
    if (rows === 0) continue
    const cells = header.map(() => [] as unknown[])
    // One column at a time: read together, the second that fails would be an unhandled rejection.
    for (let j = 0; j < header.length; j++) {
      const onComplete = (read: unknown[][]) => read.forEach(([value]) => cells[j].push(value))
      await parquetRead({ file, metadata, columns: [header[j]], rowStart, rowEnd, onComplete })
    }
    const short = cells.findIndex(column => column.length !== rows)
    if (short >= 0) throw new Error(`column ${shorten(header[short])} has ${cells[short].length} of ${rows} rows`)
    yield { header, cells, rows }
    groups++
    rowStart = rowEnd
  }
  if (rowStart !== total) throw new Error(`its groups have ${rowStart} of ${total} rows`)
  if (groups === 0) yield { header, cells: header.map(() => []), rows: 0 }
}

const MOST_VALUES_PER_BYTE = 1024
