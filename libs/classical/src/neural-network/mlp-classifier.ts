import type { MatrixLike, Seed } from '@genre/core'
import { DataError, NdArray, RandomState } from '@genre/core'
import type { FitOptions } from '../base/classifier'
import { Classifier } from '../base/classifier'
import type { Label, LabelsLike } from '../base/labels'
import type { Decoding, StateOf } from '../base/schema'
import { field } from '../base/schema'
import type { CheckedData, Matrix } from '../base/validate'
import { checkData, checkSampleWeight } from '../base/validate'
import { minimize } from '../linear/lbfgs'
import { ACTIVATIONS, NORM_PLACES, checkMlpParams, sharesOf } from './mlp-params'
import type { NormPlace } from './network'
import { Network, normSizes } from './network'
import type { Activation } from './stages/activate'
import type { Layer } from './stages/dense'
import type { Training } from './train-by-batches'
import { trainByBatches } from './train-by-batches'
import { checkValidation, codesOfOutput } from './validation'

/** Parameters of {@link MLPClassifier}. */
export interface MLPClassifierParams {
  /** How many neurons each hidden layer has; default [100]. */
  hiddenLayerSizes: readonly number[]
  /** What a hidden neuron makes of its sum: `'relu'` (default), `'tanh'`, `'logistic'` or `'identity'`. */
  activation: Activation
  /** `'adam'` (default), `'adamw'` (PyTorch's, see `weightDecay`), `'sgd'` or `'lbfgs'` (all rows at once, for small data). */
  solver: 'adam' | 'adamw' | 'sgd' | 'lbfgs'
  /** Strength of the l2 penalty on weights; default 1e-4. */
  alpha: number
  /** How many rows a step takes; `'auto'` (default): 200 or all. */
  batchSize: number | 'auto'
  /**
   * How the rate goes on: `'constant'` (default), with `'sgd'` also `'invscaling'` or `'adaptive'` (a fifth when it
   * stalls), or `'plateau'`: PyTorch's `ReduceLROnPlateau` on the validation score (without validation rows on the loss).
   */
  learningRate: 'constant' | 'invscaling' | 'adaptive' | 'plateau'
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
  /**
   * Whether hidden layers normalise their batches, and where: `'none'` (default); `'afterLinear'`: weighted sums,
   * normalisation, activation; or `'beforeLinear'`: normalisation, weighted sums, activation. As PyTorch's `BatchNorm1d`.
   */
  batchNorm: NormPlace
  /** Whether the input is normalised by batch before all else; default false. */
  inputNorm: boolean
  /** Share of the newest batch in the means and variances that normalise after training; default 0.1. */
  normMomentum: number
  /** Added to the variances of normalisation; default 1e-5. */
  normEpsilon: number
  /** Which share of a hidden layer's values is dropped in training: one for all layers, or one for each. Default 0. */
  dropout: number | readonly number[]
  /**
   * Draws all parameters (intercepts as well) towards 0, as PyTorch's optimisers do; default 0. With `'adam'` and
   * `'sgd'` it is added to the gradient, times the parameter; with `'adamw'` each step takes away that share of it.
   * `epsilon` is then added where PyTorch adds it.
   */
  weightDecay: number
  /** Range of first weights: `'glorot'` (default, scikit-learn's) or `'fanIn'` (PyTorch's): 1 / sqrt(inputs). */
  initialWeights: 'glorot' | 'fanIn'
  /** What is measured on validation rows: `'accuracy'` (default), or `'loss'`, where less is better. */
  validationMetric: 'accuracy' | 'loss'
  /** By what `'plateau'` multiplies the rate; default 0.1. */
  plateauFactor: number
  /** `'plateau'` acts when more passes than that, in a row, were no better than the best by 1e-4 of it; default 10. */
  plateauPatience: number
}

