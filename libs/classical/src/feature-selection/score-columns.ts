import { DataError } from '@genre/core'
import type { Matrix } from '../base/validate'
import { chiSquaredTail, fTail } from './distributions'

/** How well each column alone tells the classes apart, and how likely that is by chance. */
export interface ColumnScores {
  readonly scores: Float64Array
  readonly pValues: Float64Array
}

/**
 * The F statistic of a one-way analysis of variance, for each column: variance between the classes' means over variance
 * within classes. NaN for a constant column. scikit-learn 1.9's `f_classif`.
 */
export function fClassif(X: Matrix, codes: Int32Array, classes: number): ColumnScores {
  const [rows, columns] = X.shape
  if (classes < 2) throw new DataError({ table: 'y', reason: 'there must be at least two classes' })
  if (rows <= classes) throw new DataError({ table: 'X', reason: 'there must be more rows than classes' })
  const count = new Float64Array(classes)
  const sums = new Float64Array(classes * columns)
  const total = new Float64Array(columns)
  // From the first row's values, so that what is constant is so to the last bit.
  const base = X.data.subarray(0, columns)
  for (let i = 0, k = 0; i < rows; i++) {
    count[codes[i]]++
    for (let j = 0; j < columns; j++, k++) {
      const value = X.data[k] - base[j]
      sums[codes[i] * columns + j] += value
      total[j] += value
    }
  }
  const within = new Float64Array(columns)
  for (let i = 0, k = 0; i < rows; i++) {
    const code = codes[i]
    for (let j = 0; j < columns; j++, k++) {
      const deviation = X.data[k] - base[j] - sums[code * columns + j] / count[code]
      within[j] += deviation * deviation
    }
  }
  const scores = Float64Array.from(total, (sum, j) => {
    let between = 0
    for (let c = 0; c < classes; c++) {
      const deviation = sums[c * columns + j] / count[c] - sum / rows
      between += count[c] * deviation * deviation
    }
    return between / (classes - 1) / (within[j] / (rows - classes))
  })
  return { scores, pValues: scores.map(f => fTail(f, classes - 1, rows - classes)) }
}

/**
 * The chi-squared statistic of each column's sums in the classes against what the classes' sizes let expect; for counts
 * and other values of at least 0. scikit-learn 1.9's `chi2`.
 */
export function chi2(X: Matrix, codes: Int32Array, classes: number): ColumnScores {
  const [rows, columns] = X.shape
  if (classes < 2) throw new DataError({ table: 'y', reason: 'there must be at least two classes' })
  const negative = X.data.findIndex(value => value < 0)
  if (negative >= 0) {
    const place = { row: Math.floor(negative / columns), column: negative % columns }
    throw new DataError({ table: 'X', ...place, reason: 'chi2 needs values of at least 0' })
  }
  const count = new Float64Array(classes)
  const observed = new Float64Array(classes * columns)
  const total = new Float64Array(columns)
  for (let i = 0, k = 0; i < rows; i++) {
    count[codes[i]]++
    for (let j = 0; j < columns; j++, k++) {
      observed[codes[i] * columns + j] += X.data[k]
      total[j] += X.data[k]
    }
  }
  const scores = Float64Array.from(total, (sum, j) => {
    let statistic = 0
    for (let c = 0; c < classes; c++) {
      const expected = (count[c] / rows) * sum
      statistic += ((observed[c * columns + j] - expected) * (observed[c * columns + j] - expected)) / expected
    }
    return statistic
  })
  return { scores, pValues: scores.map(x => chiSquaredTail(x, classes - 1)) }
}
