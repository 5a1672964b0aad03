import { DataError } from '@genre/core'
import type { Matrix } from '../base/validate'

/**
 * A design matrix as trees read it: rounded to float32, as scikit-learn does, and stored column by column, so that the
 * values of one feature are neighbours in memory.
 */
export interface FeatureColumns {
  readonly nSamples: number
  readonly nFeatures: number
  /** Value of feature `f` in row `i` at `f * nSamples + i`. */
  readonly values: Float32Array
}

/** The float32 columns of a matrix. @throws DataError for a value that is too large for float32 */
export function featureColumns(X: Matrix): FeatureColumns {
  const [nSamples, nFeatures] = X.shape
  const rows = float32Rows(X)
  const values = new Float32Array(nSamples * nFeatures)
  for (let i = 0; i < nSamples; i++) {
    for (let f = 0; f < nFeatures; f++) values[f * nSamples + i] = rows[i * nFeatures + f]
  }
  return { nSamples, nFeatures, values }
}

/** A matrix rounded to float32, row by row. @throws DataError for a value that is too large for float32 */
export function float32Rows(X: Matrix): Float32Array {
  const rows = Float32Array.from(X.data)
  // x - x is 0 for finite x and NaN otherwise.
  let sum = 0
  for (let k = 0; k < rows.length; k++) sum += rows[k] - rows[k]
  if (sum === 0) return rows
  const at = rows.findIndex(value => !Number.isFinite(value))
  const columns = X.shape[1]
  throw new DataError({
    table: 'X',
    row: Math.floor(at / columns),
    column: at % columns,
    reason: `${X.data[at]} is too large for float32, in which trees compare`,
  })
}

/**
 * Feature columns with each value replaced by its rank among the different values of its feature. Ranks are small
 * integers, which sort by radix, and a forest needs them only once for all of its trees.
 */
export interface RankedColumns extends FeatureColumns {
  /** Rank of feature `f` in row `i` at `f * nSamples + i`. */
  readonly ranks: Uint32Array
  /** The different values of each feature, ascending: `distinct[f][rank]`. */
  readonly distinct: readonly Float32Array[]
  /** Whether a feature has two neighbouring values that {@link separated} takes for one. */
  readonly hasClose: readonly boolean[]
}

/** Ranks every column. */
export function rankColumns(columns: FeatureColumns): RankedColumns {
  const { nSamples, nFeatures, values } = columns
  const ranks = new Uint32Array(nSamples * nFeatures)
  const distinct: Float32Array[] = []
  const hasClose: boolean[] = []
  const order = new ColumnOrder(nSamples)
  const levels = new Float32Array(nSamples)
  for (let f = 0; f < nFeatures; f++) {
    const offset = f * nSamples
    const column = values.subarray(offset, offset + nSamples)
    const rows = order.sort(column)
    let rank = -1
    let close = false
    for (let k = 0; k < nSamples; k++) {
      const value = column[rows[k]]
      if (rank < 0 || value !== levels[rank]) {
        if (rank >= 0 && !separated(levels[rank], value)) close = true
        levels[++rank] = value
      }
      ranks[offset + rows[k]] = rank
    }
    distinct.push(levels.slice(0, rank + 1))
    hasClose.push(close)
  }
  return { ...columns, ranks, distinct, hasClose }
}

/** Whether a threshold may stand between two neighbouring float32 values: only where they are more than 1e-7 apart. */
export function separated(low: number, high: number): boolean {
  return high > Math.fround(low + CLOSE)
}

const CLOSE = Math.fround(1e-7)

/** Sorts rows by float32 values: a radix sort of their bits, turned so that they ascend as the values do. */
class ColumnOrder {
  readonly #keys: Uint32Array
  readonly #rows: [Uint32Array, Uint32Array]
  readonly #counts = new Uint32Array(4 * 256)

  constructor(capacity: number) {
    this.#keys = new Uint32Array(capacity)
    this.#rows = [new Uint32Array(capacity), new Uint32Array(capacity)]
  }

  /** The rows in ascending order of their values; the next call overwrites them. */
  sort(column: Float32Array): Uint32Array {
    const keys = this.#keys
    const counts = this.#counts.fill(0)
    const bits = new Int32Array(column.buffer, column.byteOffset, column.length)
    let [from, to] = this.#rows
    for (let i = 0; i < column.length; i++) {
      // Negative numbers ascend as their bits descend; -0 is 0.
      const word = column[i] === 0 ? 0 : bits[i]
      const key = word < 0 ? ~word : word | 0x80000000
      keys[i] = key
      from[i] = i
      counts[key & 255]++
      counts[256 + ((key >>> 8) & 255)]++
      counts[512 + ((key >>> 16) & 255)]++
      counts[768 + (key >>> 24)]++
    }
    for (let pass = 0; pass < 4; pass++) {
      const base = 256 * pass
      let sum = 0
      for (let d = base; d < base + 256; d++) {
        const count = counts[d]
        counts[d] = sum
        sum += count
      }
      for (let k = 0; k < column.length; k++) {
        const row = from[k]
        to[counts[base + ((keys[row] >>> (8 * pass)) & 255)]++] = row
      }
      const other = from
      from = to
      to = other
    }
    return from
  }
}
