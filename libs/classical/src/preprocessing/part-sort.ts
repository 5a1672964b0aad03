/** Ranges up to so long are sorted whole. */
const SHORT = 24

/**
 * Reorders values so that those at the wanted positions are the ones that sorting would bring there: quicksort that
 * leaves alone what nobody asks for. Where its pivots fall badly the rest is sorted.
 *
 * @param values - finite; changed in place
 * @param wanted - positions, ascending
 */
export function partSort(values: Float64Array, wanted: readonly number[]): void {
  part(values, 0, values.length, wanted, 0, wanted.length, 2 * Math.ceil(Math.log2(values.length + 1)))
}

function part(
  values: Float64Array,
  from: number,
  to: number,
  wanted: readonly number[],
  first: number,
  last: number,
  depth: number,
): void {
  while (first < last && to - from > 1) {
    if (to - from <= SHORT || depth-- === 0) {
      values.subarray(from, to).sort()
      return
    }
    const pivot = middleOf(values[from], values[(from + to) >> 1], values[to - 1])
    let low = from
    let high = to - 1
    while (low <= high) {
      while (values[low] < pivot) low++
      while (values[high] > pivot) high--
      if (low > high) break
      const value = values[low]
      values[low++] = values[high]
      values[high--] = value
    }
    // Up to `high` values are at most the pivot, from `low` on at least; what is between equals it.
    let split = first
    while (split < last && wanted[split] <= high) split++
    part(values, from, high + 1, wanted, first, split, depth)
    while (split < last && wanted[split] < low) split++
    first = split
    from = low
  }
}

function middleOf(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c))
}
