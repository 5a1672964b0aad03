import type { Splitter } from './splitter'
import type { Tree, TreeStatistics } from './tree'

/** When a node is not split any further. */
export interface GrowLimits {
  readonly maxDepth: number
  readonly minSamplesSplit: number
  readonly minSamplesLeaf: number
  readonly minWeightLeaf: number
  readonly minImpurityDecrease: number
}

/** Grows trees depth first, left before right, as scikit-learn does; its memory serves one tree after the other. */
export class TreeGrower {
  readonly #splitter: Splitter
  readonly #limits: GrowLimits
  // Nodes
  #feature = new Int32Array(1024)
  #threshold = new Float64Array(1024)
  #right = new Int32Array(1024)
  #start = new Int32Array(1025)
  #impurity = new Float64Array(1024)
  #samples = new Int32Array(1024)
  #weight = new Float64Array(1024)
  // Shares of the leaves
  #classCode = new Int32Array(1024)
  #share = new Float64Array(1024)

  constructor(splitter: Splitter, limits: GrowLimits) {
    this.#splitter = splitter
    this.#limits = limits
  }

  /**
   * @param weights - one a row; rows of weight 0 do not take part
   * @param seed - seeds the drawing of features
   */
  grow(weights: Float64Array, seed: number): { tree: Tree; statistics: TreeStatistics } {
    const splitter = this.#splitter
    const { maxDepth, minSamplesSplit, minSamplesLeaf, minWeightLeaf, minImpurityDecrease } = this.#limits
    splitter.begin(weights, seed)

    // Nodes to do: the one on top is next. `parent` is -1 for a left child, whose place is known already.
    const stack = [{ start: 0, end: splitter.nSamples, depth: 0, parent: -1, impurity: NaN, constants: 0 }]
    let count = 0
    let shares = 0
    for (let todo = stack.pop(); todo; todo = stack.pop()) {
      const { start, end, depth, parent } = todo
      const size = end - start
      splitter.enter(start, end)
      const impurity = count === 0 ? splitter.impurityOf(splitter.classWeights, splitter.weight) : todo.impurity
      const node = count++
      if (count > this.#feature.length) this.#enlargeNodes()
      if (parent >= 0) this.#right[parent] = node
      this.#impurity[node] = impurity
      this.#samples[node] = size
      this.#weight[node] = splitter.weight
      this.#feature[node] = this.#threshold[node] = this.#right[node] = 0

      let isLeaf =
        depth >= maxDepth ||
        size < minSamplesSplit ||
        size < 2 * minSamplesLeaf ||
        splitter.weight < 2 * minWeightLeaf ||
        impurity <= Number.EPSILON
      let constants = todo.constants
      if (!isLeaf) {
        constants = splitter.split(impurity, constants)
        isLeaf = splitter.pos >= end || splitter.improvement + Number.EPSILON < minImpurityDecrease
      }
      this.#start[node] = shares
      if (isLeaf) {
        shares = this.#addShares(shares)
      } else {
        const { pos, leftImpurity, rightImpurity } = splitter
        this.#feature[node] = splitter.feature
        this.#threshold[node] = splitter.threshold
        const below = depth + 1
        stack.push({ start: pos, end, depth: below, parent: node, impurity: rightImpurity, constants })
        stack.push({ start, end: pos, depth: below, parent: -1, impurity: leftImpurity, constants })
      }
    }
    this.#start[count] = shares
    return {
      tree: {
        feature: this.#feature.slice(0, count),
        threshold: this.#threshold.slice(0, count),
        right: this.#right.slice(0, count),
        start: this.#start.slice(0, count + 1),
        classCode: this.#classCode.slice(0, shares),
        share: this.#share.slice(0, shares),
      },
      statistics: {
        impurity: this.#impurity.slice(0, count),
        nNodeSamples: this.#samples.slice(0, count),
        weightedNNodeSamples: this.#weight.slice(0, count),
      },
    }
  }

  /** Stores the class shares of the splitter's present node. */
  #addShares(from: number): number {
    const { classWeights, weight } = this.#splitter
    if (from + classWeights.length > this.#share.length) {
      const capacity = 2 * (from + classWeights.length)
      this.#classCode = enlarged(this.#classCode, new Int32Array(capacity))
      this.#share = enlarged(this.#share, new Float64Array(capacity))
    }
    let to = from
    for (let c = 0; c < classWeights.length; c++) {
      if (classWeights[c] === 0) continue
      this.#classCode[to] = c
      this.#share[to++] = classWeights[c] / weight
    }
    return to
  }

  #enlargeNodes(): void {
    const capacity = 2 * this.#feature.length
    this.#feature = enlarged(this.#feature, new Int32Array(capacity))
    this.#threshold = enlarged(this.#threshold, new Float64Array(capacity))
    this.#right = enlarged(this.#right, new Int32Array(capacity))
    this.#start = enlarged(this.#start, new Int32Array(capacity + 1))
    this.#impurity = enlarged(this.#impurity, new Float64Array(capacity))
    this.#samples = enlarged(this.#samples, new Int32Array(capacity))
    this.#weight = enlarged(this.#weight, new Float64Array(capacity))
  }
}

function enlarged<A extends Int32Array | Float64Array>(from: A, to: A): A {
  to.set(from as Int32Array & Float64Array)
  return to
}
