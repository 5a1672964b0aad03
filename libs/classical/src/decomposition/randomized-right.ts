import type { RandomState } from '@genre/core'
import { NdArray } from '@genre/core'
import type { Matrix } from '../base/validate'
import { multiply, multiplyTransposed, transposed } from '../linalg/products'
import { singularValues } from '../linalg/singular-values'

/**
 * The `count` largest singular values and their right singular vectors, approximately: the rows are projected to `size`
 * random directions, which power iterations turn towards the largest ones (Halko, Martinsson and Tropp 2009).
 * scikit-learn 1.9's `randomized_svd`, with the same random numbers; it normalises between iterations by LU where this
 * orthonormalises, which spans the same space.
 */
export function randomizedRight(
  X: Matrix,
  count: number,
  size: number,
  iterations: number,
  random: RandomState,
): { values: Float64Array; right: Matrix } {
  const wide = X.shape[0] < X.shape[1]
  const a = wide ? transposed(X) : X
  const aT = wide ? X : transposed(X)
  const [rows, columns] = a.shape
  let q: Matrix = new NdArray(random.standardNormal(columns * size), [columns, size])
  for (let k = 0; k < iterations; k++) q = orthonormalized(multiply(aT, orthonormalized(multiply(a, q))))
  q = orthonormalized(multiply(a, q))
  // The rows of `reduced` span those of X: its singular vectors are X's.
  const reduced = multiply(transposed(q), a)
  const { values, right } = singularValues(reduced)
  const kept = Math.min(count, values.length)
  const first: Matrix = new NdArray(right.data.slice(0, kept * columns), [kept, columns])
  if (!wide) return { values: values.slice(0, kept), right: first }
  // For X^T, what is wanted are the left vectors: q (reduced v) / s.
  const left = multiply(q, multiplyTransposed(reduced, first))
  const out = transposed(left)
  for (let k = 0; k < out.data.length; k++) out.data[k] /= values[Math.floor(k / rows)] || 1
  return { values: values.slice(0, kept), right: out }
}

/** Columns made orthonormal, each against those before it, twice over; those that depend on others become 0. */
function orthonormalized(a: Matrix): Matrix {
  const rows = transposed(a)
  const [count, n] = rows.shape
  const { data } = rows
  for (let i = 0; i < count; i++) {
    const at = i * n
    const before = length(data, at, n)
    for (let round = 0; round < 2; round++) {
      for (let other = 0; other < i; other++) {
        let dot = 0
        for (let j = 0; j < n; j++) dot += data[at + j] * data[other * n + j]
        for (let j = 0; j < n; j++) data[at + j] -= dot * data[other * n + j]
      }
    }
    const left = length(data, at, n)
    const factor = left > 1e-13 * before ? 1 / left : 0
    for (let j = 0; j < n; j++) data[at + j] *= factor
  }
  return transposed(rows)
}

function length(data: Float64Array, at: number, n: number): number {
  let scale = 0
  for (let j = 0; j < n; j++) scale = Math.max(scale, Math.abs(data[at + j]))
  if (scale === 0) return 0
  let sum = 0
  for (let j = 0; j < n; j++) sum += (data[at + j] / scale) ** 2
  return scale * Math.sqrt(sum)
}
