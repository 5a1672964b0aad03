import { DataError } from '@genre/core'
import { checkHeader, checkLabel } from './check-header'
import { gtzan57Columns } from './columns'
import { CsvReader } from './csv-reader'
import type { FeatureTable } from './feature-table'
import { createFeatureTable } from './feature-table'
import { GENRES } from './genres'
import { namesAreSegmented } from './file-name'
import { parseNumber } from './number-text'

/** What a feature table is allowed to hold. */
export interface ParseFeatureTableOptions {
  /** The descriptors that must be there, in this order; `'any'` takes whatever the header says. Default: the 57 of GTZAN. */
  readonly columns?: readonly string[] | 'any'
  /** The labels that may occur; `'any'` for all. Default: the ten of GTZAN. */
  readonly genres?: readonly string[] | 'any'
  /** Whether foreign names such as `song.3.wav` mean segments; default: if all of them look so. */
  readonly segmented?: boolean
  /** What the table is called in an error message, usually the name of its file; default `'table'`. */
  readonly name?: string
}

/**
 * Reads the text of a feature table as it arrives: `push` pieces of any length, then `finish`. Memory is that of the
 * numbers, not of the text.
 *
 * @example
 * ```ts
 * import { FeatureTableParser } from '@genre/gtzan'
 * const parser = new FeatureTableParser({ columns: 'any' })
 * parser.push('filename,length,tempo,label\nblues.000')
 * parser.push('00.wav,661794,123.046875,blues\n')
 * console.log(parser.finish().tracks) // => [ 'blues.00000' ]
 * ```
 */
export class FeatureTableParser {
  readonly #name: string
  readonly #expected: readonly string[] | 'any'
  readonly #genres: ReadonlySet<string> | undefined
  #segmented: boolean | undefined
  readonly #csv: CsvReader
  #columns: string[] | undefined
  #filenames: string[] = []
  readonly #rowOf = new Map<string, number>()
  #lengths: number[] = []
  #labels: string[] = []
  #taken = 0
  readonly #known = new Map<string, string>()
  #values = new Float64Array(1024)
  #blankRow = false

  constructor(options: ParseFeatureTableOptions = {}) {
    this.#name = options.name ?? 'table'
    this.#expected = options.columns ?? gtzan57Columns()
    this.#genres = options.genres === 'any' ? undefined : new Set(options.genres ?? GENRES)
    this.#segmented = options.segmented
    this.#csv = new CsvReader(this.#name, cells => this.#row(cells))
  }

  /** Number of complete rows so far. */
  get rows(): number {
    return this.#taken + this.#filenames.length
  }

  /** Number of complete rows that {@link FeatureTableParser.take} would hand over. */
  get ready(): number {
    return this.#filenames.length
  }

  /**
   * Takes the next piece of the text.
   *
   * @throws DataError with row (from 0, the header not counted) and column of the first fault
   */
  push(text: string): void {
    this.#csv.push(text)
  }

