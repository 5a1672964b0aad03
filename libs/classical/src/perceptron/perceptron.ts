import { DataError, InvalidParameterError, NdArray, RandomState, checkInteger, checkNumber } from '@genre/core'
import type { MatrixLike, Seed } from '@genre/core'
import { checkBoolean } from '../base/check-boolean'
import type { ClassWeight } from '../base/class-weight'
import { checkClassWeight, computeClassWeight } from '../base/class-weight'
import type { FitOptions } from '../base/classifier'
import type { Label, LabelsLike } from '../base/labels'
import { field } from '../base/schema'
import type { Matrix } from '../base/validate'
import { checkData, checkSampleWeight } from '../base/validate'
import { LINEAR_SCHEMA, LinearClassifier } from '../linear/linear-classifier'
import { StratifiedShuffleSplit } from '../model-selection/stratified-shuffle-split'
import { Xorshift } from '../tree/xorshift'
import { ScaledWeights } from './scaled-weights'

/** Parameters of {@link Perceptron}. */
export interface PerceptronParams {
  /** What large coefficients cost; default `null`: nothing. */
  penalty: 'l2' | 'l1' | 'elasticnet' | null
  /** How much; default 1e-4. */
  alpha: number
  /** The share of `'l1'` in `'elasticnet'`; default 0.15. */
  l1Ratio: number
  /** Whether there is an intercept; default true. */
  fitIntercept: boolean
  /** How often the rows are gone through at most; default 1000. */
  maxIter: number
  /** It ends when the loss has not fallen by this much for `nIterNoChange` rounds; `null` for never. Default 1e-3. */
  tol: number | null
  /** Whether the rows are shuffled before each round; default true. */
  shuffle: boolean
  /** How far a wrong row moves the coefficients; default 1. */
  eta0: number
  /** Seeds the shuffling; default 0. */
  randomState: Seed
  /** Rounds without progress before it ends; default 5. */
  nIterNoChange: number
  /** Whether to keep rows apart and end when they have not been predicted better for `nIterNoChange` rounds; default false. */
  earlyStopping: boolean
  /** Which share of the rows is kept apart; default 0.1. */
  validationFraction: number
  /** How much each class counts; default all the same. */
  classWeight: ClassWeight
}

const DEFAULTS: PerceptronParams = {
  penalty: null,
  alpha: 1e-4,
  l1Ratio: 0.15,
  fitIntercept: true,
  maxIter: 1000,
  tol: 1e-3,
  shuffle: true,
  eta0: 1,
  randomState: 0,
  nIterNoChange: 5,
  earlyStopping: false,
  validationFraction: 0.1,
  classWeight: null,
}

const SCHEMA = { ...LINEAR_SCHEMA, nIter: field.integer({ min: 1 }) }

const MAX_INT = 0x7fffffff

/**
 * Rosenblatt's perceptron, one class against the rest: each row that stands on the wrong side moves the plane by itself
 * times `eta0`. scikit-learn 1.9's `Perceptron`, shuffled and summed in the same order, so that the coefficients are
 * equal to the last bit. It stops where scikit-learn does, but gives no warning at `maxIter`; `warmStart` and `partialFit`
 * are not here.
 *
 * @example
 * ```ts
 * import { Perceptron } from '@genre/classical'
 * const model = new Perceptron().fit([[-2], [-1], [1], [2]], ['blues', 'blues', 'rock', 'rock'])
 * console.log(model.predict([[-3], [3]])) // => [ 'blues', 'rock' ]
 * ```
 */
export class Perceptron<L extends Label = Label> extends LinearClassifier<L, PerceptronParams, typeof SCHEMA> {
  /** @throws InvalidParameterError for an unknown parameter */
  constructor(params: Partial<PerceptronParams> = {}) {
    super('Perceptron', DEFAULTS, SCHEMA, params)
  }

  /** How often the rows were gone through: the most that a class needed. */
  get nIter(): number {
    return this.state.nIter
  }

  /** @throws InvalidParameterError for parameters out of range; DataError for a single class, and where numbers overflow */
  fit(X: MatrixLike, y: LabelsLike<L>, options: FitOptions = {}): this {
    this.checkParams(this.params)
    const { X: matrix, classes, codes, rows, columns } = checkData(X, y)
    if (classes.length < 2) throw new DataError({ table: 'y', reason: 'there must be at least two classes' })
    const perClass = computeClassWeight(this.params.classWeight, classes, codes)
    const weights = checkSampleWeight(options.sampleWeight, rows)
    const random = RandomState.from(this.params.randomState)
    const binary = classes.length === 2
    const outputs = binary ? 1 : classes.length
    // A generator of its own for each class, seeded before any of them is used; two classes use the given one.
    const seeds = binary
      ? [random]
      : classes.map(() => random.nextInteger(0, MAX_INT)).map(seed => new RandomState(seed))
    // With many classes one part of the rows is kept apart for all, which keeps their proportions.
    let apart = binary ? null : this.#validationRows(codes, weights)
    const coef = new Float64Array(outputs * columns)
    const intercept = new Float64Array(outputs)
    let nIter = 0
    for (let k = 0; k < outputs; k++) {
      const positive = binary ? 1 : k
      const own = seeds[k]
      own.nextInteger(1, MAX_INT) // what scikit-learn draws and does not use for this
      if (binary) apart = this.#validationRows(codes, weights)
      const seed = own.nextInteger(0, MAX_INT)
      const rowWeights = weights.map((weight, i) => {
        return weight * (codes[i] === positive ? perClass[positive] : binary ? perClass[0] : 1)
      })
      const signs = Int8Array.from(codes, code => (code === positive ? 1 : -1))
      const fitted = this.#fitOne(matrix, signs, rowWeights, seed, apart && { rows: apart, weights })
      coef.set(fitted.weights, k * columns)
      intercept[k] = fitted.intercept
      nIter = Math.max(nIter, fitted.nIter)
    }
    this.state = { classes, nFeaturesIn: columns, coef: new NdArray(coef, [outputs, columns]), intercept, nIter }
    return this
  }

