import { InvalidParameterError, NdArray, ProgressMeter, checkOneOf } from '@genre/core'
import type { MatrixLike } from '@genre/core'
import type { AnyEstimator } from '../base/estimator'
import type { Label, LabelsLike } from '../base/labels'
import { codesOf, encodeLabels } from '../base/labels'
import { checkModel, withMethod } from '../base/model'
import type { Matrix } from '../base/validate'
import type { AsyncValidationOptions } from './cross-validate'
import type { FoldPrediction, FoldRequest, PredictMethod } from './fold-work'
import { FoldRunner, runFolds } from './fold-work'
import type { CrossValidationOptions } from './folds'
import { Folds } from './folds'

/**
 * For each row what a model says that was fitted without it, on the other folds: scikit-learn 1.9's
 * `cross_val_predict`. Every row must be a test row exactly once.
 *
 * @param options.method - `'predict'` (the default) gives labels, the others a matrix. Columns of `'predictProba'` are
 *   all classes of y, sorted; a class that a fold's training rows lack has probability 0 there
 * @throws InvalidParameterError for splits that do not hold every row once as a test row, and for decision values where
 *   a fold's training rows lack a class
 *
 * @example
 * ```ts
 * import { KNeighborsClassifier, crossValPredict } from '@genre/classical'
 * const X = [[0], [1], [10], [11]]
 * const y = ['blues', 'blues', 'rock', 'rock']
 * console.log(crossValPredict(new KNeighborsClassifier({ nNeighbors: 1 }), X, y, { cv: 2 }))
 * // => [ 'blues', 'blues', 'rock', 'rock' ]
 * ```
 */
export function crossValPredict<L extends Label>(
  estimator: AnyEstimator,
  X: MatrixLike,
  y: LabelsLike<L>,
  options?: CrossValidationOptions & { readonly method?: 'predict' },
): L[]
export function crossValPredict(
  estimator: AnyEstimator,
  X: MatrixLike,
  y: LabelsLike,
  options: CrossValidationOptions & { readonly method: Exclude<PredictMethod, 'predict'> },
): Matrix
export function crossValPredict(
  estimator: AnyEstimator,
  X: MatrixLike,
  y: LabelsLike,
  options: CrossValidationOptions & { readonly method?: PredictMethod } = {},
): Label[] | Matrix {
  const plan = planOf(estimator, X, y, options)
  return assemble(
    plan,
    y,
    runFolds(plan.request, plan.tasks).map(answer => answer.prediction!),
  )
}

/**
 * As {@link crossValPredict}, on worker threads: the same predictions, whatever the number of threads.
 *
 * @throws as {@link crossValPredict}; InvalidParameterError for what cannot be sent to a worker; the signal's reason
 *
 * @example
 * ```ts
 * import { KNeighborsClassifier, crossValPredictAsync } from '@genre/classical'
 * const X = [[0], [1], [10], [11]]
 * const y = ['blues', 'blues', 'rock', 'rock']
 * console.log(await crossValPredictAsync(new KNeighborsClassifier({ nNeighbors: 1 }), X, y, { cv: 2 }))
 * // => [ 'blues', 'blues', 'rock', 'rock' ]
 * ```
 */
export function crossValPredictAsync<L extends Label>(
  estimator: AnyEstimator,
  X: MatrixLike,
  y: LabelsLike<L>,
  options?: CrossValidationOptions & AsyncValidationOptions & { readonly method?: 'predict' },
): Promise<L[]>
export function crossValPredictAsync(
  estimator: AnyEstimator,
  X: MatrixLike,
  y: LabelsLike,
  options: CrossValidationOptions & AsyncValidationOptions & { readonly method: Exclude<PredictMethod, 'predict'> },
): Promise<Matrix>
export async function crossValPredictAsync(
  estimator: AnyEstimator,
  X: MatrixLike,
  y: LabelsLike,
  options: CrossValidationOptions & AsyncValidationOptions & { readonly method?: PredictMethod } = {},
): Promise<Label[] | Matrix> {
  const plan = planOf(estimator, X, y, options)
  const total = plan.tasks.length
  const meter = new ProgressMeter({ label: 'cross-validation', total, onProgress: options.onProgress })
  const answers = await new FoldRunner(plan.request, options).run(plan.tasks, () => meter.advance())
  return assemble(
    plan,
    y,
    answers.map(answer => answer.prediction!),
  )
}

interface PredictPlan {
  readonly request: FoldRequest & { readonly method: PredictMethod }
  readonly tasks: readonly { readonly candidate: number; readonly split: number }[]
}

function planOf(
  estimator: AnyEstimator,
  X: MatrixLike,
  y: LabelsLike,
  options: CrossValidationOptions & { readonly method?: PredictMethod },
): PredictPlan {
  const { method = 'predict' } = options
  checkOneOf('method', method, ['predict', 'predictProba', 'decisionFunction', 'transform'])
  const model = withMethod(checkModel('estimator', estimator), method, 'estimator')
  const folds = Folds.of(model, X, y, options)
  checkPartition(folds, folds.X.shape[0])
  const tasks = folds.splits.map((_, split) => ({ candidate: 0, split }))
  return { request: { estimator: model, candidates: [{}], folds, scoring: null, method }, tasks }
}

/** The rows' predictions in the order of the table. */
function assemble(
  { request: { folds, method, estimator } }: PredictPlan,
  y: LabelsLike,
  predictions: readonly FoldPrediction[],
): Label[] | Matrix {
  const [rows] = folds.X.shape
  if (method === 'predict') {
    const labels = new Array<Label>(rows)
    folds.splits.forEach(({ test }, k) => {
      const predicted = predictions[k].values as ArrayLike<Label>
      test.forEach((row, i) => (labels[row] = predicted[i]))
    })
    return labels
  }
  const classes = estimator.kind === 'classifier' ? encodeLabels(y).classes : null
  let out: NdArray<Float64Array> | null = null
  folds.splits.forEach(({ test }, k) => {
    const part = predictions[k].values as Matrix
    const seen = predictions[k].classes
    const width = part.shape[1] ?? 1
    const all = method === 'predictProba' && classes ? classes.length : width
    out ??= new NdArray(new Float64Array(rows * all), part.shape.length === 1 ? [rows] : [rows, all])
    const missing = classes && method === 'decisionFunction' && seen && seen.length < classes.length
    if (missing || out.size !== rows * all) {
      const allowed = 'splits whose training rows hold every class'
      throw new InvalidParameterError({ parameter: 'cv', received: `split ${k}`, allowed })
    }
    const place = method === 'predictProba' && classes ? codesOf(seen!, classes) : null
    for (let i = 0; i < test.length; i++) {
      for (let j = 0; j < width; j++) out.data[test[i] * all + (place ? place[j] : j)] = part.data[i * width + j]
    }
  })
  return out!
}

function checkPartition(folds: Folds, rows: number): void {
  const seen = new Uint8Array(rows)
  let count = 0
  for (const { test } of folds.splits) {
    for (const row of test) {
      if (seen[row]) count = -Infinity
      seen[row] = 1
      count++
    }
  }
  if (count === rows) return
  const allowed = 'splits that have every row as a test row exactly once'
  throw new InvalidParameterError({ parameter: 'cv', received: `${folds.splits.length} splits`, allowed })
}