  /**
   * The rows since the last time as a table of their own, for tables that need not be in memory as a whole; only their names are
   * kept, to find doubles. Whether foreign names mean segments is judged by the first rows, if it is not told.
   *
   * @throws DataError if there was no header so far
   *
   * @example
   * ```ts
   * import { FeatureTableParser } from '@genre/gtzan'
   * const parser = new FeatureTableParser({ columns: 'any' })
   * parser.push('filename,length,tempo,label\nblues.00000.wav,661794,123.0,blues\nblues.00001')
   * console.log(parser.take().filenames) // => [ 'blues.00000.wav' ]
   * ```
   */
  take(): FeatureTable {
    if (!this.#columns) this.#fail({ reason: 'is empty; a header line filename,length,...,label is needed' })
    const count = this.ready
    const table = createFeatureTable({
      columns: this.#columns,
      filenames: this.#filenames,
      lengths: this.#lengths,
      labels: this.#labels,
      values: this.#values.subarray(0, count * this.#columns.length),
      segmented: this.#segmented,
      name: this.#name,
    })
    if (count > 0) this.#segmented ??= namesAreSegmented(this.#filenames)
    this.#taken += count
    this.#filenames = []
    this.#lengths = []
    this.#labels = []
    return table
  }

  /**
   * The table, or what was not taken of it.
   *
   * @throws DataError if there was no header, or for a fault in the last row
   */
  finish(): FeatureTable {
    this.#csv.finish()
    return this.take()
  }

  #row(cells: string[]): void {
    if (cells.length === 1 && cells[0] === '') {
      this.#blankRow = true // one or more at the end of a file are harmless
      return
    }
    if (this.#blankRow)
      this.#fail({ row: this.#columns ? this.rows : undefined, reason: 'a blank line stands before it' })
    if (!this.#columns) {
      this.#columns = checkHeader(cells, this.#expected, this.#name)
      return
    }
    const columns = this.#columns
    const row = this.rows
    if (cells.length !== columns.length + 3) {
      this.#fail({ row, reason: `${count(cells.length, 'cell')} where the header has ${columns.length + 3}` })
    }
    const filename = ownCopy(cells[0])
    const label = this.#label(cells[cells.length - 1])
    if (filename === '') this.#fail({ row, column: 'filename', reason: 'the cell is empty' })
    const first = this.#rowOf.get(filename)
    if (first !== undefined) {
      this.#fail({ row, column: 'filename', reason: `${JSON.stringify(filename)} is already row ${first}` })
    }
    checkLabel(label, this.#genres, this.#name, row)
    const length = parseNumber(cells[1], { table: this.#name, row, column: 'length' })
    if (!Number.isSafeInteger(length) || length < 0) {
      this.#fail({ row, column: 'length', reason: `${cells[1]} is not a number of samples` })
    }
    const start = this.ready * columns.length
    const values = this.#room(start + columns.length)
    for (let j = 0; j < columns.length; j++) {
      values[start + j] = parseNumber(cells[j + 2], { table: this.#name, row, column: columns[j] })
    }
    this.#rowOf.set(filename, row)
    this.#filenames.push(filename)
    this.#lengths.push(length)
    this.#labels.push(label)
  }

  /** One text for each label, however often it comes. */
  #label(cell: string): string {
    const known = this.#known.get(cell)
    if (known !== undefined) return known
    const label = ownCopy(cell)
    this.#known.set(label, label)
    return label
  }

  /** The memory of the values, grown so that `size` of them fit. */
  #room(size: number): Float64Array {
    if (size > this.#values.length) {
      const grown = new Float64Array(Math.max(size, this.#values.length * 2))
      grown.set(this.#values)
      this.#values = grown
    }
    return this.#values
  }

  #fail(facts: { row?: number; column?: string; reason: string }): never {
    throw new DataError({ table: this.#name, ...facts })
  }
}

/**
 * Reads a feature table from CSV text in Kaggle's layout: a header `filename,length,...,label`, then one line per
 * excerpt. Numbers come back exactly. A byte order mark, CRLF line ends, quoted cells and blank lines at the end are
 * taken; anything that is wrong is an error that names its row and column, never a row that is silently dropped.
 *
 * @param text - the whole text, or its pieces; for a stream of pieces (of a file in a page:
 *   `file.stream().pipeThrough(new TextDecoderStream())`) the result is a promise
 * @throws DataError for a missing or empty cell, text or NaN where a number belongs, a missing, extra, double or misplaced
 *   column, a file name that is there twice, an unknown genre, a row of another length, an empty text; `row` counts from
 *   0 without the header
 *
 * @example
 * ```ts
 * import { parseFeatureTable } from '@genre/gtzan'
 * const csv = 'filename,length,tempo,label\nrock.00001.0.wav,66149,99.38401442307692,rock\n'
 * const table = parseFeatureTable(csv, { columns: 'any' })
 * console.log(table.X.get(0, 0), table.tracks[0], table.segments[0]) // => 99.38401442307692 rock.00001 0
 * ```
 */
export function parseFeatureTable(text: string | Iterable<string>, options?: ParseFeatureTableOptions): FeatureTable
export function parseFeatureTable(
  text: AsyncIterable<string> | ReadableStream<string>,
  options?: ParseFeatureTableOptions,
): Promise<FeatureTable>
export function parseFeatureTable(
  text: string | Iterable<string> | AsyncIterable<string> | ReadableStream<string>,
  options: ParseFeatureTableOptions = {},
): FeatureTable | Promise<FeatureTable> {
  const parser = new FeatureTableParser(options)
  if (typeof text === 'string') {
    parser.push(text)
    return parser.finish()
  }
  if ('getReader' in text) return parseStream(text, parser)
  if (Symbol.asyncIterator in text) return parsePieces(text, parser)
  for (const piece of text) parser.push(piece)
  return parser.finish()
}

async function parsePieces(text: AsyncIterable<string>, parser: FeatureTableParser): Promise<FeatureTable> {
  for await (const piece of text) parser.push(piece)
  return parser.finish()
}

/** Not every browser lets `for await` go over a stream. */
async function parseStream(text: ReadableStream<string>, parser: FeatureTableParser): Promise<FeatureTable> {
  const reader = text.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return parser.finish()
      parser.push(value)
    }
  } catch (error) {
    await reader.cancel(error).catch(() => undefined)
    throw error
  }
}

/** The text in memory of its own: a piece of a longer one would keep all of that. */
function ownCopy(text: string): string {
  return text.split('').join('')
}

function count(n: number, word: string): string {
  return `${n} ${word}${n === 1 ? '' : 's'}`
}
