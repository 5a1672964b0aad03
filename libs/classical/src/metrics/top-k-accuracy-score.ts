import { checkInteger } from '@genre/core'
import type { LabelsLike } from '../base/labels'
import type { Scores } from './compare'
import { scoredLabels } from './compare'
import type { ScoreMetricOptions } from './log-loss'

/**
 * The share of rows whose true class is among the `k` with the highest scores: scikit-learn 1.9's
 * `top_k_accuracy_score`. Of equal scores the later column counts as higher.
 *
 * @param yScore - (rows, classes) scores, or for two classes one score a row (of the second class)
 * @param options.k - default 2
 * @throws ShapeError for other numbers of rows or classes; InvalidParameterError for `k` below 1
 *
 * @example
 * ```ts
 * import { topKAccuracyScore } from '@genre/classical'
 * const scores = [[0.5, 0.3, 0.2], [0.1, 0.2, 0.7], [0.6, 0.3, 0.1]]
 * console.log(topKAccuracyScore(['blues', 'jazz', 'rock'], scores, { k: 2 }).toFixed(2)) // => 0.67
 * ```
 */
export function topKAccuracyScore(
  yTrue: LabelsLike,
  yScore: Scores,
  options: ScoreMetricOptions & { readonly k?: number; readonly normalize?: boolean } = {},
): number {
  const { k = 2, labels: given, sampleWeight, normalize = true } = options
  checkInteger('k', k, { min: 1 })
  const { truth, scores, weights } = scoredLabels(yTrue, yScore, 'yScore', given, sampleWeight)
  const [rows, columns] = scores.shape
  const { data } = scores
  // One score a row is a probability if all lie in 0..1, else a decision value.
  const threshold = data.every(score => score >= 0 && score <= 1) ? 0.5 : 0
  let hits = 0
  let all = 0
  for (let i = 0; i < rows; i++) {
    all += weights[i]
    let hit: boolean
    if (columns === 1) hit = k > 1 || Number(data[i] > threshold) === truth[i]
    else {
      const own = data[i * columns + truth[i]]
      let higher = 0
      for (let c = 0; c < columns; c++) {
        const other = data[i * columns + c]
        if (other > own || (other === own && c > truth[i])) higher++
      }
      hit = higher < k
    }
    if (hit) hits += weights[i]
  }
  return normalize ? hits / all : hits
}