  protected checkParams(params: Readonly<PerceptronParams>): void {
    const { penalty } = params
    if (penalty !== null && !['l2', 'l1', 'elasticnet'].includes(penalty)) {
      const allowed = "null, 'l2', 'l1' or 'elasticnet'"
      throw new InvalidParameterError({ parameter: 'penalty', received: penalty, allowed })
    }
    checkNumber('alpha', params.alpha, { min: 0 })
    checkNumber('l1Ratio', params.l1Ratio, { min: 0, max: 1 })
    checkBoolean('fitIntercept', params.fitIntercept)
    checkInteger('maxIter', params.maxIter, { min: 1 })
    if (params.tol !== null) checkNumber('tol', params.tol, { min: 0 })
    checkBoolean('shuffle', params.shuffle)
    checkNumber('eta0', params.eta0, { min: 0, exclusive: 'min' })
    checkInteger('nIterNoChange', params.nIterNoChange, { min: 1 })
    checkBoolean('earlyStopping', params.earlyStopping)
    checkNumber('validationFraction', params.validationFraction, { min: 0, max: 1, exclusive: 'both' })
    checkClassWeight(params.classWeight)
  }

  /** Which rows are kept apart: 1 for those; `null` without `earlyStopping`. */
  #validationRows(codes: Int32Array, weights: Float64Array): Uint8Array | null {
    const { earlyStopping, validationFraction, randomState } = this.params
    if (!earlyStopping) return null
    const options = { nSplits: 1, testSize: validationFraction, randomState }
    const [{ test }] = new StratifiedShuffleSplit(options).split(codes, codes)
    if (!test.some(row => weights[row] > 0)) {
      throw new DataError({ table: 'sampleWeight', reason: 'all rows that are kept apart have the weight 0' })
    }
    const apart = new Uint8Array(codes.length)
    for (const row of test) apart[row] = 1
    return apart
  }

  /** One plane, for signs of 1 and -1. */
  #fitOne(
    { data, shape: [rows, columns] }: Matrix,
    signs: Int8Array,
    rowWeights: Float64Array,
    seed: number,
    apart: { rows: Uint8Array; weights: Float64Array } | null,
  ) {
    const { penalty, alpha, eta0, fitIntercept, shuffle, maxIter, tol, nIterNoChange } = this.params
    const l1Ratio = penalty === 'l1' ? 1 : penalty === 'l2' ? 0 : this.params.l1Ratio
    const truncates = penalty === 'l1' || penalty === 'elasticnet'
    const weights = new ScaledWeights(columns)
    const order = Int32Array.from({ length: rows }, (_, i) => i)
    let intercept = 0
    let best = Infinity
    let idle = 0
    let epoch = 0
    while (epoch < maxIter) {
      epoch++
      if (shuffle) shuffleFrom(order, seed)
      let objective = 0
      for (let n = 0; n < rows; n++) {
        const i = order[n]
        if (apart?.rows[i]) continue
        const at = i * columns
        const sign = signs[i]
        const side = (weights.dot(data, at) + intercept) * sign
        objective += side <= 0 ? -side : 0
        if (penalty !== null) {
          objective += alpha * ((1 - l1Ratio) * 0.5 * weights.norm * weights.norm + l1Ratio * weights.l1Norm)
        }
        const update = side <= 0 ? eta0 * sign * rowWeights[i] : 0
        if (penalty !== null) weights.scale(Math.max(0, 1 - (1 - l1Ratio) * eta0 * alpha))
        if (update !== 0) {
          weights.add(data, at, update)
          if (fitIntercept) intercept += update
        }
        if (truncates) weights.truncate(l1Ratio * eta0 * alpha)
      }
      if (!Number.isFinite(intercept) || !weights.isFinite) {
        throw new DataError({ table: 'X', reason: 'the coefficients overflow; scale the columns first' })
      }
      const loss = apart ? -shareRight(data, signs, apart, weights, intercept) : objective / rows
      idle = tol !== null && loss > best - tol ? idle + 1 : 0
      if (loss < best) best = loss
      if (idle >= nIterNoChange) break
    }
    return { weights: weights.values(), intercept, nIter: epoch }
  }
}

/**
 * The weighted share of the rows kept apart that stand on their side. As scikit-learn does, by the coefficients without
 * the factor that the penalty has put before them.
 */
function shareRight(
  data: Float64Array,
  signs: Int8Array,
  apart: { rows: Uint8Array; weights: Float64Array },
  weights: ScaledWeights,
  intercept: number,
): number {
  const columns = data.length / signs.length
  let right = 0
  let all = 0
  apart.rows.forEach((isApart, i) => {
    if (!isApart) return
    const positive = weights.unscaledDot(data, i * columns) + intercept > 0
    all += apart.weights[i]
    if (positive === signs[i] > 0) right += apart.weights[i]
  })
  return right / all
}

/** Shuffles in place; always from the same seed, so that rounds differ by what they start from. */
function shuffleFrom(order: Int32Array, seed: number): void {
  const random = new Xorshift(seed)
  for (let i = 0; i < order.length - 1; i++) {
    const j = random.nextInteger(i, order.length)
    const item = order[i]
    order[i] = order[j]
    order[j] = item
  }
}
