import { DataError, RandomState, ShapeError, checkInteger, checkNumber } from '@genre/core'
import type { Seed } from '@genre/core'
import type { LabelsLike } from '../base/labels'
import { encodeLabels } from '../base/labels'
import { percentile } from '../preprocessing/percentile'
import type { Interval } from './wilson-interval'

/** Options of {@link bootstrapInterval}. */
export interface BootstrapOptions {
  /** One group a row: whole groups are drawn, as rows of one track are not independent. Default: rows are drawn. */
  readonly groups?: LabelsLike | null
  /** How many samples are drawn; default 2000. */
  readonly resamples?: number
  /** Default 0.95. */
  readonly confidence?: number
  /** Seeds the draws. */
  readonly randomState?: Seed
}

/** A statistic with its interval. */
export interface BootstrapInterval extends Interval {
  /** The statistic of all rows. */
  readonly estimate: number
  /** Half the width of the samples' spread: their standard deviation. */
  readonly standardError: number
}

/**
 * The percentile bootstrap: a statistic is taken of many samples of the rows, each drawn with replacement and as large
 * as the table, and the interval holds the middle `confidence` of them. With `groups`, groups are drawn instead of rows
 * and bring all their rows.
 *
 * @param rows - how many rows there are
 * @param statistic - gets the positions of the rows in the sample (do not keep the array: it is used again)
 * @throws InvalidParameterError for options out of range; ShapeError unless there is one group a row; DataError where
 *   the statistic is not a finite number
 *
 * @example
 * ```ts
 * import { accuracyScore, bootstrapInterval, takeRows } from '@genre/classical'
 * const yTrue = ['a', 'a', 'b', 'b']
 * const yPred = ['a', 'b', 'b', 'b']
 * const accuracy = (sample: Int32Array) => accuracyScore(takeRows(yTrue, sample), takeRows(yPred, sample))
 * const { low, estimate, high } = bootstrapInterval(4, accuracy, { randomState: 0 })
 * console.log(low, estimate, high) // => 0.25 0.75 1
 * ```
 */
export function bootstrapInterval(
  rows: number,
  statistic: (sample: Int32Array) => number,
  options: BootstrapOptions = {},
): BootstrapInterval {
  checkInteger('rows', rows, { min: 1 })
  const resamples = checkInteger('resamples', options.resamples ?? 2000, { min: 2 })
  const confidence = checkNumber('confidence', options.confidence ?? 0.95, { min: 0, max: 1, exclusive: 'both' })
  const members = groupMembers(rows, options.groups)
  const finite = (value: number) => {
    if (typeof value === 'number' && Number.isFinite(value)) return value
    throw new DataError({
      table: 'statistic',
      reason: `must be a finite number for every sample, not ${String(value)}`,
    })
  }
  const estimate = finite(statistic(Int32Array.from({ length: rows }, (_, i) => i)))
  const random = RandomState.from(options.randomState)
  const sample = new Int32Array(members.length * Math.max(...members.map(own => own.length)))
  const values = new Float64Array(resamples)
  for (let r = 0; r < resamples; r++) {
    let size = 0
    for (let k = 0; k < members.length; k++) {
      const own = members[random.nextInteger(0, members.length)]
      sample.set(own, size)
      size += own.length
    }
    values[r] = finite(statistic(sample.subarray(0, size)))
  }
  values.sort()
  const mean = values.reduce((sum, value) => sum + value, 0) / resamples
  const variance = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / (resamples - 1)
  const tail = (1 - confidence) / 2
  return {
    low: percentile(values, tail),
    high: percentile(values, 1 - tail),
    estimate,
    standardError: Math.sqrt(variance),
  }
}

function groupMembers(rows: number, groups: LabelsLike | null | undefined): Int32Array[] {
  if (groups == null) return Array.from({ length: rows }, (_, i) => Int32Array.of(i))
  const { classes, codes } = encodeLabels(groups, 'groups')
  if (codes.length !== rows) {
    throw new ShapeError({ array: 'groups', received: [codes.length], expected: `${rows} groups, one for each row` })
  }
  const members: number[][] = classes.map(() => [])
  codes.forEach((code, row) => members[code].push(row))
  return members.map(own => Int32Array.from(own))
}
