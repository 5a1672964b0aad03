import { InvalidParameterError, NdArray, ProgressMeter, checkInteger } from '@genre/core'
import type { MatrixLike, OnProgress } from '@genre/core'
import { checkBoolean } from '../base/check-boolean'
import type { AnyEstimator, EstimatorKind } from '../base/estimator'
import { Estimator } from '../base/estimator'
import type { Label, LabelsLike } from '../base/labels'
import type { Method, Model } from '../base/model'
import { checkModel, has } from '../base/model'
import type { Decoding, StateOf } from '../base/schema'
import { field } from '../base/schema'
import type { Matrix, SampleWeight } from '../base/validate'
import type { CrossValidator } from './check-cv'
import { checkCv } from './check-cv'
import type { AsyncOptions, FoldAnswer, FoldRequest, FoldTask } from './fold-work'
import { FoldRunner, candidateOf, runFold, runFolds } from './fold-work'
import { Folds } from './folds'
import type { Scoring } from './scorer'
import { checkScoring } from './scorer'
import type { SearchResults } from './search-results'
import { RESULTS, searchResults } from './search-results'

/** Options of every search. */
export interface SearchOptions {
  /** What to measure; default the estimator's own `score`. */
  scoring: Scoring
  /** How to split; default 5 folds, stratified for classifiers. */
  cv: CrossValidator
  /** Whether to fit the best candidate on all rows at the end; with several scorers, the one that chooses it. */
  refit: boolean | string
  /** Whether to score the training rows as well; default false. */
  returnTrainScore: boolean
  /** What a candidate scores that cannot be fitted; default `'raise'`, its error ends the search. */
  errorScore: 'raise' | number
}

/** Parameters that every search has. */
export interface SearchParams extends SearchOptions {
  estimator: AnyEstimator
}

/** What the `fit` of a search takes beside X and y. */
export interface SearchFitOptions {
  /** One group a row, for splitters that keep groups whole. */
  readonly groups?: LabelsLike | null
  /** One weight a row for the candidates' `fit`. */
  readonly sampleWeight?: SampleWeight
  /** Called as candidates are done. */
  readonly onProgress?: OnProgress
}

/** The options' defaults. */
export const SEARCH_DEFAULTS: SearchOptions = {
  scoring: null,
  cv: null,
  refit: true,
  returnTrainScore: false,
  errorScore: 'raise',
}

const SCHEMA = {
  ...RESULTS,
  bestIndex: field.optional(field.integer({ min: 0 })),
  bestEstimator: field.optional(field.estimator<AnyEstimator>()),
}

type State = StateOf<typeof SCHEMA>

/**
 * Tries parameters by cross-validation and fits the best ones on all rows. A subclass says which are tried.
 *
 * `fit` blocks until it is done; `fitAsync` uses worker threads, or gives way to other work between fits, and can be
 * cancelled. Both give the same results.
 */
export abstract class SearchCV<L extends Label, P extends SearchParams> extends Estimator<P, typeof SCHEMA> {
  protected constructor(type: string, defaults: P, options: Partial<P>) {
    super(type, defaults, SCHEMA, options)
  }

  get kind(): EstimatorKind {
    return this.params.estimator.kind
  }

  override get isPairwise(): boolean {
    return this.params.estimator.isPairwise
  }

  override supports(method: string): boolean {
    const delegated = ['predict', 'predictProba', 'decisionFunction', 'transform', 'inverseTransform', 'fitTransform']
    return delegated.includes(method) ? this.params.estimator.supports(method) : super.supports(method)
  }

  /** The scores of every candidate. */
  get cvResults(): SearchResults {
    return searchResults(this.state)
  }

  /** The position of the best candidate. @throws InvalidParameterError with several scorers and none that chooses */
  get bestIndex(): number {
    return this.state.bestIndex ?? this.#missing('bestIndex')
  }

  /** The best candidate's parameters. */
  get bestParams(): Readonly<Record<string, unknown>> {
    return this.state.candidates[this.bestIndex]
  }

