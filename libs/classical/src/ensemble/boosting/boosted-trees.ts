/**
 * Regression trees in flat arrays, one after the other. The nodes of a tree stand in preorder: the left child of node
 * `i` is node `i + 1`, its right child `right[i]`; a leaf has `right[i] === 0`. A row goes left where its value of
 * `feature[i]` is at most `number[i]`; the `number` of a leaf is its value.
 */
export interface BoostedTrees {
  /** First node of each tree. */
  readonly roots: Int32Array
  readonly feature: Int32Array
  readonly number: Float64Array
  readonly right: Int32Array
}

/** Adds the values of trees `from`, `from + step`, ... below `to` for each row to `out`. */
export function addTreeValues(
  trees: BoostedTrees,
  from: number,
  step: number,
  to: number,
  rows: Float64Array,
  columns: number,
  out: Float64Array,
): void {
  const { roots, feature, number, right } = trees
  for (let tree = from; tree < to; tree += step) {
    const root = roots[tree]
    for (let i = 0, row = 0; i < out.length; i++, row += columns) {
      let node = root
      for (let next = right[node]; next !== 0; next = right[node]) {
        node = rows[row + feature[node]] <= number[node] ? node + 1 : next
      }
      out[i] += number[node]
    }
  }
}
