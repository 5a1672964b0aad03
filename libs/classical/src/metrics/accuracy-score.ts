import type { LabelsLike } from '../base/labels'
import type { SampleWeight } from '../base/validate'
import { compareLabelLists } from './compare'

/** Options that most metrics take. */
export interface MetricOptions {
  /** One weight a row; default all ones. */
  readonly sampleWeight?: SampleWeight
}

/**
 * The share of rows whose label is right: scikit-learn 1.9's `accuracy_score`.
 *
 * @throws ShapeError for different lengths or no rows; DataError for labels of different kinds
 *
 * @example
 * ```ts
 * import { accuracyScore } from '@genre/classical'
 * console.log(accuracyScore(['jazz', 'rock'], ['jazz', 'pop'])) // => 0.5
 * ```
 */
export function accuracyScore(
  yTrue: LabelsLike,
  yPred: LabelsLike,
  options: MetricOptions & {
    /** The share, or the (weighted) count; default true. */ readonly normalize?: boolean
  } = {},
): number {
  const { truth, predicted, weights } = compareLabelLists(yTrue, yPred, null, options.sampleWeight)
  let right = 0
  let all = 0
  for (let i = 0; i < truth.length; i++) {
    all += weights[i]
    if (truth[i] === predicted[i]) right += weights[i]
  }
  return (options.normalize ?? true) ? right / all : right
}
