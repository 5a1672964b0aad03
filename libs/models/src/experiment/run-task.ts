import { takeRows } from '@genre/classical'
import type { AnyEstimator, Model } from '@genre/classical'
import { GenreError, InvalidParameterError, NdArray } from '@genre/core'
import type {
  ExperimentContext,
  ExperimentRecord,
  ExperimentTask,
  SplitWithFolds,
  TestRecord,
  TrialRecord,
} from './experiment-task'
import type { ModelChoice, Suite, TransformChoice } from './suite'
import { suiteNamed } from './suites/suite-named'

type Matrix = NdArray<Float64Array>
type Rows = ArrayLike<number>

/** Rows of both sides, transformed. */
interface Prepared {
  readonly key: string
  readonly train: Matrix
  readonly test: Matrix
  readonly seconds: number
  readonly plainColumns: boolean
}

/** Bytes of transformed rows that are kept for the next task: a fold of 1711 columns, or many of 57. */
const KEPT = 3e8

/** Does tasks one after the other; rows that were transformed for one are kept for the next ones. */
export class TaskRunner {
  readonly #context: ExperimentContext
  readonly #suite: Suite
  readonly #X: Matrix
  readonly #classes: string[]
  #kept: Prepared[] = []

  /** @throws InvalidParameterError for an unknown suite */
  constructor(context: ExperimentContext) {
    this.#context = context
    const { suite, randomState, grid, columns } = context
    this.#suite = suiteNamed(suite, { randomState, grid, columns })
    this.#X = new NdArray(context.X, context.shape)
    this.#classes = [...new Set(context.labels)].sort()
  }

