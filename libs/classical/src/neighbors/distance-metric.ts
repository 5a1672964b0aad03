import { InvalidParameterError, NdArray, checkOneOf } from '@genre/core'
import type { Matrix } from '../base/validate'

/** How far rows are from each other: `metric` of `KNeighborsParams`. */
export type DistanceMetric = 'minkowski' | 'euclidean' | 'manhattan' | 'chebyshev' | 'cosine'

/** What differences of two rows, column by column, are gathered to: their squares or magnitudes, summed, or the largest. */
export type Measure = 'squares' | 'magnitudes' | 'largest' | 'powers'

const NAMES = ['minkowski', 'euclidean', 'manhattan', 'chebyshev', 'cosine'] as const

/** Refuses what is no metric, and powers that are not positive. */
export function checkDistanceMetric(metric: unknown, p: unknown): void {
  checkOneOf('metric', metric as DistanceMetric, NAMES)
  if (typeof p === 'number' && p > 0) return
  throw new InvalidParameterError({ parameter: 'p', received: p, allowed: 'a number greater than 0, or Infinity' })
}

/** What a metric measures differences by. */
export function measureOf(metric: DistanceMetric, p: number): Measure {
  if (metric === 'manhattan') return 'magnitudes'
  if (metric === 'chebyshev') return 'largest'
  if (metric !== 'minkowski' || p === 2) return 'squares'
  return p === 1 ? 'magnitudes' : p === Infinity ? 'largest' : 'powers'
}

/** Adds the difference in one more column to those gathered. */
export function gathered(measure: Measure, p: number, sum: number, difference: number): number {
  if (measure === 'squares') return sum + difference * difference
  const magnitude = Math.abs(difference)
  if (measure === 'magnitudes') return sum + magnitude
  return measure === 'largest' ? Math.max(sum, magnitude) : sum + magnitude ** p
}

/** The distance that gathered differences stand for. */
export function distanceOf(measure: Measure, p: number, sum: number): number {
  return measure === 'squares' ? Math.sqrt(sum) : measure === 'powers' ? sum ** (1 / p) : sum
}

/**
 * Rows of length 1, for which the squared Euclidean distance is twice the cosine distance. A row of zeros has distance 1
 * from all others: it gets a 1 in a column of its own, of which there are two, for training rows and for queries.
 */
export function unitRows({ data, shape: [rows, columns] }: Matrix, kind: 'training' | 'query'): Matrix {
  const width = columns + 2
  const out = new Float64Array(rows * width)
  for (let i = 0; i < rows; i++) {
    let largest = 0
    for (let k = i * columns; k < (i + 1) * columns; k++) largest = Math.max(largest, Math.abs(data[k]))
    if (largest === 0) {
      out[i * width + columns + (kind === 'query' ? 1 : 0)] = 1
      continue
    }
    // Of numbers of at most 1 the squares do not overflow.
    let square = 0
    for (let k = i * columns; k < (i + 1) * columns; k++) square += (data[k] / largest) ** 2
    const length = Math.sqrt(square)
    for (let j = 0; j < columns; j++) out[i * width + j] = data[i * columns + j] / largest / length
  }
  return new NdArray(out, [rows, width])
}
