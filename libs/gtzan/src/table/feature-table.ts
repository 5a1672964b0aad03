import type { NumericArray } from '@genre/core'
import { DataError, NdArray, ShapeError } from '@genre/core'
import { namesAreSegmented, parseFileName } from './file-name'

/** Names, tracks and genres of excerpts: all that a split needs to know of a table, or of a folder of audio files. */
export interface Excerpts {
  /** The name of each excerpt, unique: `blues.00000.wav`, or `blues.00000.3.wav` for a segment. */
  readonly filenames: readonly string[]
  /** The recording that each excerpt was cut from, read from its name: `blues.00000`. */
  readonly tracks: readonly string[]
  /** The genre of each excerpt. */
  readonly labels: readonly string[]
}

/**
 * A feature table: one row per excerpt (a whole track or one of its segments), one column per descriptor.
 * Row `i` of `X` belongs to `filenames[i]`, `tracks[i]`, ... Rows of one track belong on one side of any split.
 */
export interface FeatureTable extends Excerpts {
  /** Names of the columns of `X`. */
  readonly columns: readonly string[]
  /** Which segment of its track each excerpt is, from 0; -1 for whole tracks. */
  readonly segments: Int32Array
  /** Length of each excerpt in samples. */
  readonly lengths: Float64Array
  /** The descriptors, (rows, columns), row-major. */
  readonly X: NdArray<Float64Array>
}

/** What a {@link FeatureTable} is made from; tracks and segments are read from the names. */
export interface FeatureTableParts {
  readonly columns: readonly string[]
  readonly filenames: readonly string[]
  readonly lengths: ArrayLike<number>
  readonly labels: readonly string[]
  /** All values row by row, or one array per row. */
  readonly values: NumericArray | readonly ArrayLike<number>[]
  /**
   * Whether a number before the extension of a name that is not GTZAN's (`song.3.wav`) is a segment. Default: if all
   * such names of the table have one.
   */
  readonly segmented?: boolean
  /** What the table is called in an error message; default `'table'`. */
  readonly name?: string
}

/**
 * Puts a {@link FeatureTable} together and checks it: equal lengths, finite numbers, no name or column twice.
 *
 * @throws ShapeError if the parts do not fit together
 * @throws DataError for a number that is not finite, or a name that is there twice, with its row and column
 *
 * @example
 * ```ts
 * import { createFeatureTable } from '@genre/gtzan'
 * const table = createFeatureTable({
 *   columns: ['tempo'],
 *   filenames: ['blues.00000.0.wav', 'blues.00000.1.wav'],
 *   lengths: [66149, 66149],
 *   labels: ['blues', 'blues'],
 *   values: [[123.046875], [129.19921875]],
 * })
 * console.log(table.tracks[1], table.segments[1], table.X.get(1, 0)) // => blues.00000 1 129.19921875
 * ```
 */
export function createFeatureTable(parts: FeatureTableParts): FeatureTable {
  const { columns, filenames, labels, values, name = 'table' } = parts
  const rows = filenames.length
  const width = columns.length
  const lengths = Float64Array.from(parts.lengths)
  if (labels.length !== rows) {
    throw new ShapeError({ array: 'labels', received: [labels.length], expected: `${rows} values, one per file name` })
  }
  if (lengths.length !== rows) {
    throw new ShapeError({
      array: 'lengths',
      received: [lengths.length],
      expected: `${rows} values, one per file name`,
    })
  }
  checkUnique(columns, column => {
    throw new DataError({ table: name, column, reason: 'is there twice' })
  })
  checkUnique(filenames, (filename, row, first) => {
    throw new DataError({ table: name, row, column: 'filename', reason: `${filename} is already row ${first}` })
  })
  const data = flatten(values, rows, width)
  for (let i = 0; i < data.length; i++) {
    if (!Number.isFinite(data[i])) {
      const row = Math.floor(i / width)
      throw new DataError({ table: name, row, column: columns[i % width], reason: `${data[i]} is not a finite number` })
    }
  }
  lengths.forEach((length, row) => {
    if (!(Number.isSafeInteger(length) && length >= 0)) {
      throw new DataError({ table: name, row, column: 'length', reason: `${length} is not a number of samples` })
    }
  })
  const segmented = parts.segmented ?? namesAreSegmented(filenames)
  const names = filenames.map(filename => parseFileName(filename, { segmented }))
  return {
    columns: [...columns],
    filenames: [...filenames],
    tracks: names.map(({ track }) => track),
    segments: Int32Array.from(names, ({ segment }) => segment),
    lengths,
    labels: [...labels],
    X: new NdArray(data, [rows, width]),
  }
}

function checkUnique(words: readonly string[], fail: (word: string, at: number, first: number) => never) {
  const seen = new Map<string, number>()
  words.forEach((word, at) => {
    const first = seen.get(word)
    if (first !== undefined) fail(word, at, first)
    seen.set(word, at)
  })
}

function flatten(values: FeatureTableParts['values'], rows: number, width: number): Float64Array {
  if (ArrayBuffer.isView(values)) {
    if (values.length !== rows * width) {
      throw new ShapeError({ array: 'values', received: [values.length], expected: `${rows} x ${width} values` })
    }
    return Float64Array.from(values)
  }
  if (values.length !== rows) {
    throw new ShapeError({ array: 'values', received: [values.length], expected: `${rows} rows` })
  }
  const data = new Float64Array(rows * width)
  values.forEach((row, i) => {
    if (row.length !== width) {
      throw new ShapeError({ array: `values, row ${i},`, received: [row.length], expected: `${width} columns` })
    }
    data.set(row, i * width)
  })
  return data
}
