import type { AnyEstimator } from '@genre/classical'

/** Parameters of a trial: plain data, as JSON holds it. */
export type TrialParams = Readonly<Record<string, string | number | boolean | null>>

/** How much of the search is done: all of it, or as little as shows that everything works. */
export type GridSize = 'full' | 'small'

/** What a suite is made with. */
export interface SuiteOptions {
  /** Seed of everything that is drawn; default 42. */
  readonly randomState?: number
  /** Default `'full'`. */
  readonly grid?: GridSize
}

/** What is made of the columns before a model sees them. Always fitted on the rows that are learned from. */
export interface TransformChoice {
  readonly name: string
  readonly description: string
  /** Which columns are used; default all. */
  readonly uses?: (column: string) => boolean
  /** New, unfitted transformers, in their order; `columns` are the names of those that are used. */
  create(columns: readonly string[]): AnyEstimator[]
}

/** How a model's parameters are chosen: on validation rows of their own, or by cross-validation of the training rows. */
export type Selection =
  | { readonly by: 'validation'; readonly testSize: number; readonly validationSize: number }
  | { readonly by: 'folds'; readonly testSize: number; readonly folds: number; readonly repeats?: number }

/** A model, and the parameters that are tried. */
export interface ModelChoice {
  readonly name: string
  readonly description: string
  readonly selection: Selection
  /** In the order in which they are tried; of equally good ones the first is taken. */
  readonly trials: readonly TrialParams[]
  /** Whether `fit` is to be given the rows that it is validated on (nets). */
  readonly validates?: boolean
  /**
   * A new, unfitted estimator.
   *
   * @param final - it will be asked for probabilities, which for some models cost extra
   */
  create(params: TrialParams, final: boolean): AnyEstimator
}

/** A published accuracy. */
export interface Published {
  readonly transform: string
  readonly model: string
  /** By row for tables of segments, by track for tables of tracks. */
  readonly accuracy: number
}

/** Transforms and models that are tried in every combination. */
export interface Suite {
  readonly name: string
  readonly title: string
  readonly transforms: readonly TransformChoice[]
  readonly models: readonly ModelChoice[]
  readonly published: readonly Published[]
  /** `'all'`: every combination is scored on the test rows; `'best'`: the one that was chosen without them, and no other. */
  readonly tested: 'all' | 'best'
  /** How one is chosen, in words; for suites that test the best one only. */
  readonly rule?: string
}

/** The first and last values of a long list, for a small grid. */
export function gridOf<T>(size: GridSize, values: readonly T[]): T[] {
  return size === 'full' || values.length < 3 ? [...values] : [values[0], values[values.length - 1]]
}
