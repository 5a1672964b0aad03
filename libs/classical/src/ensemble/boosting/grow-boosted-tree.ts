import { numpySum } from '../../base/numpy-sum'
import { MaxHeap } from '../../tree/max-heap'
import type { BinnedColumns } from './bin-columns'
import type { Histogram, Split } from './histograms'
import { Histograms, newtonStep } from './histograms'

/** What shapes a boosted tree. */
export interface BoostedTreeLimits {
  readonly maxLeafNodes: number
  readonly maxDepth: number
  readonly minSamplesLeaf: number
  readonly l2Regularization: number
  readonly learningRate: number
}

/** One tree of a `BoostedTrees`; its nodes count from 0. */
export interface BoostedTree {
  readonly feature: Int32Array
  readonly number: Float64Array
  readonly right: Int32Array
}

interface Node {
  /** Its rows are `order[start..stop)`. */
  readonly start: number
  readonly stop: number
  readonly depth: number
  readonly gradient: number
  readonly hessian: number
  value: number
  histogram: Histogram | null
  split: Split | null
  left: Node | null
  right: Node | null
}

/**
 * Grows regression trees by histograms, best leaf first, as scikit-learn's `TreeGrower`: each leaf takes a Newton step.
 * Its memory serves one tree after the other.
 */
export class BoostedTreeGrower {
  readonly #data: BinnedColumns
  readonly #limits: BoostedTreeLimits
  readonly #histograms: Histograms
  readonly #order: Uint32Array
  readonly #spare: Uint32Array
  #leaves: Node[] = []

  /** @param maxBins - how many bins a column has at most */
  constructor(data: BinnedColumns, maxBins: number, limits: BoostedTreeLimits) {
    this.#data = data
    this.#limits = limits
    const { minSamplesLeaf, maxLeafNodes, l2Regularization: l2 } = limits
    // Leaves that may still be split have one each; two more come and go.
    const most = Math.min(maxLeafNodes, Math.floor(data.rows / (2 * minSamplesLeaf)) + 1) + 2
    this.#histograms = new Histograms(data, { maxBins, most, minSamplesLeaf, l2 })
    this.#order = this.#histograms.order
    this.#spare = new Uint32Array(data.rows)
  }

  /** Grows a tree for the derivatives of each row's loss. */
  grow(gradients: Float32Array, hessians: Float32Array): BoostedTree {
    const { maxLeafNodes, maxDepth, minSamplesLeaf, learningRate } = this.#limits
    const { rows } = this.#data
    for (let i = 0; i < rows; i++) this.#order[i] = i
    this.#leaves = []
    const open = new MaxHeap<Node>(node => node.split!.gain)
    this.#histograms.setDerivatives(gradients, hessians)
    const root = this.#root()
    if (rows >= 2 * minSamplesLeaf) root.split = this.#bestSplit(root)
    if (root.split) open.push(root)
    else this.#close(root)

    for (let node = open.pop(); node; node = open.pop()) {
      const [left, right] = this.#divide(node)
      const depth = node.depth + 1
      if (this.#leaves.length + open.size + 2 === maxLeafNodes) {
        this.#release(node)
        for (const leaf of [left, right, ...open.takeAll()]) this.#close(leaf)
        break
      }
      const isLeaf = ({ start, stop }: Node) => depth === maxDepth || stop - start < 2 * minSamplesLeaf
      for (const child of [left, right]) if (isLeaf(child)) this.#close(child)
      if (isLeaf(left) && isLeaf(right)) {
        this.#release(node)
        continue
      }
      const smaller = left.stop - left.start < right.stop - right.start ? left : right
      const larger = smaller === left ? right : left
      smaller.histogram = this.#histograms.fill(smaller.start, smaller.stop)
      // What the smaller child has is taken from the histograms of the parent, which become those of the larger one.
      larger.histogram = node.histogram
      node.histogram = null
      if (!isLeaf(larger)) {
        this.#histograms.subtract(larger.histogram!, smaller.histogram)
        larger.split = this.#bestSplit(larger)
      }
      if (!isLeaf(smaller)) smaller.split = this.#bestSplit(smaller)
      for (const child of [left, right]) {
        if (child.split) open.push(child)
        else if (isLeaf(child)) this.#release(child)
        else this.#close(child)
      }
    }
    for (const leaf of this.#leaves) leaf.value *= learningRate
    return this.#flatten(root)
  }

  /** Adds the value of the leaf that each row of the last tree is in. */
  addLeafValues(scores: Float64Array): void {
    for (const { start, stop, value } of this.#leaves) {
      for (let k = start; k < stop; k++) scores[this.#order[k]] += value
    }
  }

  #root(): Node {
    const { rows } = this.#data
    const histogram = this.#histograms.fill(0, rows)
    const [gradient, hessian] = this.#histograms.firstFeature(histogram).map(values => numpySum(values))
    return {
      start: 0,
      stop: rows,
      depth: 0,
      gradient,
      hessian,
      value: 0,
      histogram,
      split: null,
      left: null,
      right: null,
    }
  }

  #close(node: Node): void {
    node.split = null
    this.#release(node)
    this.#leaves.push(node)
  }

  #release(node: Node): void {
    if (node.histogram) this.#histograms.release(node.histogram)
    node.histogram = null
  }

  #bestSplit({ start, stop, gradient, hessian, value, histogram }: Node): Split | null {
    return this.#histograms.bestSplit(histogram!, { gradient, hessian, value, count: stop - start })
  }

  /** Parts a node's rows by its split. */
  #divide(node: Node): [Node, Node] {
    const { rows, bins } = this.#data
    const { l2Regularization } = this.#limits
    const { feature, bin, leftGradient, leftHessian } = node.split!
    const order = this.#order
    const spare = this.#spare
    const offset = feature * rows
    let left = node.start
    let right = 0
    for (let k = node.start; k < node.stop; k++) {
      const row = order[k]
      if (bins[offset + row] <= bin) order[left++] = row
      else spare[right++] = row
    }
    for (let k = 0; k < right; k++) order[left + k] = spare[k]
    const child = (start: number, stop: number, gradient: number, hessian: number): Node => {
      const value = newtonStep(gradient, hessian, l2Regularization)
      const depth = node.depth + 1
      return { start, stop, depth, gradient, hessian, value, histogram: null, split: null, left: null, right: null }
    }
    node.left = child(node.start, left, leftGradient, leftHessian)
    node.right = child(left, node.stop, node.gradient - leftGradient, node.hessian - leftHessian)
    return [node.left, node.right]
  }

  #flatten(root: Node): BoostedTree {
    const nodes: Node[] = []
    const places = new Map<Node, number>()
    const stack = [root]
    for (let node = stack.pop(); node; node = stack.pop()) {
      places.set(node, nodes.length)
      nodes.push(node)
      if (node.split) stack.push(node.right!, node.left!)
    }
    const { thresholds } = this.#data
    return {
      feature: Int32Array.from(nodes, ({ split }) => split?.feature ?? 0),
      number: Float64Array.from(nodes, ({ split, value }) => (split ? thresholds[split.feature][split.bin] : value)),
      right: Int32Array.from(nodes, ({ split, right }) => (split ? places.get(right!)! : 0)),
    }
  }
}
