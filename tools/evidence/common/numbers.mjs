/** @param {readonly number[]} values */
export const mean = values => values.reduce((sum, value) => sum + value, 0) / values.length

/**
 * The standard deviation of a sample (divided by n - 1); 0 for a single value.
 *
 * @param {readonly number[]} values
 */
export function deviation(values) {
  if (values.length < 2) return 0
  const middle = mean(values)
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1))
}

/** @param {number} share a share in percent, one decimal */
export const percent = share => (100 * share).toFixed(1)

/** @param {readonly number[]} shares their mean and standard deviation in percent: `61.3 ± 2.4` */
export const spread = shares => `${percent(mean(shares))} ± ${percent(deviation(shares))}`

/** @param {number} share a difference in points, with its sign */
export const points = share => `${share >= 0 ? '+' : '-'}${Math.abs(100 * share).toFixed(1)}`

/** Student's t for a two-sided interval of 95 %, by degrees of freedom from 1. */
const STUDENT = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131,
]

/**
 * The 95 % interval of the mean of independent values (Student's t); both ends infinite for a single value.
 *
 * @param {readonly number[]} values
 * @returns {[low: number, high: number]}
 */
export function meanInterval(values) {
  if (values.length < 2) return [-Infinity, Infinity]
  const t = STUDENT[values.length - 2] ?? 1.96 + 2.4 / (values.length - 1)
  const reach = (t * deviation(values)) / Math.sqrt(values.length)
  return [mean(values) - reach, mean(values) + reach]
}
