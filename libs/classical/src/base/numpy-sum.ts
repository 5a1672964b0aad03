/**
 * The sum in NumPy's order of additions for a contiguous axis (pairwise, blocks of 128 with eight partial sums), where a
 * tie or a threshold depends on the last bit.
 */
export function numpySum(values: ArrayLike<number>, start = 0, end = values.length): number {
  const length = end - start
  if (length < 8) {
    let sum = 0
    for (let i = start; i < end; i++) sum += values[i]
    return sum
  }
  if (length <= 128) {
    const part = new Float64Array(8)
    for (let k = 0; k < 8; k++) part[k] = values[start + k]
    let i = start + 8
    for (; i <= end - 8; i += 8) for (let k = 0; k < 8; k++) part[k] += values[i + k]
    let sum = part[0] + part[1] + (part[2] + part[3]) + (part[4] + part[5] + (part[6] + part[7]))
    for (; i < end; i++) sum += values[i]
    return sum
  }
  const half = Math.floor(length / 2)
  const middle = start + half - (half % 8)
  return numpySum(values, start, middle) + numpySum(values, middle, end)
}
