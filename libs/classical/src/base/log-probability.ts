import { NdArray } from '@genre/core'
import type { Matrix } from './validate'

/** For each row `exp(score) / sum(exp(score))`, without overflow: scikit-learn's `softmax`. */
export function softmaxRows(scores: Matrix): Matrix {
  const [rows, columns] = scores.shape
  const out = new Float64Array(rows * columns)
  for (let i = 0; i < rows; i++) {
    const at = i * columns
    let largest = -Infinity
    for (let j = at; j < at + columns; j++) largest = Math.max(largest, scores.data[j])
    let sum = 0
    for (let j = at; j < at + columns; j++) sum += out[j] = Math.exp(scores.data[j] - largest)
    for (let j = at; j < at + columns; j++) out[j] /= sum
  }
  return new NdArray(out, [rows, columns])
}

/** `1 / (1 + exp(-x))`, without overflow. */
export function logistic(x: number): number {
  if (x >= 0) return 1 / (1 + Math.exp(-x))
  const e = Math.exp(x)
  return e / (1 + e)
}
