import type { Products } from '../../linear/products/products'
import type { Stage } from './stage'

/** Gives numbers from 0 to below 1. */
export interface Draws {
  randomSample(size: number): Float64Array
}

/**
 * Dropout (N. Srivastava et al., 2014): in training each value is 0 with a probability, and divided by what is left of 1
 * otherwise; afterwards nothing happens.
 */
export class Dropout implements Stage {
  readonly #share: number
  readonly #size: number
  readonly #draws: Draws
  readonly #values: Float64Array
  readonly #mask: Float64Array

  constructor(share: number, size: number, options: { batch: number; unit: Products; draws: Draws }) {
    this.#share = share
    this.#size = size
    this.#draws = options.draws
    this.#values = options.unit.float64(options.batch * size)
    this.#mask = options.unit.float64(options.batch * size)
  }

  forward(input: Float64Array, count: number, training: boolean): Float64Array {
    if (!training) return input
    const length = count * this.#size
    const drawn = this.#draws.randomSample(length)
    const kept = 1 / (1 - this.#share)
    const mask = this.#mask
    const values = this.#values
    for (let k = 0; k < length; k++) {
      mask[k] = drawn[k] < this.#share ? 0 : kept
      values[k] = input[k] * mask[k]
    }
    return values
  }

  backward(delta: Float64Array, count: number): Float64Array {
    const length = count * this.#size
    const mask = this.#mask
    for (let k = 0; k < length; k++) delta[k] *= mask[k]
    return delta
  }
}
