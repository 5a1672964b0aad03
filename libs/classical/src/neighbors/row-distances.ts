import type { Matrix } from '../base/validate'
import type { Best } from './best'
import type { Measure } from './distance-metric'
import { gathered } from './distance-metric'

/** After so many columns each rows are left that are too far already. */
const PART = 64

/** Distances from the rows of a matrix before their root is taken, each summed in the order of the columns. */
export class RowDistances {
  readonly #data: Float64Array
  readonly #columns: number
  readonly #four = new Float64Array(4)
  readonly #all: Int32Array
  readonly #measure: Measure
  readonly #p: number

  /** @param X - the rows; they are viewed, not copied */
  constructor({ data, shape: [rows, columns] }: Matrix, measure: Measure, p: number) {
    this.#measure = measure
    this.#p = p
    this.#data = data
    this.#columns = columns
    this.#all = new Int32Array(rows)
    for (let i = 0; i < rows; i++) this.#all[i] = i
  }

  /** Offers all rows with their distances from the query at `query[at]`. */
  offerAll(query: Float64Array, at: number, best: Best): void {
    this.offer(query, at, this.#all, this.#all.length, best)
  }

  /** Offers the first `count` of some rows. Four at a time, which take little longer than one. */
  offer(query: Float64Array, at: number, rows: Int32Array, count: number, best: Best): void {
    const four = this.#four
    for (let n = 0; n < count; n += 4) {
      const last = count - 1
      const [a, b, c, d] = [
        rows[n],
        rows[Math.min(n + 1, last)],
        rows[Math.min(n + 2, last)],
        rows[Math.min(n + 3, last)],
      ]
      if (this.#measure === 'squares') this.#squares(query, at, a, b, c, d, best.worst)
      else this.#others(query, at, a, b, c, d, best.worst)
      if (four[0] <= best.worst) best.offer(four[0], a)
      if (n + 1 < count && four[1] <= best.worst) best.offer(four[1], b)
      if (n + 2 < count && four[2] <= best.worst) best.offer(four[2], c)
      if (n + 3 < count && four[3] <= best.worst) best.offer(four[3], d)
    }
  }

  /** The distances of four rows by any other measure. */
  #others(query: Float64Array, at: number, a: number, b: number, c: number, d: number, enough: number): void {
    const data = this.#data
    const columns = this.#columns
    const measure = this.#measure
    const p = this.#p
    const four = this.#four.fill(0)
    const starts = [a * columns, b * columns, c * columns, d * columns]
    for (let n = 0; n < 4; n++) {
      let sum = 0
      for (let j = 0, k = starts[n]; j < columns && sum <= enough; j++, k++) {
        sum = gathered(measure, p, sum, query[at + j] - data[k])
      }
      four[n] = sum
    }
  }

  /** The squared distances of four rows; where all are beyond `enough`, what tells that. */
  #squares(query: Float64Array, at: number, a: number, b: number, c: number, d: number, enough: number): void {
    const data = this.#data
    const columns = this.#columns
    const [a0, b0, c0, d0] = [a * columns, b * columns, c * columns, d * columns]
    let sumA = 0
    let sumB = 0
    let sumC = 0
    let sumD = 0
    for (let j = 0; j < columns;) {
      for (const end = Math.min(j + PART, columns); j < end; j++) {
        const value = query[at + j]
        const differenceA = value - data[a0 + j]
        const differenceB = value - data[b0 + j]
        const differenceC = value - data[c0 + j]
        const differenceD = value - data[d0 + j]
        sumA += differenceA * differenceA
        sumB += differenceB * differenceB
        sumC += differenceC * differenceC
        sumD += differenceD * differenceD
      }
      if (sumA > enough && sumB > enough && sumC > enough && sumD > enough) break
    }
    this.#four[0] = sumA
    this.#four[1] = sumB
    this.#four[2] = sumC
    this.#four[3] = sumD
  }
}
