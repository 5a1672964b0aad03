import type { MatrixLike, Seed } from '@genre/core'
import {
  DataError,
  InvalidParameterError,
  NdArray,
  RandomState,
  ShapeError,
  checkInteger,
  checkNumber,
  checkOneOf,
} from '@genre/core'
import type { ClassWeight } from '../base/class-weight'
import { checkBoolean } from '../base/check-boolean'
import { checkClassWeight, computeClassWeight } from '../base/class-weight'
import type { FitOptions } from '../base/classifier'
import { Classifier, argmaxRows } from '../base/classifier'
import type { Label, LabelsLike } from '../base/labels'
import type { Decoding, StateOf } from '../base/schema'
import { numpySum } from '../base/numpy-sum'
import { field } from '../base/schema'
import type { TieBreakParams } from '../base/tie-break'
import { checkTieBreak, classPriorField, classPriors } from '../base/tie-break'
import type { Matrix } from '../base/validate'
import { checkData, checkSampleWeight } from '../base/validate'
import { checkRandomState } from '../base/check-random-state'
import { BoundedRandom } from './bounded-random'
import type { Machine } from './decision-values'
import { decisionValues, pairIndex } from './decision-values'
import type { KernelSpec } from './kernel'
import { trainOneVsOne } from './one-vs-one'
import { couplePairwise, sigmoidProbability } from './platt'

/** Parameters of {@link SVC}. */
export interface SVCParams<L extends Label = Label> extends TieBreakParams {
  /** What an error costs: the smaller, the stronger the regularisation. Default 1. */
  C: number
  /**
   * `'rbf'` (default), `'linear'`, `'poly'` or `'sigmoid'`; with `'precomputed'` X is the kernel of its rows and the
   * training rows: (rows, training rows), square in `fit`.
   */
  kernel: 'rbf' | 'linear' | 'poly' | 'sigmoid' | 'precomputed'
  /** Degree of the kernel `'poly'`; default 3. */
  degree: number
  /** gamma of the kernel: `'scale'` (default) is 1 / (columns * variance of all values), `'auto'` 1 / columns. */
  gamma: 'scale' | 'auto' | number
  /** Constant of the kernels `'poly'` and `'sigmoid'`; default 0. */
  coef0: number
  /** By how much the optimality conditions may be missed; default 1e-3. */
  tol: number
  /** Whether the solver sets variables aside that seem to stay at a bound; default true. */
  shrinking: boolean
  /** Megabytes for rows of the kernel matrix; default 200. */
  cacheSize: number
  /** How many steps of the solver at most for a pair of classes; default -1: any number. */
  maxIter: number
  /** C is multiplied by the weight of a row's class; default `null`: all the same. */
  classWeight: ClassWeight<L>
  /** What `decisionFunction` gives: a value for each class (`'ovr'`, default), or for each pair of classes (`'ovo'`). */
  decisionFunctionShape: 'ovr' | 'ovo'
  /** Whether `predict` goes by `decisionFunction` instead of votes, so that ties are broken; default false. */
  breakTies: boolean
  /** Whether to fit what `predictProba` needs, which takes five times as long; default false. */
  probability: boolean
  /** Seeds the folds that `probability` shuffles. Default `null`: unpredictable. */
  randomState: Seed
}

const DEFAULTS: SVCParams<never> = {
  C: 1,
  kernel: 'rbf',
  degree: 3,
  gamma: 'scale',
  coef0: 0,
  tol: 1e-3,
  shrinking: true,
  cacheSize: 200,
  maxIter: -1,
  classWeight: null,
  decisionFunctionShape: 'ovr',
  breakTies: false,
  tieBreak: 'first',
  probability: false,
  randomState: null,
}

const SCHEMA = {
  classes: field.labels('classes'),
  nFeaturesIn: field.size('features'),
  gamma: field.number({ min: 0 }),
  support: field.integers('support', { min: 0 }),
  supportVectors: field.matrix('support', 'vector width'),
  nSupport: field.integers('classes', { min: 0 }),
  dualCoef: field.matrix('classes - 1', 'support'),
  intercept: field.floats('pairs'),
  nIter: field.integers('pairs', { min: 0 }),
  classPrior: classPriorField,
  probabilities: field.optional(field.object({ a: field.floats('pairs'), b: field.floats('pairs') })),
}

