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
