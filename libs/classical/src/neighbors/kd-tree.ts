import type { Matrix } from '../base/validate'
import type { Best } from './best'
import type { Measure } from './distance-metric'
import { gathered } from './distance-metric'

/** How many rows a leaf has at most. */
const LEAF = 16

/**
 * Rows in boxes within boxes (J. L. Bentley, 1975): each box is cut in two at the middle row along the column in which
 * its rows spread most. Only boxes that may hold something nearer than what is known are looked into.
 */
export class KdTree {
  readonly #columns: number
  readonly #measure: Measure
  /** Positions of the rows, box by box, and their values in that order. */
  readonly #order: Int32Array
  readonly #values: Float64Array
  /** For each box, in preorder, its first row and the one after its last, and the box after it and those within it. */
  readonly #from: number[] = []
  readonly #to: number[] = []
  readonly #next: number[] = []
  /** For each box the lowest and the highest value of each column. */
  readonly #low: Float64Array
  readonly #high: Float64Array

  constructor({ data, shape: [rows, columns] }: Matrix, measure: Exclude<Measure, 'powers'>) {
    this.#columns = columns
    this.#measure = measure
    this.#order = Int32Array.from({ length: rows }, (_, i) => i)
    // A leaf has more than half of LEAF rows, unless it is the only one.
    const boxes = 4 * Math.ceil(rows / LEAF) + 1
    this.#low = new Float64Array(boxes * columns)
    this.#high = new Float64Array(boxes * columns)
    this.#build(data, 0, rows)
    this.#values = new Float64Array(rows * columns)
    this.#order.forEach((row, k) => {
      this.#values.set(data.subarray(row * columns, (row + 1) * columns), k * columns)
    })
  }

  /** Offers `best` every row that may be among the nearest to the query at `at`: distances before their root, and positions. */
  search(query: Float64Array, at: number, best: Best): void {
    this.#visit(0, query, at, best)
  }

  #visit(box: number, query: Float64Array, at: number, best: Best): void {
    const columns = this.#columns
    const measure = this.#measure
    if (this.#next[box] === box + 1) {
      const values = this.#values
      for (let k = this.#from[box]; k < this.#to[box]; k++) {
        let sum = 0
        for (let j = 0, v = k * columns; j < columns; j++, v++) {
          sum = gathered(measure, 0, sum, query[at + j] - values[v])
        }
        if (sum <= best.worst) best.offer(sum, this.#order[k])
      }
      return
    }
    const first = box + 1
    const second = this.#next[first]
    const toFirst = this.#distance(first, query, at)
    const toSecond = this.#distance(second, query, at)
    const [near, far] = toFirst <= toSecond ? [first, second] : [second, first]
    // As far as the worst may still be it: equal distances go by position.
    if (Math.min(toFirst, toSecond) <= best.worst) this.#visit(near, query, at, best)
    if (Math.max(toFirst, toSecond) <= best.worst) this.#visit(far, query, at, best)
  }

  /**
   * The distance of a query from a box, before its root. Summed as the distances of rows are, it is never above that of a row in
   * the box, rounding included.
   */
  #distance(box: number, query: Float64Array, at: number): number {
    const measure = this.#measure
    let sum = 0
    for (let j = 0, k = box * this.#columns; j < this.#columns; j++, k++) {
      const value = query[at + j]
      const difference = value < this.#low[k] ? this.#low[k] - value : value > this.#high[k] ? value - this.#high[k] : 0
      sum = gathered(measure, 0, sum, difference)
    }
    return sum
  }

  #build(data: Float64Array, from: number, to: number): void {
    const columns = this.#columns
    const box = this.#from.length
    this.#from.push(from)
    this.#to.push(to)
    this.#next.push(0)
    let widest = 0
    let spread = -1
    for (let j = 0; j < columns; j++) {
      let low = Infinity
      let high = -Infinity
      for (let k = from; k < to; k++) {
        const value = data[this.#order[k] * columns + j]
        low = Math.min(low, value)
        high = Math.max(high, value)
      }
      this.#low[box * columns + j] = low
      this.#high[box * columns + j] = high
      if (high - low > spread) {
        spread = high - low
        widest = j
      }
    }
    if (to - from > LEAF && spread > 0) {
      const middle = (from + to) >> 1
      this.#halve(data, widest, from, to - 1, middle)
      this.#build(data, from, middle)
      this.#build(data, middle, to)
    }
    this.#next[box] = this.#from.length
  }

  /** Reorders rows so that those before `middle` have no larger value of a column than those after it (C. A. R. Hoare). */
  #halve(data: Float64Array, column: number, from: number, to: number, middle: number): void {
    const columns = this.#columns
    const order = this.#order
    const valueOf = (k: number) => data[order[k] * columns + column]
    let low = from
    let high = to
    while (low < high) {
      const [a, b, c] = [valueOf(low), valueOf((low + high) >> 1), valueOf(high)]
      const pivot = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c))
      let i = low
      let j = high
      while (i <= j) {
        while (valueOf(i) < pivot) i++
        while (valueOf(j) > pivot) j--
        if (i > j) break
        const row = order[i]
        order[i++] = order[j]
        order[j--] = row
      }
      if (middle <= j) high = j
      else if (middle >= i) low = i
      else return
    }
  }
}
