import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { extname } from 'node:path'
import type { OnProgress } from '@genre/core'
import { checkInteger, DataError, ProgressMeter } from '@genre/core'
import type { FeatureTable } from '../table/feature-table'
import { formatFeatureTableLines } from '../table/format-feature-table'
import { checkSameColumns, formatParquetPieces, joinTables, parseParquetGroups } from '../table/parquet-table'
import type { ParseFeatureTableOptions } from '../table/parse-feature-table'
import { FeatureTableParser } from '../table/parse-feature-table'
import { writeAtomic } from '@genre/core/node'

/** What long reading and writing takes. */
export interface TableFileOptions {
  /** Stops the work; the promise is rejected with its reason. */
  readonly signal?: AbortSignal
  /** Called with bytes read, or rows written. */
  readonly onProgress?: OnProgress
}

/**
 * Reads a feature table from a file: CSV in Kaggle's layout, read as a stream, or Parquet where the name ends in
 * `.parquet`. Checks and errors are those of `parseFeatureTable`; the error names the file.
 *
 * @throws DataError if the file cannot be read, is not UTF-8 text, or holds anything that `parseFeatureTable` refuses
 *
 * @example
 * ```ts
 * import { createFeatureTable } from '@genre/gtzan'
 * import { readFeatureTable, writeFeatureTable } from '@genre/gtzan/node'
 * const table = createFeatureTable({
 *   columns: ['tempo'], filenames: ['pop.00001.wav'], lengths: [661504], labels: ['pop'], values: [[99.5]],
 * })
 * await writeFeatureTable('features.csv', table)
 * console.log((await readFeatureTable('features.csv', { columns: 'any' })).X.get(0, 0)) // => 99.5
 * ```
 */
export async function readFeatureTable(
  path: string,
  options: ParseFeatureTableOptions & TableFileOptions = {},
): Promise<FeatureTable> {
  const parts: FeatureTable[] = []
  for await (const part of readFeatureTableBatches(path, { ...options, rows: Number.MAX_SAFE_INTEGER }))
    parts.push(part)
  return joinTables(parts, { name: path, ...options })
}

/** Parameters of {@link readFeatureTableBatches}. */
export interface TableBatchesOptions extends ParseFeatureTableOptions, TableFileOptions {
  /** Rows of a batch of CSV, at least (a block of the file is always read to its end); Parquet comes in its own groups. Default 10 000. */
  readonly rows?: number
}

/**
 * Reads a feature table of any length in parts that are tables themselves: memory is that of one part, and of the names, which
 * are held to find doubles (about 100 bytes each). Row numbers in errors are those of the whole file. A part that was handed over
 * is sound; a fault further on is only met when the reading gets there.
 *
 * @throws DataError as {@link readFeatureTable}
 *
 * @example
 * ```ts
 * import { createFeatureTable } from '@genre/gtzan'
 * import { readFeatureTableBatches, writeFeatureTable } from '@genre/gtzan/node'
 * const table = createFeatureTable({
 *   columns: ['tempo'], filenames: ['pop.00001.wav'], lengths: [661504], labels: ['pop'], values: [[99.5]],
 * })
 * await writeFeatureTable('features.csv', table)
 * for await (const { filenames } of readFeatureTableBatches('features.csv', { columns: 'any' })) {
 *   console.log(filenames.length) // => 1
 * }
 * ```
 */
export async function* readFeatureTableBatches(
  path: string,
  options: TableBatchesOptions = {},
): AsyncGenerator<FeatureTable, void, void> {
  const { signal, onProgress, rows, ...rules } = options
  const most = checkInteger('rows', rows ?? 10_000, { min: 1 })
  const parsing = { name: path, ...rules }
  signal?.throwIfAborted()
  try {
    const info = await stat(path)
    if (!info.isFile()) throw new DataError({ table: path, reason: 'cannot be read: it is not a file' })
    const meter = new ProgressMeter({ label: 'read', total: info.size, onProgress })
    if (isParquet(path)) {
      yield* readParquetFile(path, info.size, parsing, signal)
      meter.advance(info.size)
      return
    }
    const parser = new FeatureTableParser(parsing)
    const decode = utf8Decoder(path, parser)
    for await (const bytes of createReadStream(path, { signal })) {
      parser.push(decode(bytes as Uint8Array))
      meter.advance((bytes as Uint8Array).length)
      if (parser.ready >= most) yield parser.take()
    }
    parser.push(decode())
    const last = parser.finish()
    if (last.filenames.length > 0 || parser.rows === 0) yield last
  } catch (error) {
    throw signal?.aborted ? signal.reason : readError(path, error)
  }
}

