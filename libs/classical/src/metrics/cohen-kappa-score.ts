import { checkOneOf } from '@genre/core'
import type { Label, LabelsLike } from '../base/labels'
import type { MetricOptions } from './accuracy-score'
import { confusionMatrix } from './confusion-matrix'

/** Options of {@link cohenKappaScore}. */
export interface CohenKappaOptions extends MetricOptions {
  /** Which classes, in which order; default all that occur, sorted. */
  readonly labels?: readonly Label[] | null
  /** How bad a confusion is: all the same (`null`, the default), by distance between positions, or by its square. */
  readonly weights?: 'linear' | 'quadratic' | null
}

/**
 * Agreement beyond chance, `1 - (disagreement seen) / (disagreement expected)`: scikit-learn 1.9's `cohen_kappa_score`.
 * NaN where both lists hold one and the same class, as chance then agrees always.
 *
 * @throws as `confusionMatrix`
 *
 * @example
 * ```ts
 * import { cohenKappaScore } from '@genre/classical'
 * console.log(cohenKappaScore(['a', 'a', 'b', 'b'], ['a', 'a', 'b', 'a'])) // => 0.5
 * ```
 */
export function cohenKappaScore(y1: LabelsLike, y2: LabelsLike, options: CohenKappaOptions = {}): number {
  const { labels, weights = null, sampleWeight } = options
  if (weights !== null) checkOneOf('weights', weights, ['linear', 'quadratic'])
  const counts = confusionMatrix(y1, y2, { labels, sampleWeight })
  const [size] = counts.shape
  const across = new Float64Array(size)
  const down = new Float64Array(size)
  let all = 0
  counts.data.forEach((count, k) => {
    across[k % size] += count
    down[Math.floor(k / size)] += count
    all += count
  })
  let seen = 0
  let expected = 0
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const distance = Math.abs(i - j)
      const weight = weights === null ? Number(i !== j) : weights === 'linear' ? distance : distance * distance
      seen += weight * counts.data[i * size + j]
      expected += (weight * across[i] * down[j]) / all
    }
  }
  return expected === 0 ? NaN : 1 - seen / expected
}
