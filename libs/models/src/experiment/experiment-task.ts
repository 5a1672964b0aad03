import type { ExperimentSplit } from './experiment-data'
import type { GridSize, TrialParams } from './suite'

/** What workers need to know once. */
export interface ExperimentContext {
  readonly suite: string
  readonly randomState: number
  readonly grid: GridSize
  readonly X: Float64Array
  readonly shape: readonly number[]
  readonly columns: readonly string[]
  readonly labels: readonly string[]
  readonly tracks: readonly string[]
  /** Divisions of the rows, by {@link ExperimentTask.split}. */
  readonly splits: Readonly<Record<string, SplitWithFolds>>
}

/** A division of the rows, and what parameters are chosen on. */
export interface SplitWithFolds extends ExperimentSplit {
  /** One for validation rows, several for cross-validation: parts of `train` and `validation`. */
  readonly folds: readonly { readonly train: ArrayLike<number>; readonly test: ArrayLike<number> }[]
}

/** A fit to be made and scored: a trial on the folds, or the chosen parameters on the test rows. */
export interface ExperimentTask {
  /** `protocol/transform/model/number`, or `.../test`. */
  readonly key: string
  readonly protocol: string
  readonly split: string
  readonly transform: string
  readonly model: string
  readonly params: TrialParams
  readonly what: 'trial' | 'test'
}

/** What a trial gave. */
export interface TrialRecord {
  readonly key: string
  readonly params: TrialParams
  /** Shares of right answers: means over the folds. */
  readonly train: number
  readonly validation: number
  /** Of each fold. */
  readonly folds: readonly number[]
  /** Accuracy (or loss, as `historyOf` says) on the validation rows after each epoch, for nets. */
  readonly history?: readonly number[]
  /** What `history` holds; without it, the accuracy. */
  readonly historyOf?: 'loss'
  /** Seconds to fit and to score. */
  readonly seconds: readonly [number, number]
  /** Why there are no scores: the model refused the data. */
  readonly error?: string
}

/** What the test rows gave. */
export interface TestRecord {
  readonly key: string
  readonly params: TrialParams
  /** Each test row's answer: a position among the classes. */
  readonly answers: readonly number[]
  /** Each tested track's answer, its rows' probabilities (or decision values) averaged, tracks in the order of names. */
  readonly trackAnswers: readonly number[]
  /** What was averaged. */
  readonly averaged: 'probabilities' | 'decision values' | 'votes'
  /** Impurity importances by column, for forests on plain columns. */
  readonly importances?: readonly number[]
  readonly seconds: readonly [number, number]
  readonly error?: string
}

/** What a task gives. */
export type ExperimentRecord = TrialRecord | TestRecord

/** Whether a record is of the test rows. */
export function isTest(record: ExperimentRecord): record is TestRecord {
  return 'answers' in record
}
