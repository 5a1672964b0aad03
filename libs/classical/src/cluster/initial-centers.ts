import type { RandomState } from '@genre/core'

import type { Matrix } from '../base/validate'
import { takeRows } from '../model-selection/take'
import type { CenterSearch } from './center-search'

/**
 * Rows to start from. `'k-means++'` (Arthur and Vassilvitskii 2007): each next centre is drawn with a probability in
 * proportion to the squared distance from the nearest centre so far, the best of a few draws. `'random'`: different rows.
 * The draws are scikit-learn 1.9's.
 */
export function initialCenters(
  X: Matrix,
  search: CenterSearch,
  count: number,
  how: 'k-means++' | 'random',
  weights: Float64Array,
  random: RandomState,
): Matrix {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const shares = weights.map(weight => weight / total)
  if (how === 'random') return takeRows(X, drawDifferent(shares, count, random)) as Matrix
  const [rows] = X.shape
  const chosen = new Int32Array(count)
  chosen[0] = random.choice(rows, 1, { p: shares })[0]
  let nearest: Float64Array = new Float64Array(rows)
  search.squaredDistances(chosen.slice(0, 1), null, [nearest])
  let potential = dot(nearest, weights)
  const trials = 2 + Math.floor(Math.log(count))
  const cumulative = new Float64Array(rows)
  const distances: Float64Array[] = Array.from({ length: trials }, () => new Float64Array(rows))
  for (let c = 1; c < count; c++) {
    for (let i = 0, sum = 0; i < rows; i++) cumulative[i] = sum += weights[i] * nearest[i]
    const candidates = Int32Array.from(random.uniform(0, 1, trials), draw => {
      return Math.min(firstAtLeast(cumulative, draw * potential), rows - 1)
    })
    let best = 0
    let lowest = Infinity
    search.squaredDistances(candidates, nearest, distances)
    distances.forEach((own, t) => {
      const sum = dot(own, weights)
      if (sum < lowest) {
        lowest = sum
        best = t
      }
    })
    chosen[c] = candidates[best]
    const freed = nearest
    nearest = distances[best]
    distances[best] = freed
    potential = lowest
  }
  return takeRows(X, chosen) as Matrix
}

/** The first position whose value is not below `x`. */
function firstAtLeast(ascending: Float64Array, x: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (ascending[middle] < x) low = middle + 1
    else high = middle
  }
  return low
}

/** Different positions, drawn with probabilities `p`: NumPy's `choice(n, size, replace=False, p=p)`. */
function drawDifferent(p: Float64Array, size: number, random: RandomState): Int32Array {
  const found = new Set<number>()
  const left = p.slice()
  while (found.size < size) {
    const draws = random.randomSample(size - found.size)
    for (const position of found) left[position] = 0
    const cumulative = new Float64Array(left.length)
    let sum = 0
    for (let i = 0; i < left.length; i++) cumulative[i] = sum += left[i]
    if (sum === 0) {
      // Fewer rows have weight than centres are wanted: the others come in the order of the table.
      for (let i = 0; found.size < size; i++) found.add(i)
      break
    }
    for (let i = 0; i < left.length; i++) cumulative[i] /= sum
    for (const draw of draws) {
      let position = firstAtLeast(cumulative, draw)
      while (position < left.length - 1 && cumulative[position] <= draw) position++
      found.add(position)
    }
  }
  return Int32Array.from(found)
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i]
  return sum
}
