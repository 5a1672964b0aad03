import { InvalidParameterError, ShapeError } from '@genre/core'
import type { MatrixLike } from '@genre/core'
import type { AnyEstimator } from '../base/estimator'
import type { LabelsLike } from '../base/labels'
import { checkLabels } from '../base/labels'
import type { Model } from '../base/model'
import { checkModel } from '../base/model'
import type { Matrix, SampleWeight } from '../base/validate'
import { checkMatrix, checkSampleWeight } from '../base/validate'
import type { CrossValidator } from './check-cv'
import { checkCv } from './check-cv'
import type { Scorer, Scoring } from './scorer'
import { checkScoring } from './scorer'
import type { Split } from './splitter'
import { takeRows } from './take'

/** Options of what cross-validates. */
export interface CrossValidationOptions {
  /** How to split; default 5 folds, stratified for classifiers. */
  readonly cv?: CrossValidator
  /** One group a row, for splitters that keep groups whole. */
  readonly groups?: LabelsLike | null
  /** One weight a row for `fit`. */
  readonly sampleWeight?: SampleWeight
}

/** Options of {@link crossValidate}. */
export interface CrossValidateOptions extends CrossValidationOptions {
  /** What to measure; default the estimator's own `score`. */
  readonly scoring?: Scoring
  /** Whether to score the training rows as well; default false. */
  readonly returnTrainScore?: boolean
  /** Whether to keep the fitted estimators; default false. */
  readonly returnEstimator?: boolean
}

/** What {@link crossValidate} measured, one number a split. */
export interface CrossValidation {
  /** Scores on the test rows by the scorer's name (`score` for a single one). */
  readonly test: Readonly<Record<string, Float64Array>>
  /** Scores on the training rows, if asked for. */
  readonly train?: Readonly<Record<string, Float64Array>>
  /** Seconds to fit. */
  readonly fitTime: Float64Array
  /** Seconds to score the test rows. */
  readonly scoreTime: Float64Array
  readonly splits: readonly Split[]
  /** The fitted estimators, if asked for. */
  readonly estimators?: readonly AnyEstimator[]
}

/**
 * Fits clones of an estimator on the training rows of each split and scores them on its test rows: scikit-learn 1.9's
 * `cross_validate`. The estimator itself stays as it is.
 *
 * @throws InvalidParameterError, ShapeError, DataError for what splitter, estimator or scorer refuse
 *
 * @example
 * ```ts
 * import { KNeighborsClassifier, crossValidate } from '@genre/classical'
 * const X = [[0], [1], [2], [10], [11], [12]]
 * const y = ['blues', 'blues', 'blues', 'rock', 'rock', 'rock']
 * const { test } = crossValidate(new KNeighborsClassifier({ nNeighbors: 1 }), X, y, { cv: 3 })
 * console.log(test.score) // => Float64Array(3) [ 1, 1, 1 ]
 * ```
 */
export function crossValidate(
  estimator: AnyEstimator,
  X: MatrixLike,
  y: LabelsLike,
  options: CrossValidateOptions = {},
): CrossValidation {
  const model = checkModel('estimator', estimator)
  const scorers = checkScoring(options.scoring)
  const folds = new Folds(model, X, y, options)
  const blank = () =>
    Object.fromEntries(Object.keys(scorers).map(name => [name, new Float64Array(folds.splits.length)]))
  const test = blank()
  const train = blank()
  const fitTime = new Float64Array(folds.splits.length)
  const scoreTime = new Float64Array(folds.splits.length)
  const estimators = folds.splits.map((_, k) => {
    const result = folds.fitAndScore(model.clone(), k, scorers, options.returnTrainScore ?? false)
    for (const name of Object.keys(scorers)) {
      test[name][k] = result.test[name]
      train[name][k] = result.train?.[name] ?? NaN
    }
    fitTime[k] = result.fitTime
    scoreTime[k] = result.scoreTime
    return result.model
  })
  return {
    test,
    ...(options.returnTrainScore ? { train } : {}),
    fitTime,
    scoreTime,
    splits: folds.splits,
    ...(options.returnEstimator ? { estimators } : {}),
  }
}

/**
 * The test scores of {@link crossValidate}: scikit-learn 1.9's `cross_val_score`.
 *
 * @throws as {@link crossValidate}; InvalidParameterError for several scorers
 *
 * @example
 * ```ts
 * import { GroupKFold, KNeighborsClassifier, crossValScore } from '@genre/classical'
 * const X = [[0], [1], [10], [11]]
 * const groups = ['track 1', 'track 2', 'track 1', 'track 2']
 * const knn = new KNeighborsClassifier({ nNeighbors: 1 })
 * console.log(crossValScore(knn, X, [0, 0, 1, 1], { cv: new GroupKFold(2), groups })) // => Float64Array(2) [ 1, 1 ]
 * ```
 */
export function crossValScore(
  estimator: AnyEstimator,
  X: MatrixLike,
  y: LabelsLike,
  options: CrossValidationOptions & { readonly scoring?: Scoring } = {},
): Float64Array {
  const { scoring } = options
  if (typeof scoring === 'object' && scoring !== null) {
    throw new InvalidParameterError({ parameter: 'scoring', received: scoring, allowed: 'a single scorer' })
  }
  return crossValidate(estimator, X, y, options).test.score
}

/** What one fit gave. */
export interface FoldResult {
  readonly model: Model
  readonly test: Record<string, number>
  readonly train: Record<string, number> | null
  readonly fitTime: number
  readonly scoreTime: number
}

/** A table with its splits; each fold's rows are taken when they are asked for. */
export class Folds {
  readonly splits: readonly Split[]
  readonly X: Matrix
  readonly y: LabelsLike
  readonly #weights: Float64Array | null

  constructor(estimator: AnyEstimator, X: MatrixLike, y: LabelsLike, options: CrossValidationOptions) {
    // Checked here as well as in fit, so that an error names the row in the caller's table and not in a fold.
    this.X = checkMatrix(X)
    const [rows] = this.X.shape
    const { length } = checkLabels(y)
    if (length !== rows) {
      throw new ShapeError({ array: 'y', received: [length], expected: `${rows} labels, one for each row of X` })
    }
    this.y = y
    this.splits = checkCv(options.cv, estimator).split(this.X, y, options.groups)
    this.#weights = options.sampleWeight == null ? null : checkSampleWeight(options.sampleWeight, rows)
  }

  part(k: number, which: 'train' | 'test'): { X: Matrix; y: LabelsLike } {
    const rows = this.splits[k][which]
    return { X: takeRows(this.X, rows), y: takeRows(this.y as readonly string[], rows) }
  }

  fit(model: Model, k: number): Model {
    const { X, y } = this.part(k, 'train')
    model.fit(X, y, this.#weights ? { sampleWeight: takeRows(this.#weights, this.splits[k].train) } : undefined)
    return model
  }

  fitAndScore(model: Model, k: number, scorers: Record<string, Scorer>, withTrain: boolean): FoldResult {
    const start = performance.now()
    this.fit(model, k)
    const fitted = performance.now()
    const score = (which: 'train' | 'test') => {
      const { X, y } = this.part(k, which)
      return Object.fromEntries(Object.entries(scorers).map(([name, scorer]) => [name, scorer(model, X, y)]))
    }
    const test = score('test')
    const scored = performance.now()
    const train = withTrain ? score('train') : null
    return { model, test, train, fitTime: (fitted - start) / 1000, scoreTime: (scored - fitted) / 1000 }
  }
}
