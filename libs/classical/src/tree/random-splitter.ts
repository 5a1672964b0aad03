import { separated } from './feature-columns'
import { WeightSplitter } from './weight-splitter'

/**
 * The splitter that draws one threshold a feature, evenly between the smallest and the largest value in the node, and
 * keeps the best of those: scikit-learn's `splitter='random'`, what extremely randomized trees are made of (P. Geurts,
 * D. Ernst, L. Wehenkel, "Extremely randomized trees", Machine Learning 63, 2006).
 *
 * Rows are parted at every threshold that is drawn, as there: the order in which weights are added depends on it.
 */
export class RandomSplitter extends WeightSplitter {
  /** The last feature that was looked at: if it is the best one, its rows are parted already. */
  #last = -1

  protected override visit(feature: number): boolean {
    const { samples, start, end, values } = this
    const { minSamplesLeaf, minWeightLeaf } = this.limits
    const column = this.columns.values
    const offset = feature * this.columns.nSamples
    this.#last = feature
    let min = Infinity
    let max = -Infinity
    for (let k = start; k < end; k++) {
      const value = column[offset + samples[k]]
      values[k] = value
      if (value < min) min = value
      if (value > max) max = value
    }
    if (!separated(min, max)) return false
    let threshold = this.random.nextNumber(min, max)
    if (threshold === max) threshold = min
    let pos = start
    for (let high = end; pos < high;) {
      const value = values[pos]
      if (value <= threshold) {
        pos++
        continue
      }
      high--
      const sample = samples[pos]
      samples[pos] = samples[high]
      samples[high] = sample
      values[pos] = values[high]
      values[high] = value
    }
    if (pos - start < minSamplesLeaf || end - pos < minSamplesLeaf) return true
    this.reset()
    this.moveTo(pos)
    if (this.leftWeight < minWeightLeaf || this.rightWeight < minWeightLeaf) return true
    const proxy = this.proxy()
    if (proxy > this.bestProxy) {
      this.bestProxy = proxy
      this.feature = feature
      this.pos = pos
      this.threshold = threshold
    }
    return true
  }

  protected override partition(): void {
    if (this.#last !== this.feature) this.part()
    this.countChildren()
  }
}
