import { checkInteger } from '@genre/core'

/**
 * The linear map from samples at `x` to the coefficients of their least-squares polynomial, lowest power first:
 * `coefficient[p] = sum_i map[p * x.length + i] * y[i]`.
 *
 * The fit is made in a variable scaled to [-1, 1] by two rounds of Gram-Schmidt and then expanded in `x`, which keeps
 * full double precision for the orders used here (numpy's `polyfit` does the same job by a singular value
 * decomposition of the scaled Vandermonde matrix).
 */
export function polynomialFit(x: ArrayLike<number>, order: number): Float64Array {
  checkInteger('order', order, { min: 0, max: x.length - 1 })
  const n = x.length
  const powers = order + 1
  let low = Infinity
  let high = -Infinity
  for (let i = 0; i < n; i++) {
    low = Math.min(low, x[i])
    high = Math.max(high, x[i])
  }
  const middle = (low + high) / 2
  const half = (high - low) / 2 || 1

  // Orthonormal columns q, with t^p = sum_j r[p][j] q_j.
  const q: Float64Array[] = []
  const r: Float64Array[] = []
  for (let p = 0; p < powers; p++) {
    const column = Float64Array.from({ length: n }, (_, i) => ((x[i] - middle) / half) ** p)
    const parts = new Float64Array(powers)
    for (let round = 0; round < 2; round++) {
      for (let j = 0; j < p; j++) {
        const projection = dot(q[j], column)
        parts[j] += projection
        for (let i = 0; i < n; i++) column[i] -= projection * q[j][i]
      }
    }
    const length = Math.sqrt(dot(column, column))
    parts[p] = length
    for (let i = 0; i < n; i++) column[i] /= length
    q.push(column)
    r.push(parts)
  }

  // Back substitution: coefficients of t^p for each sample, highest power first.
  const inT = Array.from({ length: powers }, () => new Float64Array(n))
  for (let p = order; p >= 0; p--) {
    for (let i = 0; i < n; i++) {
      let value = q[p][i]
      for (let higher = p + 1; higher < powers; higher++) value -= r[higher][p] * inT[higher][i]
      inT[p][i] = value / r[p][p]
    }
  }

  // t^p = half^-p (x - middle)^p, expanded.
  const map = new Float64Array(powers * n)
  for (let p = 0; p < powers; p++) {
    let binomial = 1
    for (let k = p; k >= 0; k--) {
      const factor = (binomial * (-middle) ** (p - k)) / half ** p
      for (let i = 0; i < n; i++) map[k * n + i] += factor * inT[p][i]
      binomial = (binomial * k) / (p - k + 1)
    }
  }
  return map
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i]
  return sum
}
