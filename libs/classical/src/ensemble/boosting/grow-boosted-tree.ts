import { numpySum } from '../../base/numpy-sum'
import { MaxHeap } from '../../tree/max-heap'
import type { BinnedColumns } from './bin-columns'

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

/** The best split of a node. */
interface Split {
  readonly gain: number
  readonly feature: number
  readonly bin: number
  readonly leftGradient: number
  readonly leftHessian: number
}

interface Node {
  /** Its rows are `order[start..stop)`. */
  readonly start: number
  readonly stop: number
  readonly depth: number
  readonly gradient: number
  readonly hessian: number
  value: number
  histogram: Float64Array | null
  split: Split | null
  left: Node | null
  right: Node | null
}

/** Histograms have three numbers a bin: sums of gradients and hessians, and the number of rows. */
const FIELDS = 3
/** A child needs hessians of so much. */
const MIN_HESSIAN = 1e-3

/**
 * Grows regression trees by histograms, best leaf first, as scikit-learn's `TreeGrower`: each leaf takes a Newton step.
 * Its memory serves one tree after the other.
 */
export class BoostedTreeGrower {
  readonly #data: BinnedColumns
  readonly #limits: BoostedTreeLimits
  /** Bins of a histogram's feature; one more than needed stands for missing values in scikit-learn. */
  readonly #nBins: number
  readonly #order: Uint32Array
  readonly #spare: Uint32Array
  readonly #gradients: Float32Array
  readonly #hessians: Float32Array
  readonly #free: Float64Array[] = []
  #leaves: Node[] = []

  /** @param maxBins - how many bins a column has at most */
  constructor(data: BinnedColumns, maxBins: number, limits: BoostedTreeLimits) {
    this.#data = data
    this.#limits = limits
    this.#nBins = maxBins + 1
    this.#order = new Uint32Array(data.rows)
    this.#spare = new Uint32Array(data.rows)
    this.#gradients = new Float32Array(data.rows)
    this.#hessians = new Float32Array(data.rows)
  }

  /** Grows a tree for the derivatives of each row's loss. */
  grow(gradients: Float32Array, hessians: Float32Array): BoostedTree {
    const { maxLeafNodes, maxDepth, minSamplesLeaf, learningRate } = this.#limits
    const { rows } = this.#data
    for (let i = 0; i < rows; i++) this.#order[i] = i
    this.#leaves = []
    const open = new MaxHeap<Node>(node => node.split!.gain)
    const root = this.#root(gradients, hessians)
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
      smaller.histogram = this.#histogram(smaller.start, smaller.stop, gradients, hessians)
      // What the smaller child has is taken from the histograms of the parent, which become those of the larger one.
      larger.histogram = node.histogram
      node.histogram = null
      if (!isLeaf(larger)) larger.split = this.#bestSplit(larger, smaller.histogram)
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

  #root(gradients: Float32Array, hessians: Float32Array): Node {
    const { rows } = this.#data
    const histogram = this.#histogram(0, rows, gradients, hessians)
    const field = (offset: number) =>
      Float64Array.from({ length: this.#nBins }, (_, bin) => histogram[FIELDS * bin + offset])
    const [gradient, hessian] = [numpySum(field(0)), numpySum(field(1))]
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
    if (node.histogram) this.#free.push(node.histogram)
    node.histogram = null
  }

  /**
   * The best split of a node, if there is one.
   *
   * @param minus - histograms to be taken from the node's own on the way
   */
  #bestSplit({ start, stop, gradient, hessian, value, histogram }: Node, minus?: Float64Array): Split | null {
    const { columns, thresholds } = this.#data
    const { minSamplesLeaf, l2Regularization } = this.#limits
    const own = gradient * value
    const count = stop - start
    const sums = histogram!
    let best: Split | null = null
    let bestGain = 0
    for (let feature = 0; feature < columns; feature++) {
      const last = thresholds[feature].length
      let at = FIELDS * this.#nBins * feature
      if (minus) for (let k = at; k < at + FIELDS * this.#nBins; k++) sums[k] -= minus[k]
      let leftGradient = 0
      let leftHessian = 0
      let leftCount = 0
      for (let bin = 0; bin < last; bin++, at += FIELDS) {
        const binHessian = sums[at + 1]
        // An empty bin changes nothing. (Where histograms were subtracted it may hold a rounding error instead of 0.)
        if (binHessian === 0 && sums[at] === 0 && sums[at + 2] === 0) continue
        leftGradient += sums[at]
        leftHessian += binHessian
        leftCount += sums[at + 2]
        if (leftCount < minSamplesLeaf) continue
        if (count - leftCount < minSamplesLeaf) break
        const rightHessian = hessian - leftHessian
        if (leftHessian < MIN_HESSIAN) continue
        if (rightHessian < MIN_HESSIAN) break
        const rightGradient = gradient - leftGradient
        const gain =
          own -
          newtonStep(leftGradient, leftHessian, l2Regularization) * leftGradient -
          newtonStep(rightGradient, rightHessian, l2Regularization) * rightGradient
        if (gain > bestGain) {
          bestGain = gain
          best = { gain, feature, bin, leftGradient, leftHessian }
        }
      }
    }
    return best
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

  /** The histograms of all features for the rows `order[start..stop)`. */
  #histogram(start: number, stop: number, gradients: Float32Array, hessians: Float32Array): Float64Array {
    const { rows, columns, bins } = this.#data
    const histogram = this.#free.pop()?.fill(0) ?? new Float64Array(FIELDS * this.#nBins * columns)
    const order = this.#order
    const ownGradients = this.#gradients
    const ownHessians = this.#hessians
    for (let k = start; k < stop; k++) {
      ownGradients[k] = gradients[order[k]]
      ownHessians[k] = hessians[order[k]]
    }
    const size = FIELDS * this.#nBins
    let feature = 0
    // Two features at a time, so that rows and derivatives are read once for both.
    for (; feature + 1 < columns; feature += 2) {
      const base = size * feature
      const offset = rows * feature
      for (let k = start; k < stop; k++) {
        const row = order[k]
        const gradient = ownGradients[k]
        const hessian = ownHessians[k]
        const first = base + FIELDS * bins[offset + row]
        const second = base + size + FIELDS * bins[offset + rows + row]
        histogram[first] += gradient
        histogram[first + 1] += hessian
        histogram[first + 2]++
        histogram[second] += gradient
        histogram[second + 1] += hessian
        histogram[second + 2]++
      }
    }
    if (feature < columns) {
      for (let k = start; k < stop; k++) {
        const at = size * feature + FIELDS * bins[rows * feature + order[k]]
        histogram[at] += ownGradients[k]
        histogram[at + 1] += ownHessians[k]
        histogram[at + 2]++
      }
    }
    return histogram
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

/** What a leaf adds to the score: minus the gradient over the hessian. */
function newtonStep(gradient: number, hessian: number, l2: number): number {
  return -gradient / (hessian + l2 + 1e-15)
}
