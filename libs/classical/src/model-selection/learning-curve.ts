import { InvalidParameterError, NdArray, ProgressMeter, RandomState } from '@genre/core'
import type { MatrixLike, Seed } from '@genre/core'
import { checkBoolean } from '../base/check-boolean'
import type { AnyEstimator } from '../base/estimator'
import type { LabelsLike } from '../base/labels'
import { checkModel } from '../base/model'
import type { Matrix } from '../base/validate'
import type { AsyncValidationOptions } from './cross-validate'
import type { FoldAnswer, FoldRequest, FoldTask } from './fold-work'
import { FoldRunner, candidateOf, runFolds } from './fold-work'
import type { CrossValidationOptions } from './folds'
import { Folds } from './folds'
import type { Scorer, ScorerName } from './scorer'
import { checkScoring } from './scorer'

/** Options of {@link learningCurve} and {@link validationCurve}. */
export interface CurveOptions extends CrossValidationOptions {
  /** What to measure; default the estimator's own `score`. */
  readonly scoring?: ScorerName | Scorer | null
}

/** Scores on training and test rows: (points, splits). */
export interface CurveScores {
  readonly trainScores: Matrix
  readonly testScores: Matrix
}

/** Options of {@link learningCurve}. */
export interface LearningCurveOptions extends CurveOptions {
  /** Shares (0 to 1, 1 included) of the training rows, or numbers of rows; default five shares from 0.1 to 1. */
  readonly trainSizes?: readonly number[]
  /** Whether each split's training rows are shuffled first; default false. */
  readonly shuffle?: boolean
  /** Seeds the shuffling. */
  readonly randomState?: Seed
}

/** Scores by number of training rows. */
export interface LearningCurve extends CurveScores {
  readonly trainSizes: number[]
}

/**
 * How scores grow with the number of training rows: for each split and size a clone is fitted on the first rows of the
 * split's training rows. scikit-learn 1.9's `learning_curve`.
 *
 * @param options.trainSizes - shares (0 to 1, 1 included) of the training rows, or numbers of rows; default five shares
 *   from 0.1 to 1
 * @param options.shuffle - whether each split's training rows are shuffled first; default false
 * @throws InvalidParameterError for sizes out of range; whatever splitter, estimator or scorer refuse
 * @returns sizes (in rows, ascending, without repeats) and scores
 *
 * @example
 * ```ts
 * import { KNeighborsClassifier, learningCurve } from '@genre/classical'
 * const X = [[0], [10], [1], [11], [2], [12]]
 * const y = ['blues', 'rock', 'blues', 'rock', 'blues', 'rock']
 * const knn = new KNeighborsClassifier({ nNeighbors: 1 })
 * console.log(learningCurve(knn, X, y, { cv: 3, trainSizes: [0.5, 1] }).trainSizes) // => [ 2, 4 ]
 * ```
 */
export function learningCurve(
  estimator: AnyEstimator,
  X: MatrixLike,
  y: LabelsLike,
  options: LearningCurveOptions = {},
): LearningCurve {
  const { plan, trainSizes } = learningPlan(estimator, X, y, options)
  return { trainSizes, ...scoresOf(plan, runFolds(plan.request, plan.tasks)) }
}

/**
 * As {@link learningCurve}, on worker threads: the same numbers, whatever the number of threads.
 *
 * @throws as {@link learningCurve}; InvalidParameterError for what cannot be sent to a worker; the signal's reason
 *
 * @example
 * ```ts
 * import { KNeighborsClassifier, learningCurveAsync } from '@genre/classical'
 * const X = [[0], [10], [1], [11], [2], [12]]
 * const y = ['blues', 'rock', 'blues', 'rock', 'blues', 'rock']
 * const knn = new KNeighborsClassifier({ nNeighbors: 1 })
 * console.log((await learningCurveAsync(knn, X, y, { cv: 3, trainSizes: [0.5, 1] })).trainSizes) // => [ 2, 4 ]
 * ```
 */
export async function learningCurveAsync(
  estimator: AnyEstimator,
  X: MatrixLike,
  y: LabelsLike,
  options: LearningCurveOptions & AsyncValidationOptions = {},
): Promise<LearningCurve> {
  const { plan, trainSizes } = learningPlan(estimator, X, y, options)
  return { trainSizes, ...(await scoresElsewhere('learning curve', plan, options)) }
}

function learningPlan(estimator: AnyEstimator, X: MatrixLike, y: LabelsLike, options: LearningCurveOptions) {
  const model = checkModel('estimator', estimator)
  const scoring = options.scoring ?? null
  checkScoring(scoring)
  const shuffle = checkBoolean('shuffle', options.shuffle ?? false)
  const first = Folds.of(model, X, y, options)
  const sizes = sizesInRows(
    options.trainSizes ?? [0, 1, 2, 3, 4].map(k => 0.1 + k * 0.225),
    first.splits[0].train.length,
  )
  const random = RandomState.from(options.randomState)
  const splits = first.splits.map(({ train, test }) => ({
    train: shuffle ? random.shuffle(train.slice()) : train,
    test,
  }))
  const parts = splits.flatMap(({ train, test }) => sizes.map(size => ({ train: train.slice(0, size), test })))
  const folds = Folds.of(model, X, y, { ...options, cv: parts })
  const tasks = sizes.flatMap((_, size) => splits.map((_, k) => ({ candidate: 0, split: k * sizes.length + size })))
  const request = { estimator: model, candidates: [{}], folds, scoring, returnTrainScore: true }
  return { trainSizes: sizes, plan: { request, tasks, shape: [sizes.length, splits.length] } }
}

