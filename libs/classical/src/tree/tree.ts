/**
 * A binary decision tree in flat arrays. Nodes stand in preorder: the root is node 0, the left child of node `i` is
 * node `i + 1`, and its right child is `right[i]`; a leaf has `right[i] === 0`. A row goes left where its value of
 * `feature[i]`, rounded to float32, is at most `threshold[i]`.
 *
 * A leaf's share of each class is stored without zeros: entries `start[i]` to `start[i + 1]` (not included) of
 * `classCode` and `share`. Most leaves are pure, so this is much smaller than one number a class.
 */
export interface Tree {
  readonly feature: Int32Array
  readonly threshold: Float64Array
  readonly right: Int32Array
  readonly start: Int32Array
  readonly classCode: Int32Array
  readonly share: Float64Array
}

/** What is known of each node of a {@link Tree} beside what prediction needs. */
export interface TreeStatistics {
  /** Impurity of the training rows in the node. */
  readonly impurity: Float64Array
  /** How many different training rows are in the node. */
  readonly nNodeSamples: Int32Array
  /** Their weight. */
  readonly weightedNNodeSamples: Float64Array
}

/** The leaf of the row that begins at `row` in float32 rows. */
export function leafOf(tree: Tree, rows: Float32Array, row: number): number {
  const { feature, threshold, right } = tree
  let node = 0
  for (let next = right[0]; next !== 0; next = right[node]) {
    node = rows[row + feature[node]] <= threshold[node] ? node + 1 : next
  }
  return node
}

/** Adds the class shares of row `i`'s leaf to the numbers of row `i` in `out`, a (rows, classes) matrix. */
export function addLeafShares(
  tree: Tree,
  rows: Float32Array,
  columns: number,
  out: Float64Array,
  nClasses: number,
): void {
  const { start, classCode, share } = tree
  for (let at = 0, row = 0; at < out.length; at += nClasses, row += columns) {
    const leaf = leafOf(tree, rows, row)
    for (let k = start[leaf]; k < start[leaf + 1]; k++) out[at + classCode[k]] += share[k]
  }
}

/** How many edges the longest way from the root to a leaf has. */
export function treeDepth(tree: Tree): number {
  const { right } = tree
  const depth = new Int32Array(right.length)
  let deepest = 0
  for (let node = 0; node < right.length; node++) {
    if (right[node] === 0) continue
    depth[node + 1] = depth[right[node]] = depth[node] + 1
    if (depth[node] >= deepest) deepest = depth[node] + 1
  }
  return deepest
}

/** How many leaves a tree has. */
export function leafCount(tree: Tree): number {
  let count = 0
  for (const right of tree.right) if (right === 0) count++
  return count
}

/**
 * By how much the splits on each feature lower the impurity, weighted by the rows they concern; sums to 1, or is all
 * zero for a tree without splits. scikit-learn's `feature_importances_` of one tree.
 */
export function treeImportances(tree: Tree, statistics: TreeStatistics, nFeatures: number): Float64Array {
  const { feature, right } = tree
  const { impurity, weightedNNodeSamples: weight } = statistics
  const importances = new Float64Array(nFeatures)
  for (let node = 0; node < right.length; node++) {
    const other = right[node]
    if (other === 0) continue
    importances[feature[node]] +=
      weight[node] * impurity[node] - weight[node + 1] * impurity[node + 1] - weight[other] * impurity[other]
  }
  let sum = 0
  for (let f = 0; f < nFeatures; f++) sum += importances[f] /= weight[0]
  if (sum > 0) for (let f = 0; f < nFeatures; f++) importances[f] /= sum
  return importances
}
