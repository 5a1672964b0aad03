import { NdArray } from '@genre/core'
import golden from '../golden/datasets.json' with { type: 'json' }
import type { Label } from '../src/base/labels'

/** The data sets of tools/reference/classical/datasets.py. */
export type DatasetName = 'iris' | 'wine' | 'cancer' | 'digits'

export function dataset(name: DatasetName): { X: NdArray<Float64Array>; y: Label[] } {
  const { X, y, columns } = golden[name]
  return { X: matrix(X, columns), y: [...y] }
}

/** A flat list as a matrix. */
export function matrix(values: ArrayLike<number>, columns: number): NdArray<Float64Array> {
  return new NdArray(Float64Array.from(values), [values.length / columns, columns])
}

/** Every `step`-th item, from the first one. */
export function every<T>(items: readonly T[], step: number): T[] {
  return items.filter((_, i) => i % step === 0)
}

/** Every `step`-th row, times `factor` plus `shift`. */
export function everyRow(X: NdArray<Float64Array>, step: number, factor = 1, shift = 0): NdArray<Float64Array> {
  const [rows, columns] = X.shape
  const values: number[] = []
  for (let i = 0; i < rows; i += step) {
    for (let j = 0; j < columns; j++) values.push(X.data[i * columns + j] * factor + shift)
  }
  return matrix(values, columns)
}

/** The largest absolute difference of two lists of numbers; NaN or another length counts as infinite. */
export function maxDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Infinity
  let max = 0
  for (let k = 0; k < expected.length; k++) {
    const difference = Math.abs(actual[k] - expected[k])
    max = Number.isNaN(difference) ? Infinity : Math.max(max, difference)
  }
  return max
}

/** The largest difference of two lists of numbers, divided by the largest expected magnitude. */
export function relativeDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  let scale = 0
  for (let k = 0; k < expected.length; k++) scale = Math.max(scale, Math.abs(expected[k]))
  return maxDifference(actual, expected) / (scale || 1)
}
