import { NdArray } from '@genre/core'
import type { Matrix } from '../base/validate'

/** Singular values from the largest down, and for each its right singular vector as a row. */
export interface SingularValues {
  readonly values: Float64Array
  /** (min(m, n), n), orthonormal rows. Signs are arbitrary. */
  readonly right: Matrix
}

const SWEEPS = 60

/**
 * Singular values and right singular vectors of an (m, n) matrix: Householder's QR where there are more rows than
 * columns, then rows are rotated against each other in pairs until all are orthogonal (one-sided Jacobi, Hestenes 1958).
 * Small singular values come out with as many digits as large ones.
 */
export function singularValues(a: Matrix): SingularValues {
  const [m, n] = a.shape
  const count = Math.min(m, n)
  const rows = m > n ? triangle(a) : a.data.slice()
  orthogonalize(rows, count, n)
  const lengths = Float64Array.from({ length: count }, (_, i) => length(rows, i * n, n))
  const order = Int32Array.from(lengths.keys()).sort((i, j) => lengths[j] - lengths[i])
  const right = new Float64Array(count * n)
  order.forEach((from, to) => {
    for (let j = 0; j < n; j++) right[to * n + j] = lengths[from] > 0 ? rows[from * n + j] / lengths[from] : 0
  })
  const values = Float64Array.from(order, i => lengths[i])
  complete(right, values, n)
  return { values, right: new NdArray(right, [count, n]) }
}

/** The upper triangular R of A = QR, for more rows than columns. */
function triangle(a: Matrix): Float64Array {
  const [m, n] = a.shape
  const x = a.data.slice()
  const w = new Float64Array(n)
  for (let k = 0; k < n; k++) {
    let scale = 0
    for (let i = k; i < m; i++) scale = Math.max(scale, Math.abs(x[i * n + k]))
    if (scale === 0) continue
    let sum = 0
    for (let i = k; i < m; i++) sum += (x[i * n + k] / scale) ** 2
    const norm = scale * (x[k * n + k] >= 0 ? -Math.sqrt(sum) : Math.sqrt(sum))
    const head = x[k * n + k] - norm
    // With v = column / head, so that v[k] is 1, the reflection is I - (-head / norm) v v^T.
    for (let i = k + 1; i < m; i++) x[i * n + k] /= head
    const factor = -head / norm
    for (let j = k + 1; j < n; j++) w[j] = x[k * n + j]
    for (let i = k + 1; i < m; i++) {
      const v = x[i * n + k]
      for (let j = k + 1, at = i * n + j; j < n; j++, at++) w[j] += v * x[at]
    }
    for (let j = k + 1; j < n; j++) {
      w[j] *= factor
      x[k * n + j] -= w[j]
    }
    for (let i = k + 1; i < m; i++) {
      const v = x[i * n + k]
      for (let j = k + 1, at = i * n + j; j < n; j++, at++) x[at] -= v * w[j]
    }
    x[k * n + k] = norm
  }
  const out = new Float64Array(n * n)
  for (let i = 0; i < n; i++) for (let j = i; j < n; j++) out[i * n + j] = x[i * n + j]
  return out
}

/** Rotates pairs of rows until every two are orthogonal to working accuracy. */
function orthogonalize(rows: Float64Array, count: number, n: number): void {
  const tolerance = Number.EPSILON * Math.sqrt(n)
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let rotations = 0
    for (let i = 0; i < count - 1; i++) {
      for (let j = i + 1; j < count; j++) {
        const x = i * n
        const y = j * n
        let xx = 0
        let yy = 0
        let xy = 0
        for (let k = 0; k < n; k++) {
          const a = rows[x + k]
          const b = rows[y + k]
          xx += a * a
          yy += b * b
          xy += a * b
        }
        if (xy === 0 || Math.abs(xy) <= tolerance * Math.sqrt(xx) * Math.sqrt(yy)) continue
        rotations++
        const zeta = (yy - xx) / (2 * xy)
        const t = (zeta >= 0 ? 1 : -1) / (Math.abs(zeta) + Math.hypot(1, zeta))
        const c = 1 / Math.hypot(1, t)
        const s = c * t
        for (let k = 0; k < n; k++) {
          const a = rows[x + k]
          const b = rows[y + k]
          rows[x + k] = c * a - s * b
          rows[y + k] = s * a + c * b
        }
      }
    }
    if (rotations === 0) return
  }
}

/** Gives singular values that are 0 (or lost in rounding) vectors that are orthogonal to all others. */
function complete(right: Float64Array, values: Float64Array, n: number): void {
  const count = values.length
  const noise = count > 0 ? values[0] * Number.EPSILON * Number.EPSILON : 0
  let unit = 0
  for (let i = 0; i < count; i++) {
    if (values[i] > noise) continue
    const row = right.subarray(i * n, (i + 1) * n)
    for (; unit < n; unit++) {
      row.fill(0)
      row[unit] = 1
      for (let round = 0; round < 2; round++) {
        for (let other = 0; other < i; other++) {
          let dot = 0
          for (let j = 0; j < n; j++) dot += row[j] * right[other * n + j]
          for (let j = 0; j < n; j++) row[j] -= dot * right[other * n + j]
        }
      }
      const left = length(right, i * n, n)
      if (left < 0.1 / Math.sqrt(n)) continue
      for (let j = 0; j < n; j++) row[j] /= left
      unit++
      break
    }
  }
}

function length(data: Float64Array, at: number, n: number): number {
  let scale = 0
  for (let j = 0; j < n; j++) scale = Math.max(scale, Math.abs(data[at + j]))
  if (scale === 0) return 0
  let sum = 0
  for (let j = 0; j < n; j++) sum += (data[at + j] / scale) ** 2
  return scale * Math.sqrt(sum)
}
