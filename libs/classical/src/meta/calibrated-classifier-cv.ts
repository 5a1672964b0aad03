import { DataError, InvalidParameterError, NdArray, checkOneOf } from '@genre/core'
import type { MatrixLike } from '@genre/core'
import { checkBoolean } from '../base/check-boolean'
import { Classifier, argmaxRows } from '../base/classifier'
import type { AnyEstimator } from '../base/estimator'
import type { Label, LabelsLike } from '../base/labels'
import { codesOf } from '../base/labels'
import type { Model } from '../base/model'
import { checkModel, withMethod } from '../base/model'
import type { Decoding, StateOf } from '../base/schema'
import { field } from '../base/schema'
import type { Matrix } from '../base/validate'
import { checkData, checkSampleWeight } from '../base/validate'
import type { CrossValidator } from '../model-selection/check-cv'
import { checkCv } from '../model-selection/check-cv'
import { crossValPredict } from '../model-selection/cross-val-predict'
import { takeRows } from '../model-selection/take'
import { fitIsotonic, isotonicAt } from './isotonic'
import type { MetaFitOptions } from './named-estimators'
import { fitSigmoid, sigmoidAt } from './sigmoid-calibration'
import { fitTemperature, temperatureAt, toLogits } from './temperature'

/** Options of {@link CalibratedClassifierCV}. */
export interface CalibratedOptions {
  /**
   * `'sigmoid'` (the default): Platt's curve, for few rows; `'isotonic'`: any rising curve, for a thousand rows and more;
   * `'temperature'`: one factor for all classes.
   */
  method: 'sigmoid' | 'isotonic' | 'temperature'
  /** How rows to calibrate on are set apart; default 5 stratified folds. */
  cv: CrossValidator
  /**
   * Whether there is a model and a curve for each fold, averaged (the default), or one model on all rows with a curve from
   * what was predicted across folds.
   */
  ensemble: boolean
}

/** Parameters of {@link CalibratedClassifierCV}. */
export interface CalibratedParams extends CalibratedOptions {
  estimator: AnyEstimator
}

const DEFAULTS: CalibratedOptions = { method: 'sigmoid', cv: null, ensemble: true }

const PAIR = field.object({
  estimator: field.estimator<AnyEstimator>(),
  sigmoids: field.list('curves', field.object({ a: field.number(), b: field.number() })),
  isotonics: field.list(
    'steps',
    field.object({ x: field.floats('corners'), y: field.floats('corners', { min: 0, max: 1 }) }),
  ),
  beta: field.number({ min: 0 }),
})

const SCHEMA = {
  classes: field.labels('classes'),
  nFeaturesIn: field.size('columns'),
  pairs: field.list('pairs', PAIR),
}

type Pair = StateOf<typeof SCHEMA>['pairs'][number]

/**
 * A classifier whose probabilities are put right on rows that it was not fitted on: scikit-learn 1.9's
 * `CalibratedClassifierCV`. It starts from decision values where the estimator has them, else from probabilities. The
 * estimator that is handed in stays unfitted.
 *
 * @example
 * ```ts
 * import { CalibratedClassifierCV, RidgeClassifier } from '@genre/classical'
 * const X = [[1], [2], [3], [4], [7], [8], [9], [10]]
 * const y = ['blues', 'blues', 'blues', 'blues', 'rock', 'rock', 'rock', 'rock']
 * const model = new CalibratedClassifierCV<string>(new RidgeClassifier(), { cv: 2 }).fit(X, y)
 * console.log(model.predictProba([[2]]).get(0, 0) > 0.7) // => true
 * ```
 */
export class CalibratedClassifierCV<L extends Label = Label> extends Classifier<L, CalibratedParams, typeof SCHEMA> {
  /** @throws InvalidParameterError for an unknown option */
  constructor(estimator: AnyEstimator, options: Partial<CalibratedOptions> = {}) {
    super('CalibratedClassifierCV', { estimator, ...DEFAULTS }, SCHEMA, options)
  }

  /** The fitted estimators: one for each fold, or one. */
  get estimators(): readonly AnyEstimator[] {
    return this.state.pairs.map(pair => pair.estimator)
  }

