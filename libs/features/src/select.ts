/** Moves the element of rank `rank` (from 0) of `values[0..count)` to its place, smaller ones before it (Hoare's quickselect). */
export function select(values: Float32Array | Float64Array, count: number, rank: number): number {
  let low = 0
  let high = count - 1
  while (low < high) {
    const pivot = values[(low + high) >> 1]
    let i = low
    let j = high
    while (i <= j) {
      while (values[i] < pivot) i++
      while (values[j] > pivot) j--
      if (i <= j) {
        const swap = values[i]
        values[i++] = values[j]
        values[j--] = swap
      }
    }
    if (rank <= j) high = j
    else if (rank >= i) low = i
    else break
  }
  return values[rank]
}

/**
 * The median of the first `count` values, the mean of the middle two if their number is even, in the precision of the
 * array. Reorders them.
 */
export function median(values: Float32Array | Float64Array, count = values.length): number {
  const half = count >> 1
  const upper = select(values, count, half)
  if (count % 2 === 1) return upper
  let lower = -Infinity
  for (let i = 0; i < half; i++) if (values[i] > lower) lower = values[i]
  return values instanceof Float32Array ? Math.fround(Math.fround(lower + upper) / 2) : (lower + upper) / 2
}
