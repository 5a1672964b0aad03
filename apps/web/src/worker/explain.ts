import { NdArray } from '@genre/core'
import type { GenreClassifier } from '@genre/models'
import type { DescribedChunks } from './chunk-reader'
import { ordinaryRow } from './ordinary-row'
import type { Explanation, Pull } from './protocol'

/**
 * Why a song was named as it was: which chunks decided (the answer without each of them), how many of the most convincing have
 * to go until the answer changes, and which descriptors pulled (the answer with each of them at an ordinary value).
 * For a linear model the last is the exact share of each descriptor in the odds.
 */
export function explain(
  classifier: GenreClassifier,
  { X }: Pick<DescribedChunks, 'X'>,
  columns: readonly string[],
): Explanation {
  const { probabilities, segmentProbabilities } = classifier.classifyFeatures(X)
  const mean = classifier.classes.map(name => probabilities[name])
  const [first, second] = mean.map((_, k) => k).sort((a, b) => mean[b] - mean[a])
  const rows = Array.from({ length: X.shape[0] }, (_, row) => mean.map((_, k) => segmentProbabilities.get(row, k)))
  return {
    genre: classifier.classes[first],
    rival: classifier.classes[second],
    influence: rows.map(row => (rows.length > 1 ? (row[first] - mean[first]) / (rows.length - 1) : 0)),
    removed: untilChanged(rows, first, classifier.classes),
    pulls: pulls(classifier, X, columns, { first, second }),
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

function pulls(
  classifier: GenreClassifier,
  X: NdArray<Float64Array>,
  columns: readonly string[],
  { first, second }: { first: number; second: number },
): readonly Pull[] | null {
  const ordinary = ordinaryRow(classifier.toJSON())
  const [rows, width] = X.shape
  if (ordinary?.length !== width) return null
  const odds = (probabilities: NdArray<Float64Array>, row: number) =>
    Math.log(probabilities.get(row, first) / probabilities.get(row, second))
  const total = new Float64Array(width)
  for (let row = 0; row < rows; row++) {
    // The chunk as it is, then once for each descriptor with that one made ordinary.
    const variants = new Float64Array((width + 1) * width)
    const chunk = X.data.subarray(row * width, (row + 1) * width)
    for (let k = 0; k <= width; k++) variants.set(chunk, k * width)
    for (let j = 0; j < width; j++) variants[(j + 1) * width + j] = ordinary[j]
    const answer = classifier.classifyFeatures(new NdArray(variants, [width + 1, width])).segmentProbabilities
    for (let j = 0; j < width; j++) total[j] += odds(answer, 0) - odds(answer, j + 1)
  }
  return columns
    .map((column, j) => ({ column, pull: total[j] / rows }))
    .sort((a, b) => Math.abs(b.pull) - Math.abs(a.pull))
}
