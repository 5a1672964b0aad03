import { InvalidParameterError } from '@genre/core'
import type { MatrixLike } from '@genre/core'
import type { FitOptions, ScoreOptions } from '../base/classifier'
import type { AnyEstimator, EstimatorKind } from '../base/estimator'
import { Estimator } from '../base/estimator'
import type { Label, LabelsLike } from '../base/labels'
import type { Method, Model } from '../base/model'
import { checkModel, has, withMethod } from '../base/model'
import type { Decoding, StateOf } from '../base/schema'
import { field } from '../base/schema'
import type { Matrix } from '../base/validate'
import type { TableLike } from '../preprocessing/categories'

/** A name and an estimator, or `'passthrough'` for a step that does nothing. */
export type PipelineStep = readonly [name: string, estimator: AnyEstimator | 'passthrough']

/** Parameters of {@link Pipeline}. */
export interface PipelineParams {
  /** The steps in order; all but the last must be transformers. */
  steps: readonly PipelineStep[]
}

const SCHEMA = { steps: field.list('steps', field.optional(field.estimator<AnyEstimator>())) }

/**
 * Transformers and a last estimator as one: `fit` fits each step on what the steps before it make of X, and `predict`
 * (or whatever the last step has) sends rows the same way. scikit-learn 1.9's `Pipeline`.
 *
 * `getParams` and `setParams` reach the steps' parameters as `step__parameter`, and a step itself by its name. Other
 * than scikit-learn's, `fit` works on clones: the estimators that were handed in stay unfitted, the fitted ones are
 * `namedSteps`, and `setParams` takes effect with the next `fit`.
 *
 * @example
 * ```ts
 * import { KNeighborsClassifier, MinMaxScaler, Pipeline } from '@genre/classical'
 * const model = new Pipeline<string>([
 *   ['scale', new MinMaxScaler()],
 *   ['knn', new KNeighborsClassifier({ nNeighbors: 1 })],
 * ])
 * model.fit([[1, 5000], [2, 1000]], ['blues', 'rock'])
 * console.log(model.predict([[1.1, 4000]])) // => [ 'blues' ]
 * console.log(model.getParams().knn__nNeighbors) // => 1
 * ```
 */
export class Pipeline<L extends Label = Label> extends Estimator<PipelineParams, typeof SCHEMA> {
  constructor(steps: readonly PipelineStep[]) {
    super('Pipeline', { steps: [] }, SCHEMA, { steps })
  }

  /** What the last step that does something is. */
  get kind(): EstimatorKind {
    const { steps } = this.params
    const last = steps.findLast(([, estimator]) => estimator !== 'passthrough')
    return last ? (last[1] as AnyEstimator).kind : 'transformer'
  }

  override get isPairwise(): boolean {
    const first = this.params.steps.find(([, step]) => step !== 'passthrough')?.[1]
    return typeof first === 'object' && first.isPairwise
  }

  override supports(method: string): boolean {
    const needsAll = method === 'transform' || method === 'inverseTransform'
    if (method === 'fitTransform') return this.supports('transform')
    if (!needsAll && !['predict', 'predictProba', 'decisionFunction', 'score'].includes(method)) {
      return super.supports(method)
    }
    const steps = needsAll ? this.params.steps : this.params.steps.slice(-1)
    return steps.every(([, step]) => (step === 'passthrough' ? needsAll : step.supports(method)))
  }

  /** The steps by name: fitted ones after `fit`, before it those that were handed in. */
  get namedSteps(): Record<string, AnyEstimator | 'passthrough'> {
    const fitted = this.isFitted ? this.state.steps : null
    return Object.fromEntries(
      this.params.steps.map(([name, estimator], i) => [name, fitted ? (fitted[i] ?? 'passthrough') : estimator]),
    )
  }

  /** The classes that the last step saw. */
  get classes(): L[] {
    return (this.#last('predict').classes ?? []) as L[]
  }

  /** How many columns `fit` saw. */
  get nFeaturesIn(): number | undefined {
    return this.#models().find(model => model)?.nFeaturesIn
  }

  /**
   * Fits the steps one after the other; `options` go to the last one.
   *
   * @throws InvalidParameterError for steps that are none; whatever a step throws
   */
  fit(X: TableLike, y?: LabelsLike<L> | null, options?: FitOptions): this {
    this.#fit(X, y, options)
    return this
  }

  /** `fit(X, y)`, then what the last step makes of X. */
  fitTransform(X: TableLike, y?: LabelsLike<L> | null, options?: FitOptions): Matrix {
    const { last, X: before } = this.#fit(X, y, options)
    return last ? withMethod(last, 'transform', 'steps').transform(before) : (before as Matrix)
  }

  /** A label for each row. */
  predict(X: TableLike): L[] {
    return this.#last('predict').predict(this.#before(X)) as L[]
  }

  /** (rows, classes) probabilities, where the last step has them. */
  predictProba(X: TableLike): Matrix {
    return this.#last('predictProba').predictProba(this.#before(X))
  }

  /** Decision values, where the last step has them. */
  decisionFunction(X: TableLike): Matrix {
    return this.#last('decisionFunction').decisionFunction(this.#before(X))
  }

  /** The last step's score. */
  score(X: TableLike, y?: LabelsLike<L> | null, options?: ScoreOptions): number {
    return this.#last('score').score(this.#before(X), y, options)
  }

  /** What all steps make of X, where the last step is a transformer. */
  transform(X: TableLike): Matrix {
    return this.#models().reduce<MatrixLike>(
      (rows, model) => (model ? withMethod(model, 'transform', 'steps').transform(rows) : rows),
      X as MatrixLike,
    ) as Matrix
  }

