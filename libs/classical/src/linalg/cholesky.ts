import { NdArray } from '@genre/core'
import type { Matrix } from '../base/validate'

/**
 * The lower triangular L with `A = L L^T`, or `null` unless A is (numerically) positive definite.
 *
 * @param a - (n, n) symmetric; only its lower triangle is read
 */
export function cholesky(a: Matrix): Matrix | null {
  const n = a.shape[0]
  const l = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a.data[i * n + j]
      for (let k = 0; k < j; k++) sum -= l[i * n + k] * l[j * n + k]
      if (i === j) {
        if (!(sum > 0)) return null
        l[i * n + i] = Math.sqrt(sum)
      } else l[i * n + j] = sum / l[j * n + j]
    }
  }
  return new NdArray(l, [n, n])
}

/** X with `L X = B`, for lower triangular L (n, n) and B (n, m). */
export function solveLower(l: Matrix, b: Matrix): Matrix {
  const n = l.shape[0]
  const m = b.shape[1]
  const x = b.data.slice()
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) {
      const factor = l.data[i * n + k]
      for (let j = 0; j < m; j++) x[i * m + j] -= factor * x[k * m + j]
    }
    for (let j = 0; j < m; j++) x[i * m + j] /= l.data[i * n + i]
  }
  return new NdArray(x, [n, m])
}

/** X with `L^T X = B`, for lower triangular L (n, n) and B (n, m). */
export function solveLowerTransposed(l: Matrix, b: Matrix): Matrix {
  const n = l.shape[0]
  const m = b.shape[1]
  const x = b.data.slice()
  for (let i = n - 1; i >= 0; i--) {
    for (let j = 0; j < m; j++) x[i * m + j] /= l.data[i * n + i]
    for (let k = 0; k < i; k++) {
      const factor = l.data[i * n + k]
      for (let j = 0; j < m; j++) x[k * m + j] -= factor * x[i * m + j]
    }
  }
  return new NdArray(x, [n, m])
}