  /**
   * @throws InvalidParameterError for parameters out of range; DataError where a class has fewer rows than there are folds;
   *   whatever the estimator and the splitter refuse
   */
  fit(X: MatrixLike, y: LabelsLike<L>, options: MetaFitOptions = {}): this {
    this.checkParams(this.params)
    const data = checkData(X, y)
    const { X: matrix, classes, codes, columns, rows } = data
    const { estimator, cv: how, ensemble } = this.params
    const { sampleWeight, groups } = options
    const weights = checkSampleWeight(sampleWeight, rows)
    const splitter = checkCv(how, this)
    const folds = splitter.getNSplits()
    for (let c = 0; c < classes.length; c++) {
      const count = codes.reduce((sum, code) => sum + Number(code === c), 0)
      if (count >= folds) continue
      const reason = `class ${String(classes[c])} has ${count} rows, fewer than there are folds (${folds})`
      throw new DataError({ table: 'y', reason })
    }
    const fitOptions = (of: Float64Array) => (sampleWeight == null ? undefined : { sampleWeight: of })
    const labels = y as readonly Label[]
    const splits = splitter.split(matrix, y, groups)
    let pairs: Pair[]
    if (ensemble) {
      pairs = splits.map(({ train, test }) => {
        const model = estimator.clone() as Model
        model.fit(
          takeRows(matrix, train),
          takeRows(labels, train),
          fitOptions(takeRows(weights, train) as Float64Array),
        )
        const answers = respond(model, takeRows(matrix, test))
        return this.#pair(
          model,
          answers,
          takeRows(codes, test) as Int32Array,
          takeRows(weights, test) as Float64Array,
          classes,
        )
      })
    } else {
      const method = estimator.supports('decisionFunction') ? 'decisionFunction' : 'predictProba'
      const answers = crossValPredict(estimator, matrix, y, { cv: splits, method, sampleWeight })
      const model = (estimator.clone() as Model).fit(matrix, y, fitOptions(weights))
      pairs = [this.#pair(model, oneColumn(answers, method, classes.length), codes, weights, classes)]
    }
    this.state = { classes, nFeaturesIn: columns, pairs }
    return this
  }

  /** (rows, classes) calibrated probabilities. */
  predictProba(X: MatrixLike): Matrix {
    return this.#mean(this.checkX(X))
  }

  protected predictCodes(X: Matrix): Int32Array {
    return argmaxRows(this.#mean(X))
  }

  protected override create({ estimator, ...options }: CalibratedParams): this {
    return new CalibratedClassifierCV<L>(estimator, options) as this
  }

  protected checkParams({ estimator, method, cv, ensemble }: Readonly<CalibratedParams>): void {
    const model = checkModel('estimator', estimator)
    if (model.kind !== 'classifier') {
      throw new InvalidParameterError({ parameter: 'estimator', received: model.type, allowed: 'a classifier' })
    }
    if (!model.supports('decisionFunction')) withMethod(model, 'predictProba', 'estimator')
    checkOneOf('method', method, ['sigmoid', 'isotonic', 'temperature'])
    checkCv(cv, this)
    checkBoolean('ensemble', ensemble)
  }

  protected override checkState({ pairs, classes, nFeaturesIn }: StateOf<typeof SCHEMA>, at: Decoding): void {
    const { method, estimator } = this.params
    if (pairs.length === 0) at.fail('no estimators')
    for (const { estimator: given, sigmoids, isotonics } of pairs) {
      const own = given as Model
      if (!own.isFitted || own.type !== estimator.type)
        at.fail('an estimator is not fitted, or another one than the parameters say')
      const known = own.classes ?? []
      if (own.nFeaturesIn !== nFeaturesIn || known.length === 0 || known.some(label => !classes.includes(label))) {
        at.fail('an estimator has other classes or columns')
      }
      const curves = method === 'temperature' ? 0 : known.length === 2 ? 1 : known.length
      const [wanted, other] = method === 'isotonic' ? [isotonics, sigmoids] : [sigmoids, isotonics]
      if (wanted.length !== curves || other.length > 0) at.fail(`${curves} curves are needed`)
      for (const { x } of isotonics) {
        if (x.length === 0 || x.some((value, k) => k > 0 && value <= x[k - 1])) at.fail('a curve must rise along x')
      }
    }
  }

  #pair(model: Model, answers: Matrix, codes: Int32Array, weights: Float64Array, classes: readonly Label[]): Pair {
    const { method } = this.params
    const known = codesOf(model.classes!, classes)
    const pair = { estimator: model, sigmoids: [], isotonics: [], beta: 1 }
    if (method === 'temperature') {
      if (known.length !== classes.length) {
        throw new DataError({ table: 'y', reason: 'every fold must hold every class for the method temperature' })
      }
      return { ...pair, beta: fitTemperature(logitsOf(model, answers), codes, weights) }
    }
    const [rows, columns] = answers.shape
    const curves = Array.from({ length: columns }, (_, k) => {
      const positive = known[columns === 1 ? known.length - 1 : k]
      const values = Float64Array.from({ length: rows }, (_, i) => answers.data[i * columns + k])
      const hits = Uint8Array.from(codes, code => Number(code === positive))
      return { values, hits }
    })
    if (method === 'sigmoid') {
      return { ...pair, sigmoids: curves.map(({ values, hits }) => fitSigmoid(values, hits, weights)) }
    }
    return {
      ...pair,
      isotonics: curves.map(({ values, hits }) => fitIsotonic(values, Float64Array.from(hits), weights)),
    }
  }

