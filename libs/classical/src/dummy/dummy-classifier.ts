import { InvalidParameterError, NdArray, RandomState, checkOneOf } from '@genre/core'
import type { MatrixLike, Seed } from '@genre/core'
import type { FitOptions } from '../base/classifier'
import { Classifier, argmaxRows } from '../base/classifier'
import type { Label, LabelsLike } from '../base/labels'
import { field } from '../base/schema'
import type { Matrix } from '../base/validate'
import { checkData, checkSampleWeight } from '../base/validate'

/** Parameters of {@link DummyClassifier}. */
export interface DummyClassifierParams {
  /**
   * `'prior'` (the default) and `'most_frequent'` name the most frequent class, with the classes' shares or with certainty;
   * `'stratified'` draws by the shares, `'uniform'` evenly; `'constant'` names a given class.
   */
  strategy: 'prior' | 'most_frequent' | 'stratified' | 'uniform' | 'constant'
  /** The class that `'constant'` names. */
  constant: Label | null
  /** Seeds the draws of `predict`. */
  randomState: Seed
}

const DEFAULTS: DummyClassifierParams = { strategy: 'prior', constant: null, randomState: null }

const SCHEMA = {
  classes: field.labels('classes'),
  nFeaturesIn: field.size('columns'),
  classPrior: field.floats('classes', { min: 0, max: 1 }),
  constant: field.optional(field.integer({ min: 0 })),
}

/**
 * Predicts without looking at X: what any real model has to beat. scikit-learn 1.9's `DummyClassifier`, which draws the
 * same classes from the same seed.
 *
 * @example
 * ```ts
 * import { DummyClassifier } from '@genre/classical'
 * const model = new DummyClassifier().fit([[1], [2], [3]], ['rock', 'jazz', 'rock'])
 * console.log(model.predict([[4]]), model.score([[1], [2], [3]], ['rock', 'jazz', 'jazz']) < 0.34) // => [ 'rock' ] true
 * ```
 */
export class DummyClassifier<L extends Label = Label> extends Classifier<L, DummyClassifierParams, typeof SCHEMA> {
  /** @throws InvalidParameterError for an unknown parameter */
  constructor(params: Partial<DummyClassifierParams> = {}) {
    super('DummyClassifier', DEFAULTS, SCHEMA, params)
  }

  /** The (weighted) share of each class among the training rows. */
  get classPrior(): Float64Array {
    return this.state.classPrior
  }

  /** @throws InvalidParameterError for parameters out of range, and for a `constant` that is no class of y */
  fit(X: MatrixLike, y: LabelsLike<L>, options: FitOptions = {}): this {
    this.checkParams(this.params)
    const { classes, codes, rows, columns } = checkData(X, y)
    const { strategy, constant } = this.params
    const weights = checkSampleWeight(options.sampleWeight, rows)
    const prior = new Float64Array(classes.length)
    let total = 0
    for (let i = 0; i < rows; i++) {
      prior[codes[i]] += weights[i]
      total += weights[i]
    }
    for (let c = 0; c < prior.length; c++) prior[c] /= total
    const chosen = strategy === 'constant' ? classes.findIndex(label => label === constant) : null
    if (chosen === -1) {
      const allowed = `one of the classes ${classes
        .slice(0, 20)
        .map(label => JSON.stringify(label))
        .join(', ')}`
      throw new InvalidParameterError({ parameter: 'constant', received: constant, allowed })
    }
    this.state = { classes, nFeaturesIn: columns, classPrior: prior, constant: chosen }
    return this
  }

  /** (rows, classes): the classes' shares, certainty, or what is drawn, as the strategy says. */
  predictProba(X: MatrixLike): Matrix {
    return this.#probabilities(this.checkX(X).shape[0])
  }

  protected predictCodes(X: Matrix): Int32Array {
    const rows = X.shape[0]
    const { strategy, randomState } = this.params
    if (strategy === 'uniform') {
      return Int32Array.from(RandomState.from(randomState).randint(0, this.state.classes.length, rows))
    }
    return argmaxRows(this.#probabilities(rows))
  }

  protected checkParams({ strategy }: Readonly<DummyClassifierParams>): void {
    checkOneOf('strategy', strategy, ['prior', 'most_frequent', 'stratified', 'uniform', 'constant'])
  }

  protected override checkState(
    state: { classes: Label[]; constant: number | null },
    at: { fail(reason: string): never },
  ): void {
    const isConstant = this.params.strategy === 'constant'
    if ((state.constant !== null) !== isConstant || (state.constant ?? 0) >= state.classes.length) {
      at.fail('constant does not fit the strategy and the classes')
    }
  }

  #probabilities(rows: number): Matrix {
    const { classPrior, constant, classes } = this.state
    const { strategy, randomState } = this.params
    const size = classes.length
    const out = new Float64Array(rows * size)
    const random = strategy === 'stratified' ? RandomState.from(randomState) : null
    const certain = strategy === 'constant' ? constant! : classPrior.indexOf(Math.max(...classPrior))
    for (let i = 0; i < rows; i++) {
      if (strategy === 'prior') out.set(classPrior, i * size)
      else if (strategy === 'uniform') out.fill(1 / size, i * size, (i + 1) * size)
      else out[i * size + (random ? drawClass(classPrior, random) : certain)] = 1
    }
    return new NdArray(out, [rows, size])
  }
}

/** One draw of NumPy's legacy `multinomial(1, p)`: class after class, with what is left of the probability. */
function drawClass(p: Float64Array, random: RandomState): number {
  let left = 1
  for (let c = 0; c < p.length - 1; c++) {
    if (happens(p[c] / left, random)) return c
    left -= p[c]
  }
  return p.length - 1
}

/** One draw of the legacy `binomial(1, p)`, by inversion. */
function happens(p: number, random: RandomState): boolean {
  if (p === 0) return false
  const rare = Math.min(p, 1 - p)
  const none = Math.exp(Math.log(1 - rare))
  const u = random.next()
  return u > none === p <= 0.5
}
