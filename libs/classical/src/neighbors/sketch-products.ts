import { Products } from '../linear/products/products'
import type { SketchExports } from './sketch-module'
import { BLOCK_GROUPS, COARSE_GROUPS, sketchModule } from './sketch-module'

/** How many rows stand side by side, and how many vectors. */
const GROUP = 8
const QUAD = 4
/** Of so many rows, each fourth one from the same place on has one minimum. */
const BLOCK = GROUP * BLOCK_GROUPS
const LANES = 4
/** Coarse minima serve where there are so many times as many as rows are asked for. */
const ENOUGH = 2
const FIRST_STEP = 2 ** 18
/** The longest vector or row that there may be: then nothing here overflows, nor does the difference of two results. */
export const LONGEST = 22000
/** The largest number of a sketch whose differences are taken one by one. */
export const SIDE = 16000
/** Rows that only fill the last block are never near; all others are below that. */
const NEVER = 2 ** 30
const LOWEST = -NEVER

/** Compiles the module at the first call: a constant, only later. */
const compiledModule: () => WebAssembly.Module = (() => {
  let module: WebAssembly.Module | undefined
  return () => (module ??= new WebAssembly.Module(sketchModule()))
})()

/** What is made of vectors and rows: see {@link SketchProducts}. */
export type SketchMeasure = 'squares' | 'magnitudes' | 'largest'

/**
 * For vectors v and rows r of whole numbers, all of length {@link LONGEST} at most, `floor(r.r / 2) - v.r`: half of their
 * squared distance, less v.v / 2. Or, of whole numbers of {@link SIDE} at most, the sum of the magnitudes of differences, or
 * the largest one. By vector instructions where the engine has them, with the same result.
 */
export class SketchProducts {
  readonly #measure: SketchMeasure
  readonly #padded: number
  readonly #pairs: number
  readonly #most: number
  /** Rows in groups of 8, in each group pair after pair of numbers. */
  readonly #rows: Int16Array
  readonly #halves: Int32Array
  /** Vectors in groups of 4, in each group pair after pair of numbers. */
  readonly #vectors: Int16Array
  readonly #out: Int32Array
  readonly #minima: Int32Array
  readonly #coarse: Int32Array
  readonly #positions: Int32Array
  readonly #exports: SketchExports | null
  /** How many minima and coarse minima a vector has. */
  readonly #lanes: number
  readonly #coarseLanes: number

  /**
   * @param rows - how many rows there are
   * @param width - how many numbers each has at most
   * @param most - how many vectors there are at a time, at most
   */
  constructor(rows: number, width: number, most: number, measure: SketchMeasure) {
    this.#measure = measure
    this.#padded = BLOCK * Math.ceil(rows / BLOCK)
    this.#pairs = Math.ceil(width / 2)
    this.#most = QUAD * Math.ceil(most / QUAD)
    this.#lanes = (this.#padded / BLOCK) * LANES
    this.#coarseLanes = Math.ceil(this.#padded / (GROUP * COARSE_GROUPS)) * LANES
    const perVector = this.#pairs + this.#padded + this.#lanes + this.#coarseLanes
    const numbers = this.#padded * (this.#pairs + 2) + this.#most * perVector
    const unit = Products.create(4 * numbers + 256)
    const int16 = (pairs: number) => {
      const { buffer, byteOffset } = unit.int32(pairs)
      return new Int16Array(buffer, byteOffset, 2 * pairs)
    }
    this.#rows = int16(this.#padded * this.#pairs)
    this.#vectors = int16(this.#most * this.#pairs)
    this.#halves = unit.int32(this.#padded).fill(NEVER)
    this.#out = unit.int32(this.#most * this.#padded)
    this.#minima = unit.int32(this.#most * this.#lanes)
    this.#coarse = unit.int32(this.#most * this.#coarseLanes)
    this.#positions = unit.int32(this.#padded)
    this.#exports = unit.extend(compiledModule) as unknown as SketchExports | null
  }

  /** Sets the numbers of a row. */
  setRow(row: number, numbers: Int16Array): void {
    const from = Math.floor(row / GROUP) * GROUP * 2 * this.#pairs + 2 * (row % GROUP)
    let square = 0
    for (let j = 0; j < numbers.length; j++) {
      this.#rows[from + (j >> 1) * 2 * GROUP + (j & 1)] = numbers[j]
      square += numbers[j] * numbers[j]
    }
    this.#halves[row] = this.#measure === 'squares' ? square >> 1 : 0
  }