/** What `fit` of {@link MLPClassifier} takes beside X and y. */
export interface MLPFitOptions<L extends Label = Label> extends FitOptions {
  /**
   * Rows and labels to measure each pass on; with `earlyStopping` they stand in for a share of X. Their labels must be
   * among those of y.
   */
  readonly validationData?: readonly [X: MatrixLike, y: LabelsLike<L>] | null
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
  batchNorm: 'none',
  inputNorm: false,
  normMomentum: 0.1,
  normEpsilon: 1e-5,
  dropout: 0,
  weightDecay: 0,
  initialWeights: 'glorot',
  validationMetric: 'accuracy',
  plateauFactor: 0.1,
  plateauPatience: 10,
}

const SCHEMA = {
  classes: field.labels('classes'),
  nFeaturesIn: field.size('features'),
  layers: field.list(
    'layers',
    field.object({ coef: field.matrix('inputs', 'outputs'), intercept: field.floats('outputs') }),
  ),
  activation: field.string(),
  batchNorm: field.added(field.string(), 'none'),
  inputNorm: field.added(field.boolean(), false),
  normEpsilon: field.added(field.number({ min: 0 }), 1e-5),
  norms: field.added(
    field.list(
      'norms',
      field.object({
        scale: field.floats('normed'),
        shift: field.floats('normed'),
        mean: field.floats('normed'),
        variance: field.floats('normed', { min: 0 }),
      }),
    ),
    [],
  ),
  lossCurve: field.floats('losses'),
  loss: field.number(),
  validationScores: field.optional(field.floats('losses', { min: 0 })),
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
 * Beyond scikit-learn it takes what networks in PyTorch are made of: normalisation by batch, dropout, weight decay,
 * AdamW, rates that fall on a plateau, and validation rows of one's own. Gradients and steps are PyTorch's from the same
 * weights; its random numbers are not. A last batch of one row is left out where batches are normalised. The best pass is
 * kept with `earlyStopping`; with `nIterNoChange` of `maxIter` or more all passes are made.
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

  /**
   * With `earlyStopping` or `validationData`, the share of validation rows that was predicted right after each pass (with
   * `validationMetric: 'loss'` their mean log loss); otherwise `null`.
   */
  get validationScores(): Float64Array | null {
    return this.state.validationScores
  }

  /** How many numbers were learned: weights, intercepts, scales and shifts of normalisation. */
  get nParameters(): number {
    const { layers, norms } = this.state
    const ofLayers = layers.reduce((sum, { coef, intercept }) => sum + coef.size + intercept.length, 0)
    return norms.reduce((sum, { scale }) => sum + 2 * scale.length, ofLayers)
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
  fit(X: MatrixLike, y: LabelsLike<L>, options: MLPFitOptions<L> = {}): this {
    const { params } = this
    this.checkParams(params)
    const data = checkData(X, y)
    const { rows, columns, classes } = data
    if (classes.length < 2) throw new DataError({ table: 'y', reason: 'at least two classes are needed' })
    const weights = options.sampleWeight == null ? null : checkSampleWeight(options.sampleWeight, rows)
    const apart = options.validationData == null ? null : checkValidation(options.validationData, columns, classes)
    const random = RandomState.from(params.randomState)
    const limit = params.batchSize === 'auto' ? 200 : params.batchSize
    const batch = params.solver === 'lbfgs' ? rows : Math.min(limit, rows)
    const network = new Network({
      sizes: [columns, ...params.hiddenLayerSizes, classes.length === 2 ? 1 : classes.length],
      activation: params.activation,
      alpha: params.alpha,
      batch,
      batchNorm: params.batchNorm,
      inputNorm: params.inputNorm,
      norm: { momentum: params.normMomentum, epsilon: params.normEpsilon },
      dropout: { shares: sharesOf(params), draws: random },
    })
    for (const layer of network.layers) drawWeights(layer, params, random)
    const training =
      params.solver === 'lbfgs'
        ? byLbfgs(network, data, weights, params)
        : trainByBatches(network, data, { weights, batch, random, validation: apart }, params)
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
      batchNorm: params.batchNorm,
      inputNorm: params.inputNorm,
      normEpsilon: params.normEpsilon,
      norms: network.norms.map(({ scale, shift, mean, variance }) => ({
        scale: scale.slice(),
        shift: shift.slice(),
        mean: mean.slice(),
        variance: variance.slice(),
      })),
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
    checkMlpParams(params)
  }

  protected override checkState(state: StateOf<typeof SCHEMA>, at: Decoding): void {
    if (!(ACTIVATIONS as readonly string[]).includes(state.activation)) at.fail(`unknown activation`)
    if (!(NORM_PLACES as readonly string[]).includes(state.batchNorm)) at.fail(`unknown batchNorm`)
    const outputs = state.classes.length === 2 ? 1 : state.classes.length
    if (state.layers.length === 0) at.fail('a network needs at least one layer')
    state.layers.forEach(({ coef }, l) => {
      const inputs = l === 0 ? state.nFeaturesIn : state.layers[l - 1].coef.shape[1]
      if (coef.shape[0] !== inputs) at.fail(`layers[${l}].coef must have ${inputs} rows`)
    })
    if (state.layers.at(-1)!.coef.shape[1] !== outputs) at.fail(`the last layer must have ${outputs} columns`)
    const sizes = [state.nFeaturesIn, ...state.layers.map(({ intercept }) => intercept.length)]
    const expected = normSizes(sizes, state.batchNorm as NormPlace, state.inputNorm)
    if (state.norms.length !== expected.length) at.fail(`norms must have ${expected.length} items`)
    state.norms.forEach(({ scale }, n) => {
      if (scale.length !== expected[n]) at.fail(`norms[${n}] must have ${expected[n]} columns`)
    })
  }

  #output(X: Matrix): Float64Array {
    const { state } = this
    const sizes = [state.nFeaturesIn, ...state.layers.map(({ intercept }) => intercept.length)]
    const network = new Network({
      sizes,
      activation: state.activation as Activation,
      batch: Math.min(X.shape[0], 200),
      batchNorm: state.batchNorm as NormPlace,
      inputNorm: state.inputNorm,
      norm: { momentum: 0, epsilon: state.normEpsilon },
    })
    network.layers.forEach((layer, l) => {
      layer.weights.set(state.layers[l].coef.transpose().toContiguous())
      layer.intercepts.set(state.layers[l].intercept)
    })
    network.norms.forEach((norm, n) => {
      for (const key of ['scale', 'shift', 'mean', 'variance'] as const) norm[key].set(state.norms[n][key])
    })
    return network.predict(X.data, X.shape[0])
  }
}

function byLbfgs(
  network: Network,
  { X, rows, codes }: CheckedData,
  weights: Float64Array | null,
  { maxIter, tol, maxFun }: MLPClassifierParams,
): Training {
  const all = Int32Array.from({ length: rows }, (_, i) => i)
  const objective = { evaluate: () => network.lossAndGradient(X.data, all, codes, weights) }
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

/** X. Glorot's and Y. Bengio's range of first weights (2010), or PyTorch's, drawn input by input as scikit-learn does. */
function drawWeights(
  { inputs, outputs, weights, intercepts }: Layer,
  { activation, initialWeights }: MLPClassifierParams,
  random: RandomState,
): void {
  const glorot = Math.sqrt((activation === 'logistic' ? 2 : 6) / (inputs + outputs))
  const bound = initialWeights === 'glorot' ? glorot : 1 / Math.sqrt(inputs)
  const drawn = random.uniform(-bound, bound, inputs * outputs)
  drawn.forEach((value, k) => (weights[(k % outputs) * inputs + Math.floor(k / outputs)] = value))
  intercepts.set(random.uniform(-bound, bound, outputs))
}
