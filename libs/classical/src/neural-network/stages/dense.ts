import type { Products } from '../../linear/products/products'
import type { Stage } from './stage'

/** Weights and intercepts of a layer, or derivatives by them. */
export interface Layer {
  readonly inputs: number
  readonly outputs: number
  /** (outputs, inputs) weights, row by row. */
  readonly weights: Float64Array
  readonly intercepts: Float64Array
}

/** Weighted sums of the inputs. */
export class Dense implements Stage {
  readonly #layer: Layer
  readonly #gradient: Layer
  readonly #alpha: number
  readonly #unit: Products
  readonly #sums: Float64Array
  readonly #inputDelta: Float64Array
  readonly #transposed: Float64Array
  #input: Float64Array = new Float64Array(0)

  /**
   * @param alpha - factor of half the squared weights
   * @param batch - how many rows at a time at most
   * @param transposed - memory for `batch * outputs` numbers that others may use as well
   */
  constructor(
    layer: Layer,
    gradient: Layer,
    options: { alpha: number; batch: number; unit: Products; transposed: Float64Array; first: boolean },
  ) {
    const { alpha, batch, unit, transposed, first } = options
    this.#layer = layer
    this.#gradient = gradient
    this.#alpha = alpha
    this.#unit = unit
    this.#sums = unit.float64(batch * layer.outputs)
    this.#inputDelta = unit.float64(first ? 0 : batch * layer.inputs)
    this.#transposed = transposed
  }

  forward(input: Float64Array, count: number): Float64Array {
    const { inputs, outputs, weights, intercepts } = this.#layer
    const sums = this.#sums
    this.#input = input
    this.#unit.products(input, count, weights, outputs, inputs, sums)
    for (let i = 0, k = 0; i < count; i++) for (let j = 0; j < outputs; j++) sums[k++] += intercepts[j]
    return sums
  }

  backward(delta: Float64Array, count: number, total: number, needed: boolean): Float64Array {
    this.#ownGradient(delta, count, total)
    if (!needed) return delta
    const { inputs, outputs, weights } = this.#layer
    const transposed = this.#transposed
    for (let i = 0; i < count; i++) for (let j = 0; j < outputs; j++) transposed[j * count + i] = delta[i * outputs + j]
    const before = this.#inputDelta
    before.fill(0)
    this.#unit.addWeightedRows(transposed, outputs, count, weights, inputs, before)
    return before
  }

  #ownGradient(delta: Float64Array, count: number, total: number): void {
    const { inputs, outputs, weights } = this.#layer
    const gradient = this.#gradient
    const alpha = this.#alpha
    gradient.weights.fill(0)
    this.#unit.addWeightedRows(delta, count, outputs, this.#input, inputs, gradient.weights)
    for (let k = 0; k < weights.length; k++) gradient.weights[k] = (gradient.weights[k] + alpha * weights[k]) / total
    sumColumns(delta, count, outputs, gradient.intercepts)
    for (let j = 0; j < outputs; j++) gradient.intercepts[j] /= total
  }
}

/** The sum of each column, row after row; four columns at a time, for a sum waits for what was added last. */
function sumColumns(values: Float64Array, rows: number, columns: number, out: Float64Array): void {
  const end = rows * columns
  let j = 0
  for (; j + 3 < columns; j += 4) {
    let a = 0
    let b = 0
    let c = 0
    let d = 0
    for (let k = j; k < end; k += columns) {
      a += values[k]
      b += values[k + 1]
      c += values[k + 2]
      d += values[k + 3]
    }
    out[j] = a
    out[j + 1] = b
    out[j + 2] = c
    out[j + 3] = d
  }
  for (; j < columns; j++) {
    out[j] = 0
    for (let k = j; k < end; k += columns) out[j] += values[k]
  }
}
