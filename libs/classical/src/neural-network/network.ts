import { Products } from '../linear/products/products'
import type { Activation } from './stages/activate'
import { Activate, logistic, softmax } from './stages/activate'
import type { Norm, NormOptions } from './stages/batch-norm'
import { BatchNorm } from './stages/batch-norm'
import type { Layer } from './stages/dense'
import { Dense } from './stages/dense'
import type { Draws } from './stages/dropout'
import { Dropout } from './stages/dropout'
import type { Stage } from './stages/stage'

/** Where hidden layers normalise: not at all, what enters their weighted sums, or what comes of them. */
export type NormPlace = 'none' | 'beforeLinear' | 'afterLinear'

/** What a {@link Network} is built from. */
export interface NetworkOptions {
  /** Sizes of the layers, input and output (1 for two classes) included. */
  readonly sizes: readonly number[]
  readonly activation: Activation
  /** How many rows at a time at most. */
  readonly batch: number
  /** Factor of half the squared weights; default 0. */
  readonly alpha?: number
  /** Default `'none'`. */
  readonly batchNorm?: NormPlace
  /** Whether the input is normalised, before all else; default false. */
  readonly inputNorm?: boolean
  /** Default momentum 0.1, epsilon 1e-5. */
  readonly norm?: NormOptions
  /** For each hidden layer which share of its values is dropped in training, and where the chance comes from. */
  readonly dropout?: { readonly shares: readonly number[]; readonly draws: Draws }
}

/**
 * A multilayer perceptron: values of layers, loss and gradient for some rows at a time. Each hidden layer is
 * (normalisation,) weighted sums, (normalisation,) activation (and dropout). The output is a softmax over classes, or
 * with two classes the logistic function of one sum.
 */
export class Network {
  readonly layers: readonly Layer[]
  readonly norms: readonly Norm[]
  /** All weights, layer by layer, all intercepts, scale and shift of all norms; and the gradient by them. */
  readonly parameters: Float64Array
  readonly gradient: Float64Array
  /** Running means and variances of all norms. */
  readonly statistics: Float64Array

  readonly #alpha: number
  readonly #batch: number
  readonly #unit: Products
  readonly #input: Float64Array
  readonly #delta: Float64Array
  readonly #stages: readonly Stage[]

  constructor(options: NetworkOptions) {
    const { sizes, activation, batch, alpha = 0, batchNorm = 'none', inputNorm = false, dropout } = options
    const normOptions = options.norm ?? { momentum: 0.1, epsilon: 1e-5 }
    this.#alpha = alpha
    this.#batch = batch
    const inputs = sizes.slice(0, -1)
    const outputs = sizes.slice(1)
    const hidden = sizes.slice(1, -1)
    const widths = normSizes(sizes, batchNorm, inputNorm)
    const sum = (numbers: readonly number[]) => numbers.reduce((total, n) => total + n, 0)
    const counts = { weights: sum(inputs.map((n, l) => n * outputs[l])), intercepts: sum(outputs), norms: sum(widths) }
    const all = counts.weights + counts.intercepts + 2 * counts.norms
    // Rows of values: input, sums, derivatives by inputs, both of a norm, both of dropout, and one to transpose.
    const values = sizes[0] + sum(outputs) + sum(inputs) + 2 * counts.norms + 2 * sum(hidden) + 2 * Math.max(...sizes)
    const arrays = 8 + 4 * sizes.length + 6 * widths.length
    this.#unit = Products.create(8 * (2 * all + batch * values) + 16 * arrays)
    this.parameters = this.#unit.float64(all)
    this.gradient = this.#unit.float64(all)
    this.statistics = new Float64Array(2 * counts.norms)
    this.layers = layersOf(this.parameters, sizes, counts.weights)
    this.norms = normsOf(this.parameters, this.statistics, widths)
    for (const { scale, variance } of this.norms) [scale, variance].forEach(ones => ones.fill(1))
    const layerGradients = layersOf(this.gradient, sizes, counts.weights)
    const normGradients = normsOf(this.gradient, this.statistics, widths)
    this.#input = this.#unit.float64(batch * sizes[0])
    this.#delta = this.#unit.float64(batch * outputs.at(-1)!)
    const unit = this.#unit
    const transposed = unit.float64(batch * Math.max(...sizes))

    const stages: Stage[] = []
    let norm = 0
    const addNorm = () => {
      stages.push(new BatchNorm(this.norms[norm], normGradients[norm], { ...normOptions, batch, unit }))
      norm++
    }
    if (inputNorm) addNorm()
    this.layers.forEach((layer, l) => {
      const isHidden = l < hidden.length
      if (isHidden && batchNorm === 'beforeLinear') addNorm()
      const first = stages.length === 0
      stages.push(new Dense(layer, layerGradients[l], { alpha, batch, unit, transposed, first }))
      if (!isHidden) return
      if (batchNorm === 'afterLinear') addNorm()
      stages.push(new Activate(activation, layer.outputs, unit))
      const share = dropout?.shares[l] ?? 0
      if (dropout && share > 0) stages.push(new Dropout(share, layer.outputs, { batch, unit, draws: dropout.draws }))
    })
    this.#stages = stages
  }