  /** Sets the numbers of a vector. */
  setVector(vector: number, numbers: Int16Array): void {
    const from = Math.floor(vector / QUAD) * QUAD * 2 * this.#pairs + 2 * (vector % QUAD)
    for (let j = 0; j < numbers.length; j++) this.#vectors[from + (j >> 1) * 2 * QUAD + (j & 1)] = numbers[j]
  }

  /** Takes the products of the first `count` vectors with all rows, for the methods below. */
  multiply(count: number): void {
    const quads = Math.ceil(count / QUAD)
    const padded = this.#padded
    if (this.#exports) {
      this.#exports[this.#measure](
        this.#rows.byteOffset,
        this.#halves.byteOffset,
        padded / GROUP,
        this.#pairs,
        this.#vectors.byteOffset,
        quads,
        this.#out.byteOffset,
        4 * padded,
        this.#minima.byteOffset,
        4 * this.#lanes,
        this.#coarse.byteOffset,
        4 * this.#coarseLanes,
      )
      return
    }
    this.#minima.fill(NEVER)
    this.#coarse.fill(NEVER)
    for (let v = 0; v < count; v++) {
      const vector = Math.floor(v / QUAD) * QUAD * 2 * this.#pairs + 2 * (v % QUAD)
      for (let r = 0; r < padded; r++) {
        const row = Math.floor(r / GROUP) * GROUP * 2 * this.#pairs + 2 * (r % GROUP)
        let sum = this.#halves[r]
        for (let n = 0; n < 2 * this.#pairs; n++) {
          const a = this.#rows[row + (n >> 1) * 2 * GROUP + (n & 1)]
          const b = this.#vectors[vector + (n >> 1) * 2 * QUAD + (n & 1)]
          if (this.#measure === 'squares') sum -= a * b
          else if (this.#measure === 'magnitudes') sum += Math.abs(a - b)
          else sum = Math.max(sum, Math.abs(a - b))
        }
        this.#out[v * padded + r] = sum
        const lane = v * this.#lanes + Math.floor(r / BLOCK) * LANES + (r % LANES)
        this.#minima[lane] = Math.min(this.#minima[lane], sum)
        const wide = v * this.#coarseLanes + Math.floor(r / (GROUP * COARSE_GROUPS)) * LANES + (r % LANES)
        this.#coarse[wide] = Math.min(this.#coarse[wide], sum)
      }
    }
  }

  /**
   * A number that at least `k` rows are at most at, and not many more: one that as many minima, of rows that are taken
   * together, are at most at. Where there are too few of these, one that all rows are below.
   */
  limitFor(vector: number, k: number): number {
    const coarse = k * ENOUGH <= this.#coarseLanes
    const lanes = coarse ? this.#coarseLanes : this.#lanes
    if (k > lanes) return NEVER - 1
    const minima = coarse ? this.#coarse : this.#minima
    const first = vector * lanes
    const end = first + lanes
    let low = minima[first]
    for (let at = first + 1; at < end; at++) low = Math.min(low, minima[at])
    if (k === 1) return Math.min(low, NEVER - 1)
    // First in steps that double, then by halves, until it is good enough.
    const most = k + (k >> 2)
    let high = NEVER - 1
    for (let step = FIRST_STEP; high - low > 1; step *= 2) {
      const middle = high < NEVER - 1 ? (low + high) >> 1 : Math.min(low + step, high - 1)
      let above = 0
      // Without a branch, for that would be guessed wrong.
      for (let at = first; at < end; at++) above += (middle - minima[at]) >>> 31
      const count = lanes - above
      if (count < k) low = middle
      else {
        high = middle
        if (count <= most) break
      }
    }
    return high
  }

  /** The rows that are above `from` and at most at `to`: the first `count` of `positions`, until the next call. */
  between(vector: number, from: number, to: number): { positions: Int32Array; count: number } {
    const lanes = this.#lanes
    const minima = this.#minima
    const out = this.#out
    const positions = this.#positions
    const first = vector * lanes
    const base = vector * this.#padded
    const above = Math.max(from, LOWEST)
    const last = Math.min(to, NEVER - 1)
    let count = 0
    for (let lane = 0; lane < lanes; lane++) {
      if (minima[first + lane] > last) continue
      const start = (lane >> 2) * BLOCK + (lane & 3)
      for (let row = start; row < start + BLOCK; row += LANES) {
        const value = out[base + row]
        positions[count] = row
        count += ((above - value) >>> 31) & ((value - last - 1) >>> 31)
      }
    }
    return { positions, count }
  }
}
