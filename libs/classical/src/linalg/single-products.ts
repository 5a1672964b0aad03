import { Products } from '../linear/products/products'
import type { SingleExports } from './single-module'
import { singleModule } from './single-module'

/** How many rows stand side by side, and how many vectors. */
const GROUP = 8
const QUAD = 4

/** Compiles the module at the first call: a constant, only later. */
const compiledModule: () => WebAssembly.Module = (() => {
  let module: WebAssembly.Module | undefined
  return () => (module ??= new WebAssembly.Module(singleModule()))
})()

/**
 * Products of many rows with a few vectors in float32: fast, and accurate to about 7 digits. Who needs more asks here
 * which few candidates there are, and looks at those again. By vector instructions where the engine has them.
 *
 * A product's error is at most {@link SingleProducts.error} times the sum of the magnitudes of its terms.
 */
export class SingleProducts {
  /** How many rows there are, and how many beyond them to make groups full: their products mean nothing. */
  readonly rows: number
  readonly padded: number
  readonly width: number
  readonly error: number
  /** Rows in groups of 8, in each group column after column. */
  readonly #rows: Float32Array
  /** Vectors in groups of 4, in each group column after column. */
  readonly #vectors: Float32Array
  readonly #out: Float32Array
  readonly #most: number
  /** How many rows' products there is room for. */
  readonly #chunk: number
  readonly #lowest: { best: Float32Array; second: Float32Array; label: Int32Array }
  readonly #exports: SingleExports | null

  /**
   * @param most - with how many vectors at most products are taken at a time
   * @param chunk - and of how many rows; default all of them
   */
  constructor(rows: number, width: number, most: number, chunk = rows) {
    this.rows = rows
    this.width = width
    this.padded = GROUP * Math.ceil(rows / GROUP)
    this.#most = QUAD * Math.ceil(most / QUAD)
    this.#chunk = Math.min(this.padded, GROUP * Math.ceil(chunk / GROUP))
    // Rounding of both factors, of their product, and of as many sums; twice that, to be safe.
    this.error = 2 * (width + 3) * 2 ** -24
    const numbers = this.padded * width + this.#most * width + this.#most * this.#chunk + 3 * this.padded
    const unit = Products.create(4 * numbers + 256)
    this.#rows = unit.float32(this.padded * width)
    this.#vectors = unit.float32(this.#most * width)
    this.#out = unit.float32(this.#most * this.#chunk)
    this.#lowest = {
      best: unit.float32(this.padded),
      second: unit.float32(this.padded),
      label: unit.int32(this.padded),
    }
    this.#exports = unit.extend(compiledModule) as unknown as SingleExports | null
  }

  /** Sets a row's number in a column. */
  setRow(row: number, column: number, value: number): void {
    this.#rows[(Math.floor(row / GROUP) * this.width + column) * GROUP + (row % GROUP)] = value
  }

  /** Sets a vector's number in a column. */
  setVector(vector: number, column: number, value: number): void {
    this.#vectors[(Math.floor(vector / QUAD) * this.width + column) * QUAD + (vector % QUAD)] = value
  }

  /** How many rows a call of {@link multiply} takes. */
  get chunk(): number {
    return this.#chunk
  }

  /**
   * `out[v * chunk + r] = vector[v] . row[first + r]` for the first `count` vectors and as many rows as there are, at most
   * {@link chunk}; to be used before the next call.
   *
   * @param first - a multiple of {@link chunk}
   */
  multiply(count: number, first = 0): Float32Array {
    const quads = Math.ceil(count / QUAD)
    const { width } = this
    const chunk = this.#chunk
    const rows = Math.min(chunk, this.padded - first)
    const out = this.#out
    if (this.#exports) {
      const from = this.#rows.byteOffset + 4 * first * width
      const { byteOffset: vectors } = this.#vectors
      this.#exports.multiply(from, rows / GROUP, width, vectors, quads, out.byteOffset, 4 * chunk)
      return out
    }
    for (let v = 0; v < count; v++) {
      const from = Math.floor(v / QUAD) * width * QUAD + (v % QUAD)
      for (let r = 0; r < rows; r++) {
        const at = Math.floor((first + r) / GROUP) * width * GROUP + (r % GROUP)
        let sum = 0
        for (let k = 0; k < width; k++) sum += this.#rows[at + k * GROUP] * this.#vectors[from + k * QUAD]
        out[v * chunk + r] = sum
      }
    }
    return out
  }

  /**
   * For each row the smallest product with one of the first `count` vectors, which one it is (the first of equals), and
   * the second smallest: kept until the next call.
   */
  lowest(count: number): { best: Float32Array; second: Float32Array; label: Int32Array } {
    const { best, second, label } = this.#lowest
    const chunk = this.#chunk
    for (let first = 0; first < this.padded; first += chunk) {
      const out = this.multiply(count, first)
      const rows = Math.min(chunk, this.padded - first)
      if (this.#exports) {
        const [bestAt, secondAt, labelAt] = [best, second, label].map(array => array.byteOffset + 4 * first)
        this.#exports.lowest(out.byteOffset, rows, count, 4 * chunk, bestAt, secondAt, labelAt)
        continue
      }
      for (let r = 0; r < rows; r++) {
        let [least, next, where] = [out[r], Infinity, 0]
        for (let v = 1; v < count; v++) {
          const value = out[v * chunk + r]
          next = Math.min(next, Math.max(least, value))
          if (value < least) {
            least = value
            where = v
          }
        }
        best[first + r] = least
        second[first + r] = next
        label[first + r] = where
      }
    }
    return this.#lowest
  }
}