  #mean(X: Matrix): Matrix {
    const { classes, pairs } = this.state
    const rows = X.shape[0]
    const out = new Float64Array(rows * classes.length)
    for (const pair of pairs) {
      const { data } = this.#calibrated(pair, X)
      for (let k = 0; k < out.length; k++) out[k] += data[k]
    }
    for (let k = 0; k < out.length; k++) out[k] /= pairs.length
    return new NdArray(out, [rows, classes.length])
  }

  #calibrated(pair: Pair, X: Matrix): Matrix {
    const { classes } = this.state
    const size = classes.length
    const model = pair.estimator as Model
    const answers = respond(model, X)
    if (this.params.method === 'temperature') return temperatureAt(logitsOf(model, answers), pair.beta)
    const [rows, columns] = answers.shape
    const at = (k: number, value: number) =>
      this.params.method === 'sigmoid' ? sigmoidAt(pair.sigmoids[k], value) : isotonicAt(pair.isotonics[k], value)
    const known = codesOf(model.classes!, classes)
    const out = new Float64Array(rows * size)
    for (let i = 0; i < rows; i++) {
      if (columns === 1) {
        const p = at(0, answers.data[i])
        out[i * size + known[known.length - 1]] = p
        out[i * size + known[0]] = 1 - p
        continue
      }
      let sum = 0
      for (let k = 0; k < columns; k++) sum += out[i * size + known[k]] = at(k, answers.data[i * columns + k])
      for (let c = i * size; c < (i + 1) * size; c++) out[c] = sum === 0 ? 1 / size : out[c] / sum
    }
    return new NdArray(out, [rows, size])
  }
}

/** Decision values, or else probabilities; with two classes a single column, for the second. */
function respond(model: Model, X: Matrix): Matrix {
  const method = model.supports('decisionFunction') ? 'decisionFunction' : 'predictProba'
  return oneColumn(withMethod(model, method, 'estimator')[method](X), method, model.classes!.length)
}

function oneColumn(answers: Matrix, method: string, classes: number): Matrix {
  if (method !== 'predictProba' || classes !== 2) return answers
  const second = answers.slice(1, 1, 2)
  return new NdArray(second.toContiguous(), second.shape)
}

/** A single column of probabilities is completed before it becomes logits. */
function logitsOf(model: Model, answers: Matrix): Matrix {
  if (answers.shape[1] > 1 || model.supports('decisionFunction')) return toLogits(answers)
  const rows = answers.shape[0]
  const both = Float64Array.from({ length: 2 * rows }, (_, k) =>
    k % 2 ? answers.data[k >> 1] : 1 - answers.data[k >> 1],
  )
  return toLogits(new NdArray(both, [rows, 2]))
}
