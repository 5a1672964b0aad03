import { NdArray } from '@genre/core'
import type { EstimatorJson } from '../base/estimator'
import { Estimator } from '../base/estimator'
import type { Label } from '../base/labels'
import type { Model } from '../base/model'
import { withMethod } from '../base/model'
import type { Matrix } from '../base/validate'
import type { ReadEstimator } from '../workers/estimator-data'
import { estimatorToData, paramsFromData, paramsToData, refuseToTravel } from '../workers/estimator-data'
import type { WorkerPool } from '../workers/worker-pool'
import type { FoldsData } from './folds'
import { Folds } from './folds'
import type { Scoring } from './scorer'
import { checkScoring } from './scorer'

/** What a fitted model can be asked about test rows. */
export type PredictMethod = 'predict' | 'predictProba' | 'decisionFunction' | 'transform'

/** What is to be done on each fold. */
export interface FoldRequest {
  /** Unfitted; each fit works on a clone. */
  readonly estimator: Model
  /** Parameters to set for each candidate. */
  readonly candidates: readonly Readonly<Record<string, unknown>>[]
  readonly folds: Folds
  readonly scoring: Scoring
  readonly returnTrainScore?: boolean
  readonly returnEstimator?: boolean
  /** What a candidate scores that cannot be fitted; default `'raise'`. */
  readonly errorScore?: 'raise' | number
  /** What to ask of the test rows instead of scoring them. */
  readonly method?: PredictMethod
}

/** One fit: a candidate on the training rows of a split, or on all rows. */
export interface FoldTask {
  readonly candidate: number
  readonly split: number | 'all'
}

/** What one fit gave. */
export interface FoldAnswer {
  readonly test: Readonly<Record<string, number>>
  readonly train: Readonly<Record<string, number>> | null
  readonly fitTime: number
  readonly scoreTime: number
  /** Where it was asked for, and always for a fit on all rows. */
  readonly model: Model | null
  readonly prediction: FoldPrediction | null
}

/** What a model said of test rows. */
export interface FoldPrediction {
  readonly values: ArrayLike<Label> | Matrix
  readonly classes: readonly Label[] | null
}

/** What takes part in asynchronous work. */
export interface AsyncOptions {
  /** Threads to spread the fits over; without, all is done on this thread, giving way to other work after each fit. */
  readonly workers?: WorkerPool | null
  /** Ends the work with the signal's reason, and its threads with it. */
  readonly signal?: AbortSignal
}

/** A candidate of its own: estimators among the parameters are cloned too. @throws InvalidParameterError */
export function candidateOf(estimator: Model, params: Readonly<Record<string, unknown>>): Model {
  const own = Object.entries(params).map(([key, value]) => [key, value instanceof Estimator ? value.clone() : value])
  return (estimator.clone() as Model).setParams(Object.fromEntries(own) as Record<string, unknown>)
}

/** Does one task on this thread. */
export function runFold(request: FoldRequest, { candidate, split }: FoldTask): FoldAnswer {
  const { folds, returnTrainScore = false, returnEstimator = false, errorScore = 'raise', method } = request
  const model = candidateOf(request.estimator, request.candidates[candidate])
  const blank = { test: {}, train: null, fitTime: 0, scoreTime: 0, model: null, prediction: null }
  if (split === 'all') return { ...blank, model: folds.fitAll(model) }
  if (method) {
    const fitted = folds.fit(model, split)
    const values = withMethod(fitted, method, 'estimator')[method](folds.part(fitted, split, 'test').X)
    const classes = fitted.kind === 'classifier' ? (fitted.classes ?? null) : null
    return { ...blank, prediction: { values, classes } }
  }
  const scorers = checkScoring(request.scoring)
  try {
    const result = folds.fitAndScore(model, split, scorers, returnTrainScore)
    return { ...blank, ...result, model: returnEstimator ? model : null }
  } catch (error) {
    if (errorScore === 'raise') throw error
    const failed = Object.fromEntries(Object.keys(scorers).map(name => [name, errorScore]))
    return { ...blank, test: failed, train: failed }
  }
}

