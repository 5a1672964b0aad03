/**
 * The sum of numbers, halved again and again down to blocks of at most 128, and eight running sums in a block: NumPy's
 * order of summation, whose rounding errors grow with the logarithm of the length only.
 */
export function pairwiseSum(values: Float64Array, start = 0, end = values.length): number {
  const n = end - start
  if (n > 128) {
    const half = Math.floor(n / 2)
    const middle = start + half - (half % 8)
    return pairwiseSum(values, start, middle) + pairwiseSum(values, middle, end)
  }
  let sum = 0
  let k = start
  if (n >= 8) {
    const sums = values.slice(start, start + 8)
    for (k = start + 8; k + 7 < end; k += 8) for (let lane = 0; lane < 8; lane++) sums[lane] += values[k + lane]
    sum = sums[0] + sums[1] + (sums[2] + sums[3]) + (sums[4] + sums[5] + (sums[6] + sums[7]))
  }
  for (; k < end; k++) sum += values[k]
  return sum
}

/** The population variance of numbers, as `numpy.var`. */
export function variance(values: Float64Array): number {
  const mean = pairwiseSum(values) / values.length
  return pairwiseSum(values.map(value => (value - mean) * (value - mean))) / values.length
}
