import type { RankedColumns } from './feature-columns'
import { separated } from './feature-columns'
import { RankSort, bitLength } from './rank-sort'
import type { SplitLimits } from './splitter'
import { Splitter } from './splitter'

/** The largest total weight whose square, with every sum on the way, is exact. */
export const MAX_COUNT = 94906265

/** Logarithms of more counts than these are not kept. */
const MAX_LOGS = 1 << 20

/**
 * The splitter for weights that are counts. All sums are whole numbers, exact in any order: rows may be sorted by rank
 * with any sort, and Gini's sums of squares be kept up to date with a few operations a row instead of one a class. The
 * result is the same to the last bit.
 */
export class CountSplitter extends Splitter {
  readonly #columns: RankedColumns
  readonly #sort: RankSort
  readonly #bits: readonly number[]
  readonly #left: Float64Array
  readonly #right: Float64Array
  readonly #spare: Uint32Array
  /** `w log2 w` of every count up to the total weight: for the entropy only. */
  #logs = new Float64Array(0)
  #bestRank = 0

  constructor(columns: RankedColumns, codes: Int32Array, nClasses: number, limits: SplitLimits) {
    super(codes, columns.nFeatures, nClasses, limits)
    this.#columns = columns
    this.#sort = new RankSort(columns.nSamples)
    this.#bits = columns.distinct.map(levels => bitLength(levels.length))
    this.#left = new Float64Array(nClasses)
    this.#right = new Float64Array(nClasses)
    this.#spare = new Uint32Array(columns.nSamples)
  }

