import { MaxHeap } from './max-heap'
import { cutTree, pruneByCost } from './prune-tree'
import type { Splitter } from './splitter'
import type { Tree, TreeStatistics } from './tree'

/** When a node is not split any further. */
export interface GrowLimits {
  /** Where leaves are counted, the best split comes first. */
  readonly maxLeafNodes: number
  readonly maxDepth: number
  readonly minSamplesSplit: number
  readonly minSamplesLeaf: number
  readonly minWeightLeaf: number
  readonly minImpurityDecrease: number
  /** Subtrees that are worth less than this a leaf are pruned; 0 for none. */
  readonly ccpAlpha: number
}

/** A node that waits for its turn, or is a leaf, of a tree that grows best first. */
interface BestFirstNode {
  readonly start: number
  readonly end: number
  readonly depth: number
  readonly impurity: number
  readonly weight: number
  readonly classWeights: Float64Array
  /** Whether it may be split, and how. */
  readonly canSplit: boolean
  readonly pos: number
  readonly feature: number
  readonly threshold: number
  readonly improvement: number
  readonly leftImpurity: number
  readonly rightImpurity: number
  children: readonly [BestFirstNode, BestFirstNode] | null
}

/**
 * Grows trees as scikit-learn does: depth first, left before right; where leaves are counted, best split first. Its
 * memory serves one tree after the other.
 */
export class TreeGrower {
  readonly #splitter: Splitter
  readonly #limits: GrowLimits
  /** Class weights of each node, where trees are pruned. */
  #classWeights: Float64Array[] = []
  #count = 0
  #shares = 0
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
    this.#splitter.begin(weights, seed)
    this.#count = 0
    this.#shares = 0
    this.#classWeights = []
    if (this.#limits.maxLeafNodes === Infinity) this.#growDepthFirst()
    else this.#flatten(this.#growBestFirst())
    const count = this.#count
    const shares = this.#shares
    this.#start[count] = shares
    const whole = {
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
    const { ccpAlpha } = this.#limits
    if (ccpAlpha === 0) return whole
    const { isLeaf } = pruneByCost(whole.tree.right, whole.statistics, ccpAlpha)
    return cutTree(whole.tree, whole.statistics, isLeaf, this.#classWeights)
  }

  #growDepthFirst(): void {
    const splitter = this.#splitter
    // Nodes to do: the one on top is next. `parent` is -1 for a left child, whose place is known already.
    const stack = [{ start: 0, end: splitter.nSamples, depth: 0, parent: -1, impurity: NaN, constants: 0 }]
    for (let todo = stack.pop(); todo; todo = stack.pop()) {
      const { start, end, depth, parent } = todo
      splitter.enter(start, end)
      const { weight } = splitter
      const isRoot = this.#count === 0
      const impurity = isRoot ? splitter.impurityOf(splitter.classWeights, weight) : todo.impurity
      const node = this.#addNode(end - start, weight, impurity, splitter.classWeights)
      if (parent >= 0) this.#right[parent] = node
      let constants = todo.constants
      let isLeaf = this.#isFinal(depth, end - start, weight, impurity)
      if (!isLeaf) {
        constants = splitter.split(impurity, constants)
        isLeaf = !this.#isWorthwhile()
      }
      if (isLeaf) {
        this.#addShares(splitter.classWeights, weight)
      } else {
        const { pos, leftImpurity, rightImpurity } = splitter
        this.#feature[node] = splitter.feature
        this.#threshold[node] = splitter.threshold
        const below = depth + 1
        stack.push({ start: pos, end, depth: below, parent: node, impurity: rightImpurity, constants })
        stack.push({ start, end: pos, depth: below, parent: -1, impurity: leftImpurity, constants })
      }
    }
  }

  #growBestFirst(): BestFirstNode {
    const splitter = this.#splitter
    const frontier = new MaxHeap<BestFirstNode>(node => node.improvement)
    const root = this.#consider(0, splitter.nSamples, 0, NaN)
    frontier.push(root)
    let splits = this.#limits.maxLeafNodes - 1
    for (let node = frontier.pop(); node; node = frontier.pop()) {
      if (!node.canSplit || splits-- <= 0) continue
      const depth = node.depth + 1
      const left = this.#consider(node.start, node.pos, depth, node.leftImpurity)
      const right = this.#consider(node.pos, node.end, depth, node.rightImpurity)
      node.children = [left, right]
      frontier.push(left)
      frontier.push(right)
    }
    return root
  }