/**
 * A support vector classifier: for each pair of classes the boundary with the widest margin in the space of a kernel;
 * the classes of a row are voted for, pair by pair.
 *
 * Equal to scikit-learn 1.9's `SVC`, that is, to LIBSVM: the same steps of the same solver, with the kernel matrix in
 * single precision as there. Scalar products are summed in another order than by a BLAS, so now and then a value of the
 * matrix differs in its last bit; solved to a tight `tol`, support vectors are the same and dual coefficients within
 * 1e-6. With `probability: true` the folds are shuffled by the same generator, so probabilities agree as well.
 * Not offered: functions as kernels; compute their values and set `kernel: 'precomputed'`. Cross-validation then takes
 * the columns of the training rows as well.
 *
 * @typeParam L - the kind of label
 *
 * @example
 * ```ts
 * import { SVC } from '@genre/classical'
 * const X = [[0, 0], [1, 1], [0, 1], [1, 0]]
 * const model = new SVC<string>({ C: 10, gamma: 2 }).fit(X, ['same', 'same', 'different', 'different'])
 * console.log(model.predict([[0.1, 0.1], [0.9, 0.2]])) // => [ 'same', 'different' ]
 * ```
 */
export class SVC<L extends Label = Label> extends Classifier<L, SVCParams<L>, typeof SCHEMA> {
  /** @throws InvalidParameterError for an unknown parameter */
  constructor(params: Partial<SVCParams<L>> = {}) {
    super('SVC', DEFAULTS, SCHEMA, params)
  }

  override supports(method: string): boolean {
    return super.supports(method) && (method !== 'predictProba' || this.params.probability)
  }

  /** Positions of the support vectors among the training rows, by class. */
  get support(): Int32Array {
    return this.state.support
  }

  override get isPairwise(): boolean {
    return this.params.kernel === 'precomputed'
  }

  /** (support vectors, columns); no columns with a precomputed kernel. */
  get supportVectors(): Matrix {
    return this.state.supportVectors
  }

  /** How many support vectors each class has. */
  get nSupport(): Int32Array {
    return this.state.nSupport
  }

  /**
   * (classes - 1, support vectors): alpha times sign. For the pair (i, j), i < j, the coefficients of class i stand in
   * row j - 1, those of class j in row i. With two classes, positive ones speak for the second.
   */
  get dualCoef(): Matrix {
    return this.state.dualCoef
  }

  /** For each pair of classes, (0, 1), (0, 2), ...: what is added to the sum over support vectors. */
  get intercept(): Float64Array {
    return this.state.intercept
  }

  /** For each pair of classes how many steps the solver took. */
  get nIter(): Int32Array {
    return this.state.nIter
  }

  /** (pairs, columns) weights of the columns. @throws InvalidParameterError for another kernel than `'linear'` */
  get coef(): Matrix {
    const { kernel } = this.params
    if (kernel !== 'linear') {
      throw new InvalidParameterError({ parameter: 'kernel', received: kernel, allowed: "'linear' to have coef" })
    }
    const { supportVectors, nSupport, dualCoef, intercept, nFeaturesIn } = this.state
    const nClasses = nSupport.length
    const total = supportVectors.shape[0]
    const coef = new Float64Array(intercept.length * nFeaturesIn)
    for (let c = 0, vector = 0; c < nClasses; c++) {
      for (const end = vector + nSupport[c]; vector < end; vector++) {
        for (let r = 0; r < nClasses - 1; r++) {
          const weight = dualCoef.data[r * total + vector]
          const to = (r < c ? pairIndex(r, c, nClasses) : pairIndex(c, r + 1, nClasses)) * nFeaturesIn
          for (let f = 0; f < nFeaturesIn; f++) coef[to + f] += weight * supportVectors.data[vector * nFeaturesIn + f]
        }
      }
    }
    return new NdArray(coef, [intercept.length, nFeaturesIn])
  }

