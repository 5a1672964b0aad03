import { checkOneOf, ShapeError } from '@genre/core'
import type { LabelsLike } from '../base/labels'
import { normalTail } from './normal-tail'
import { compareLabelLists } from './compare'

/** What {@link mcnemarTest} finds. */
export interface McnemarResult {
  /** Rows that only the first model has right. */
  readonly onlyFirst: number
  /** Rows that only the second model has right. */
  readonly onlySecond: number
  /** The chi-squared statistic, or for the exact test the smaller of the two counts. */
  readonly statistic: number
  /** How likely a difference as large is if both models err alike. */
  readonly pValue: number
}

/**
 * McNemar's test: do two models that predicted the same rows err differently? Only rows on which exactly one is right
 * count. The exact test asks how unevenly a fair coin would part them; `'chi2'` uses
 * `(|b - c| - 1)^2 / (b + c)` with one degree of freedom.
 *
 * @param options.method - `'exact'` up to 1000 such rows and `'chi2'` above by default
 * @throws ShapeError for different lengths or no rows; DataError for labels of different kinds
 *
 * @example
 * ```ts
 * import { mcnemarTest } from '@genre/classical'
 * const yTrue = [1, 1, 1, 1, 1, 1]
 * console.log(mcnemarTest(yTrue, [1, 1, 1, 1, 1, 1], [0, 0, 0, 0, 0, 0]).pValue.toFixed(5)) // => 0.03125
 * ```
 */
export function mcnemarTest(
  yTrue: LabelsLike,
  first: LabelsLike,
  second: LabelsLike,
  options: { method?: 'exact' | 'chi2' } = {},
): McnemarResult {
  const a = compareLabelLists(yTrue, first)
  const b = compareLabelLists(yTrue, second)
  if (a.truth.length !== b.truth.length) {
    throw new ShapeError({
      array: 'second',
      received: [b.truth.length],
      expected: `${a.truth.length} labels like first`,
    })
  }
  let onlyFirst = 0
  let onlySecond = 0
  for (let i = 0; i < a.truth.length; i++) {
    const firstRight = a.truth[i] === a.predicted[i]
    const secondRight = b.truth[i] === b.predicted[i]
    if (firstRight && !secondRight) onlyFirst++
    if (secondRight && !firstRight) onlySecond++
  }
  const differing = onlyFirst + onlySecond
  const method = options.method ?? (differing <= 1000 ? 'exact' : 'chi2')
  checkOneOf('method', method, ['exact', 'chi2'])
  if (method === 'exact') {
    const fewer = Math.min(onlyFirst, onlySecond)
    return { onlyFirst, onlySecond, statistic: fewer, pValue: Math.min(1, 2 * fairCoinTail(fewer, differing)) }
  }
  const excess = Math.max(0, Math.abs(onlyFirst - onlySecond) - 1)
  const statistic = differing === 0 ? 0 : (excess * excess) / differing
  return { onlyFirst, onlySecond, statistic, pValue: Math.min(1, 2 * normalTail(Math.sqrt(statistic))) }
}

/** The probability of at most `k` heads in `n` throws of a fair coin. */
function fairCoinTail(k: number, n: number): number {
  let logTerm = -n * Math.LN2
  let sum = Math.exp(logTerm)
  for (let i = 1; i <= k; i++) {
    logTerm += Math.log((n - i + 1) / i)
    sum += Math.exp(logTerm)
  }
  return sum
}
