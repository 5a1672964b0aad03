import { NdArray } from '@genre/core'
import type { Matrix } from '../base/validate'

/** Eigenvalues from the smallest up, and for each its eigenvector as a row. */
export interface SymmetricEigen {
  readonly values: Float64Array
  /** (n, n), one eigenvector of length 1 a row. Signs are arbitrary. */
  readonly vectors: Matrix
}

/**
 * All eigenvalues and eigenvectors of a symmetric matrix: Householder's reduction to tridiagonal form, then implicit QL
 * steps with Wilkinson's shift (Golub and Van Loan, Matrix Computations, 8.3). Errors are a few units in the last place
 * of the largest eigenvalue.
 *
 * @param a - (n, n); only its lower triangle is read
 */
export function symmetricEigen(a: Matrix): SymmetricEigen {
  const n = a.shape[0]
  const { diagonal, below, vectors } = tridiagonal(a)
  diagonalize(diagonal, below, vectors, n)
  const order = Int32Array.from(diagonal.keys()).sort((i, j) => diagonal[i] - diagonal[j])
  const sorted = new Float64Array(n * n)
  order.forEach((from, to) => sorted.set(vectors.subarray(from * n, (from + 1) * n), to * n))
  return { values: Float64Array.from(order, i => diagonal[i]), vectors: new NdArray(sorted, [n, n]) }
}

/** `A = V^T T V` with tridiagonal T: its diagonal, what stands below it, and V by rows. */
function tridiagonal({ data, shape: [n] }: Matrix) {
  const m = new Float64Array(n * n)
  for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) m[i * n + j] = m[j * n + i] = data[i * n + j]
  const below = new Float64Array(n)
  const factors = new Float64Array(n)
  const v = new Float64Array(n)
  const w = new Float64Array(n)
  for (let k = 0; k < n - 2; k++) {
    // The reflection that takes column k, below the diagonal, to a multiple of the first unit vector.
    const { factor, first } = reflection(m, k, n, v)
    below[k] = first
    factors[k] = factor
    if (factor === 0) continue
    let dot = 0
    for (let i = k + 1; i < n; i++) {
      let sum = 0
      for (let j = k + 1, at = i * n + j; j < n; j++, at++) sum += m[at] * v[j]
      w[i] = factor * sum
      dot += w[i] * v[i]
    }
    const half = (factor * dot) / 2
    for (let i = k + 1; i < n; i++) w[i] -= half * v[i]
    for (let i = k + 1; i < n; i++) {
      const vi = v[i]
      const wi = w[i]
      for (let j = k + 1, at = i * n + j; j < n; j++, at++) m[at] -= vi * w[j] + wi * v[j]
    }
    // The reflection's vector is kept in the column that it has cleared.
    for (let i = k + 1; i < n; i++) m[i * n + k] = v[i]
  }
  if (n > 1) below[n - 2] = m[(n - 1) * n + n - 2]
  const diagonal = Float64Array.from({ length: n }, (_, i) => m[i * n + i])
  return { diagonal, below, vectors: accumulate(m, factors, n) }
}

/** `I - factor v v^T` maps column k of m, from row k + 1 on, to `(first, 0, ..., 0)`. Scaled against overflow. */
function reflection(m: Float64Array, k: number, n: number, v: Float64Array): { factor: number; first: number } {
  let scale = 0
  for (let i = k + 2; i < n; i++) scale = Math.max(scale, Math.abs(m[i * n + k]))
  const head = m[(k + 1) * n + k]
  if (scale === 0) return { factor: 0, first: head }
  scale = Math.max(scale, Math.abs(head))
  let sum = 0
  for (let i = k + 1; i < n; i++) {
    v[i] = m[i * n + k] / scale
    sum += v[i] * v[i]
  }
  const length = v[k + 1] >= 0 ? -Math.sqrt(sum) : Math.sqrt(sum)
  const start = v[k + 1] - length
  v[k + 1] = start
  for (let i = k + 1; i < n; i++) v[i] /= start
  return { factor: -start / length, first: length * scale }
}

/** The product of the reflections, transposed, so that rows become eigenvectors. */
function accumulate(m: Float64Array, factors: Float64Array, n: number): Float64Array {
  const q = new Float64Array(n * n)
  for (let i = 0; i < n; i++) q[i * n + i] = 1
  const v = new Float64Array(n)
  for (let k = n - 3; k >= 0; k--) {
    if (factors[k] === 0) continue
    for (let i = k + 1; i < n; i++) v[i] = m[i * n + k]
    for (let i = k + 1; i < n; i++) {
      let sum = 0
      for (let j = k + 1; j < n; j++) sum += q[i * n + j] * v[j]
      sum *= factors[k]
      for (let j = k + 1; j < n; j++) q[i * n + j] -= sum * v[j]
    }
  }
  return q
}

/** Turns a tridiagonal matrix diagonal by rotations, which are applied to the rows of `vectors` as well. */
function diagonalize(d: Float64Array, e: Float64Array, vectors: Float64Array, n: number): void {
  for (let first = 0; first < n; first++) {
    for (let round = 0; ; round++) {
      let last = first
      while (last < n - 1 && Math.abs(e[last]) > Number.EPSILON * (Math.abs(d[last]) + Math.abs(d[last + 1]))) last++
      // 60 rounds never come up with finite input; what then stands beside the diagonal is dropped.
      if (last === first || round === 60) break
      let g = (d[first + 1] - d[first]) / (2 * e[first])
      const root = Math.hypot(g, 1)
      g = d[last] - d[first] + e[first] / (g + (g >= 0 ? root : -root))
      let s = 1
      let c = 1
      let p = 0
      let i = last - 1
      for (; i >= first; i--) {
        const f = s * e[i]
        const b = c * e[i]
        const r = Math.hypot(f, g)
        e[i + 1] = r
        if (r === 0) {
          d[i + 1] -= p
          e[last] = 0
          break
        }
        s = f / r
        c = g / r
        g = d[i + 1] - p
        const t = (d[i] - g) * s + 2 * c * b
        p = s * t
        d[i + 1] = g + p
        g = c * t - b
        rotate(vectors, i * n, (i + 1) * n, n, c, s)
      }
      if (i >= first) continue
      d[first] -= p
      e[first] = g
      e[last] = 0
    }
  }
}

/** Rows x and y become `c x - s y` and `s x + c y`. */
function rotate(m: Float64Array, x: number, y: number, n: number, c: number, s: number): void {
  for (let k = 0; k < n; k++) {
    const a = m[x + k]
    const b = m[y + k]
    m[x + k] = c * a - s * b
    m[y + k] = s * a + c * b
  }
}