  /** A task's record. What a model refuses (too few rows, no convergence to finite weights) is the record's `error`. */
  run(task: ExperimentTask): ExperimentRecord {
    const transform = named(this.#suite.transforms, task.transform)
    const model = named(this.#suite.models, task.model)
    const split = this.#context.splits[task.split]
    return task.what === 'trial'
      ? this.#trial(task, transform, model, split)
      : this.#test(task, transform, model, split)
  }

  #trial(task: ExperimentTask, transform: TransformChoice, model: ModelChoice, split: SplitWithFolds): TrialRecord {
    const train: number[] = []
    const validation: number[] = []
    let history: Pick<TrialRecord, 'history' | 'historyOf'> = {}
    let [fit, score] = [0, 0]
    try {
      split.folds.forEach((fold, k) => {
        const rows = this.#prepare(`${task.split}/${k}/${transform.name}`, transform, fold.train, fold.test)
        const estimator = model.create(task.params, false) as Model
        const [yTrain, yTest] = [this.#labels(fold.train), this.#labels(fold.test)]
        const start = performance.now()
        fitModel(estimator, rows.train, yTrain, model.validates ? [rows.test, yTest] : null)
        const fitted = performance.now()
        train.push(share(estimator, rows.train, yTrain))
        validation.push(share(estimator, rows.test, yTest))
        fit += (fitted - start) / 1000
        score += (performance.now() - fitted) / 1000
        if (split.folds.length === 1) history = historyOf(estimator)
      })
    } catch (error) {
      return { ...blankTrial(task), error: reason(error), seconds: [fit, score] }
    }
    const record = { key: task.key, params: task.params, train: mean(train), validation: mean(validation) }
    return { ...record, folds: validation, ...history, seconds: [fit, score] }
  }

  #test(task: ExperimentTask, transform: TransformChoice, model: ModelChoice, split: SplitWithFolds): TestRecord {
    const { key, params } = task
    const [first] = split.folds
    try {
      const estimator = model.create(params, true) as Model
      const validation = model.validates ? first.test : null
      const rows = this.#prepare(`${task.split}/test/${transform.name}`, transform, split.train, split.test, validation)
      const start = performance.now()
      const given = validation && ([rows.validation!, this.#labels(validation)] as const)
      fitModel(estimator, rows.train, this.#labels(split.train), given)
      const fitted = performance.now()
      const answers = Array.from(estimator.predict!(rows.test), label => this.#classes.indexOf(String(label)))
      const { trackAnswers, averaged } = this.#byTrack(estimator, rows.test, split.test, answers)
      const seconds = [(fitted - start) / 1000, (performance.now() - fitted) / 1000] as const
      const { featureImportances } = estimator as { featureImportances?: ArrayLike<number> }
      const importances = rows.plainColumns && featureImportances ? { importances: Array.from(featureImportances) } : {}
      return { key, params, answers, trackAnswers, averaged, ...importances, seconds }
    } catch (error) {
      return { key, params, answers: [], trackAnswers: [], averaged: 'votes', seconds: [0, 0], error: reason(error) }
    }
  }

  /** The answers of whole tracks: what the model says of their rows is averaged. */
  #byTrack(estimator: Model, X: Matrix, rows: Rows, answers: readonly number[]) {
    const n = this.#classes.length
    const method = (['predictProba', 'decisionFunction'] as const).find(name => estimator.supports(name))
    const said = method && estimator[method]!(X)
    const known = estimator.classes!.map(label => this.#classes.indexOf(String(label)))
    const sums = new Map<string, Float64Array>()
    for (let i = 0; i < rows.length; i++) {
      const track = this.#context.tracks[rows[i]]
      let sum = sums.get(track)
      if (!sum) sums.set(track, (sum = new Float64Array(n).fill(-Infinity)))
      for (const k of known) if (sum[k] === -Infinity) sum[k] = 0
      if (!said) sum[answers[i]]++
      else if (said.shape.length === 2) known.forEach((k, column) => (sum[k] += said.get(i, column)))
      else known.forEach((k, column) => (sum[k] += (column === 1 ? 1 : -1) * said.data[i]))
    }
    const names = [...sums.keys()].sort()
    const averaged = !method ? 'votes' : method === 'predictProba' ? 'probabilities' : 'decision values'
    return { trackAnswers: names.map(name => largest(sums.get(name)!)), averaged } as const
  }

  #labels(rows: Rows): string[] {
    return takeRows(this.#context.labels, rows) as string[]
  }

  /** Rows of both sides (and of a third) through transformers that saw those to learn from only. */
  #prepare(key: string, transform: TransformChoice, train: Rows, test: Rows, third: Rows | null = null) {
    let prepared = this.#kept.find(one => one.key === key)
    if (prepared && !third) return { ...prepared, validation: null }
    const start = performance.now()
    const { uses = () => true } = transform
    const columns = this.#context.columns.flatMap((name, column) => (uses(name) ? [column] : []))
    const steps = transform.create(columns.map(column => this.#context.columns[column])) as Model[]
    const pick = (rows: Rows) => takeColumns(takeRows(this.#X, rows), columns)
    let [a, b, c] = [pick(train), pick(test), third && pick(third)]
    for (const step of steps) {
      step.fit(a, this.#labels(train))
      ;[a, b, c] = [step.transform!(a), step.transform!(b), c && step.transform!(c)]
    }
    const plainColumns =
      columns.length === this.#context.columns.length && a.shape[1] === columns.length && steps.length < 2
    prepared = { key, train: a, test: b, seconds: (performance.now() - start) / 1000, plainColumns }
    this.#kept = [prepared, ...this.#kept.filter(one => one.key !== key)]
    let bytes = 0
    this.#kept = this.#kept.filter((one, k) => (bytes += 8 * (one.train.size + one.test.size)) <= KEPT || k === 0)
    return { ...prepared, validation: c }
  }
}

function named<T extends { readonly name: string }>(choices: readonly T[], name: string): T {
  const found = choices.find(choice => choice.name === name)
  if (found) return found
  const allowed = `one of ${choices.map(choice => choice.name).join(', ')}`
  throw new InvalidParameterError({ parameter: 'task', received: name, allowed })
}

function fitModel(
  estimator: Model,
  X: Matrix,
  y: readonly string[],
  validationData: readonly [Matrix, readonly string[]] | null,
): void {
  const options = validationData ? { validationData } : undefined
  ;(estimator as AnyEstimator & { fit(X: Matrix, y: readonly string[], options?: object): unknown }).fit(X, y, options)
}

function share(estimator: Model, X: Matrix, y: readonly string[]): number {
  const said = estimator.predict!(X)
  return y.reduce((right, label, i) => right + Number(said[i] === label), 0) / y.length
}

/** What a net kept of the validation rows, epoch by epoch. */
function historyOf(estimator: Model): Pick<TrialRecord, 'history' | 'historyOf'> {
  const net = estimator as { validationScores?: ArrayLike<number> | null; params?: { validationMetric?: unknown } }
  if (!net.validationScores) return {}
  const history = Array.from(net.validationScores)
  return net.params?.validationMetric === 'loss' ? { history, historyOf: 'loss' } : { history }
}

function blankTrial({ key, params }: ExperimentTask) {
  return { key, params, train: 0, validation: 0, folds: [] }
}

/** The reason of an error that the data is to blame for; others are thrown on. */
function reason(error: unknown): string {
  if (error instanceof GenreError) return error.message
  throw error
}

function takeColumns(X: Matrix, columns: readonly number[]): Matrix {
  const [rows, width] = X.shape
  if (columns.length === width) return X
  const out = new Float64Array(rows * columns.length)
  for (let i = 0, k = 0; i < rows; i++) for (const column of columns) out[k++] = X.data[i * width + column]
  return new NdArray(out, [rows, columns.length])
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function largest(values: ArrayLike<number>): number {
  let best = 0
  for (let k = 1; k < values.length; k++) if (values[k] > values[best]) best = k
  return best
}
