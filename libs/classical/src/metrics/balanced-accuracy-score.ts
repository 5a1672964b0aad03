import type { LabelsLike } from '../base/labels'
import type { MetricOptions } from './accuracy-score'
import { confusionMatrix } from './confusion-matrix'

/**
 * The mean of the classes' recalls: scikit-learn 1.9's `balanced_accuracy_score`. Classes that are only predicted do
 * not count.
 *
 * @param options.adjusted - put chance at 0 and perfection at 1; default false
 * @throws ShapeError for different lengths or no rows; DataError for labels of different kinds
 *
 * @example
 * ```ts
 * import { balancedAccuracyScore } from '@genre/classical'
 * console.log(balancedAccuracyScore([0, 0, 0, 1], [0, 0, 0, 0])) // => 0.5
 * ```
 */
export function balancedAccuracyScore(
  yTrue: LabelsLike,
  yPred: LabelsLike,
  options: MetricOptions & { readonly adjusted?: boolean } = {},
): number {
  const counts = confusionMatrix(yTrue, yPred, { sampleWeight: options.sampleWeight })
  const [size] = counts.shape
  const recalls: number[] = []
  for (let i = 0; i < size; i++) {
    const total = counts.data.subarray(i * size, (i + 1) * size).reduce((sum, count) => sum + count, 0)
    if (total > 0) recalls.push(counts.data[i * size + i] / total)
  }
  const score = recalls.reduce((sum, recall) => sum + recall, 0) / recalls.length
  const chance = 1 / recalls.length
  return options.adjusted ? (score - chance) / (1 - chance) : score
}
