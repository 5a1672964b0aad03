import type { MatrixLike, Seed } from '@genre/core'
import {
  DataError,
  InvalidParameterError,
  NdArray,
  RandomState,
  checkInteger,
  checkNumber,
  checkOneOf,
} from '@genre/core'
import { checkBoolean } from '../base/check-boolean'
import type { FitOptions } from '../base/classifier'
import { Classifier, argmaxRows } from '../base/classifier'
import type { Label, LabelsLike } from '../base/labels'
import type { Decoding, StateOf } from '../base/schema'
import { field } from '../base/schema'
import type { CheckedData, Matrix } from '../base/validate'
import { checkData, checkSampleWeight } from '../base/validate'
import { minimize } from '../linear/lbfgs'
import { trainTestSplit } from '../model-selection/train-test-split'
import { checkRandomState } from '../tree/check-random-state'
import type { Activation, Layer } from './network'
import { Network } from './network'
import { Adam, GradientDescent } from './optimizers'

/** Parameters of {@link MLPClassifier}. */
export interface MLPClassifierParams {
  /** How many neurons each hidden layer has; default [100]. */
  hiddenLayerSizes: readonly number[]
  /** What a hidden neuron makes of its sum: `'relu'` (default), `'tanh'`, `'logistic'` or `'identity'`. */
  activation: Activation
  /** `'adam'` (default), `'sgd'` or `'lbfgs'` (all rows at once, for small data). */
  solver: 'adam' | 'sgd' | 'lbfgs'
  /** Strength of the l2 penalty on weights; default 1e-4. */
  alpha: number
  /** How many rows a step takes; `'auto'` (default): 200 or all. */
  batchSize: number | 'auto'
  /** How the rate of `'sgd'` goes on: `'constant'` (default), `'invscaling'`, or `'adaptive'`: a fifth when it stalls. */
  learningRate: 'constant' | 'invscaling' | 'adaptive'
  /** Rate of the first step; default 1e-3. */
  learningRateInit: number
  /** Exponent of `'invscaling'`; default 0.5. */
  powerT: number
  /** How many passes over the rows (with `'lbfgs'` iterations) at most; default 200. */
  maxIter: number
  /** Whether each pass takes the rows in another order; default true. */
  shuffle: boolean
  /** Seeds first weights, order of rows and validation rows. Default `null`: unpredictable. */
  randomState: Seed
  /** What counts as getting better; with `'lbfgs'` the gradient at which it stops. Default 1e-4. */
  tol: number
  /** Momentum of `'sgd'`, 0 to 1; default 0.9. */
  momentum: number
  /** Whether that is Nesterov's; default true. */
  nesterovsMomentum: boolean
  /** Whether to keep rows apart and stop, with the best weights, when they are no longer predicted better; default false. */
  earlyStopping: boolean
  /** Which share of the rows is kept apart; default 0.1. */
  validationFraction: number
  /** How fast Adam's mean of gradients forgets; default 0.9. */
  beta1: number
  /** How fast Adam's mean of squares forgets; default 0.999. */
  beta2: number
  /** Added to the root of Adam's squares; default 1e-8. */
  epsilon: number
  /** Training ends when so many passes in a row did not get better; default 10. */
  nIterNoChange: number
  /** How many times `'lbfgs'` may compute the loss; default 15000. */
  maxFun: number
}

const DEFAULTS: MLPClassifierParams = {
  hiddenLayerSizes: [100],
  activation: 'relu',
  solver: 'adam',
  alpha: 1e-4,
  batchSize: 'auto',
  learningRate: 'constant',
  learningRateInit: 1e-3,
  powerT: 0.5,
  maxIter: 200,
  shuffle: true,
  randomState: null,
  tol: 1e-4,
  momentum: 0.9,
  nesterovsMomentum: true,
  earlyStopping: false,
  validationFraction: 0.1,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  nIterNoChange: 10,
  maxFun: 15000,
}

const SCHEMA = {
  classes: field.labels('classes'),
  nFeaturesIn: field.size('features'),
  layers: field.list(
    'layers',
    field.object({ coef: field.matrix('inputs', 'outputs'), intercept: field.floats('outputs') }),
  ),
  activation: field.string(),
  lossCurve: field.floats('losses'),
  loss: field.number(),
  validationScores: field.optional(field.floats('losses', { min: 0, max: 1 })),
  nIter: field.integer({ min: 0 }),
  converged: field.boolean(),
}

