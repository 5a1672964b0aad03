import { InvalidParameterError, NdArray, checkOneOf } from '@genre/core'
import type { MatrixLike } from '@genre/core'
import { checkBoolean } from '../base/check-boolean'
import { Classifier } from '../base/classifier'
import type { AnyEstimator } from '../base/estimator'
import type { Label, LabelsLike } from '../base/labels'
import { codesOf } from '../base/labels'
import type { Model } from '../base/model'
import { checkModel, withMethod } from '../base/model'
import type { Decoding, StateOf } from '../base/schema'
import { field } from '../base/schema'
import type { Matrix } from '../base/validate'
import { checkData } from '../base/validate'
import { LogisticRegression } from '../linear/logistic-regression'
import type { CrossValidator } from '../model-selection/check-cv'
import { checkCv } from '../model-selection/check-cv'
import { crossValPredict } from '../model-selection/cross-val-predict'
import type { MetaFitOptions, NamedEstimator } from './named-estimators'
import { checkNamed, fitAll, misfit, namedChildren, replaceNamed } from './named-estimators'

/** How an estimator's answers become columns. */
export type StackMethod = 'predictProba' | 'decisionFunction' | 'predict'

/** Options of {@link StackingClassifier}. */
export interface StackingOptions {
  /** What learns from the others' answers; default `null`: a `LogisticRegression` as it is by default. */
  finalEstimator: AnyEstimator | null
  /** How the answers that it learns from are cross-validated; default 5 stratified folds. */
  cv: CrossValidator
  /** What the estimators are asked for; default `'auto'`: probabilities, else decision values, else classes. */
  stackMethod: 'auto' | StackMethod
  /** Whether the final estimator sees X as well; default false. */
  passthrough: boolean
}

/** Parameters of {@link StackingClassifier}. */
export interface StackingParams extends StackingOptions {
  estimators: readonly NamedEstimator[]
}

const DEFAULTS: StackingOptions = { finalEstimator: null, cv: null, stackMethod: 'auto', passthrough: false }

const SCHEMA = {
  classes: field.labels('classes'),
  nFeaturesIn: field.size('columns'),
  estimators: field.list('estimators', field.optional(field.estimator<AnyEstimator>())),
  final: field.estimator<AnyEstimator>(),
}

/**
 * A classifier on top of others: it learns from what they answer on rows that they did not see. scikit-learn 1.9's
 * `StackingClassifier` (without `cv='prefit'`). The estimators that are handed in stay unfitted.
 *
 * @example
 * ```ts
 * import { GaussianNB, KNeighborsClassifier, StackingClassifier } from '@genre/classical'
 * const X = [[1], [2], [3], [4], [7], [8], [9], [10]]
 * const y = ['blues', 'blues', 'blues', 'blues', 'rock', 'rock', 'rock', 'rock']
 * const base = [['nb', new GaussianNB()], ['knn', new KNeighborsClassifier({ nNeighbors: 1 })]] as const
 * console.log(new StackingClassifier<string>(base, { cv: 2 }).fit(X, y).predict([[2], [9]])) // => [ 'blues', 'rock' ]
 * ```
 */
export class StackingClassifier<L extends Label = Label> extends Classifier<L, StackingParams, typeof SCHEMA> {
  /** @throws InvalidParameterError for an unknown option */
  constructor(estimators: readonly NamedEstimator[], options: Partial<StackingOptions> = {}) {
    super('StackingClassifier', { estimators, ...DEFAULTS }, SCHEMA, options)
  }

  override supports(method: string): boolean {
    const delegated = method === 'predictProba' || method === 'decisionFunction'
    return delegated ? this.#finalToBe().supports(method) : super.supports(method)
  }

  /** The estimators by name, fitted after `fit`; those that are dropped are left out. */
  get namedEstimators(): Record<string, AnyEstimator> {
    const fitted = this.isFitted ? this.state.estimators : null
    const entries = this.params.estimators.map(([name, given], i) => [name, fitted ? fitted[i] : given] as const)
    return Object.fromEntries(entries.filter(([, model]) => model !== null && model !== 'drop')) as Record<
      string,
      AnyEstimator
    >
  }

  /** The fitted estimator on top. */
  get finalEstimator(): AnyEstimator {
    return this.state.final
  }

