import { checkInteger, checkNumber } from '@genre/core'
import { normalQuantile } from '../preprocessing/normal-quantile'

/** An interval for an unknown number. */
export interface Interval {
  readonly low: number
  readonly high: number
}

/**
 * Wilson's score interval for a share, such as an accuracy: with `p = successes / trials` and `z` the normal quantile,
 * `(p + z^2 / 2n -+ z sqrt(p (1 - p) / n + z^2 / 4n^2)) / (1 + z^2 / n)`. It holds where rows are independent; for
 * segments of the same tracks use `bootstrapInterval` with groups.
 *
 * Source: SciPy's `binomtest(k, n).proportion_ci(method='wilson')`.
 *
 * @param options.confidence - default 0.95
 * @throws InvalidParameterError for counts that are none or a confidence outside 0..1
 *
 * @example
 * ```ts
 * import { wilsonInterval } from '@genre/classical'
 * const { low, high } = wilsonInterval(87, 100)
 * console.log(low.toFixed(3), high.toFixed(3)) // => 0.790 0.922
 * ```
 */
export function wilsonInterval(successes: number, trials: number, options: { confidence?: number } = {}): Interval {
  checkInteger('trials', trials, { min: 1 })
  checkInteger('successes', successes, { min: 0, max: trials })
  const confidence = checkNumber('confidence', options.confidence ?? 0.95, { min: 0, max: 1, exclusive: 'both' })
  const z = normalQuantile(0.5 + confidence / 2)
  const p = successes / trials
  const center = p + (z * z) / (2 * trials)
  const spread = z * Math.sqrt((p * (1 - p)) / trials + (z * z) / (4 * trials * trials))
  const scale = 1 + (z * z) / trials
  return {
    low: successes === 0 ? 0 : (center - spread) / scale,
    high: successes === trials ? 1 : (center + spread) / scale,
  }
}
