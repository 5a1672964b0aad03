import { NdArray } from '@genre/core'

/** How one descriptor pulled the answer. */
export interface Pull {
  readonly column: string
  /**
   * By how much the logarithm of the odds of the named genre against the runner-up falls if this descriptor is put at an ordinary
   * value, the mean over the chunks. Of a linear model these are its own terms.
   */
  readonly pull: number
}

/** Why a model answered as it did. */
export interface Explanation {
  readonly genre: string
  /** The runner-up. */
  readonly rival: string
  /**
   * How many chunks, taken away from the most convincing on, have to go until another genre is named, and which; `null` if none is
   * named before the last is left.
   */
  readonly removed: { readonly count: number; readonly genre: string } | null
  /** Largest first; `null` for a model that does not tell what an ordinary value is. */
  readonly pulls: readonly Pull[] | null
}

/** What is explained: a model by its probabilities, and the rows that it answered to. */
export interface Explained {
  readonly classes: readonly string[]
  readonly columns: readonly string[]
  /** An ordinary value of each column, if the model tells. */
  readonly ordinary: Float64Array | null
  /** Of a model whose scores are linear in the columns their weights: (classes, columns). */
  readonly weights: NdArray<Float64Array> | null
  predictProba(X: NdArray<Float64Array>): NdArray<Float64Array>
}

/** Why the mean over the rows of `X` names what it names. */
export function explain(model: Explained, X: NdArray<Float64Array>): Explanation {
  const { classes } = model
  const answers = model.predictProba(X)
  const rows = Array.from({ length: X.shape[0] }, (_, row) => classes.map((_, k) => answers.get(row, k)))
  const mean = classes.map((_, k) => rows.reduce((sum, row) => sum + row[k], 0) / rows.length)
  const [first, second] = mean.map((_, k) => k).sort((a, b) => mean[b] - mean[a])
  return {
    genre: classes[first],
    rival: classes[second ?? first],
    removed: untilChanged(rows, first, classes),
    pulls: second === undefined ? null : pulls(model, X, first, second),
  }
}

/** Takes chunks away, those most for the first genre first, until the mean names another. */
function untilChanged(
  rows: readonly (readonly number[])[],
  first: number,
  classes: readonly string[],
): Explanation['removed'] {
  const lead = (row: readonly number[]) => row[first] - Math.max(...row.filter((_, k) => k !== first))
  const order = [...rows].sort((a, b) => lead(b) - lead(a))
  const sum = classes.map((_, k) => rows.reduce((total, row) => total + row[k], 0))
  for (let count = 1; count < order.length; count++) {
    for (let k = 0; k < sum.length; k++) sum[k] -= order[count - 1][k]
    const best = sum.indexOf(Math.max(...sum))
    if (best !== first) return { count, genre: classes[best] }
  }
  return null
}

function pulls(model: Explained, X: NdArray<Float64Array>, first: number, second: number): readonly Pull[] | null {
  const { columns, ordinary, weights } = model
  const [rows, width] = X.shape
  if (ordinary?.length !== width) return null
  const total = weights
    ? linearPulls(weights, ordinary, X, first, second)
    : triedPulls(model, ordinary, X, first, second)
  return columns
    .map((column, j) => ({ column, pull: total[j] / rows }))
    .sort((a, b) => Math.abs(b.pull) - Math.abs(a.pull))
}

/** The terms of a linear model, summed over the chunks: what {@link triedPulls} comes to, without trying. */
function linearPulls(
  weights: NdArray<Float64Array>,
  ordinary: Float64Array,
  X: NdArray<Float64Array>,
  first: number,
  second: number,
): Float64Array {
  const [rows, width] = X.shape
  return ordinary.map((usual, j) => {
    let sum = 0
    for (let row = 0; row < rows; row++) sum += X.data[row * width + j] - usual
    return sum * (weights.get(first, j) - weights.get(second, j))
  })
}

/** By how much the odds of each chunk change with each column in turn at its ordinary value, summed over the chunks. */
function triedPulls(
  model: Explained,
  ordinary: Float64Array,
  X: NdArray<Float64Array>,
  first: number,
  second: number,
): Float64Array {
  const [rows, width] = X.shape
  const odds = (probabilities: NdArray<Float64Array>, row: number) =>
    Math.log(Math.max(probabilities.get(row, first), TINY) / Math.max(probabilities.get(row, second), TINY))
  const total = new Float64Array(width)
  for (let row = 0; row < rows; row++) {
    // The chunk as it is, then once for each descriptor with that one made ordinary.
    const variants = new Float64Array((width + 1) * width)
    const chunk = X.data.subarray(row * width, (row + 1) * width)
    for (let k = 0; k <= width; k++) variants.set(chunk, k * width)
    for (let j = 0; j < width; j++) variants[(j + 1) * width + j] = ordinary[j]
    const answer = model.predictProba(new NdArray(variants, [width + 1, width]))
    for (let j = 0; j < width; j++) total[j] += odds(answer, 0) - odds(answer, j + 1)
  }
  return total
}

/** Trees and neighbours give probabilities of exactly 0, whose odds would be infinite. */
const TINY = 1e-9