/**
 * How scores change with a parameter: for each value a cross-validation. scikit-learn 1.9's `validation_curve`.
 *
 * @param name - the parameter, as `setParams` takes it
 * @param values - what to set it to
 * @throws InvalidParameterError for an unknown parameter; whatever splitter, estimator or scorer refuse
 *
 * @example
 * ```ts
 * import { KNeighborsClassifier, validationCurve } from '@genre/classical'
 * const X = [[0], [1], [2], [10], [11], [12]]
 * const y = ['blues', 'blues', 'blues', 'rock', 'rock', 'rock']
 * const { testScores } = validationCurve(new KNeighborsClassifier(), X, y, 'nNeighbors', [1, 3], { cv: 3 })
 * console.log(testScores.toArray()) // => [ [ 1, 1, 1 ], [ 1, 1, 1 ] ]
 * ```
 */
export function validationCurve(
  estimator: AnyEstimator,
  X: MatrixLike,
  y: LabelsLike,
  name: string,
  values: readonly unknown[],
  options: CurveOptions = {},
): CurveScores {
  const plan = validationPlan(estimator, X, y, name, values, options)
  return scoresOf(plan, runFolds(plan.request, plan.tasks))
}

/**
 * As {@link validationCurve}, on worker threads: the same numbers, whatever the number of threads.
 *
 * @throws as {@link validationCurve}; InvalidParameterError for what cannot be sent to a worker; the signal's reason
 *
 * @example
 * ```ts
 * import { KNeighborsClassifier, validationCurveAsync } from '@genre/classical'
 * const X = [[0], [1], [2], [10], [11], [12]]
 * const y = ['blues', 'blues', 'blues', 'rock', 'rock', 'rock']
 * const { testScores } = await validationCurveAsync(new KNeighborsClassifier(), X, y, 'nNeighbors', [1, 3], { cv: 3 })
 * console.log(testScores.toArray()) // => [ [ 1, 1, 1 ], [ 1, 1, 1 ] ]
 * ```
 */
export async function validationCurveAsync(
  estimator: AnyEstimator,
  X: MatrixLike,
  y: LabelsLike,
  name: string,
  values: readonly unknown[],
  options: CurveOptions & AsyncValidationOptions = {},
): Promise<CurveScores> {
  return scoresElsewhere('validation curve', validationPlan(estimator, X, y, name, values, options), options)
}

function validationPlan(
  estimator: AnyEstimator,
  X: MatrixLike,
  y: LabelsLike,
  name: string,
  values: readonly unknown[],
  options: CurveOptions,
): CurvePlan {
  const model = checkModel('estimator', estimator)
  const scoring = options.scoring ?? null
  checkScoring(scoring)
  if (!Array.isArray(values) || values.length === 0) {
    throw new InvalidParameterError({ parameter: 'values', received: values, allowed: 'a list of values' })
  }
  const candidates = values.map((value: unknown) => ({ [name]: value }))
  for (const params of candidates) candidateOf(model, params)
  const folds = Folds.of(model, X, y, options)
  const tasks = candidates.flatMap((_, candidate) => folds.splits.map((_, split) => ({ candidate, split })))
  const request = { estimator: model, candidates, folds, scoring, returnTrainScore: true }
  return { request, tasks, shape: [values.length, folds.splits.length] }
}

/** The fits of a curve: point by point, and for each point split by split. */
interface CurvePlan {
  readonly request: FoldRequest
  readonly tasks: readonly FoldTask[]
  readonly shape: readonly number[]
}

function scoresOf({ shape }: CurvePlan, answers: readonly FoldAnswer[]): CurveScores {
  const scores = (which: 'train' | 'test') =>
    new NdArray(
      Float64Array.from(answers, answer => answer[which]!.score),
      shape,
    )
  return { trainScores: scores('train'), testScores: scores('test') }
}

async function scoresElsewhere(label: string, plan: CurvePlan, options: AsyncValidationOptions): Promise<CurveScores> {
  const meter = new ProgressMeter({ label, total: plan.tasks.length, onProgress: options.onProgress })
  return scoresOf(plan, await new FoldRunner(plan.request, options).run(plan.tasks, () => meter.advance()))
}

function sizesInRows(sizes: readonly number[], most: number): number[] {
  const numbers = sizes.length > 0 && sizes.every(size => typeof size === 'number')
  const shares = numbers && sizes.every(size => size > 0 && size <= 1)
  if (!shares && !(numbers && sizes.every(size => Number.isInteger(size) && size >= 1 && size <= most))) {
    const allowed = `shares above 0 and up to 1, or whole numbers from 1 to ${most}`
    throw new InvalidParameterError({ parameter: 'trainSizes', received: sizes, allowed })
  }
  const rows = shares ? sizes.map(share => Math.max(1, Math.trunc(share * most))) : sizes
  return [...new Set(rows)].sort((a, b) => a - b)
}
