import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { extname } from 'node:path'
import type { OnProgress } from '@genre/core'
import { DataError, ProgressMeter } from '@genre/core'
import type { FeatureTable } from '../table/feature-table'
import { formatFeatureTableLines } from '../table/format-feature-table'
import { formatParquetTable, parseParquetTable } from '../table/parquet-table'
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
  const { signal, onProgress, ...rules } = options
  const parsing = { name: path, ...rules }
  signal?.throwIfAborted()
  try {
    const info = await stat(path)
    if (!info.isFile()) throw new DataError({ table: path, reason: 'cannot be read: it is not a file' })
    const meter = new ProgressMeter({ label: 'read', total: info.size, onProgress })
    if (isParquet(path)) {
      const table = await parseParquetTable(await readFile(path, { signal }), parsing)
      meter.advance(info.size)
      return table
    }
    const parser = new FeatureTableParser(parsing)
    const decoder = new TextDecoder('utf-8', { fatal: true })
    const decode = (bytes?: Uint8Array) => {
      try {
        return decoder.decode(bytes, { stream: bytes !== undefined })
      } catch (cause) {
        throw new DataError({ table: path, row: parser.rows, reason: 'is not UTF-8 text', cause })
      }
    }
    for await (const bytes of createReadStream(path, { signal })) {
      parser.push(decode(bytes as Uint8Array))
      meter.advance((bytes as Uint8Array).length)
    }
    parser.push(decode())
    return parser.finish()
  } catch (error) {
    throw signal?.aborted ? signal.reason : readError(path, error)
  }
}

/**
 * Writes a feature table to a file, as CSV in Kaggle's layout or as Parquet where the name ends in `.parquet`. Numbers
 * are kept exactly. The file appears whole or not at all: it is written under a temporary name in the same folder,
 * flushed, and renamed; what was there before stays until then.
 *
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
  table: FeatureTable,
  options: TableFileOptions = {},
): Promise<void> {
  const { signal, onProgress } = options
  signal?.throwIfAborted()
  if (isParquet(path)) {
    await writeAtomic(path, [await formatParquetTable(table)], { signal })
    new ProgressMeter({ label: 'write', total: table.filenames.length, onProgress }).advance(table.filenames.length)
    return
  }
  // The header is a line as well.
  const meter = new ProgressMeter({ label: 'write', total: table.filenames.length + 1, onProgress })
  await writeAtomic(path, formatFeatureTableLines(table), { signal, onWrite: () => meter.advance() })
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