/** Does all tasks on this thread. */
export function runFolds(request: FoldRequest, tasks: readonly FoldTask[], onDone?: () => void): FoldAnswer[] {
  return tasks.map(task => {
    const answer = runFold(request, task)
    onDone?.()
    return answer
  })
}

/**
 * Fits that may run elsewhere. Whatever the number of threads, the answers are the same and in the order of the tasks.
 */
export class FoldRunner {
  readonly #request: FoldRequest
  readonly #options: AsyncOptions
  #context: FoldWorkData | null = null

  constructor(request: FoldRequest, options: AsyncOptions) {
    this.#request = request
    this.#options = options
  }

  async run(tasks: readonly FoldTask[], onDone?: () => void): Promise<FoldAnswer[]> {
    const { workers, signal } = this.#options
    if (!workers) {
      const answers: FoldAnswer[] = []
      for (const task of tasks) {
        signal?.throwIfAborted()
        await new Promise(resolve => setTimeout(resolve))
        signal?.throwIfAborted()
        answers.push(runFold(this.#request, task))
        onDone?.()
      }
      return answers
    }
    signal?.throwIfAborted()
    const read = (json: unknown) => workers.read(json)
    const context = (this.#context ??= requestToData(this.#request, read))
    const work = {
      kind: FOLDS,
      context,
      tasks,
      describe: ({ candidate, split }: FoldTask) =>
        `candidate ${candidate}, ${split === 'all' ? 'all rows' : `split ${split}`}`,
    }
    const answers = await workers.run<FoldTask, FoldAnswerData>(work, { signal, onAnswer: onDone })
    return answers.map(answer => ({
      ...answer,
      model: answer.model && (read(answer.model) as Model),
      prediction: answer.prediction && {
        classes: answer.prediction.classes,
        values: answer.prediction.labels ?? new NdArray(answer.prediction.data!, answer.prediction.shape!),
      },
    }))
  }
}

/** The name of this kind of work to a worker. */
export const FOLDS = 'folds'

/** A request as plain data. */
interface FoldWorkData {
  readonly estimator: EstimatorJson
  readonly candidates: readonly Readonly<Record<string, unknown>>[]
  readonly folds: FoldsData
  readonly options: Omit<FoldRequest, 'estimator' | 'candidates' | 'folds'>
}

/** An answer as plain data. */
interface FoldAnswerData extends Omit<FoldAnswer, 'model' | 'prediction'> {
  readonly model: EstimatorJson | null
  readonly prediction: {
    readonly labels: readonly Label[] | null
    readonly data: Float64Array | null
    readonly shape: readonly number[] | null
    readonly classes: readonly Label[] | null
  } | null
}

function requestToData({ estimator, candidates, folds, ...options }: FoldRequest, read: ReadEstimator): FoldWorkData {
  const { scoring } = options
  const scorers = typeof scoring === 'object' && scoring !== null ? Object.values(scoring) : [scoring]
  if (scorers.some(scorer => typeof scorer === 'function')) refuseToTravel('scoring', 'it is a function; name a scorer')
  return {
    estimator: estimatorToData(estimator, read),
    candidates: candidates.map(params => paramsToData(params, read)),
    folds: folds.toData(),
    options,
  }
}

/** The inside of a worker: does the tasks of a request that came as data. */
export function handleFolds(read: ReadEstimator): (data: FoldWorkData) => (task: FoldTask) => FoldAnswerData {
  return ({ estimator, candidates, folds, options }) => {
    const request = {
      ...options,
      estimator: read(estimator) as Model,
      candidates: candidates.map(params => paramsFromData(params, read)),
      folds: Folds.from(folds),
    }
    return task => {
      const { model, prediction, ...rest } = runFold(request, task)
      return { ...rest, model: model && model.toJSON(), prediction: prediction && predictionToData(prediction) }
    }
  }
}

function predictionToData({ values, classes }: FoldPrediction): FoldAnswerData['prediction'] {
  if (!(values instanceof NdArray)) return { labels: Array.from(values), data: null, shape: null, classes }
  return { labels: null, data: Float64Array.from(values.data), shape: [...values.shape], classes }
}