  /** The output for rows, (rows, outputs). */
  predict(data: Float64Array, rows: number): Float64Array {
    const width = this.layers[0].inputs
    const outputs = this.layers.at(-1)!.outputs
    const out = new Float64Array(rows * outputs)
    for (let row = 0; row < rows; row += this.#batch) {
      const count = Math.min(this.#batch, rows - row)
      this.#input.set(data.subarray(row * width, (row + count) * width))
      out.set(this.#forward(count, false).subarray(0, count * outputs), row * outputs)
    }
    return out
  }

  /**
   * The mean loss of some rows plus penalty; {@link gradient} is set to its gradient.
   *
   * @param rows - which rows of `data`
   * @param codes - class of each row of `data`
   * @param weights - of each row of `data`
   */
  lossAndGradient(
    data: Float64Array,
    rows: ArrayLike<number>,
    codes: Int32Array,
    weights: Float64Array | null,
  ): number {
    const count = rows.length
    const width = this.layers[0].inputs
    const input = this.#input
    let total = 0
    for (let i = 0; i < count; i++) {
      // For so few numbers a loop is faster than `set`.
      for (let j = 0, from = rows[i] * width, to = i * width; j < width; j++) input[to + j] = data[from + j]
      total += weights ? weights[rows[i]] : 1
    }
    const output = this.#forward(count, true)
    const loss = this.#lossOf(output, rows, codes, weights, total)
    let squares = 0
    for (const layer of this.layers) for (let k = 0; k < layer.weights.length; k++) squares += layer.weights[k] ** 2
    let delta = this.#delta
    for (let s = this.#stages.length - 1; s >= 0; s--) delta = this.#stages[s].backward(delta, count, total, s > 0)
    return loss + (0.5 * this.#alpha * squares) / total
  }

  #forward(count: number, training: boolean): Float64Array {
    let values = this.#input
    for (const stage of this.#stages) values = stage.forward(values, count, training)
    const { outputs } = this.layers.at(-1)!
    if (outputs === 1) logistic(this.#unit, values, count)
    else softmax(this.#unit, values, count, outputs)
    return values
  }

  /** The mean loss, and its derivatives (times the total weight) by the weighted sums of the last layer. */
  #lossOf(
    output: Float64Array,
    rows: ArrayLike<number>,
    codes: Int32Array,
    weights: Float64Array | null,
    total: number,
  ): number {
    const { outputs } = this.layers.at(-1)!
    const delta = this.#delta
    let loss = 0
    for (let i = 0, k = 0; i < rows.length; i++) {
      const code = codes[rows[i]]
      const weight = weights ? weights[rows[i]] : 1
      loss += weight * logLossOf(output, i, outputs, code)
      for (let j = 0; j < outputs; j++, k++) {
        const target = outputs === 1 ? code : Number(j === code)
        delta[k] = weight * (output[k] - target)
      }
    }
    return loss / total
  }
}

/** How many columns each normalisation has, from the input on. */
export function normSizes(sizes: readonly number[], batchNorm: NormPlace, inputNorm: boolean): number[] {
  const hidden = sizes.length - 2
  const first = batchNorm === 'beforeLinear' ? 0 : 1
  return [...(inputNorm ? [sizes[0]] : []), ...(batchNorm === 'none' ? [] : sizes.slice(first, first + hidden))]
}

/** Minus the logarithm of the probability of a class in row `i` of a network's output, never infinite. */
export function logLossOf(output: Float64Array, i: number, outputs: number, code: number): number {
  const probability = outputs === 1 ? (code === 1 ? output[i] : 1 - output[i]) : output[i * outputs + code]
  return -Math.log(Math.min(Math.max(probability, Number.EPSILON), 1 - Number.EPSILON))
}

function layersOf(numbers: Float64Array, sizes: readonly number[], weightCount: number): Layer[] {
  let weightAt = 0
  let interceptAt = weightCount
  return sizes.slice(1).map((outputs, l) => {
    const inputs = sizes[l]
    const weights = numbers.subarray(weightAt, weightAt + inputs * outputs)
    const intercepts = numbers.subarray(interceptAt, interceptAt + outputs)
    weightAt += inputs * outputs
    interceptAt += outputs
    return { inputs, outputs, weights, intercepts }
  })
}

/** Norms whose learned numbers are the last ones of `numbers`. */
function normsOf(numbers: Float64Array, statistics: Float64Array, sizes: readonly number[]): Norm[] {
  let at = 0
  const learned = numbers.subarray(numbers.length - statistics.length)
  return sizes.map(size => {
    const parts = [learned, statistics].map(array => [0, size].map(half => array.subarray(at + half, at + half + size)))
    at += 2 * size
    return { scale: parts[0][0], shift: parts[0][1], mean: parts[1][0], variance: parts[1][1] }
  })
}
