import type { Matrix } from '../base/validate'
import { columnSums } from '../preprocessing/column-sums'
import { SIDE } from './sketch-products'
import type { SketchMaker } from './sketches'

/** Rows that are more than so many times as far out as the middle one are cut to that. */
const CUT = 4
/** Of more columns the sums might overflow. */
const MOST_COLUMNS = 16384

/**
 * Rows in whole numbers, all columns of them, each cut where it is far out: neither magnitudes of differences nor the largest
 * one get larger by that, but for rounding.
 */
export class BoxSketches implements SketchMaker {
  readonly width: number
  readonly unit: number
  readonly #center: Float64Array
  readonly #summed: boolean
  readonly #slack: number

  /** @param summed - whether magnitudes are added, or the largest one is what counts */
  constructor(X: Matrix, summed: boolean) {
    const [rows, columns] = X.shape
    this.#summed = summed
    this.#center = columnSums(X).map(sum => sum / rows)
    const farthest = new Float64Array(rows)
    for (let i = 0, k = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++, k++) {
        const magnitude = Math.abs(X.data[k] - this.#center[j])
        if (magnitude > farthest[i]) farthest[i] = magnitude
      }
    }
    farthest.sort()
    const middle = farthest[rows >> 1]
    const longest = farthest[rows - 1]
    this.width = columns <= MOST_COLUMNS && longest > 1e-290 && longest < 1e290 ? columns : 0
    this.unit = SIDE / (middle > 1e-290 ? Math.min(longest, CUT * middle) : longest)
    this.#slack = 0.01 + 1e-6 * columns
  }

  make(
    data: Float64Array,
    from: number,
    count: number,
    take: (row: number, sketch: Int16Array, error: number) => void,
  ): void {
    const { unit, width } = this
    const center = this.#center
    const sketch = new Int16Array(width)
    for (let i = 0, k = from * width; i < count; i++) {
      let sum = 0
      let largest = 0
      for (let j = 0; j < width; j++, k++) {
        const value = Math.min(SIDE, Math.max(-SIDE, (data[k] - center[j]) * unit))
        const whole = Math.round(value)
        sketch[j] = whole
        const error = Math.abs(whole - value)
        sum += error
        if (error > largest) largest = error
      }
      take(i, sketch, (this.#summed ? sum : largest) + this.#slack)
    }
  }
}
