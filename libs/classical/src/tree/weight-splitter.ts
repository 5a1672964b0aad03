import type { FeatureColumns } from './feature-columns'
import { separated } from './feature-columns'
import { introsort } from './introsort'
import type { SplitLimits } from './splitter'
import { Splitter } from './splitter'

/**
 * The splitter for weights that are not counts. Sums of such weights are rounded, and where two features part the rows
 * alike (common in small nodes) the last bit decides; so rows are sorted, moved and added in scikit-learn's order.
 */
export class WeightSplitter extends Splitter {
  protected readonly columns: FeatureColumns
  /** Values of the present feature, in the order of the rows. */
  protected readonly values: Float32Array
  readonly #left: Float64Array
  readonly #right: Float64Array
  /** Up to which place rows are counted as left. */
  #at = 0

  constructor(columns: FeatureColumns, codes: Int32Array, nClasses: number, limits: SplitLimits) {
    super(codes, columns.nFeatures, nClasses, limits)
    this.columns = columns
    this.values = new Float32Array(columns.nSamples)
    this.#left = new Float64Array(nClasses)
    this.#right = new Float64Array(nClasses)
  }

  protected visit(feature: number): boolean {
    const { samples, start, end } = this
    const { minSamplesLeaf, minWeightLeaf } = this.limits
    const column = this.columns.values
    const offset = feature * this.columns.nSamples
    const values = this.values
    for (let k = start; k < end; k++) values[k] = column[offset + samples[k]]
    introsort(values, samples, start, end)
    if (!separated(values[start], values[end - 1])) return false
    this.reset()
    for (let k = start + 1; k < end; k++) {
      if (!separated(values[k - 1], values[k])) continue
      if (k - start < minSamplesLeaf || end - k < minSamplesLeaf) continue
      this.moveTo(k)
      if (this.leftWeight < minWeightLeaf || this.rightWeight < minWeightLeaf) continue
      const proxy = this.proxy()
      if (proxy > this.bestProxy) {
        this.bestProxy = proxy
        this.feature = feature
        this.pos = k
        this.threshold = values[k - 1] / 2 + values[k] / 2
      }
    }
    return true
  }

  /** What is larger where the children, as counted, are purer. */
  protected proxy(): number {
    return (
      -this.rightWeight * this.impurityOf(this.#right, this.rightWeight) -
      this.leftWeight * this.impurityOf(this.#left, this.leftWeight)
    )
  }

  /** Counts no row as left. */
  protected reset(): void {
    this.#at = this.start
    this.#left.fill(0)
    this.leftWeight = 0
  }

  /** Counts the rows before place `to` as left, from whichever side is nearer. */
  protected moveTo(to: number): void {
    const { samples, codes, weights, end, classWeights } = this
    const left = this.#left
    const right = this.#right
    let sum = this.leftWeight
    if (to - this.#at <= end - to) {
      for (let k = this.#at; k < to; k++) {
        const weight = weights[samples[k]]
        left[codes[samples[k]]] += weight
        sum += weight
      }
    } else {
      left.set(classWeights)
      sum = this.weight
      for (let k = end - 1; k >= to; k--) {
        const weight = weights[samples[k]]
        left[codes[samples[k]]] -= weight
        sum -= weight
      }
    }
    this.leftWeight = sum
    this.rightWeight = this.weight - sum
    for (let c = 0; c < right.length; c++) right[c] = classWeights[c] - left[c]
    this.#at = to
  }

  protected partition(): void {
    this.part()
    this.countChildren()
  }

  /** Reorders the node's rows by the best split. */
  protected part(): void {
    const { samples, start, end, threshold } = this
    const column = this.columns.values
    const offset = this.feature * this.columns.nSamples
    let low = start
    let high = end
    while (low < high) {
      const sample = samples[low]
      if (column[offset + sample] <= threshold) {
        low++
      } else {
        high--
        samples[low] = samples[high]
        samples[high] = sample
      }
    }
  }

  /** Sets the children's weights and impurities. */
  protected countChildren(): void {
    this.reset()
    this.moveTo(this.pos)
    this.leftImpurity = this.impurityOf(this.#left, this.leftWeight)
    this.rightImpurity = this.impurityOf(this.#right, this.rightWeight)
  }
}
