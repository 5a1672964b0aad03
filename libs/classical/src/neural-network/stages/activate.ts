import type { Products } from '../../linear/products/products'
import type { Stage } from './stage'

/** What a neuron of a hidden layer makes of its weighted sum. */
export type Activation = 'identity' | 'logistic' | 'tanh' | 'relu'

/** Applies an activation function in place. */
export class Activate implements Stage {
  readonly #kind: Activation
  readonly #size: number
  readonly #unit: Products
  #values: Float64Array = new Float64Array(0)

  constructor(kind: Activation, size: number, unit: Products) {
    this.#kind = kind
    this.#size = size
    this.#unit = unit
  }

  forward(values: Float64Array, count: number): Float64Array {
    const length = count * this.#size
    this.#values = values
    if (this.#kind === 'relu') for (let k = 0; k < length; k++) values[k] = Math.max(values[k], 0)
    else if (this.#kind === 'tanh') for (let k = 0; k < length; k++) values[k] = Math.tanh(values[k])
    else if (this.#kind === 'logistic') logistic(this.#unit, values, length)
    return values
  }

  backward(delta: Float64Array, count: number): Float64Array {
    const length = count * this.#size
    const values = this.#values
    if (this.#kind === 'relu') cutOff(delta, values, length)
    else if (this.#kind === 'tanh') for (let k = 0; k < length; k++) delta[k] *= 1 - values[k] * values[k]
    else if (this.#kind === 'logistic') for (let k = 0; k < length; k++) delta[k] *= values[k] * (1 - values[k])
    return delta
  }
}

/** Nothing comes back through what was cut off. Without a branch, which would be guessed wrong half of the time. */
function cutOff(delta: Float64Array, values: Float64Array, length: number): void {
  for (let k = 0; k < length; k++) delta[k] *= Number(values[k] !== 0)
}

/** The logistic function of each number, in place. */
export function logistic(unit: Products, values: Float64Array, count: number): void {
  for (let k = 0; k < count; k++) values[k] = -values[k]
  unit.exponentials(values, count)
  for (let k = 0; k < count; k++) values[k] = 1 / (1 + values[k])
}

/** The softmax of each row of a (rows, outputs) matrix, in place. */
export function softmax(unit: Products, values: Float64Array, count: number, outputs: number): void {
  for (let at = 0; at < count * outputs; at += outputs) {
    let max = values[at]
    for (let k = at + 1; k < at + outputs; k++) max = Math.max(max, values[k])
    for (let k = at; k < at + outputs; k++) values[k] -= max
  }
  unit.exponentials(values, count * outputs)
  for (let at = 0; at < count * outputs; at += outputs) {
    let sum = 0
    for (let k = at; k < at + outputs; k++) sum += values[k]
    for (let k = at; k < at + outputs; k++) values[k] /= sum
  }
}
