import type { Matrix } from '../base/validate'

/** Rows at a time, so that they stay in the cache while their columns are gone through, four by four. */
const BLOCK = 128

/** The sum of each column, from the first row to the last. */
export function columnSums({ data, shape: [rows, columns] }: Matrix): Float64Array {
  const sums = new Float64Array(columns)
  for (let top = 0; top < rows; top += BLOCK) {
    const end = Math.min(rows, top + BLOCK) * columns
    let j = 0
    for (; j + 3 < columns; j += 4) {
      let a = sums[j]
      let b = sums[j + 1]
      let c = sums[j + 2]
      let d = sums[j + 3]
      for (let k = top * columns + j; k < end; k += columns) {
        a += data[k]
        b += data[k + 1]
        c += data[k + 2]
        d += data[k + 3]
      }
      sums[j] = a
      sums[j + 1] = b
      sums[j + 2] = c
      sums[j + 3] = d
    }
    for (; j < columns; j++) for (let k = top * columns + j; k < end; k += columns) sums[j] += data[k]
  }
  return sums
}

/** The sums of each column's deviations from its mean, and of their squares, from the first row to the last. */
export function deviationSums({ data, shape: [rows, columns] }: Matrix, mean: Float64Array) {
  const rest = new Float64Array(columns)
  const squares = new Float64Array(columns)
  for (let top = 0; top < rows; top += BLOCK) {
    const end = Math.min(rows, top + BLOCK) * columns
    let j = 0
    for (; j + 1 < columns; j += 2) {
      const mean0 = mean[j]
      const mean1 = mean[j + 1]
      let rest0 = rest[j]
      let rest1 = rest[j + 1]
      let squares0 = squares[j]
      let squares1 = squares[j + 1]
      for (let k = top * columns + j; k < end; k += columns) {
        const a = data[k] - mean0
        const b = data[k + 1] - mean1
        rest0 += a
        rest1 += b
        squares0 += a * a
        squares1 += b * b
      }
      rest[j] = rest0
      rest[j + 1] = rest1
      squares[j] = squares0
      squares[j + 1] = squares1
    }
    for (let k = top * columns + j; j < columns && k < end; k += columns) {
      const deviation = data[k] - mean[j]
      rest[j] += deviation
      squares[j] += deviation * deviation
    }
  }
  return { rest, squares }
}

/** The smallest and the largest value of each column, and whether there is any NaN, with which they mean nothing. */
export function columnRanges({ data, shape: [rows, columns] }: Matrix) {
  const smallest = data.slice(0, columns)
  const largest = data.slice(0, columns)
  let hasNaN = false
  for (let top = 0; top < rows; top += BLOCK) {
    const end = Math.min(rows, top + BLOCK) * columns
    if (widenRanges(data, top * columns, end, smallest, largest)) hasNaN = true
  }
  return { smallest, largest, hasNaN }
}

/**
 * Takes a block of rows into the ranges, and says whether it saw NaN. A function of its own, which is compiled as a whole once it
 * was called often, where a long loop is compiled half way through, over and over.
 */
function widenRanges(
  data: Float64Array,
  from: number,
  end: number,
  smallest: Float64Array,
  largest: Float64Array,
): boolean {
  const columns = smallest.length
  // Comparisons with NaN are false: it goes where new extremes go, which are few.
  let hasNaN = false
  let j = 0
  for (; j + 1 < columns; j += 2) {
    let low0 = smallest[j]
    let low1 = smallest[j + 1]
    let high0 = largest[j]
    let high1 = largest[j + 1]
    for (let k = from + j; k < end; k += columns) {
      const a = data[k]
      const b = data[k + 1]
      if (!(a >= low0)) {
        hasNaN ||= a !== a || low0 !== low0
        low0 = a
      }
      if (a > high0) high0 = a
      if (!(b >= low1)) {
        hasNaN ||= b !== b || low1 !== low1
        low1 = b
      }
      if (b > high1) high1 = b
    }
    smallest[j] = low0
    smallest[j + 1] = low1
    largest[j] = high0
    largest[j + 1] = high1
  }
  for (let k = from + j; j < columns && k < end; k += columns) {
    const a = data[k]
    if (!(a >= smallest[j])) {
      hasNaN ||= a !== a || smallest[j] !== smallest[j]
      smallest[j] = a
    }
    if (a > largest[j]) largest[j] = a
  }
  return hasNaN
}
