import type { Tree, TreeStatistics } from './tree'

/** What pruning gives up step by step, from the whole tree to its root alone. */
export interface PruningPath {
  /** For each step the smallest `ccpAlpha` that takes it; 0 for the whole tree. */
  readonly ccpAlphas: Float64Array
  /** Impurity of the leaves that are left, each weighted by its share of the rows. */
  readonly impurities: Float64Array
}

/**
 * Minimal cost-complexity pruning (L. Breiman, J. Friedman, R. Olshen, C. Stone, "Classification and Regression Trees",
 * 1984, chapter 3): again and again the split whose subtree lowers the impurity least for each leaf that it adds becomes
 * a leaf itself. As scikit-learn has it, sum by sum.
 *
 * @param right - right child of each node, 0 for leaves, nodes in preorder
 * @param ccpAlpha - where to stop: at the first split that is worth more; `Infinity` for the whole path
 * @returns which nodes are leaves afterwards, and the path that led there
 */
export function pruneByCost(
  right: Int32Array,
  { impurity, weightedNNodeSamples: weight }: TreeStatistics,
  ccpAlpha: number,
): { isLeaf: Uint8Array; path: PruningPath } {
  const nodes = right.length
  const parent = new Int32Array(nodes).fill(-1)
  const own = new Float64Array(nodes)
  const isLeaf = new Uint8Array(nodes)
  const leaves = new Int32Array(nodes)
  // Of the leaves below a node: their impurity.
  const below = new Float64Array(nodes)
  for (let node = 0; node < nodes; node++) {
    own[node] = (weight[node] * impurity[node]) / weight[0]
    if (right[node] === 0) isLeaf[node] = 1
    else parent[node + 1] = parent[right[node]] = node
  }
  for (let leaf = 0; leaf < nodes; leaf++) {
    if (!isLeaf[leaf]) continue
    below[leaf] = own[leaf]
    for (let node = parent[leaf]; node >= 0; node = parent[node]) {
      below[node] += own[leaf]
      leaves[node]++
    }
  }
  const isSplit = Uint8Array.from(isLeaf, leaf => 1 - leaf)
  const ccpAlphas = [0]
  const impurities = [below[0]]
  while (isSplit[0]) {
    let alpha = Infinity
    let pruned = 0
    for (let node = 0; node < nodes; node++) {
      if (!isSplit[node]) continue
      const price = (own[node] - below[node]) / (leaves[node] - 1)
      if (price < alpha) {
        alpha = price
        pruned = node
      }
    }
    if (ccpAlpha < alpha) break
    isSplit.fill(0, pruned, subtreeEnd(right, pruned))
    isLeaf.fill(0, pruned, subtreeEnd(right, pruned))
    isLeaf[pruned] = 1
    const fewer = leaves[pruned] - 1
    const more = own[pruned] - below[pruned]
    leaves[pruned] = 0
    below[pruned] = own[pruned]
    for (let node = parent[pruned]; node >= 0; node = parent[node]) {
      leaves[node] -= fewer
      below[node] += more
    }
    ccpAlphas.push(alpha)
    impurities.push(below[0])
  }
  return { isLeaf, path: { ccpAlphas: Float64Array.from(ccpAlphas), impurities: Float64Array.from(impurities) } }
}

/**
 * A tree cut back to some leaves.
 *
 * @param isLeaf - for each node whether it is one of them
 * @param classWeights - weights of the classes in each node
 */
export function cutTree(
  tree: Tree,
  statistics: TreeStatistics,
  isLeaf: Uint8Array,
  classWeights: readonly Float64Array[],
): { tree: Tree; statistics: TreeStatistics } {
  const kept: number[] = []
  for (let node = 0; node < isLeaf.length; node = isLeaf[node] ? subtreeEnd(tree.right, node) : node + 1) {
    kept.push(node)
  }
  const place = new Int32Array(isLeaf.length)
  kept.forEach((node, k) => (place[node] = k))
  const start: number[] = []
  const classCode: number[] = []
  const share: number[] = []
  for (const node of kept) {
    start.push(share.length)
    if (!isLeaf[node]) continue
    classWeights[node].forEach((weight, code) => {
      if (weight === 0) return
      classCode.push(code)
      share.push(weight / statistics.weightedNNodeSamples[node])
    })
  }
  start.push(share.length)
  return {
    tree: {
      feature: Int32Array.from(kept, node => (isLeaf[node] ? 0 : tree.feature[node])),
      threshold: Float64Array.from(kept, node => (isLeaf[node] ? 0 : tree.threshold[node])),
      right: Int32Array.from(kept, node => (isLeaf[node] ? 0 : place[tree.right[node]])),
      start: Int32Array.from(start),
      classCode: Int32Array.from(classCode),
      share: Float64Array.from(share),
    },
    statistics: {
      impurity: Float64Array.from(kept, node => statistics.impurity[node]),
      nNodeSamples: Int32Array.from(kept, node => statistics.nNodeSamples[node]),
      weightedNNodeSamples: Float64Array.from(kept, node => statistics.weightedNNodeSamples[node]),
    },
  }
}

/** The node after the last one below `node`: a leaf's next, else the end of the subtree on the right. */
function subtreeEnd(right: Int32Array, node: number): number {
  let last = node
  while (right[last] !== 0) last = right[last]
  return last + 1
}