  /** The best candidate's mean score. */
  get bestScore(): number {
    const { test } = this.cvResults
    return Object.values(test)[this.#chooser()].mean[this.bestIndex]
  }

  /** The best candidate, fitted on all rows. @throws InvalidParameterError where `refit` is false */
  get bestEstimator(): AnyEstimator {
    return this.state.bestEstimator ?? this.#missing('bestEstimator')
  }

  /** The classes that the best estimator knows. */
  get classes(): L[] {
    return ((this.bestEstimator as Model).classes ?? []) as L[]
  }

  /** How many columns the best estimator saw. */
  get nFeaturesIn(): number | undefined {
    return (this.bestEstimator as Model).nFeaturesIn
  }

  /**
   * Tries all candidates; returns when it is done.
   *
   * @throws InvalidParameterError for options out of range; whatever a candidate throws, unless `errorScore` is a number
   */
  fit(X: MatrixLike, y: LabelsLike<L>, options: SearchFitOptions = {}): this {
    const search = this.#search(X, y, options)
    const answers = runFolds(search.request, search.tasks, search.onDone)
    const refit = search.refitTask(answers)
    this.#finish(search, answers, refit && runFold(search.request, refit).model)
    return this
  }

  /**
   * As `fit`, giving way to other work: on worker threads where `workers` are given, else on this thread, between fits.
   * The results are the same (but for times), whatever the number of threads.
   *
   * @param options.workers - a {@link WorkerPool}: `nodeWorkers()` of `@genre/classical/node`, or one made for a browser
   * @param options.signal - ends the search, and the threads, with the signal's reason; the state then stays as it was
   * @throws as `fit`; InvalidParameterError for what cannot be sent to a worker (a scorer that is a function, an estimator
   *   of your own class, a `RandomState`); GenreError with code `'WORKER'` if a thread breaks down
   */
  async fitAsync(X: MatrixLike, y: LabelsLike<L>, options: SearchFitOptions & AsyncOptions = {}): Promise<this> {
    const search = this.#search(X, y, options)
    const runner = new FoldRunner(search.request, options)
    const answers = await runner.run(search.tasks, search.onDone)
    const refit = search.refitTask(answers)
    this.#finish(search, answers, refit && (await runner.run([refit]))[0].model)
    return this
  }

  /** A label for each row, from the best estimator. */
  predict(X: MatrixLike): L[] {
    return this.#best('predict').predict(X) as L[]
  }

  /** (rows, classes) probabilities, from the best estimator. */
  predictProba(X: MatrixLike): Matrix {
    return this.#best('predictProba').predictProba(X)
  }

  /** Decision values, from the best estimator. */
  decisionFunction(X: MatrixLike): Matrix {
    return this.#best('decisionFunction').decisionFunction(X)
  }

  /** The rows transformed by the best estimator. */
  transform(X: MatrixLike): Matrix {
    return this.#best('transform').transform(X)
  }

  /** The best estimator's score, by the scorer that chose it. */
  score(X: MatrixLike, y: LabelsLike<L>): number {
    const scorers = Object.values(checkScoring(this.params.scoring))
    return scorers[this.#chooser()](this.bestEstimator as Model, X, y)
  }

  /** The parameters to try, in order. */
  protected abstract candidates(): Record<string, unknown>[]

  protected checkParams(params: Readonly<P>): void {
    checkModel('estimator', params.estimator)
    const names = Object.keys(checkScoring(params.scoring))
    checkCv(params.cv, params.estimator)
    checkBoolean('returnTrainScore', params.returnTrainScore)
    if (params.errorScore !== 'raise' && typeof params.errorScore !== 'number') {
      const allowed = "'raise' or a number"
      throw new InvalidParameterError({ parameter: 'errorScore', received: params.errorScore, allowed })
    }
    const { refit } = params
    const chooses = typeof refit === 'string' ? names.includes(refit) : refit === false || names.length === 1
    if (!chooses || (typeof refit !== 'boolean' && typeof refit !== 'string')) {
      const allowed = names.length === 1 ? 'true or false' : `false or one of the scorers ${names.join(', ')}`
      throw new InvalidParameterError({ parameter: 'refit', received: refit, allowed })
    }
  }

  protected override checkState(state: State, at: Decoding): void {
    const { bestIndex, bestEstimator, candidates, metrics } = state
    const names = Object.keys(checkScoring(this.params.scoring))
    const fits = metrics.length === names.length && metrics.every(({ name }, k) => name === names[k])
    if (!fits) at.fail('the metrics are not those of the parameters')
    if (candidates.length === 0) at.fail('no candidates')
    const { refit } = this.params
    if ((bestIndex === null) !== (refit === false && names.length > 1)) at.fail('bestIndex does not fit refit')
    if (bestIndex !== null) checkInteger('bestIndex', bestIndex, { max: candidates.length - 1 })
    if ((bestEstimator === null) !== (refit === false)) at.fail('bestEstimator does not fit refit')
    if (bestEstimator && (!bestEstimator.isFitted || bestEstimator.type !== this.params.estimator.type)) {
      at.fail('bestEstimator is not fitted, or another estimator than the parameters say')
    }
  }

  /** Everything that is to be tried, checked. */
  #search(X: MatrixLike, y: LabelsLike<L>, options: SearchFitOptions): Search {
    this.checkParams(this.params)
    const { estimator, scoring, refit, returnTrainScore, errorScore } = this.params
    const params = this.candidates()
    // A parameter that does not exist is refused before anything is fitted.
    for (const candidate of params) candidateOf(estimator as Model, candidate)
    const { groups, sampleWeight, onProgress } = options
    const folds = Folds.of(estimator, X, y, { cv: this.params.cv, groups, sampleWeight })
    const tasks = params.flatMap((_, candidate) => folds.splits.map((_, split) => ({ candidate, split })))
    const meter = new ProgressMeter({ label: 'search', total: tasks.length + Number(refit !== false), onProgress })
    return {
      request: { estimator: estimator as Model, candidates: params, folds, scoring, returnTrainScore, errorScore },
      tasks,
      params,
      onDone: () => meter.advance(),
      refitTask: answers => {
        const { bestIndex } = this.#found(params, folds.splits.length, answers)
        return refit === false ? null : { candidate: bestIndex!, split: 'all' }
      },
    }
  }

  #finish({ params, request, onDone }: Search, answers: readonly FoldAnswer[], bestEstimator: Model | null): void {
    this.state = { ...this.#found(params, request.folds.splits.length, answers), bestEstimator }
    if (bestEstimator) onDone()
  }

  /** The scores as they are kept, and the best candidate. */
  #found(params: Record<string, unknown>[], splits: number, answers: readonly FoldAnswer[]) {
    const { scoring, refit, returnTrainScore }: SearchOptions = this.params
    const names = Object.keys(checkScoring(scoring))
    const matrix = (value: (answer: FoldAnswer) => number) =>
      new NdArray(Float64Array.from(answers, value), [params.length, splits])
    const found = {
      candidates: params,
      fitTime: matrix(answer => answer.fitTime),
      scoreTime: matrix(answer => answer.scoreTime),
      metrics: names.map(name => ({
        name,
        test: matrix(answer => answer.test[name]),
        train: returnTrainScore ? matrix(answer => answer.train?.[name] ?? NaN) : null,
      })),
    }
    const chooser = typeof refit === 'string' ? refit : names[0]
    const chooses = refit !== false || names.length === 1
    return { ...found, bestIndex: chooses ? searchResults(found).test[chooser].rank.indexOf(1) : null }
  }

  /** The position of the metric that chooses the best candidate. */
  #chooser(): number {
    const { refit } = this.params
    return typeof refit === 'string' ? this.state.metrics.findIndex(({ name }) => name === refit) : 0
  }

  #best<M extends Method>(method: M): Model & Required<Pick<Model, M>> {
    const best = this.bestEstimator as Model
    if (has(best, method)) return best
    throw new InvalidParameterError({ parameter: 'estimator', received: best.type, allowed: `one with ${method}` })
  }

  #missing(what: string): never {
    const { refit } = this.params
    throw new InvalidParameterError({ parameter: 'refit', received: refit, allowed: `set, for there to be a ${what}` })
  }
}

/** A search under way. */
interface Search {
  readonly request: FoldRequest
  readonly tasks: readonly FoldTask[]
  readonly params: Record<string, unknown>[]
  readonly onDone: () => void
  /** The fit of the best candidate on all rows, if there is to be one. */
  refitTask(answers: readonly FoldAnswer[]): FoldTask | null
}
