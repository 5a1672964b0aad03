import { NdArray, RandomState } from '@genre/core'
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
  const { diagonal, below, reflectors, factors } = tridiagonal(a)
  const vectors = accumulate(reflectors, factors, n)
  diagonalize(diagonal, below, vectors, n)
  const order = Int32Array.from(diagonal.keys()).sort((i, j) => diagonal[i] - diagonal[j])
  const sorted = new Float64Array(n * n)
  order.forEach((from, to) => sorted.set(vectors.subarray(from * n, (from + 1) * n), to * n))
  return { values: Float64Array.from(order, i => diagonal[i]), vectors: new NdArray(sorted, [n, n]) }
}

/**
 * All eigenvalues, and the eigenvectors of the largest ones: for few of many this takes a fraction of the time of
 * {@link symmetricEigen}. The vectors come from inverse iteration on the tridiagonal matrix, each made orthogonal to
 * those before it (as LAPACK's `dstein`); where that does not get them, from {@link symmetricEigen}.
 *
 * @param a - (n, n); only its lower triangle is read
 * @param count - how many vectors, given the eigenvalues from the largest down
 * @returns values from the largest down, and `count` rows
 */
export function largestEigen(a: Matrix, count: (descending: Float64Array) => number): SymmetricEigen {
  const n = a.shape[0]
  const { diagonal, below, reflectors, factors } = tridiagonal(a)
  const values = diagonal.slice()
  diagonalize(values, below.slice(), null, n)
  values.sort().reverse()
  const wanted = count(values)
  const vectors = wanted <= n / 4 ? tridiagonalVectors(diagonal, below, values, wanted) : null
  if (!vectors) {
    const all = symmetricEigen(a)
    const out = new Float64Array(wanted * n)
    for (let i = 0; i < wanted; i++) out.set(all.vectors.data.subarray((n - 1 - i) * n, (n - i) * n), i * n)
    return { values: all.values.reverse(), vectors: new NdArray(out, [wanted, n]) }
  }
  reflectBack(reflectors, factors, vectors, n)
  return { values, vectors: new NdArray(vectors, [wanted, n]) }
}

/**
 * `A = Q T Q^T` with tridiagonal T: its diagonal, what stands below it, and Q as reflections
 * `I - factors[k] u u^T`, where u stands in column k of `reflectors`, from row k + 1 on.
 *
 * Each step clears one column and changes all that is right of it. The change of one step is made when the next one
 * reads the matrix anyway to multiply it with its vector, so that every step goes through (half) the matrix once.
 */
function tridiagonal({ data, shape: [n] }: Matrix) {
  const m = data.slice()
  const diagonal = new Float64Array(n)
  const below = new Float64Array(n)
  const factors = new Float64Array(n)
  let v = new Float64Array(n)
  let w = new Float64Array(n)
  let u = new Float64Array(n)
  let p = new Float64Array(n)
  for (let k = 0; k < n; k++) {
    for (let i = k; i < n; i++) m[i * n + k] -= v[i] * w[k] + w[i] * v[k]
    diagonal[k] = m[k * (n + 1)]
    if (k === n - 1) break
    const { factor, first } = k < n - 2 ? reflection(m, k, n, u) : { factor: 0, first: m[(k + 1) * n + k] }
    below[k] = first
    factors[k] = factor
    if (factor === 0) u.fill(0)
    p.fill(0)
    updateAndMultiply(m, n, k + 1, v, w, u, p)
    let dot = 0
    for (let i = k + 1; i < n; i++) {
      p[i] *= factor
      dot += p[i] * u[i]
    }
    const half = (factor * dot) / 2
    for (let i = k + 1; i < n; i++) {
      p[i] -= half * u[i]
      if (factor !== 0) m[i * n + k] = u[i]
    }
    ;[v, w, u, p] = [u, p, v, w]
    v[k] = w[k] = 0
  }
  return { diagonal, below, reflectors: m, factors }
}

