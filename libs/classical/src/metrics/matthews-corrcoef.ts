import type { LabelsLike } from '../base/labels'
import type { MetricOptions } from './accuracy-score'
import { confusionMatrix } from './confusion-matrix'

/**
 * The correlation of true and predicted classes, from -1 to 1, 0 for chance: scikit-learn 1.9's `matthews_corrcoef` for
 * any number of classes. 0 where either list holds one class only.
 *
 * @throws ShapeError for different lengths or no rows; DataError for labels of different kinds
 *
 * @example
 * ```ts
 * import { matthewsCorrcoef } from '@genre/classical'
 * console.log(matthewsCorrcoef([1, 1, 0, 0], [1, 1, 0, 0])) // => 1
 * ```
 */
export function matthewsCorrcoef(yTrue: LabelsLike, yPred: LabelsLike, options: MetricOptions = {}): number {
  const counts = confusionMatrix(yTrue, yPred, options)
  const [size] = counts.shape
  let right = 0
  let all = 0
  const truth = new Float64Array(size)
  const predicted = new Float64Array(size)
  counts.data.forEach((count, k) => {
    const i = Math.floor(k / size)
    const j = k % size
    truth[i] += count
    predicted[j] += count
    all += count
    if (i === j) right += count
  })
  const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, k) => sum + value * b[k], 0)
  const spread = (all * all - dot(predicted, predicted)) * (all * all - dot(truth, truth))
  return spread === 0 ? 0 : (right * all - dot(truth, predicted)) / Math.sqrt(spread)
}