/** The parts of a Parquet file, of which no more is read than a group at a time. */
async function* readParquetFile(
  path: string,
  size: number,
  parsing: ParseFeatureTableOptions,
  signal: AbortSignal | undefined,
): AsyncGenerator<FeatureTable, void, void> {
  const handle = await open(path)
  const file = {
    byteLength: size,
    slice: async (start: number, end = size) => {
      signal?.throwIfAborted()
      const bytes = new Uint8Array(Math.max(0, Math.min(end, size) - start))
      let filled = 0
      while (filled < bytes.length) {
        const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, start + filled)
        if (bytesRead === 0) break
        filled += bytesRead
      }
      return bytes.buffer
    },
  }
  try {
    yield* parseParquetGroups(file, parsing)
  } finally {
    await handle.close()
  }
}

function utf8Decoder(path: string, parser: FeatureTableParser): (bytes?: Uint8Array) => string {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  return bytes => {
    try {
      return decoder.decode(bytes, { stream: bytes !== undefined })
    } catch (cause) {
      throw new DataError({ table: path, row: parser.rows, reason: 'is not UTF-8 text', cause })
    }
  }
}

/**
 * Writes a feature table to a file, as CSV in Kaggle's layout or as Parquet where the name ends in `.parquet`. Numbers
 * are kept exactly. The file appears whole or not at all: it is written under a temporary name in the same folder,
 * flushed, and renamed; what was there before stays until then. A table that is too long for the memory is written from its parts.
 *
 * @param table - a table, or its parts in their order, each a table with the same columns
 * @throws ShapeError for parts of several columns
 * @throws DataError if the file cannot be written, with the reason in words
 *
 * @example
 * ```ts
 * import { createFeatureTable } from '@genre/gtzan'
 * import { writeFeatureTable } from '@genre/gtzan/node'
 * const table = createFeatureTable({
 *   columns: ['tempo'], filenames: ['pop.00001.wav'], lengths: [661504], labels: ['pop'], values: [[99.5]],
 * })
 * await writeFeatureTable('features.parquet', table)
 * ```
 */
export async function writeFeatureTable(
  path: string,
  table: FeatureTable | Iterable<FeatureTable> | AsyncIterable<FeatureTable>,
  options: TableFileOptions = {},
): Promise<void> {
  const { signal, onProgress } = options
  signal?.throwIfAborted()
  const tables = 'filenames' in table ? [table] : table
  const total = 'filenames' in table ? table.filenames.length : Infinity
  const meter = new ProgressMeter({ label: 'write', total, onProgress })
  const counted = countRows(tables, rows => meter.advance(rows))
  await writeAtomic(path, isParquet(path) ? formatParquetPieces(counted) : csvPieces(counted), { signal })
}

/** Hands tables on, and says of each, when the next is asked for, that it was used. */
async function* countRows(
  tables: Iterable<FeatureTable> | AsyncIterable<FeatureTable>,
  done: (rows: number) => void,
): AsyncGenerator<FeatureTable, void, void> {
  for await (const table of tables) {
    yield table
    if (table.filenames.length > 0) done(table.filenames.length)
  }
}

const LINES_AT_A_TIME = 200

async function* csvPieces(tables: AsyncIterable<FeatureTable>): AsyncGenerator<string, void, void> {
  let columns: readonly string[] | undefined
  for await (const table of tables) {
    const lines = formatFeatureTableLines(table)
    if (columns) {
      checkSameColumns(table.columns, columns)
      lines.next()
    }
    columns ??= table.columns
    let block: string[] = []
    for (const line of lines) {
      if (block.push(line) < LINES_AT_A_TIME) continue
      yield block.join('')
      block = []
    }
    if (block.length > 0) yield block.join('')
  }
  if (!columns)
    throw new DataError({ table: 'table', reason: 'there is no table, not even an empty one, so no columns' })
}

function isParquet(path: string): boolean {
  return extname(path).toLowerCase() === '.parquet'
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'permission denied',
  EPERM: 'not permitted',
}

/** What the file system said, as a DataError; other errors as they are. */
export function readError(path: string, cause: unknown): unknown {
  const code = (cause as NodeJS.ErrnoException)?.code
  if (cause instanceof DataError || typeof code !== 'string') return cause
  return new DataError({ table: path, reason: `cannot be read: ${REASONS[code] ?? code}`, cause })
}
