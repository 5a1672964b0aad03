import { InvalidParameterError } from '@genre/core'
import type { Label, LabelsLike } from '../base/labels'
import type { MetricOptions } from './accuracy-score'
import type { Scores } from './compare'
import { checkProbabilities, scoredLabels } from './compare'

/** Options of the metrics that compare labels with a score for each class. */
export interface ScoreMetricOptions extends MetricOptions {
  /** The classes in the order of the columns, sorted; default those that occur in yTrue. */
  readonly labels?: readonly Label[] | null
}

/**
 * The mean of `-ln p` of the true classes' probabilities, which are cut at 2.2e-16 from 0 and 1: scikit-learn 1.9's
 * `log_loss`.
 *
 * @param yProba - (rows, classes) probabilities, or for two classes the second one's
 * @param options.normalize - the mean, or the sum; default true
 * @throws DataError for rows that are no probabilities (scikit-learn warns where a sum is not 1), ShapeError for other
 *   numbers of rows or classes, InvalidParameterError for a single class
 *
 * @example
 * ```ts
 * import { logLoss } from '@genre/classical'
 * console.log(logLoss(['jazz', 'rock'], [[0.5, 0.5], [0.5, 0.5]]).toFixed(4)) // => 0.6931
 * ```
 */
export function logLoss(
  yTrue: LabelsLike,
  yProba: Scores,
  options: ScoreMetricOptions & { readonly normalize?: boolean } = {},
): number {
  const { labels, truth, scores, weights } = scoredLabels(yTrue, yProba, 'yProba', options.labels, options.sampleWeight)
  if (labels.length < 2) {
    throw new InvalidParameterError({ parameter: 'labels', received: labels, allowed: 'at least two classes' })
  }
  checkProbabilities('yProba', scores)
  const columns = scores.shape[1]
  let loss = 0
  let all = 0
  for (let i = 0; i < truth.length; i++) {
    const given = scores.data[i * columns + (columns === 1 ? 0 : truth[i])]
    const p = columns === 1 && truth[i] === 0 ? 1 - given : given
    loss -= weights[i] * Math.log(Math.min(1 - Number.EPSILON, Math.max(Number.EPSILON, p)))
    all += weights[i]
  }
  return (options.normalize ?? true) ? loss / all : loss
}