/**
 * A multilayer perceptron: layers of neurons, trained by gradients of the log loss on small batches of rows.
 *
 * Equal to scikit-learn 1.9's `MLPClassifier`, step by step from the same `randomState`: first weights, order of rows,
 * validation rows, optimisers and rules for stopping are the same, so results agree up to rounding. Rounding grows with
 * the number of steps, so after many passes two runs are as far apart as two seeds. Not offered: `warm_start` and
 * `partial_fit`. Running out of iterations is no error: see `converged`.
 *
 * @typeParam L - the kind of label
 *
 * @example
 * ```ts
 * import { MLPClassifier } from '@genre/classical'
 * const X = [[0, 0], [1, 1], [0, 1], [1, 0]]
 * const y = ['same', 'same', 'different', 'different']
 * const model = new MLPClassifier<string>({ hiddenLayerSizes: [8], solver: 'lbfgs', randomState: 1 }).fit(X, y)
 * console.log(model.predict(X)) // => [ 'same', 'same', 'different', 'different' ]
 * ```
 */
export class MLPClassifier<L extends Label = Label> extends Classifier<L, MLPClassifierParams, typeof SCHEMA> {
  /** @throws InvalidParameterError for an unknown parameter */
  constructor(params: Partial<MLPClassifierParams> = {}) {
    super('MLPClassifier', DEFAULTS, SCHEMA, params)
  }

  /** For each layer but the first its (inputs, outputs) weights. */
  get coefs(): Matrix[] {
    return this.state.layers.map(({ coef }) => coef)
  }

  /** For each layer but the first its intercepts. */
  get intercepts(): Float64Array[] {
    return this.state.layers.map(({ intercept }) => intercept)
  }

  /** The loss of the last pass (with `'lbfgs'`, at the end). */
  get loss(): number {
    return this.state.loss
  }

  /** The mean loss of each pass; empty with `'lbfgs'`. */
  get lossCurve(): Float64Array {
    return this.state.lossCurve
  }

  /** With `earlyStopping`, the share of validation rows that was predicted right after each pass; otherwise `null`. */
  get validationScores(): Float64Array | null {
    return this.state.validationScores
  }

  /** How many passes over the rows were made, or iterations of `'lbfgs'`. */
  get nIter(): number {
    return this.state.nIter
  }

  /** Whether training came to its end by itself: false if it ran out of iterations. */
  get converged(): boolean {
    return this.state.converged
  }

  /**
   * Trains the network.
   *
   * @throws InvalidParameterError for parameters that cannot be used; ShapeError, DataError for data that cannot, such
   *   as a single class, too few rows for validation, or values so large that weights overflow
   */
  fit(X: MatrixLike, y: LabelsLike<L>, options: FitOptions = {}): this {
    const { params } = this
    this.checkParams(params)
    const data = checkData(X, y)
    const { rows, columns, classes } = data
    if (classes.length < 2) throw new DataError({ table: 'y', reason: 'at least two classes are needed' })
    const weights = options.sampleWeight == null ? null : checkSampleWeight(options.sampleWeight, rows)
    const random = RandomState.from(params.randomState)
    const sizes = [columns, ...params.hiddenLayerSizes, classes.length === 2 ? 1 : classes.length]
    const limit = params.batchSize === 'auto' ? 200 : params.batchSize
    const batch = params.solver === 'lbfgs' ? rows : Math.min(limit, rows)
    const network = new Network(sizes, params.activation, params.alpha, batch)
    for (const layer of network.layers) drawWeights(layer, params.activation, random)
    const training =
      params.solver === 'lbfgs'
        ? this.#byLbfgs(network, data, weights)
        : this.#byBatches(network, data, weights, batch, random)
    if (!network.parameters.every(Number.isFinite) || !Number.isFinite(training.loss)) {
      throw new DataError({ table: 'X', reason: 'the weights are not finite; scale the columns first' })
    }
    this.state = {
      classes,
      nFeaturesIn: columns,
      layers: network.layers.map(({ inputs, outputs, weights: rowsOfWeights, intercepts }) => ({
        coef: new NdArray(new NdArray(rowsOfWeights, [outputs, inputs]).transpose().toContiguous(), [inputs, outputs]),
        intercept: intercepts.slice(),
      })),
      activation: params.activation,
      ...training,
    }
    return this
  }

  /** For each row the probability of each class: (rows, classes). @throws as `predict` */
  predictProba(X: MatrixLike): Matrix {
    const matrix = this.checkX(X)
    const output = this.#output(matrix)
    const rows = matrix.shape[0]
    if (output.length > rows) return new NdArray(output, [rows, output.length / rows])
    const both = new Float64Array(2 * rows)
    for (let i = 0; i < rows; i++) {
      both[2 * i] = 1 - output[i]
      both[2 * i + 1] = output[i]
    }
    return new NdArray(both, [rows, 2])
  }