  /** Back through all steps, where each has an inverse. */
  inverseTransform(X: MatrixLike): Matrix {
    return this.#models().reduceRight<MatrixLike>(
      (rows, model) => (model ? withMethod(model, 'inverseTransform', 'steps').inverseTransform(rows) : rows),
      X,
    ) as Matrix
  }

  protected override create(params: PipelineParams): this {
    return new Pipeline<L>(params.steps) as this
  }

  protected override children(): Map<string, AnyEstimator> {
    const out = new Map<string, AnyEstimator>()
    for (const [name, estimator] of this.params.steps) if (estimator !== 'passthrough') out.set(name, estimator)
    return out
  }

  protected override replaceParams(params: Record<string, unknown>): void {
    const steps = this.params.steps.map(([name, estimator]): PipelineStep => {
      return Object.hasOwn(params, name) ? [name, params[name] as AnyEstimator] : [name, estimator]
    })
    const names = new Set(steps.map(([name]) => name))
    const rest = Object.entries(params).filter(([name]) => !names.has(name))
    super.replaceParams({ steps, ...Object.fromEntries(rest) })
  }

  protected checkParams({ steps }: Readonly<PipelineParams>): void {
    if (!Array.isArray(steps) || steps.length === 0) {
      throw new InvalidParameterError({ parameter: 'steps', received: steps, allowed: 'a list of [name, estimator]' })
    }
    const seen = new Set<string>()
    steps.forEach((step: unknown, i) => {
      const [name, estimator] = Array.isArray(step) ? (step as unknown[]) : []
      const parameter = `steps[${i}]`
      if (typeof name !== 'string' || name === '' || name.includes('__') || name === 'steps' || seen.has(name)) {
        const allowed = "[name, estimator] with a name of its own, without '__' and other than 'steps'"
        throw new InvalidParameterError({ parameter, received: step, allowed })
      }
      seen.add(name)
      if (estimator === 'passthrough') return
      const model = checkModel(parameter, estimator)
      if (i < steps.length - 1) withMethod(model, 'transform', parameter)
    })
  }

  protected override checkState({ steps }: StateOf<typeof SCHEMA>, at: Decoding): void {
    const expected = this.params.steps
    if (steps.length !== expected.length) at.fail(`${steps.length} fitted steps, but ${expected.length} parameters`)
    steps.forEach((model, i) => {
      const given = expected[i][1]
      if (
        (model?.type ?? 'passthrough') !== (given === 'passthrough' ? given : given.type) ||
        !(model?.isFitted ?? true)
      ) {
        at.fail(`step ${i} is not fitted, or another estimator than the parameters say`)
      }
    })
  }

  #fit(X: TableLike, y: LabelsLike<L> | null | undefined, options: FitOptions | undefined) {
    this.checkParams(this.params)
    const models = this.params.steps.map(([, estimator]) => {
      return estimator === 'passthrough' ? null : (estimator.clone() as Model)
    })
    // The first step says what it makes of values that are no numbers.
    let rows = X as MatrixLike
    models.forEach((model, i) => {
      const isLast = i === models.length - 1
      if (!model) return
      model.fit(rows, y, isLast ? options : undefined)
      if (!isLast) rows = withMethod(model, 'transform', 'steps').transform(rows)
    })
    this.state = { steps: models }
    return { last: models[models.length - 1], X: rows }
  }

  #models(): (Model | null)[] {
    return this.state.steps as (Model | null)[]
  }

  /** The last step, which must have a method. */
  #last<M extends Method>(method: M): Model & Required<Pick<Model, M>> {
    const last = this.#models().at(-1)
    if (last && has(last, method)) return last
    throw new InvalidParameterError({
      parameter: 'steps',
      received: last?.type ?? 'passthrough',
      allowed: `an estimator with ${method} as the last step`,
    })
  }

  /** What the steps before the last one make of X. */
  #before(X: TableLike): MatrixLike {
    return this.#models()
      .slice(0, -1)
      .reduce<MatrixLike>(
        (rows, model) => (model ? withMethod(model, 'transform', 'steps').transform(rows) : rows),
        X as MatrixLike,
      )
  }
}
