import { RandomState } from '@genre/core'
import type { Matrix } from '../../base/validate'

/** Columns cut into bins: value x of column `f` is in the first bin `b` with `x <= thresholds[f][b]`, or the last one. */
export interface BinnedColumns {
  readonly rows: number
  readonly columns: number
  /** Bin of row `i` in column `f` at `f * rows + i`. */
  readonly bins: Uint8Array
  /** The bounds between the bins of each column, ascending. */
  readonly thresholds: readonly Float64Array[]
}

/** Quantiles are taken from so many rows at most. */
const SUBSAMPLE = 200_000

/**
 * Cuts each column into at most `maxBins` bins of about the same weight, or into one bin a value where there are few, as
 * scikit-learn's `_BinMapper`.
 *
 * @param weights - of rows; `null` for all the same
 * @param seed - draws the rows for quantiles where there are more than 200 000
 */
export function binColumns(X: Matrix, weights: Float64Array | null, maxBins: number, seed: number): BinnedColumns {
  const [rows, columns] = X.shape
  let sample: Int32Array | null = null
  let sampleWeights = weights
  if (rows > SUBSAMPLE) {
    const total = weights?.reduce((sum, weight) => sum + weight, 0) ?? 1
    const p = weights?.map(weight => weight / total)
    sample = new RandomState(seed).choice(rows, SUBSAMPLE, p ? { p } : {})
    sampleWeights = null
  }
  const bins = new Uint8Array(rows * columns)
  const thresholds: Float64Array[] = []
  const column = new Float64Array(rows)
  for (let f = 0; f < columns; f++) {
    for (let i = 0; i < rows; i++) column[i] = X.data[i * columns + f]
    const values = sample ? Float64Array.from(sample, row => column[row]) : column
    const bounds = binThresholds(values, sampleWeights, maxBins)
    thresholds.push(bounds)
    for (let i = 0; i < rows; i++) bins[f * rows + i] = binOf(bounds, column[i])
  }
  return { rows, columns, bins, thresholds }
}

/** How many thresholds are below a value. */
function binOf(thresholds: Float64Array, value: number): number {
  let low = 0
  let high = thresholds.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (value <= thresholds[middle]) high = middle
    else low = middle + 1
  }
  return low
}

/** The bounds between bins, ascending and different. */
export function binThresholds(values: Float64Array, weights: Float64Array | null, maxBins: number): Float64Array {
  const order = weights && Array.from(values.keys()).filter(i => weights[i] !== 0)
  order?.sort((a, b) => values[a] - values[b])
  const sorted = order ? Float64Array.from(order, i => values[i]) : values.slice().sort()
  const distinct = sorted.filter((value, k) => k === 0 || value !== sorted[k - 1])
  if (distinct.length <= maxBins) {
    return Float64Array.from({ length: distinct.length - 1 }, (_, k) => (distinct[k] + distinct[k + 1]) / 2)
  }
  const share = (k: number) => ((k + 1) * (100 / maxBins)) / 100
  const quantile = weights && order ? weightedQuantiles(sorted, order, weights) : quantiles(sorted)
  const bounds = Float64Array.from({ length: maxBins - 1 }, (_, k) => quantile(share(k)))
  return bounds.filter((bound, k) => k === 0 || bound !== bounds[k - 1])
}

/** Quantiles by the inverse of the distribution function, averaged where it is flat. */
function quantiles(sorted: Float64Array): (share: number) => number {
  return share => {
    const at = sorted.length * share - 1
    if (at < 0) return sorted[0]
    if (at >= sorted.length - 1) return sorted[sorted.length - 1]
    const below = Math.floor(at)
    const next = sorted[below + 1]
    return at === below ? next - (next - sorted[below]) * 0.5 : next
  }
}

/** The same with weights. */
function weightedQuantiles(
  sorted: Float64Array,
  order: readonly number[],
  weights: Float64Array,
): (share: number) => number {
  const sums = new Float64Array(sorted.length)
  let sum = 0
  order.forEach((row, k) => (sums[k] = sum += weights[row]))
  const last = sorted.length - 1
  return share => {
    const target = share * sum
    let low = 0
    let high = sorted.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (sums[middle] < target) low = middle + 1
      else high = middle
    }
    const at = Math.min(low, last)
    if (sums[at] - target > Number.EPSILON) return sorted[at]
    return (sorted[at] + sorted[Math.min(at + 1, last)]) / 2
  }
}