  protected predictCodes(X: Matrix): Int32Array {
    return codesOfOutput(this.#output(X), X.shape[0])
  }

  protected checkParams(params: Readonly<MLPClassifierParams>): void {
    const { hiddenLayerSizes, batchSize } = params
    if (!Array.isArray(hiddenLayerSizes)) {
      const allowed = 'an array with the number of neurons of each hidden layer'
      throw new InvalidParameterError({ parameter: 'hiddenLayerSizes', received: hiddenLayerSizes, allowed })
    }
    hiddenLayerSizes.forEach((size, l) => checkInteger(`hiddenLayerSizes[${l}]`, size, { min: 1 }))
    checkOneOf('activation', params.activation, ACTIVATIONS)
    checkOneOf('solver', params.solver, ['adam', 'sgd', 'lbfgs'])
    checkNumber('alpha', params.alpha, { min: 0 })
    if (batchSize !== 'auto') checkInteger('batchSize', batchSize, { min: 1 })
    checkOneOf('learningRate', params.learningRate, ['constant', 'invscaling', 'adaptive'])
    checkNumber('learningRateInit', params.learningRateInit, { min: 0, exclusive: 'min' })
    checkNumber('powerT', params.powerT, { min: 0 })
    checkInteger('maxIter', params.maxIter, { min: 1 })
    checkBoolean('shuffle', params.shuffle)
    checkRandomState(params.randomState)
    checkNumber('tol', params.tol, { min: 0 })
    checkNumber('momentum', params.momentum, { min: 0, max: 1 })
    checkBoolean('nesterovsMomentum', params.nesterovsMomentum)
    checkBoolean('earlyStopping', params.earlyStopping)
    checkNumber('validationFraction', params.validationFraction, { min: 0, max: 1, exclusive: 'both' })
    checkNumber('beta1', params.beta1, { min: 0, max: 1, exclusive: 'max' })
    checkNumber('beta2', params.beta2, { min: 0, max: 1, exclusive: 'max' })
    checkNumber('epsilon', params.epsilon, { min: 0, exclusive: 'min' })
    checkInteger('nIterNoChange', params.nIterNoChange, { min: 1 })
    checkInteger('maxFun', params.maxFun, { min: 1 })
  }

  protected override checkState(state: StateOf<typeof SCHEMA>, at: Decoding): void {
    if (!(ACTIVATIONS as readonly string[]).includes(state.activation)) at.fail(`unknown activation`)
    const outputs = state.classes.length === 2 ? 1 : state.classes.length
    if (state.layers.length === 0) at.fail('a network needs at least one layer')
    state.layers.forEach(({ coef }, l) => {
      const inputs = l === 0 ? state.nFeaturesIn : state.layers[l - 1].coef.shape[1]
      if (coef.shape[0] !== inputs) at.fail(`layers[${l}].coef must have ${inputs} rows`)
    })
    if (state.layers.at(-1)!.coef.shape[1] !== outputs) at.fail(`the last layer must have ${outputs} columns`)
  }

  #output(X: Matrix): Float64Array {
    const { layers, activation } = this.state
    const sizes = [this.nFeaturesIn, ...layers.map(({ intercept }) => intercept.length)]
    const network = new Network(sizes, activation as Activation, 0, Math.min(X.shape[0], 200))
    network.layers.forEach((layer, l) => {
      layer.weights.set(layers[l].coef.transpose().toContiguous())
      layer.intercepts.set(layers[l].intercept)
    })
    return network.predict(X.data, X.shape[0])
  }

