import { Products } from '../linear/products/products'
import type { CurvedObjective } from '../linear/trust-region'

/**
 * The primal problem of a linear support vector machine with squared hinge loss:
 * `1/2 |w|^2 + sum C_i max(0, 1 - sign_i w.x_i)^2`, for several signs one after the other.
 */
export class SquaredHingeObjective implements CurvedObjective {
  readonly #unit: Products
  readonly #rows: number
  readonly #width: number
  readonly #data: Float64Array
  readonly #w: Float64Array
  readonly #margins: Float64Array
  readonly #factors: Float64Array
  readonly #sum: Float64Array
  /** The rows with a loss, one after the other, and which they are. */
  readonly #active: Float64Array
  readonly #activeRows: Int32Array
  #activeCount = 0
  #signs: Float64Array
  #costs: Float64Array

  /** @param data - rows of `width` numbers */
  constructor(data: Float64Array, width: number) {
    this.#rows = data.length / width
    this.#width = width
    this.#unit = Products.create(8 * (2 * data.length + 2 * this.#rows + 2 * width) + 96)
    this.#data = this.#unit.float64(data.length)
    this.#data.set(data)
    this.#active = this.#unit.float64(data.length)
    this.#margins = this.#unit.float64(this.#rows)
    this.#factors = this.#unit.float64(this.#rows)
    this.#w = this.#unit.float64(width)
    this.#sum = this.#unit.float64(width)
    this.#activeRows = new Int32Array(this.#rows)
    this.#signs = new Float64Array(this.#rows)
    this.#costs = new Float64Array(this.#rows)
  }

  /** Turns to the problem with these signs, +1 or -1, and factors C of each row. */
  begin(signs: Float64Array, costs: Float64Array): void {
    this.#signs = signs
    this.#costs = costs
  }

  value(w: Float64Array): number {
    this.#w.set(w)
    const margins = this.#margins
    this.#unit.products(this.#data, this.#rows, this.#w, 1, this.#width, margins)
    let value = 0
    for (let j = 0; j < w.length; j++) value += w[j] * w[j]
    value /= 2
    for (let i = 0; i < margins.length; i++) {
      margins[i] *= this.#signs[i]
      const missing = 1 - margins[i]
      if (missing > 0) value += this.#costs[i] * missing * missing
    }
    return value
  }

  gradient(out: Float64Array): void {
    const width = this.#width
    let count = 0
    for (let i = 0; i < this.#rows; i++) {
      if (!(this.#margins[i] < 1)) continue
      this.#factors[count] = this.#costs[i] * this.#signs[i] * (this.#margins[i] - 1)
      this.#active.set(this.#data.subarray(i * width, (i + 1) * width), count * width)
      this.#activeRows[count++] = i
    }
    this.#activeCount = count
    this.#addActive(this.#w, out)
  }

  hessianTimes(direction: Float64Array, out: Float64Array): void {
    this.#w.set(direction)
    const factors = this.#factors
    this.#unit.products(this.#active, this.#activeCount, this.#w, 1, this.#width, factors)
    for (let k = 0; k < this.#activeCount; k++) factors[k] *= this.#costs[this.#activeRows[k]]
    this.#addActive(direction, out)
  }

  /** `out` = `base` plus twice the sum of active rows times their factors. */
  #addActive(base: Float64Array, out: Float64Array): void {
    this.#sum.fill(0)
    this.#unit.addWeightedRows(this.#factors, this.#activeCount, 1, this.#active, this.#width, this.#sum)
    for (let j = 0; j < out.length; j++) out[j] = base[j] + 2 * this.#sum[j]
  }
}
