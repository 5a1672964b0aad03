import { DataError, NdArray, checkOneOf } from '@genre/core'
import type { Label, LabelsLike } from '../base/labels'
import type { Matrix } from '../base/validate'
import type { MetricOptions } from './accuracy-score'
import type { ComparedLabels } from './compare'
import { compareLabelLists } from './compare'

/** Options of {@link confusionMatrix}. */
export interface ConfusionMatrixOptions extends MetricOptions {
  /** Which classes, in which order; default all that occur, sorted. Rows with other labels are left out. */
  readonly labels?: readonly Label[] | null
  /** Divide by the sums of rows (`'true'`), columns (`'pred'`) or everything (`'all'`); default null: counts. */
  readonly normalize?: 'true' | 'pred' | 'all' | null
}

/**
 * How many rows of each true class (down) were given each class (across): scikit-learn 1.9's `confusion_matrix`.
 * Where a sum to divide by is 0, the result is 0.
 *
 * @returns (classes, classes) counts, or shares where `normalize` is given
 * @throws ShapeError, DataError, InvalidParameterError; DataError if none of `labels` is in yTrue
 *
 * @example
 * ```ts
 * import { confusionMatrix } from '@genre/classical'
 * const matrix = confusionMatrix(['jazz', 'rock', 'rock'], ['jazz', 'jazz', 'rock'])
 * console.log(matrix.toArray()) // => [ [ 1, 0 ], [ 1, 1 ] ]
 * ```
 */
export function confusionMatrix(yTrue: LabelsLike, yPred: LabelsLike, options: ConfusionMatrixOptions = {}): Matrix {
  const { labels = null, normalize = null, sampleWeight } = options
  if (normalize !== null) checkOneOf('normalize', normalize, ['true', 'pred', 'all'])
  const compared = compareLabelLists(yTrue, yPred, labels, sampleWeight)
  if (compared.chosen && compared.truth.every(code => code < 0)) {
    throw new DataError({ table: 'yTrue', reason: 'none of the labels occurs' })
  }
  const counts = countConfusions(compared)
  const size = compared.labels.length
  const sum = (pick: (k: number) => boolean) => counts.data.reduce((total, x, k) => (pick(k) ? total + x : total), 0)
  const all = sum(() => true)
  const shares = counts.data.map((count, k) => {
    const row = Math.floor(k / size)
    const column = k % size
    if (normalize === null) return count
    const total =
      normalize === 'all'
        ? all
        : sum(other => (normalize === 'true' ? Math.floor(other / size) === row : other % size === column))
    return total === 0 ? 0 : count / total
  })
  return new NdArray(shares, [size, size])
}

/** Weighted counts; rows with a label that is not among the labels are left out. */
export function countConfusions({ labels, truth, predicted, weights }: ComparedLabels): Matrix {
  const size = labels.length
  const counts = new Float64Array(size * size)
  for (let i = 0; i < truth.length; i++) {
    if (truth[i] >= 0 && predicted[i] >= 0) counts[truth[i] * size + predicted[i]] += weights[i]
  }
  return new NdArray(counts, [size, size])
}