  /**
   * Solves the problem of each pair of classes. Weights of rows multiply C.
   *
   * @throws InvalidParameterError for parameters that cannot be used; ShapeError, DataError for data that cannot, such
   *   as a single class
   */
  fit(X: MatrixLike, y: LabelsLike<L>, options: FitOptions = {}): this {
    const { params } = this
    this.checkParams(params)
    const { X: matrix, rows, columns, classes, codes } = checkData(X, y)
    if (params.kernel === 'precomputed' && rows !== columns) {
      throw new ShapeError({ array: 'X', received: [rows, columns], expected: `a kernel matrix of ${rows} x ${rows}` })
    }
    if (classes.length < 2) throw new DataError({ table: 'y', reason: 'at least two classes are needed' })
    const weights = checkSampleWeight(options.sampleWeight, rows)
    const classWeights = computeClassWeight(params.classWeight, classes, codes)
    const weighed = new Set(codes.filter((_, i) => weights[i] > 0))
    if (weighed.size < classes.length) {
      throw new DataError({ table: 'sampleWeight', reason: 'every class needs a row with a weight greater than 0' })
    }
    const spec = this.#spec(params.kernel === 'precomputed' ? 0 : resolveGamma(params.gamma, matrix))
    const seed = RandomState.from(params.randomState).nextInteger(0, 0x7fffffff)
    const trained = trainOneVsOne(
      {
        data: matrix.data,
        codes,
        nClasses: classes.length,
        bounds: weights.map((weight, i) => weight * (params.C * classWeights[codes[i]])),
      },
      spec,
      params,
      params.probability ? new BoundedRandom(seed) : null,
    )
    const { support, nSupport, nIter, sigmoids } = trained
    // With two classes scikit-learn turns LIBSVM's signs around: positive is the second class.
    const sign = classes.length === 2 ? -1 : 1
    const dualCoef = trained.coefficients.map(coefficient => sign * coefficient)
    const intercept = trained.intercepts.map(value => sign * value)
    if (![...dualCoef, ...intercept].every(Number.isFinite)) {
      throw new DataError({ table: 'X', reason: 'the solution is not finite; scale the columns first' })
    }
    const width = params.kernel === 'precomputed' ? 0 : columns
    const supportVectors = new Float64Array(support.length * width)
    support.forEach((row, k) => supportVectors.set(matrix.data.subarray(row * width, (row + 1) * width), k * width))
    this.state = {
      classes,
      nFeaturesIn: columns,
      gamma: spec.gamma,
      support,
      supportVectors: new NdArray(supportVectors, [support.length, width]),
      nSupport,
      dualCoef: new NdArray(dualCoef, [classes.length - 1, support.length]),
      intercept,
      nIter,
      classPrior: classPriors(codes, classes.length),
      probabilities: sigmoids && {
        a: Float64Array.from(sigmoids, ({ a }) => a),
        b: Float64Array.from(sigmoids, ({ b }) => b),
      },
    }
    return this
  }

  /**
   * How far rows are on which side, the larger the more so: (rows, classes), or (rows, pairs) with
   * `decisionFunctionShape: 'ovo'`. For a pair (i, j), positive values are for i. With two classes the shape is
   * (rows, 1), and positive values are for the second.
   *
   * The values of `'ovr'` are votes plus sums of decision values, squeezed into less than half a vote.
   *
   * @throws as `predict`
   */
  decisionFunction(X: MatrixLike): Matrix {
    const matrix = this.checkX(X)
    const values = this.#decide(matrix)
    const { decisionFunctionShape } = this.params
    checkOneOf('decisionFunctionShape', decisionFunctionShape, SHAPES)
    const nClasses = this.state.classes.length
    if (nClasses > 2 && decisionFunctionShape === 'ovr') return this.#perClass(values)
    return new NdArray(values, [matrix.shape[0], this.state.intercept.length])
  }

  /**
   * For each row the probability of each class: (rows, classes). May disagree with `predict`, for it goes another way.
   *
   * @throws InvalidParameterError if `probability` was not set in `fit`; otherwise as `predict`
   */
  predictProba(X: MatrixLike): Matrix {
    const matrix = this.checkX(X)
    const { probabilities, classes } = this.state
    if (!probabilities) {
      throw new InvalidParameterError({
        parameter: 'probability',
        received: false,
        allowed: 'true when fit is called, to predict probabilities',
      })
    }
    const k = classes.length
    const pairs = this.state.intercept.length
    const sign = k === 2 ? -1 : 1
    const values = this.#decide(matrix)
    const pairwise = new Float64Array(k * k)
    const out = new Float64Array(matrix.shape[0] * k)
    for (let row = 0; row < matrix.shape[0]; row++) {
      for (let i = 0, pair = 0; i < k; i++) {
        for (let j = i + 1; j < k; j++, pair++) {
          const sigmoid = { a: probabilities.a[pair], b: probabilities.b[pair] }
          const probability = sigmoidProbability(sigmoid, sign * values[row * pairs + pair])
          pairwise[i * k + j] = Math.min(Math.max(probability, 1e-7), 1 - 1e-7)
          pairwise[j * k + i] = 1 - pairwise[i * k + j]
        }
      }
      couplePairwise(pairwise, k, out.subarray(row * k, (row + 1) * k))
    }
    return new NdArray(out, [matrix.shape[0], k])
  }

