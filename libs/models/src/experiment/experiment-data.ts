import type { NdArray } from '@genre/core'

/** A table as experiments see it. */
export interface ExperimentData {
  /** (rows, columns). */
  readonly X: NdArray<Float64Array>
  readonly columns: readonly string[]
  readonly labels: readonly string[]
  /** Rows of the same track belong together: their answers are averaged. */
  readonly tracks: readonly string[]
}

/** A division of rows under a protocol. */
export interface ExperimentSplit {
  readonly train: ArrayLike<number>
  /** Empty where parameters are chosen by folds. */
  readonly validation: ArrayLike<number>
  readonly test: ArrayLike<number>
  /** How it was made, in words. */
  readonly method: string
  /** What its results must not be shown without. */
  readonly warning?: string
}

/** A protocol as experiments see it: it divides the rows as a model's selection asks. */
export interface ExperimentProtocol {
  readonly name: string
  /** For each row what must not stand on both sides of a fold of the training rows; `null` for nothing. */
  readonly groups: readonly string[] | null
  split(sizes: { readonly testSize: number; readonly validationSize: number }): ExperimentSplit
}