  /** Looks for the best split of a node. @param impurity - NaN for the root, where it is not known yet */
  #consider(start: number, end: number, depth: number, impurity: number): BestFirstNode {
    const splitter = this.#splitter
    splitter.enter(start, end)
    const { weight } = splitter
    const own = Number.isNaN(impurity) ? splitter.impurityOf(splitter.classWeights, weight) : impurity
    const classWeights = splitter.classWeights.slice()
    let canSplit = !this.#isFinal(depth, end - start, weight, own)
    if (canSplit) {
      splitter.split(own, 0)
      canSplit = this.#isWorthwhile()
    }
    const { pos, feature, threshold, leftImpurity, rightImpurity } = splitter
    const improvement = canSplit ? splitter.improvement : 0
    return {
      ...{ start, end, depth, impurity: own, weight, classWeights, canSplit, improvement },
      ...{ pos, feature, threshold, leftImpurity, rightImpurity, children: null },
    }
  }

  /** Whether a node is a leaf before any split is looked for. */
  #isFinal(depth: number, size: number, weight: number, impurity: number): boolean {
    const { maxDepth, minSamplesSplit, minSamplesLeaf, minWeightLeaf } = this.#limits
    return (
      depth >= maxDepth ||
      size < minSamplesSplit ||
      size < 2 * minSamplesLeaf ||
      weight < 2 * minWeightLeaf ||
      impurity <= Number.EPSILON
    )
  }

  /** Whether the splitter has found a split, and one that lowers the impurity enough. */
  #isWorthwhile(): boolean {
    const { pos, end, improvement } = this.#splitter
    return pos < end && !(improvement + Number.EPSILON < this.#limits.minImpurityDecrease)
  }

  /** Stores nodes in preorder. */
  #flatten(root: BestFirstNode): void {
    const stack = [{ node: root, parent: -1 }]
    for (let todo = stack.pop(); todo; todo = stack.pop()) {
      const { start, end, weight, impurity, feature, threshold, classWeights, children } = todo.node
      const node = this.#addNode(end - start, weight, impurity, classWeights)
      if (todo.parent >= 0) this.#right[todo.parent] = node
      if (!children) {
        this.#addShares(classWeights, weight)
        continue
      }
      this.#feature[node] = feature
      this.#threshold[node] = threshold
      stack.push({ node: children[1], parent: node }, { node: children[0], parent: -1 })
    }
  }

  /** A new node, a leaf as yet. */
  #addNode(size: number, weight: number, impurity: number, classWeights: Float64Array): number {
    const node = this.#count++
    if (this.#limits.ccpAlpha > 0) this.#classWeights.push(classWeights.slice())
    if (this.#count > this.#feature.length) this.#enlargeNodes()
    this.#impurity[node] = impurity
    this.#samples[node] = size
    this.#weight[node] = weight
    this.#feature[node] = this.#threshold[node] = this.#right[node] = 0
    this.#start[node] = this.#shares
    return node
  }

  /** Stores the class shares of the last node. */
  #addShares(classWeights: Float64Array, weight: number): void {
    if (this.#shares + classWeights.length > this.#share.length) {
      const capacity = 2 * (this.#shares + classWeights.length)
      this.#classCode = enlarged(this.#classCode, new Int32Array(capacity))
      this.#share = enlarged(this.#share, new Float64Array(capacity))
    }
    for (let c = 0; c < classWeights.length; c++) {
      if (classWeights[c] === 0) continue
      this.#classCode[this.#shares] = c
      this.#share[this.#shares++] = classWeights[c] / weight
    }
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
