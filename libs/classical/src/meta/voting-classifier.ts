import { InvalidParameterError, NdArray, ShapeError, checkOneOf } from '@genre/core'
import type { MatrixLike } from '@genre/core'
import type { FitOptions } from '../base/classifier'
import { Classifier, argmaxRows } from '../base/classifier'
import type { AnyEstimator } from '../base/estimator'
import type { Label, LabelsLike } from '../base/labels'
import { codesOf } from '../base/labels'
import type { Model } from '../base/model'
import { withMethod } from '../base/model'
import type { Decoding, StateOf } from '../base/schema'
import { field } from '../base/schema'
import type { TieBreakParams } from '../base/tie-break'
import { checkTieBreak, classPriorField, classPriors } from '../base/tie-break'
import type { Matrix } from '../base/validate'
import { checkData, checkSampleWeight } from '../base/validate'
import type { NamedEstimator } from './named-estimators'
import { checkNamed, fitAll, misfit, namedChildren, replaceNamed } from './named-estimators'

/** Options of {@link VotingClassifier}. */
export interface VotingOptions extends TieBreakParams {
  /** `'hard'` (the default): each estimator has a vote; `'soft'`: their probabilities are averaged. */
  voting: 'hard' | 'soft'
  /** How much each estimator counts, in the order of the list; default all the same. */
  weights: readonly number[] | null
}

/** Parameters of {@link VotingClassifier}. */
export interface VotingParams extends VotingOptions {
  estimators: readonly NamedEstimator[]
}

const SCHEMA = {
  classes: field.labels('classes'),
  nFeaturesIn: field.size('columns'),
  estimators: field.list('estimators', field.optional(field.estimator<AnyEstimator>())),
  classPrior: classPriorField,
}

/**
 * Several classifiers that vote: scikit-learn 1.9's `VotingClassifier`. Of classes with equal votes the first wins. The
 * estimators that are handed in stay unfitted; `namedEstimators` are the fitted ones.
 *
 * @example
 * ```ts
 * import { GaussianNB, KNeighborsClassifier, VotingClassifier } from '@genre/classical'
 * const model = new VotingClassifier<string>(
 *   [['nb', new GaussianNB()], ['knn', new KNeighborsClassifier({ nNeighbors: 1 })]],
 *   { voting: 'soft' },
 * )
 * model.fit([[1], [2], [8], [9]], ['blues', 'blues', 'rock', 'rock'])
 * console.log(model.predict([[2], [8]])) // => [ 'blues', 'rock' ]
 * ```
 */
export class VotingClassifier<L extends Label = Label> extends Classifier<L, VotingParams, typeof SCHEMA> {
  /** @throws InvalidParameterError for an unknown option */
  constructor(estimators: readonly NamedEstimator[], options: Partial<VotingOptions> = {}) {
    super('VotingClassifier', { estimators, voting: 'hard', weights: null, tieBreak: 'first' }, SCHEMA, options)
  }

  override supports(method: string): boolean {
    return super.supports(method) && (method !== 'predictProba' || this.params.voting === 'soft')
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

  /** @throws InvalidParameterError for estimators that are no classifiers, and weights that do not fit */
  fit(X: MatrixLike, y: LabelsLike<L>, options?: FitOptions): this {
    this.checkParams(this.params)
    const { X: matrix, classes, codes, rows, columns } = checkData(X, y)
    const weights = options?.sampleWeight == null ? null : checkSampleWeight(options.sampleWeight, rows)
    const estimators = fitAll(this.params.estimators, model => model.fit(matrix, y, options))
    const classPrior = classPriors(codes, classes.length, weights)
    this.state = { classes, nFeaturesIn: columns, estimators, classPrior }
    return this
  }

  /**
   * (rows, classes) means of the estimators' probabilities.
   *
   * @throws InvalidParameterError with `voting: 'hard'`, and where an estimator has none
   */
  predictProba(X: MatrixLike): Matrix {
    if (this.params.voting !== 'soft') {
      const allowed = "'soft' to have probabilities"
      throw new InvalidParameterError({ parameter: 'voting', received: this.params.voting, allowed })
    }
    return this.#mean(this.checkX(X))
  }

  protected predictCodes(X: Matrix): Int32Array {
    const priors = this.params.tieBreak === 'prior' ? this.state.classPrior : null
    if (this.params.voting === 'soft') return argmaxRows(this.#mean(X), priors)
    const { classes } = this.state
    const rows = X.shape[0]
    const votes = new Float64Array(rows * classes.length)
    for (const { model, weight } of this.#voters()) {
      const codes = codesOf(withMethod(model, 'predict', 'estimators').predict(X) as LabelsLike, classes)
      codes.forEach((code, i) => (votes[i * classes.length + code] += weight))
    }
    return argmaxRows(new NdArray(votes, [rows, classes.length]), priors)
  }

  protected override create({ estimators, ...options }: VotingParams): this {
    return new VotingClassifier<L>(estimators, options) as this
  }

  protected override children(): Map<string, AnyEstimator> {
    return namedChildren(this.params.estimators)
  }

  protected override replaceParams(params: Record<string, unknown>): void {
    const { list, rest } = replaceNamed(this.params.estimators, params)
    super.replaceParams({ estimators: list, ...rest })
  }

  protected checkParams({ estimators, voting, weights, tieBreak }: Readonly<VotingParams>): void {
    checkTieBreak(tieBreak)
    checkNamed('estimators', estimators)
    checkOneOf('voting', voting, ['hard', 'soft'])
    if (voting === 'soft') {
      for (const model of namedChildren(estimators).values()) withMethod(model as Model, 'predictProba', 'estimators')
    }
    if (weights === null) return
    const isList = Array.isArray(weights) && weights.every(weight => typeof weight === 'number' && weight >= 0)
    const used = isList && weights.some((weight, i) => weight > 0 && estimators[i]?.[1] !== 'drop')
    if (!used || weights.length !== estimators.length) {
      const allowed = `null or ${estimators.length} numbers of at least 0, not all of them 0`
      throw new InvalidParameterError({ parameter: 'weights', received: weights, allowed })
    }
  }

  protected override checkState({ estimators, classes, nFeaturesIn }: StateOf<typeof SCHEMA>, at: Decoding): void {
    const reason = misfit(estimators, this.params.estimators)
    if (reason) at.fail(reason)
    for (const model of estimators as (Model | null)[]) {
      if (!model) continue
      const same = model.classes?.length === classes.length && classes.every((label, c) => label === model.classes![c])
      if (!same || model.nFeaturesIn !== nFeaturesIn) at.fail('an estimator has other classes or columns')
    }
  }

  #voters(): { model: Model; weight: number }[] {
    const { weights } = this.params
    return this.state.estimators.flatMap((model, i) =>
      model ? [{ model: model as Model, weight: weights?.[i] ?? 1 }] : [],
    )
  }

  #mean(X: Matrix): Matrix {
    const { classes } = this.state
    const out = new Float64Array(X.shape[0] * classes.length)
    let total = 0
    for (const { model, weight } of this.#voters()) {
      const proba = withMethod(model, 'predictProba', 'estimators').predictProba(X)
      if (proba.data.length !== out.length) {
        throw new ShapeError({
          array: `the probabilities of ${model.type}`,
          received: proba.shape,
          expected: `${classes.length} columns`,
        })
      }
      for (let k = 0; k < out.length; k++) out[k] += weight * proba.data[k]
      total += weight
    }
    for (let k = 0; k < out.length; k++) out[k] /= total
    return new NdArray(out, [X.shape[0], classes.length])
  }
}