  #byLbfgs(network: Network, { X, rows, codes }: CheckedData, weights: Float64Array | null): Training {
    const all = Int32Array.from({ length: rows }, (_, i) => i)
    const objective = { evaluate: () => network.lossAndGradient(X.data, all, codes, weights) }
    const { maxIter, tol, maxFun } = this.params
    const { value, nIter, converged } = minimize(objective, network.parameters, network.gradient, {
      maxIter,
      gradientTolerance: tol,
      // SciPy's own, not those that scikit-learn sets for logistic regression.
      valueTolerance: 2.2204460492503131e-9,
      maxTrials: 20,
      maxEvaluations: maxFun,
    })
    return { lossCurve: new Float64Array(0), loss: value, validationScores: null, nIter, converged }
  }

  #byBatches(
    network: Network,
    { X, rows, columns, classes, codes }: CheckedData,
    weights: Float64Array | null,
    batch: number,
    random: RandomState,
  ): Training {
    const { params } = this
    const { parameters, gradient } = network
    const optimizer =
      params.solver === 'adam' ? new Adam(parameters.length, params) : new GradientDescent(parameters.length, params)
    let order: Int32Array = Int32Array.from({ length: rows }, (_, i) => i)
    let validation: Validation | null = null
    if (params.earlyStopping) {
      // scikit-learn keeps proportions only with two classes.
      const stratify = classes.length === 2 ? codes : null
      const options = { testSize: params.validationFraction, randomState: random, stratify }
      const [kept, apart] = trainTestSplit([order], options)
      if (apart.length < 2) {
        throw new DataError({ table: 'X', reason: 'too few rows for validation; raise validationFraction' })
      }
      order = kept
      validation = new Validation(X.data, columns, codes, apart, weights)
    }
    // Rows are drawn from those that are left, in the order in which the last pass took them.
    const count = order.length
    const size = Math.min(batch, count)
    const losses: number[] = []
    const scores: number[] = []
    let best = parameters.slice()
    let bestLoss = Infinity
    let bestScore = -Infinity
    let withoutGain = 0
    let converged = false
    while (losses.length < params.maxIter && !converged) {
      if (params.shuffle) {
        const before = order
        const places = random.permutation(count)
        order = places.map(place => before[place])
      }
      let loss = 0
      for (let from = 0; from < count; from += size) {
        const rowsOfBatch = order.subarray(from, Math.min(from + size, count))
        loss += network.lossAndGradient(X.data, rowsOfBatch, codes, weights) * rowsOfBatch.length
        optimizer.step(parameters, gradient)
      }
      loss /= count
      losses.push(loss)
      if (!Number.isFinite(loss)) break
      if (validation) {
        const score = validation.score(network)
        scores.push(score)
        withoutGain = score < bestScore + params.tol ? withoutGain + 1 : 0
        if (score > bestScore) {
          bestScore = score
          best = parameters.slice()
        }
      } else {
        withoutGain = loss > bestLoss - params.tol ? withoutGain + 1 : 0
        bestLoss = Math.min(bestLoss, loss)
      }
      optimizer.passEnds(losses.length * count)
      if (withoutGain > params.nIterNoChange) {
        converged = optimizer.stalls()
        withoutGain = 0
      }
    }
    if (validation) parameters.set(best)
    return {
      lossCurve: Float64Array.from(losses),
      loss: losses.at(-1)!,
      validationScores: validation && Float64Array.from(scores),
      nIter: losses.length,
      converged,
    }
  }
}

const ACTIVATIONS = ['identity', 'logistic', 'tanh', 'relu'] as const

/** What is known after training beside the weights. */
interface Training {
  lossCurve: Float64Array
  loss: number
  validationScores: Float64Array | null
  nIter: number
  converged: boolean
}

/** Rows that are kept apart. */
class Validation {
  readonly #data: Float64Array
  readonly #codes: Int32Array
  readonly #weights: Float64Array

  constructor(data: Float64Array, columns: number, codes: Int32Array, rows: Int32Array, weights: Float64Array | null) {
    this.#data = new Float64Array(rows.length * columns)
    rows.forEach((row, k) => this.#data.set(data.subarray(row * columns, (row + 1) * columns), k * columns))
    this.#codes = rows.map(row => codes[row])
    this.#weights = Float64Array.from(rows, row => (weights ? weights[row] : 1))
  }

  /** The weighted share of rows that is predicted right. */
  score(network: Network): number {
    const rows = this.#codes.length
    const predicted = codesOfOutput(network.predict(this.#data, rows), rows)
    let right = 0
    let all = 0
    for (let i = 0; i < rows; i++) {
      all += this.#weights[i]
      if (predicted[i] === this.#codes[i]) right += this.#weights[i]
    }
    return right / all
  }
}

function codesOfOutput(output: Float64Array, rows: number): Int32Array {
  if (output.length === rows) return Int32Array.from(output, value => Number(value > 0.5))
  return argmaxRows(new NdArray(output, [rows, output.length / rows]))
}

/** X. Glorot's and Y. Bengio's range of first weights (2010), drawn input by input as scikit-learn does. */
function drawWeights(
  { inputs, outputs, weights, intercepts }: Layer,
  activation: Activation,
  random: RandomState,
): void {
  const bound = Math.sqrt((activation === 'logistic' ? 2 : 6) / (inputs + outputs))
  const drawn = random.uniform(-bound, bound, inputs * outputs)
  drawn.forEach((value, k) => (weights[(k % outputs) * inputs + Math.floor(k / outputs)] = value))
  intercepts.set(random.uniform(-bound, bound, outputs))
}
