import { InvalidParameterError, NdArray, RandomState } from '@genre/core'
import type { MatrixLike, Seed } from '@genre/core'
import { checkBoolean } from '../base/check-boolean'
import type { AnyEstimator } from '../base/estimator'
import type { LabelsLike } from '../base/labels'
import { checkModel } from '../base/model'
import type { Matrix } from '../base/validate'
import type { CrossValidationOptions } from './cross-validate'
import { Folds } from './cross-validate'
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
  options: CurveOptions & {
    readonly trainSizes?: readonly number[]
    readonly shuffle?: boolean
    readonly randomState?: Seed
  } = {},
): CurveScores & { readonly trainSizes: number[] } {
  const model = checkModel('estimator', estimator)
  const scorers = checkScoring(options.scoring)
  const shuffle = checkBoolean('shuffle', options.shuffle ?? false)
  const first = new Folds(model, X, y, options)
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
  const folds = new Folds(model, X, y, { ...options, cv: parts })
  const [trainScores, testScores] = [0, 1].map(() => new Float64Array(sizes.length * splits.length))
  parts.forEach((_, k) => {
    const at = (k % sizes.length) * splits.length + Math.floor(k / sizes.length)
    const { train, test } = folds.fitAndScore(model.clone(), k, scorers, true)
    trainScores[at] = train!.score
    testScores[at] = test.score
  })
  const shape = [sizes.length, splits.length]
  return { trainSizes: sizes, trainScores: new NdArray(trainScores, shape), testScores: new NdArray(testScores, shape) }
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
  const model = checkModel('estimator', estimator)
  const scorers = checkScoring(options.scoring)
  if (!Array.isArray(values) || values.length === 0) {
    throw new InvalidParameterError({ parameter: 'values', received: values, allowed: 'a list of values' })
  }
  const candidates = values.map((value: unknown) => model.clone().setParams({ [name]: value }))
  const folds = new Folds(model, X, y, options)
  const count = folds.splits.length
  const [trainScores, testScores] = [0, 1].map(() => new Float64Array(values.length * count))
  candidates.forEach((candidate, v) => {
    for (let k = 0; k < count; k++) {
      const { train, test } = folds.fitAndScore(candidate.clone(), k, scorers, true)
      trainScores[v * count + k] = train!.score
      testScores[v * count + k] = test.score
    }
  })
  const shape = [values.length, count]
  return { trainScores: new NdArray(trainScores, shape), testScores: new NdArray(testScores, shape) }
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
