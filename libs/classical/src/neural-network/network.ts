import { Products } from '../linear/products/products'

/** What a neuron of a hidden layer makes of its weighted sum. */
export type Activation = 'identity' | 'logistic' | 'tanh' | 'relu'

/** Where the weights and intercepts of a layer stand among all parameters. */
export interface Layer {
  readonly inputs: number
  readonly outputs: number
  /** (outputs, inputs) weights, row by row. */
  readonly weights: Float64Array
  readonly intercepts: Float64Array
}

/**
 * A multilayer perceptron: values of layers, loss and gradient for some rows at a time. The output is a softmax over
 * classes, or with two classes the logistic function of one sum.
 */
export class Network {
  readonly layers: readonly Layer[]
  /** All weights, layer by layer, then all intercepts; and the gradient by them. */
  readonly parameters: Float64Array
  readonly gradient: Float64Array

  readonly #activation: Activation
  readonly #alpha: number
  readonly #unit: Products
  readonly #gradients: readonly Layer[]
  /** Values of each layer, the input first, and derivatives of the loss by the weighted sums. */
  readonly #values: readonly Float64Array[]
  readonly #deltas: readonly Float64Array[]
  readonly #transposed: Float64Array
  readonly #batch: number

  /**
   * @param sizes - of the layers, input and output (1 for two classes) included
   * @param alpha - factor of half the squared weights
   * @param batch - how many rows at a time at most
   */
  constructor(sizes: readonly number[], activation: Activation, alpha: number, batch: number) {
    this.#activation = activation
    this.#alpha = alpha
    this.#batch = batch
    const widest = Math.max(...sizes)
    let weights = 0
    let intercepts = 0
    for (let l = 1; l < sizes.length; l++) {
      weights += sizes[l - 1] * sizes[l]
      intercepts += sizes[l]
    }
    const values = 2 * sizes.reduce((sum, size) => sum + size, 0) + widest
    this.#unit = Products.create(8 * (2 * (weights + intercepts) + batch * values) + 32 * (sizes.length + 2))
    this.parameters = this.#unit.float64(weights + intercepts)
    this.gradient = this.#unit.float64(weights + intercepts)
    this.layers = layersOf(this.parameters, sizes, weights)
    this.#gradients = layersOf(this.gradient, sizes, weights)
    this.#values = sizes.map(size => this.#unit.float64(batch * size))
    this.#deltas = sizes.map(size => this.#unit.float64(batch * size))
    this.#transposed = this.#unit.float64(batch * widest)
  }

