import { checkInteger, checkOneOf } from '@genre/core'
import type { LabelsLike } from '../base/labels'
import { percentile } from '../preprocessing/percentile'
import type { Scores } from './compare'
import { checkProbabilities, scoredLabels } from './compare'
import type { ScoreMetricOptions } from './log-loss'

/** Options of {@link calibrationCurve} and {@link calibrationError}. */
export interface CalibrationOptions extends Omit<ScoreMetricOptions, 'sampleWeight'> {
  /** How many bins; default 10. */
  readonly nBins?: number
  /** Bins of equal width (the default), or of (nearly) equal numbers of rows. */
  readonly strategy?: 'uniform' | 'quantile'
}

/** How often predictions of about the same confidence are right; bins without rows are left out. */
export interface CalibrationCurve {
  /** Mean confidence of each bin. */
  readonly confidence: Float64Array
  /** Share of right predictions of each bin. */
  readonly accuracy: Float64Array
  /** Rows of each bin. */
  readonly count: Float64Array
}

/**
 * For bins of confidence (the largest probability of a row) the mean confidence and the share of right predictions. A
 * well calibrated model has the two equal. scikit-learn 1.9's `calibration_curve`, with "is right" as the positive class.
 *
 * @param yProba - (rows, classes) probabilities, or for two classes the second one's
 * @throws DataError for rows that are no probabilities; ShapeError for other numbers of rows or classes
 *
 * @example
 * ```ts
 * import { calibrationCurve } from '@genre/classical'
 * const { confidence, accuracy } = calibrationCurve(['a', 'b'], [[0.75, 0.25], [0.75, 0.25]])
 * console.log(confidence, accuracy) // => Float64Array(1) [ 0.75 ] Float64Array(1) [ 0.5 ]
 * ```
 */
export function calibrationCurve(
  yTrue: LabelsLike,
  yProba: Scores,
  options: CalibrationOptions = {},
): CalibrationCurve {
  const { nBins = 10, strategy = 'uniform' } = options
  checkInteger('nBins', nBins, { min: 1, max: 10_000 })
  checkOneOf('strategy', strategy, ['uniform', 'quantile'])
  const { truth, scores } = scoredLabels(yTrue, yProba, 'yProba', options.labels)
  checkProbabilities('yProba', scores)
  const [rows, columns] = scores.shape
  const confidence = new Float64Array(rows)
  const right = new Uint8Array(rows)
  for (let i = 0; i < rows; i++) {
    const own = scores.data.subarray(i * columns, (i + 1) * columns)
    const row = columns === 1 ? [1 - own[0], own[0]] : own
    let best = 0
    for (let c = 1; c < row.length; c++) if (row[c] > row[best]) best = c
    confidence[i] = row[best]
    right[i] = Number(best === truth[i])
  }
  const edges = binEdges(confidence, nBins, strategy)
  const sums = { confidence: new Float64Array(nBins), right: new Float64Array(nBins), count: new Float64Array(nBins) }
  for (let i = 0; i < rows; i++) {
    let bin = 0
    while (bin < nBins - 1 && edges[bin + 1] < confidence[i]) bin++
    sums.confidence[bin] += confidence[i]
    sums.right[bin] += right[i]
    sums.count[bin]++
  }
  const used = Int32Array.from(sums.count.keys()).filter(bin => sums.count[bin] > 0)
  const each = (value: (bin: number) => number) => Float64Array.from(used, value)
  return {
    confidence: each(bin => sums.confidence[bin] / sums.count[bin]),
    accuracy: each(bin => sums.right[bin] / sums.count[bin]),
    count: each(bin => sums.count[bin]),
  }
}

/**
 * The expected calibration error: the mean over rows of the distance between confidence and accuracy of their bin of
 * {@link calibrationCurve}. 0 is perfect.
 *
 * @throws as {@link calibrationCurve}
 *
 * @example
 * ```ts
 * import { calibrationError } from '@genre/classical'
 * console.log(calibrationError(['a', 'b'], [[0.75, 0.25], [0.75, 0.25]])) // => 0.25
 * ```
 */
export function calibrationError(yTrue: LabelsLike, yProba: Scores, options: CalibrationOptions = {}): number {
  const { confidence, accuracy, count } = calibrationCurve(yTrue, yProba, options)
  let sum = 0
  let rows = 0
  for (let bin = 0; bin < count.length; bin++) {
    sum += count[bin] * Math.abs(confidence[bin] - accuracy[bin])
    rows += count[bin]
  }
  return sum / rows
}

function binEdges(confidence: Float64Array, nBins: number, strategy: 'uniform' | 'quantile'): Float64Array {
  const edge = (bin: number) => (bin === nBins ? 1 : bin * (1 / nBins))
  if (strategy === 'uniform') return Float64Array.from({ length: nBins + 1 }, (_, bin) => edge(bin))
  const sorted = confidence.slice().sort()
  return Float64Array.from({ length: nBins + 1 }, (_, bin) => percentile(sorted, edge(bin)))
}