  protected predictCodes(X: Matrix): Int32Array {
    const { breakTies, decisionFunctionShape } = this.params
    const nClasses = this.state.classes.length
    const values = this.#decide(X)
    if (nClasses === 2) return Int32Array.from(values, value => Number(value >= 0))
    if (breakTies) {
      checkBreakTies(breakTies, decisionFunctionShape)
      return argmaxRows(this.#perClass(values))
    }
    const votes = new Float64Array(X.shape[0] * nClasses)
    forPairs(values, nClasses, (row, i, j, value) => votes[row * nClasses + (value > 0 ? i : j)]++)
    const priors = this.params.tieBreak === 'prior' ? this.state.classPrior : null
    return argmaxRows(new NdArray(votes, [X.shape[0], nClasses]), priors)
  }

  protected checkParams(params: Readonly<SVCParams<L>>): void {
    checkNumber('C', params.C, { min: 0, exclusive: 'min' })
    checkOneOf('kernel', params.kernel, ['rbf', 'linear', 'poly', 'sigmoid', 'precomputed'])
    checkInteger('degree', params.degree, { min: 0 })
    if (params.gamma !== 'scale' && params.gamma !== 'auto') {
      if (typeof params.gamma !== 'number') checkOneOf('gamma', params.gamma, ['scale', 'auto'])
      checkNumber('gamma', params.gamma, { min: 0 })
    }
    checkNumber('coef0', params.coef0)
    checkNumber('tol', params.tol, { min: 0, exclusive: 'min' })
    checkBoolean('shrinking', params.shrinking)
    checkNumber('cacheSize', params.cacheSize, { min: 0, exclusive: 'min' })
    checkInteger('maxIter', params.maxIter, { min: -1 })
    checkClassWeight(params.classWeight)
    checkOneOf('decisionFunctionShape', params.decisionFunctionShape, SHAPES)
    checkBoolean('breakTies', params.breakTies)
    checkTieBreak(params.tieBreak)
    checkBreakTies(params.breakTies, params.decisionFunctionShape)
    checkBoolean('probability', params.probability)
    checkRandomState(params.randomState)
  }

  protected override checkState(state: StateOf<typeof SCHEMA>, at: Decoding): void {
    const k = state.classes.length
    if (k < 2) at.fail('at least two classes are needed')
    if (state.dualCoef.shape[0] !== k - 1) at.fail(`dualCoef must have ${k - 1} rows`)
    if (state.intercept.length !== (k * (k - 1)) / 2) at.fail(`intercept must have ${(k * (k - 1)) / 2} values`)
    const isGiven = this.params.kernel === 'precomputed'
    const width = isGiven ? 0 : state.nFeaturesIn
    if (state.supportVectors.shape[1] !== width) at.fail(`supportVectors must have ${width} columns`)
    if (isGiven && state.support.some(column => column >= state.nFeaturesIn)) {
      at.fail(`support must hold columns below ${state.nFeaturesIn}`)
    }
    if (state.nSupport.reduce((sum, count) => sum + count, 0) !== state.support.length) {
      at.fail('nSupport must sum to the number of support vectors')
    }
  }

  #spec(gamma: number): KernelSpec {
    const { kernel, coef0, degree } = this.params
    return { kernel, gamma, coef0, degree }
  }

  /** (rows, pairs) sums over the support vectors. */
  #decide(X: Matrix): Float64Array {
    const { gamma, support, supportVectors, nSupport, dualCoef, intercept, nFeaturesIn } = this.state
    const machine: Machine = {
      spec: this.#spec(gamma),
      vectors: supportVectors.data,
      support,
      nSupport,
      coefficients: dualCoef.data,
      intercepts: intercept,
    }
    return decisionValues(machine, X.data, nFeaturesIn)
  }

  #perClass(values: Float64Array): Matrix {
    const nClasses = this.state.classes.length
    const rows = values.length / this.state.intercept.length
    const votes = new Float64Array(rows * nClasses)
    const sums = new Float64Array(rows * nClasses)
    forPairs(values, nClasses, (row, i, j, value) => {
      votes[row * nClasses + (value < 0 ? j : i)]++
      sums[row * nClasses + i] += value
      sums[row * nClasses + j] -= value
    })
    const out = votes.map((count, k) => count + sums[k] / (3 * (Math.abs(sums[k]) + 1)))
    return new NdArray(out, [rows, nClasses])
  }
}

const SHAPES = ['ovr', 'ovo'] as const

/** Calls `visit` with the value of each row and pair. */
function forPairs(
  values: Float64Array,
  nClasses: number,
  visit: (row: number, i: number, j: number, value: number) => void,
): void {
  for (let row = 0, at = 0; at < values.length; row++) {
    for (let i = 0; i < nClasses; i++) for (let j = i + 1; j < nClasses; j++) visit(row, i, j, values[at++])
  }
}

function resolveGamma(gamma: SVCParams['gamma'], { data, shape }: Matrix): number {
  if (typeof gamma === 'number') return gamma
  if (gamma === 'auto') return 1 / shape[1]
  const mean = numpySum(data) / data.length
  const variance = numpySum(data.map(value => (value - mean) ** 2)) / data.length
  return variance === 0 ? 1 : 1 / (shape[1] * variance)
}

function checkBreakTies(breakTies: boolean, decisionFunctionShape: string): void {
  if (!breakTies || decisionFunctionShape === 'ovr') return
  throw new InvalidParameterError({
    parameter: 'breakTies',
    received: breakTies,
    allowed: "false where decisionFunctionShape is 'ovo'",
  })
}