  /** The output for rows, (rows, outputs). */
  predict(data: Float64Array, rows: number): Float64Array {
    const width = this.layers[0].inputs
    const outputs = this.layers.at(-1)!.outputs
    const out = new Float64Array(rows * outputs)
    for (let row = 0; row < rows; row += this.#batch) {
      const count = Math.min(this.#batch, rows - row)
      this.#values[0].set(data.subarray(row * width, (row + count) * width))
      out.set(this.#forward(count).subarray(0, count * outputs), row * outputs)
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
    const input = this.#values[0]
    let total = 0
    for (let i = 0; i < count; i++) {
      input.set(data.subarray(rows[i] * width, (rows[i] + 1) * width), i * width)
      total += weights ? weights[rows[i]] : 1
    }
    const output = this.#forward(count)
    const last = this.layers.length
    const loss = this.#lossOf(output, this.#deltas[last], rows, codes, weights, total)
    let squares = 0
    for (const layer of this.layers) for (let k = 0; k < layer.weights.length; k++) squares += layer.weights[k] ** 2
    for (let l = last; l >= 1; l--) {
      this.#layerGradient(l, count, total)
      if (l > 1) this.#backward(l, count)
    }
    return loss + (0.5 * this.#alpha * squares) / total
  }

  /** Fills the layers' values from the first one. */
  #forward(count: number): Float64Array {
    this.layers.forEach((layer, l) => {
      const { inputs, outputs, weights, intercepts } = layer
      const values = this.#values[l + 1]
      this.#unit.products(this.#values[l], count, weights, outputs, inputs, values)
      for (let i = 0, k = 0; i < count; i++) for (let j = 0; j < outputs; j++) values[k++] += intercepts[j]
      if (l + 1 < this.layers.length) this.#activate(values, count * outputs)
      else if (outputs === 1) this.#logistic(values, count)
      else this.#softmax(values, count, outputs)
    })
    return this.#values[this.layers.length]
  }

  #activate(values: Float64Array, count: number): void {
    if (this.#activation === 'relu') for (let k = 0; k < count; k++) values[k] = Math.max(values[k], 0)
    else if (this.#activation === 'tanh') for (let k = 0; k < count; k++) values[k] = Math.tanh(values[k])
    else if (this.#activation === 'logistic') this.#logistic(values, count)
  }

  #logistic(values: Float64Array, count: number): void {
    for (let k = 0; k < count; k++) values[k] = -values[k]
    this.#unit.exponentials(values, count)
    for (let k = 0; k < count; k++) values[k] = 1 / (1 + values[k])
  }

  #softmax(values: Float64Array, count: number, outputs: number): void {
    for (let at = 0; at < count * outputs; at += outputs) {
      let max = values[at]
      for (let k = at + 1; k < at + outputs; k++) max = Math.max(max, values[k])
      for (let k = at; k < at + outputs; k++) values[k] -= max
    }
    this.#unit.exponentials(values, count * outputs)
    for (let at = 0; at < count * outputs; at += outputs) {
      let sum = 0
      for (let k = at; k < at + outputs; k++) sum += values[k]
      for (let k = at; k < at + outputs; k++) values[k] /= sum
    }
  }

  /** The mean loss, and its derivatives (times the total weight) by the weighted sums of the last layer. */
  #lossOf(
    output: Float64Array,
    delta: Float64Array,
    rows: ArrayLike<number>,
    codes: Int32Array,
    weights: Float64Array | null,
    total: number,
  ): number {
    const outputs = this.layers.at(-1)!.outputs
    let loss = 0
    for (let i = 0, k = 0; i < rows.length; i++) {
      const code = codes[rows[i]]
      const weight = weights ? weights[rows[i]] : 1
      const probability = outputs === 1 ? (code === 1 ? output[i] : 1 - output[i]) : output[i * outputs + code]
      loss -= weight * Math.log(Math.min(Math.max(probability, Number.EPSILON), 1 - Number.EPSILON))
      for (let j = 0; j < outputs; j++, k++) {
        const target = outputs === 1 ? code : Number(j === code)
        delta[k] = weight * (output[k] - target)
      }
    }
    return loss / total
  }

  /** The gradient by the parameters of layer `l`, from its deltas. */
  #layerGradient(l: number, count: number, total: number): void {
    const { inputs, outputs, weights } = this.layers[l - 1]
    const gradient = this.#gradients[l - 1]
    const delta = this.#deltas[l]
    gradient.weights.fill(0)
    this.#unit.addWeightedRows(delta, count, outputs, this.#values[l - 1], inputs, gradient.weights)
    for (let k = 0; k < weights.length; k++) {
      gradient.weights[k] = (gradient.weights[k] + this.#alpha * weights[k]) / total
    }
    gradient.intercepts.fill(0)
    for (let i = 0, k = 0; i < count; i++) for (let j = 0; j < outputs; j++) gradient.intercepts[j] += delta[k++]
    for (let j = 0; j < outputs; j++) gradient.intercepts[j] /= total
  }

  /** The deltas of the layer before layer `l`. */
  #backward(l: number, count: number): void {
    const { inputs, outputs, weights } = this.layers[l - 1]
    const delta = this.#deltas[l]
    const transposed = this.#transposed
    for (let i = 0; i < count; i++) for (let j = 0; j < outputs; j++) transposed[j * count + i] = delta[i * outputs + j]
    const before = this.#deltas[l - 1]
    const values = this.#values[l - 1]
    before.fill(0)
    this.#unit.addWeightedRows(transposed, outputs, count, weights, inputs, before)
    const size = count * inputs
    if (this.#activation === 'relu') for (let k = 0; k < size; k++) before[k] = values[k] === 0 ? 0 : before[k]
    else if (this.#activation === 'tanh') for (let k = 0; k < size; k++) before[k] *= 1 - values[k] * values[k]
    else if (this.#activation === 'logistic') for (let k = 0; k < size; k++) before[k] *= values[k] * (1 - values[k])
  }
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