  override begin(weights: Float64Array, seed: number): void {
    super.begin(weights, seed)
    const needed = Math.min(this.totalWeight, MAX_LOGS) + 1
    if (this.limits.criterion === 'gini' || this.#logs.length >= needed) return
    const logs = new Float64Array(needed)
    for (let w = 2; w < logs.length; w++) logs[w] = w * Math.log2(w)
    this.#logs = logs
  }

  protected visit(feature: number): boolean {
    const { ranks, nSamples, distinct, hasClose } = this.#columns
    const { start, end } = this
    if (!this.#sort.sort(this.samples, start, end, ranks, feature * nSamples, this.#bits[feature])) return false
    const levels = distinct[feature]
    if (hasClose[feature]) {
      const { keys, shift } = this.#sort
      if (!separated(levels[keys[0] >>> shift], levels[keys[end - start - 1] >>> shift])) return false
    }
    if (this.limits.criterion === 'gini') this.#scanGini(feature, levels, hasClose[feature])
    else this.#scanEntropy(feature, levels, hasClose[feature])
    return true
  }

  #scanGini(feature: number, levels: Float32Array, close: boolean): void {
    const { keys, items, shift, mask } = this.#sort
    const { codes, weights, weight: total } = this
    const { minSamplesLeaf, minWeightLeaf } = this.limits
    const n = this.end - this.start
    const left = this.#left
    const right = this.#right
    let leftWeight = 0
    let leftSquares = 0
    let rightSquares = 0
    for (let c = 0; c < left.length; c++) {
      left[c] = 0
      right[c] = this.classWeights[c]
      rightSquares += right[c] * right[c]
    }
    let best = this.bestProxy
    let previous = keys[0] >>> shift
    for (let k = 0; k < n; k++) {
      const rank = keys[k] >>> shift
      if (rank !== previous) {
        const rightWeight = total - leftWeight
        const proxy =
          -rightWeight * (1 - rightSquares / (rightWeight * rightWeight)) -
          leftWeight * (1 - leftSquares / (leftWeight * leftWeight))
        if (
          proxy > best &&
          k >= minSamplesLeaf &&
          n - k >= minSamplesLeaf &&
          leftWeight >= minWeightLeaf &&
          rightWeight >= minWeightLeaf &&
          (!close || separated(levels[previous], levels[rank]))
        ) {
          best = proxy
          this.#keep(feature, k, previous, levels[previous] / 2 + levels[rank] / 2)
        }
        previous = rank
      }
      const sample = items[k] & mask
      const code = codes[sample]
      const weight = weights[sample]
      const inLeft = left[code]
      const inRight = right[code]
      leftSquares += weight * (2 * inLeft + weight)
      rightSquares -= weight * (2 * inRight - weight)
      left[code] = inLeft + weight
      right[code] = inRight - weight
      leftWeight += weight
    }
    this.bestProxy = best
  }

  /**
   * The entropy itself takes two logarithms a class. So a sum of `w log2 w`, brought up to date with a few operations a
   * row, tells first whether a threshold can be better than the best one, and only then the entropy is computed.
   */
  #scanEntropy(feature: number, levels: Float32Array, close: boolean): void {
    const { keys, items, shift, mask } = this.#sort
    const { codes, weights, weight: total } = this
    const { minSamplesLeaf, minWeightLeaf } = this.limits
    const logs = this.#logs
    const n = this.end - this.start
    const left = this.#left.fill(0)
    const right = this.#right
    right.set(this.classWeights)
    let leftWeight = 0
    let sum = 0
    for (let c = 0; c < right.length; c++) sum += weightLog(logs, right[c])
    const rounding = 1e-9 * (1 + weightLog(logs, total))
    let best = this.bestProxy - rounding
    let previous = keys[0] >>> shift
    for (let k = 0; k < n; k++) {
      const rank = keys[k] >>> shift
      if (rank !== previous) {
        const rightWeight = total - leftWeight
        if (
          sum - weightLog(logs, leftWeight) - weightLog(logs, rightWeight) > best &&
          k >= minSamplesLeaf &&
          n - k >= minSamplesLeaf &&
          leftWeight >= minWeightLeaf &&
          rightWeight >= minWeightLeaf &&
          (!close || separated(levels[previous], levels[rank]))
        ) {
          const proxy =
            -rightWeight * this.impurityOf(right, rightWeight) - leftWeight * this.impurityOf(left, leftWeight)
          if (proxy > this.bestProxy) {
            this.bestProxy = proxy
            best = proxy - rounding
            this.#keep(feature, k, previous, levels[previous] / 2 + levels[rank] / 2)
          }
        }
        previous = rank
      }
      const sample = items[k] & mask
      const code = codes[sample]
      const weight = weights[sample]
      const inLeft = left[code]
      const inRight = right[code]
      sum +=
        weightLog(logs, inLeft + weight) -
        weightLog(logs, inLeft) +
        weightLog(logs, inRight - weight) -
        weightLog(logs, inRight)
      left[code] = inLeft + weight
      right[code] = inRight - weight
      leftWeight += weight
    }
  }

  #keep(feature: number, place: number, rank: number, threshold: number): void {
    this.feature = feature
    this.pos = this.start + place
    this.#bestRank = rank
    this.threshold = threshold
  }

  protected partition(): void {
    const { samples, codes, weights, start, end, classWeights } = this
    const { ranks, nSamples } = this.#columns
    const offset = this.feature * nSamples
    const rank = this.#bestRank
    const left = this.#left.fill(0)
    const right = this.#right
    const spare = this.#spare
    let leftWeight = 0
    let leftCount = start
    let rightCount = 0
    for (let k = start; k < end; k++) {
      const sample = samples[k]
      if (ranks[offset + sample] <= rank) {
        samples[leftCount++] = sample
        left[codes[sample]] += weights[sample]
        leftWeight += weights[sample]
      } else {
        spare[rightCount++] = sample
      }
    }
    for (let k = 0; k < rightCount; k++) samples[leftCount + k] = spare[k]
    for (let c = 0; c < right.length; c++) right[c] = classWeights[c] - left[c]
    this.leftWeight = leftWeight
    this.rightWeight = this.weight - leftWeight
    this.leftImpurity = this.impurityOf(left, this.leftWeight)
    this.rightImpurity = this.impurityOf(right, this.rightWeight)
  }
}

function weightLog(logs: Float64Array, weight: number): number {
  return weight < logs.length ? logs[weight] : weight * Math.log2(weight)
}
