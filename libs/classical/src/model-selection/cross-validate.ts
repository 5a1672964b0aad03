import { InvalidParameterError, ProgressMeter } from '@genre/core'
import type { MatrixLike, OnProgress } from '@genre/core'
import type { AnyEstimator } from '../base/estimator'
import type { LabelsLike } from '../base/labels'
import { checkModel } from '../base/model'
import type { AsyncOptions, FoldAnswer, FoldRequest } from './fold-work'
import { FoldRunner, runFolds } from './fold-work'
import type { CrossValidationOptions } from './folds'
import { Folds } from './folds'
import type { Scoring } from './scorer'
import { checkScoring } from './scorer'
import type { Split } from './splitter'

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
  const request = requestOf(estimator, X, y, options)
  return validationOf(request, runFolds(request, tasksOf(request)))
}

/** What asynchronous cross-validation takes beside its other options. */
export interface AsyncValidationOptions extends AsyncOptions {
  /** Called as fits are done. */
  readonly onProgress?: OnProgress
}

/**
 * As {@link crossValidate}, on worker threads: the same numbers, whatever the number of threads. Without `workers` it runs
 * on this thread and gives way to other work after each fit.
 *
 * @throws as {@link crossValidate}; InvalidParameterError for what cannot be sent to a worker (a scorer that is a function,
 *   an estimator of your own class); the signal's reason
 *
 * @example
 * ```ts
 * import { KNeighborsClassifier, crossValidateAsync } from '@genre/classical'
 * import { nodeWorkers } from '@genre/classical/node'
 * const workers = nodeWorkers({ jobs: 2 })
 * const X = [[0], [1], [2], [10], [11], [12]]
 * const y = ['blues', 'blues', 'blues', 'rock', 'rock', 'rock']
 * const { test } = await crossValidateAsync(new KNeighborsClassifier({ nNeighbors: 1 }), X, y, { cv: 3, workers })
 * console.log(test.score) // => Float64Array(3) [ 1, 1, 1 ]
 * await workers.close()
 * ```
 */
export async function crossValidateAsync(
  estimator: AnyEstimator,
  X: MatrixLike,
  y: LabelsLike,
  options: CrossValidateOptions & AsyncValidationOptions = {},
): Promise<CrossValidation> {
  const request = requestOf(estimator, X, y, options)
  const tasks = tasksOf(request)
  const meter = new ProgressMeter({ label: 'cross-validation', total: tasks.length, onProgress: options.onProgress })
  return validationOf(request, await new FoldRunner(request, options).run(tasks, () => meter.advance()))
}

function requestOf(estimator: AnyEstimator, X: MatrixLike, y: LabelsLike, options: CrossValidateOptions): FoldRequest {
  const model = checkModel('estimator', estimator)
  const { scoring = null, returnTrainScore, returnEstimator } = options
  checkScoring(scoring)
  return {
    estimator: model,
    candidates: [{}],
    folds: Folds.of(model, X, y, options),
    scoring,
    returnTrainScore,
    returnEstimator,
  }
}

function tasksOf({ folds }: FoldRequest) {
  return folds.splits.map((_, split) => ({ candidate: 0, split }))
}

function validationOf(request: FoldRequest, answers: readonly FoldAnswer[]): CrossValidation {
  const { folds, scoring, returnTrainScore, returnEstimator } = request
  const scores = (which: 'test' | 'train') =>
    Object.fromEntries(
      Object.keys(checkScoring(scoring)).map(name => [
        name,
        Float64Array.from(answers, answer => answer[which]![name]),
      ]),
    )
  return {
    test: scores('test'),
    ...(returnTrainScore ? { train: scores('train') } : {}),
    fitTime: Float64Array.from(answers, answer => answer.fitTime),
    scoreTime: Float64Array.from(answers, answer => answer.scoreTime),
    splits: folds.splits,
    ...(returnEstimator ? { estimators: answers.map(answer => answer.model!) } : {}),
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
