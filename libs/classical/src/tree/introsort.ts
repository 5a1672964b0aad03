/**
 * Sorts `values[start..end)` ascending and moves `items` along: introsort (D. R. Musser, 1997), that is, quicksort with
 * the median of three as pivot and a three-way partition, insertion sort for up to 15 entries and heapsort where the
 * recursion gets too deep.
 *
 * The result is one of many where values are equal. This one leaves them in the order in which scikit-learn's sort does:
 * sums of weights are then added in the same order, and rounded the same way.
 */
export function introsort(values: Float32Array, items: Uint32Array, start: number, end: number): void {
  if (end > start) quicksort(values, items, start, end, 2 * Math.floor(Math.log2(end - start)))
}

function quicksort(values: Float32Array, items: Uint32Array, start: number, end: number, depth: number): void {
  while (end - start > 15) {
    if (depth-- <= 0) {
      heapsort(values, items, start, end - start)
      return
    }
    const pivot = median(values[start], values[start + ((end - start) >> 1)], values[end - 1])
    let low = start
    let at = start
    let high = end
    while (at < high) {
      const value = values[at]
      if (value < pivot) swap(values, items, at++, low++)
      else if (value > pivot) swap(values, items, at, --high)
      else at++
    }
    quicksort(values, items, start, low, depth)
    start = high
  }
  for (let k = start + 1; k < end; k++) {
    const value = values[k]
    const item = items[k]
    let place = k
    while (place > start && values[place - 1] > value) {
      values[place] = values[place - 1]
      items[place] = items[place - 1]
      place--
    }
    values[place] = value
    items[place] = item
  }
}

function heapsort(values: Float32Array, items: Uint32Array, start: number, n: number): void {
  for (let root = (n - 2) >> 1; root >= 0; root--) sink(values, items, start, root, n)
  for (let last = n - 1; last > 0; last--) {
    swap(values, items, start, start + last)
    sink(values, items, start, 0, last)
  }
}

function sink(values: Float32Array, items: Uint32Array, start: number, root: number, n: number): void {
  for (;;) {
    const left = 2 * root + 1
    let largest = root
    if (left < n && values[start + largest] < values[start + left]) largest = left
    if (left + 1 < n && values[start + largest] < values[start + left + 1]) largest = left + 1
    if (largest === root) return
    swap(values, items, start + root, start + largest)
    root = largest
  }
}

function swap(values: Float32Array, items: Uint32Array, i: number, j: number): void {
  const value = values[i]
  values[i] = values[j]
  values[j] = value
  const item = items[i]
  items[i] = items[j]
  items[j] = item
}

function median(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c))
}
