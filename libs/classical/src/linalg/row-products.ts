import type { Matrix } from '../base/validate'
import { Products } from '../linear/products/products'

/**
 * Scalar products of the rows of one matrix with a few others, again and again: the matrix is brought to where vector
 * instructions can reach it once.
 */
export class RowProducts {
  readonly rows: number
  readonly columns: number
  readonly #unit: Products
  readonly #x: Float64Array
  readonly #others: Float64Array
  readonly #out: Float64Array

  /**
   * @param X - (rows, columns)
   * @param most - with how many others at most products are taken at a time
   */
  constructor(X: Matrix, most: number) {
    const [rows, columns] = X.shape
    this.rows = rows
    this.columns = columns
    this.#unit = Products.create(8 * (rows * columns + most * columns + rows * most) + 64)
    this.#x = this.#unit.float64(rows * columns)
    this.#others = this.#unit.float64(most * columns)
    this.#out = this.#unit.float64(rows * most)
    this.#x.set(X.data)
  }

  /** `out[i * count + j] = x[i] . others[j]`; to be used before the next call, which writes over it. */
  with(others: Float64Array, count: number): Float64Array {
    this.#others.set(others)
    this.#unit.products(this.#x, this.rows, this.#others, count, this.columns, this.#out)
    return this.#out
  }
}
