import { InvalidParameterError, RandomState, ShapeError, checkInteger } from '@genre/core'
import type { Seed } from '@genre/core'
import type { EncodedLabels, Label, LabelsLike } from '../base/labels'
import { encodeLabels } from '../base/labels'
import type { Rows } from './take'
import { countRows } from './take'

/** One way of parting a table: the positions of its rows in the two parts. */
export interface Split {
  readonly train: Int32Array
  readonly test: Int32Array
}

/**
 * Parts a table several times into training and test rows.
 *
 * `split` takes whatever has rows as X (only their number matters), the labels y where the splitter stratifies, and one
 * group a row where it keeps groups together.
 */
export interface Splitter {
  split(X: Rows, y?: LabelsLike | null, groups?: LabelsLike | null): Split[]
  /** How many splits there will be. */
  getNSplits(): number
  /** The splitter as plain data. A `RandomState` becomes null: its stream belongs to the session. */
  toJSON?(): SplitterJson
}

/** A splitter as plain data: its class and options. `cv` parameters take it for the splitter itself. */
export interface SplitterJson {
  readonly splitter: string
  readonly [option: string]: unknown
}

/** A splitter's class and options as plain data. */
export function splitterJson(splitter: string, options: object & { readonly randomState?: Seed }): SplitterJson {
  const { randomState } = options
  return { splitter, ...options, randomState: randomState instanceof RandomState ? null : randomState }
}

/** What splitters with a number of splits have in common: their options, how many splits there are, and plain data. */
export abstract class CountedSplitter<
  O extends { readonly nSplits: number; readonly randomState?: Seed },
> implements Splitter {
  readonly options: O
  readonly #name: string

  /** @param name - of the class, as model files have it */
  protected constructor(name: string, options: O) {
    this.#name = name
    this.options = options
  }

  getNSplits(): number {
    return this.options.nSplits
  }

  /** The splitter as plain data, as the `cv` of a model file has it. */
  toJSON(): SplitterJson {
    return splitterJson(this.#name, this.options)
  }

  abstract split(X: Rows, y?: LabelsLike | null, groups?: LabelsLike | null): Split[]
}

/** Options of the splitters that cut a table into folds. */
export interface KFoldOptions {
  /** How many folds, each of them the test set once; at least 2, default 5. */
  readonly nSplits?: number
  /** Whether to shuffle before cutting; default false. */
  readonly shuffle?: boolean
  /** Seeds the shuffling. */
  readonly randomState?: Seed
}

/** What `new KFold(...)` and its kin take: options, or just the number of folds. */
export type KFoldArgument = number | KFoldOptions

/** The options with their defaults. @throws InvalidParameterError */
export function kFoldOptions(argument: KFoldArgument | undefined): Required<KFoldOptions> {
  const options = typeof argument === 'number' ? { nSplits: argument } : (argument ?? {})
  const { nSplits = 5, shuffle = false, randomState = null } = options
  checkInteger('nSplits', nSplits, { min: 2 })
  if (typeof shuffle !== 'boolean') {
    throw new InvalidParameterError({ parameter: 'shuffle', received: shuffle, allowed: 'true or false' })
  }
  if (!shuffle && randomState !== null) {
    throw new InvalidParameterError({
      parameter: 'randomState',
      received: randomState,
      allowed: 'absent unless shuffle is true: it would have no effect',
    })
  }
  return { nSplits, shuffle, randomState }
}

/** The number of rows, at least as many as folds. */
export function rowsForFolds(X: Rows, nSplits: number): number {
  const rows = countRows(X, 'X')
  if (nSplits <= rows) return rows
  throw new InvalidParameterError({
    parameter: 'nSplits',
    received: nSplits,
    allowed: `at most ${rows}, the number of rows`,
  })
}

/** Labels or groups of the rows, which this splitter cannot do without. */
export function codesFor(
  name: 'y' | 'groups',
  labels: LabelsLike | null | undefined,
  rows: number,
): EncodedLabels<Label> {
  if (labels == null) {
    const what = name === 'y' ? 'labels: this splitter stratifies by them' : 'given: one group a row'
    throw new InvalidParameterError({ parameter: name, received: labels, allowed: what })
  }
  const encoded = encodeLabels(labels, name)
  if (encoded.codes.length !== rows) {
    throw new ShapeError({
      array: name,
      received: [encoded.codes.length],
      expected: `${rows} items, one for each row of X`,
    })
  }
  return encoded
}

/** For each fold the split that has it as its test rows, both parts in the order of the table. */
export function splitsOfFolds(foldOf: ArrayLike<number>, folds: readonly number[] | number): Split[] {
  const list = typeof folds === 'number' ? Array.from({ length: folds }, (_, fold) => fold) : folds
  const rows = Int32Array.from({ length: foldOf.length }, (_, row) => row)
  return list.map(fold => ({
    train: rows.filter(row => foldOf[row] !== fold),
    test: rows.filter(row => foldOf[row] === fold),
  }))
}

/** How many rows each code has. */
export function countCodes(codes: Int32Array, classes: number): Int32Array {
  const counts = new Int32Array(classes)
  for (let i = 0; i < codes.length; i++) counts[codes[i]]++
  return counts
}