  /** @throws InvalidParameterError for estimators that are no classifiers; whatever the estimators and the splitter refuse */
  fit(X: MatrixLike, y: LabelsLike<L>, options: MetaFitOptions = {}): this {
    this.checkParams(this.params)
    const { X: matrix, classes, columns } = checkData(X, y)
    const { sampleWeight, groups } = options
    const fitOptions = sampleWeight == null ? undefined : { sampleWeight }
    const estimators = fitAll(this.params.estimators, model => model.fit(matrix, y, fitOptions))
    const cv = checkCv(this.params.cv, this).split(matrix, y, groups)
    const answers = (estimators as (Model | null)[]).flatMap(model => {
      if (!model) return []
      const method = this.#method(model)
      const given = { cv, sampleWeight }
      if (method === 'predict') return [asColumn(crossValPredict(model.clone(), matrix, y, given), classes)]
      const answer = crossValPredict(model.clone(), matrix, y, { ...given, method })
      return [this.#columns(answer, method, classes.length)]
    })
    const final = this.#finalToBe().clone() as Model
    final.fit(this.#join(answers, matrix), y, fitOptions)
    this.state = { classes, nFeaturesIn: columns, estimators, final }
    return this
  }

  /** (rows, columns) answers of the estimators: what the final estimator sees. */
  transform(X: MatrixLike): Matrix {
    return this.#answers(this.checkX(X))
  }

  /** (rows, classes) probabilities, where the final estimator has them. */
  predictProba(X: MatrixLike): Matrix {
    const final = withMethod(this.state.final as Model, 'predictProba', 'finalEstimator')
    return final.predictProba(this.#answers(this.checkX(X)))
  }

  /** Decision values, where the final estimator has them. */
  decisionFunction(X: MatrixLike): Matrix {
    const final = withMethod(this.state.final as Model, 'decisionFunction', 'finalEstimator')
    return final.decisionFunction(this.#answers(this.checkX(X)))
  }

  protected predictCodes(X: Matrix): Int32Array {
    const final = withMethod(this.state.final as Model, 'predict', 'finalEstimator')
    return codesOf(final.predict(this.#answers(X)) as LabelsLike, this.state.classes)
  }

  protected override create({ estimators, ...options }: StackingParams): this {
    return new StackingClassifier<L>(estimators, options) as this
  }

  protected override children(): Map<string, AnyEstimator> {
    const { estimators, finalEstimator } = this.params
    const out = namedChildren(estimators)
    if (finalEstimator) out.set('finalEstimator', finalEstimator)
    return out
  }

  protected override replaceParams(params: Record<string, unknown>): void {
    const { list, rest } = replaceNamed(this.params.estimators, params)
    super.replaceParams({ estimators: list, ...rest })
  }

  protected checkParams(params: Readonly<StackingParams>): void {
    checkNamed('estimators', params.estimators)
    if (params.finalEstimator !== null) {
      const final = checkModel('finalEstimator', params.finalEstimator)
      if (final.kind !== 'classifier') {
        throw new InvalidParameterError({ parameter: 'finalEstimator', received: final.type, allowed: 'a classifier' })
      }
    }
    checkCv(params.cv, this)
    checkOneOf('stackMethod', params.stackMethod, ['auto', 'predictProba', 'decisionFunction', 'predict'])
    checkBoolean('passthrough', params.passthrough)
    for (const [name, model] of namedChildren(params.estimators)) {
      if (params.stackMethod !== 'auto') withMethod(model as Model, params.stackMethod, name)
    }
  }

  protected override checkState({ estimators, final, nFeaturesIn }: StateOf<typeof SCHEMA>, at: Decoding): void {
    const reason = misfit(estimators, this.params.estimators)
    if (reason) at.fail(reason)
    if ((estimators as (Model | null)[]).some(model => model && model.nFeaturesIn !== nFeaturesIn)) {
      at.fail('an estimator has another number of columns')
    }
    if (!final.isFitted || final.type !== this.#finalToBe().type) {
      at.fail('the final estimator is not fitted, or another one than the parameters say')
    }
  }

  #finalToBe(): AnyEstimator {
    return this.params.finalEstimator ?? new LogisticRegression()
  }

  #method(model: Model): StackMethod {
    const { stackMethod } = this.params
    if (stackMethod !== 'auto') return stackMethod
    const methods = ['predictProba', 'decisionFunction', 'predict'] as const
    return methods.find(method => model.supports(method)) ?? 'predict'
  }

  #answers(X: Matrix): Matrix {
    const { estimators, classes } = this.state
    const answers = (estimators as (Model | null)[]).flatMap(model => {
      if (!model) return []
      const method = this.#method(model)
      const answer = withMethod(model, method, 'estimators')[method](X)
      if (method === 'predict') return [asColumn(answer as ArrayLike<Label>, classes)]
      return [this.#columns(answer as Matrix, method, classes.length)]
    })
    return this.#join(answers, X)
  }

  /** Of two probabilities that sum to 1, one is enough. */
  #columns(answer: Matrix, method: StackMethod, classes: number): Matrix {
    return method === 'predictProba' && classes === 2 ? answer.slice(1, 1, 2) : answer
  }

  #join(answers: Matrix[], X: Matrix): Matrix {
    const parts = this.params.passthrough ? [...answers, X] : answers
    const rows = X.shape[0]
    const width = parts.reduce((sum, part) => sum + part.shape[1], 0)
    const out = new Float64Array(rows * width)
    let at = 0
    for (const part of parts) {
      const values = part.toContiguous()
      const own = part.shape[1]
      for (let i = 0; i < rows; i++) for (let j = 0; j < own; j++) out[i * width + at + j] = values[i * own + j]
      at += own
    }
    return new NdArray(out, [rows, width])
  }
}

/** Labels as a column of their positions. */
function asColumn(labels: ArrayLike<Label>, classes: readonly Label[]): Matrix {
  return new NdArray(Float64Array.from(codesOf(Array.from(labels), classes)), [labels.length, 1])
}
