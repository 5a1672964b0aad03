import type { Matrix } from '../base/validate'
import { Products } from '../linear/products/products'
import { columnSums } from '../preprocessing/column-sums'
import { mainDirections } from './main-directions'
import { LONGEST } from './sketch-products'

/** Up to so many columns sketches have all of them. */
const ALL = 64
/** Else coordinates along so many directions, and what is left over. */
const DIRECTIONS = 39
/** Rows that are sketched at a time. */
const CHUNK = 128
/** Rows more than so many times as long as the middle one are cut to that. */
const CUT = 4

/** Images of rows in whole numbers, which are never farther from each other than the rows are, but for rounding. */
export interface SketchMaker {
  /** How many numbers a sketch has; none where rows cannot be sketched. */
  readonly width: number
  /** What distances are multiplied by. */
  readonly unit: number

  /**
   * Sketches some rows, and hands over each one's number (from 0), its sketch, and how far, in the same unit, the sketch may
   * be from an exact one.
   */
  make(
    data: Float64Array,
    from: number,
    count: number,
    take: (row: number, sketch: Int16Array, error: number) => void,
  ): void
}

/**
 * Sketches for Euclidean distances: all columns where these are few, else coordinates along a few orthonormal
 * directions in which the rows spread most, and the length of what is left over. Leaving out directions brings rows closer,
 * and so does cutting what is long.
 */
export class Sketches implements SketchMaker {
  readonly width: number
  readonly unit: number
  readonly #columns: number
  readonly #center: Float64Array
  readonly #projection: Projection | null
  /** What rounding to whole numbers leaves out of account. */
  readonly #slack: number

  constructor(X: Matrix) {
    const [rows, columns] = X.shape
    this.#columns = columns
    this.#center = columnSums(X).map(sum => sum / rows)
    const squares = new Float64Array(rows)
    for (let i = 0, k = 0; i < rows; i++) {
      let square = 0
      for (let j = 0; j < columns; j++, k++) {
        const value = X.data[k] - this.#center[j]
        square += value * value
      }
      squares[i] = square
    }
    squares.sort()
    const middle = Math.sqrt(squares[rows >> 1])
    const longest = Math.sqrt(squares[rows - 1])
    // Beyond that squares overflow, or so many are 0 or nearly so that what is nearest is rounding.
    const usable = longest > 1e-140 && longest < 1e140
    this.unit = LONGEST / (middle > 0 ? Math.min(longest, CUT * middle) : longest)
    this.#projection = usable && columns > ALL ? new Projection(mainDirections(X, this.#center, DIRECTIONS)) : null
    this.width = usable ? (this.#projection ? this.#projection.count + 1 : columns) : 0
    this.#slack = 0.01 + 1e-3 * Math.sqrt(columns)
  }

  make(
    data: Float64Array,
    from: number,
    count: number,
    take: (row: number, sketch: Int16Array, error: number) => void,
  ): void {
    const columns = this.#columns
    const center = this.#center
    const { unit, width } = this
    const projection = this.#projection
    const centered = projection ? projection.rows : new Float64Array(CHUNK * columns)
    const squares = new Float64Array(CHUNK)
    const sketch = new Int16Array(width)
    for (let first = 0; first < count; first += CHUNK) {
      const size = Math.min(CHUNK, count - first)
      for (let i = 0, k = 0, source = (from + first) * columns; i < size; i++) {
        let square = 0
        for (let j = 0; j < columns; j++, k++, source++) {
          const value = data[source] - center[j]
          centered[k] = value
          square += value * value
        }
        squares[i] = square
      }
      const exact = projection ? projection.project(size, squares) : centered
      for (let i = 0, k = 0; i < size; i++) {
        // Squares that overflow say nothing: such a sketch may be off by any distance.
        let error = squares[i] < Infinity ? 0 : Infinity
        const factor = Math.min(unit, LONGEST / Math.sqrt(squares[i]))
        for (let d = 0; d < width; d++, k++) {
          const value = exact[k] * factor
          const whole = Math.round(value)
          sketch[d] = whole
          error += (whole - value) * (whole - value)
        }
        take(first + i, sketch, Math.sqrt(error) + this.#slack)
      }
    }
  }
}

/** Coordinates along orthonormal directions, then the length of what is left over. */
class Projection {
  readonly count: number
  /** Where rows are brought to: (rows, columns). */
  readonly rows: Float64Array
  readonly #columns: number
  readonly #unit: Products
  readonly #directions: Float64Array
  readonly #along: Float64Array

  constructor({ data, shape: [count, columns] }: Matrix) {
    this.count = count
    this.#columns = columns
    this.#unit = Products.create(8 * (count * columns + CHUNK * (columns + count)) + 64)
    this.#directions = this.#unit.float64(count * columns)
    this.#directions.set(data)
    this.rows = this.#unit.float64(CHUNK * columns)
    this.#along = this.#unit.float64(CHUNK * count)
  }

  /** (rows, count + 1) numbers. @param squares - the rows' squared lengths; at least those of their projections afterwards */
  project(rows: number, squares: Float64Array): Float64Array {
    const { count } = this
    const along = this.#along
    this.#unit.products(this.rows, rows, this.#directions, count, this.#columns, along)
    const out = new Float64Array(rows * (count + 1))
    for (let i = 0, from = 0, to = 0; i < rows; i++, to++) {
      let square = 0
      for (let d = 0; d < count; d++, from++, to++) {
        out[to] = along[from]
        square += along[from] * along[from]
      }
      out[to] = Math.sqrt(Math.max(0, squares[i] - square))
      // Rounding may have made it longer.
      squares[i] = Math.max(squares[i], square)
    }
    return out
  }
}