/** Takes `v w^T + w v^T` from the lower triangle right of `from`, and adds the symmetric matrix times u to p. */
function updateAndMultiply(
  m: Float64Array,
  n: number,
  from: number,
  v: Float64Array,
  w: Float64Array,
  u: Float64Array,
  p: Float64Array,
): void {
  for (let i = from; i < n; i++) {
    const vi = v[i]
    const wi = w[i]
    const ui = u[i]
    let sum = 0
    let at = i * n + from
    for (let j = from; j < i; j++, at++) {
      const x = m[at] - (vi * w[j] + wi * v[j])
      m[at] = x
      sum += x * u[j]
      p[j] += x * ui
    }
    m[at] -= 2 * vi * wi
    p[i] += sum + m[at] * ui
  }
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
function diagonalize(d: Float64Array, e: Float64Array, vectors: Float64Array | null, n: number): void {
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
        if (vectors) rotate(vectors, i * n, (i + 1) * n, n, c, s)
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

/** Applies the reflections to rows, the last one first: eigenvectors of T become those of A. */
function reflectBack(reflectors: Float64Array, factors: Float64Array, rows: Float64Array, n: number): void {
  const u = new Float64Array(n)
  for (let k = n - 3; k >= 0; k--) {
    if (factors[k] === 0) continue
    for (let i = k + 1; i < n; i++) u[i] = reflectors[i * n + k]
    for (let at = 0; at < rows.length; at += n) {
      let sum = 0
      for (let j = k + 1; j < n; j++) sum += rows[at + j] * u[j]
      sum *= factors[k]
      for (let j = k + 1; j < n; j++) rows[at + j] -= sum * u[j]
    }
  }
}

/** Eigenvectors of a tridiagonal matrix for its largest eigenvalues, or `null` where they do not come out well. */
function tridiagonalVectors(
  diagonal: Float64Array,
  below: Float64Array,
  descending: Float64Array,
  count: number,
): Float64Array | null {
  const n = diagonal.length
  const norm = Math.max(Math.abs(descending[0]), Math.abs(descending[n - 1]))
  const out = new Float64Array(count * n)
  if (!(norm > 0 && norm < Infinity)) return null
  const random = new RandomState(0)
  let shift = Infinity
  for (let i = 0; i < count; i++) {
    // Equal eigenvalues are moved apart a little, or the same vector would come out again.
    shift = Math.min(descending[i], shift - 10 * Number.EPSILON * norm)
    const solve = shifted(diagonal, below, shift, norm)
    const z = out.subarray(i * n, (i + 1) * n)
    z.set(random.uniform(-1, 1, n))
    for (let round = 0; round < 3; round++) {
      solve(z)
      for (let other = i - 1; other >= 0 && descending[other] - descending[i] < 1e-3 * norm; other--) {
        let dot = 0
        for (let j = 0; j < n; j++) dot += z[j] * out[other * n + j]
        for (let j = 0; j < n; j++) z[j] -= dot * out[other * n + j]
      }
      let largest = 0
      for (let j = 0; j < n; j++) largest = Math.max(largest, Math.abs(z[j]))
      let squares = 0
      for (let j = 0; j < n; j++) squares += (z[j] / largest) ** 2
      const length = largest * Math.sqrt(squares)
      for (let j = 0; j < n; j++) z[j] /= length
    }
    for (let j = 0; j < n; j++) {
      const before = j > 0 ? below[j - 1] * z[j - 1] : 0
      const after = j < n - 1 ? below[j] * z[j + 1] : 0
      const residual = before + (diagonal[j] - descending[i]) * z[j] + after
      if (!(Math.abs(residual) <= 1e-12 * norm)) return null
    }
  }
  return out
}

/** Solves `(T - shift) x = b` in place, by elimination with row exchanges; a pivot of 0 becomes a tiny one. */
function shifted(diagonal: Float64Array, below: Float64Array, shift: number, norm: number): (b: Float64Array) => void {
  const n = diagonal.length
  const tiny = Number.EPSILON * norm
  const [pivot, upper, second, factor] = [0, 1, 2, 3].map(() => new Float64Array(n))
  const swap = new Uint8Array(n)
  let here = diagonal[0] - shift
  let right = n > 1 ? below[0] : 0
  for (let i = 0; i < n - 1; i++) {
    const next = diagonal[i + 1] - shift
    const nextRight = i < n - 2 ? below[i + 1] : 0
    if (Math.abs(below[i]) > Math.abs(here)) {
      swap[i] = 1
      pivot[i] = below[i]
      upper[i] = next
      second[i] = nextRight
      factor[i] = here / below[i]
      here = right - factor[i] * next
      right = -factor[i] * nextRight
    } else {
      pivot[i] = Math.abs(here) < tiny ? tiny : here
      upper[i] = right
      factor[i] = below[i] / pivot[i]
      here = next - factor[i] * right
      right = nextRight
    }
  }
  pivot[n - 1] = Math.abs(here) < tiny ? tiny : here
  return b => {
    for (let i = 0; i < n - 1; i++) {
      if (swap[i]) {
        const first = b[i]
        b[i] = b[i + 1]
        b[i + 1] = first - factor[i] * b[i]
      } else b[i + 1] -= factor[i] * b[i]
    }
    for (let i = n - 1; i >= 0; i--) {
      let sum = b[i]
      if (i < n - 1) sum -= upper[i] * b[i + 1]
      if (i < n - 2) sum -= second[i] * b[i + 2]
      b[i] = sum / pivot[i]
    }
  }
}
