import { InvalidParameterError, NdArray, checkNumber } from '@genre/core'
import type { Matrix } from '../base/validate'
import { gram } from '../linalg/products'

/**
 * How far a covariance is moved towards a multiple of the identity: not at all (`null`), by a share from 0 to 1, or by
 * the share that Ledoit and Wolf's formula finds (`'auto'`).
 */
export type Shrinkage = null | 'auto' | number

/** Refuses what is no {@link Shrinkage}. */
export function checkShrinkage(shrinkage: unknown): void {
  if (shrinkage === null || shrinkage === 'auto') return
  if (typeof shrinkage === 'number') checkNumber('shrinkage', shrinkage, { min: 0, max: 1 })
  else
    throw new InvalidParameterError({
      parameter: 'shrinkage',
      received: shrinkage,
      allowed: "null, 'auto' or a number",
    })
}

/** The mean of each column of the given rows, and the rows less that. */
export function centered(X: Matrix, rows: ArrayLike<number>): { mean: Float64Array; X: Matrix } {
  const columns = X.shape[1]
  const n = rows.length
  const mean = new Float64Array(columns)
  for (let i = 0; i < n; i++) for (let j = 0; j < columns; j++) mean[j] += X.data[rows[i] * columns + j]
  for (let j = 0; j < columns; j++) mean[j] /= n
  const out = new Float64Array(n * columns)
  for (let i = 0, k = 0; i < n; i++) {
    for (let j = 0; j < columns; j++, k++) out[k] = X.data[rows[i] * columns + j] - mean[j]
  }
  return { mean, X: new NdArray(out, [n, columns]) }
}

/**
 * The covariance of centred rows, divided by their number, shrunk: what scikit-learn 1.9's discriminant analyses call
 * `_cov`.
 */
export function covariance(X: Matrix, shrinkage: Shrinkage): Matrix {
  if (shrinkage === 'auto') return ledoitWolf(X)
  const out = empirical(X)
  return shrinkage === null ? out : shrunk(out, shrinkage)
}

function empirical(X: Matrix): Matrix {
  const out = gram(X)
  for (let k = 0; k < out.data.length; k++) out.data[k] /= X.shape[0]
  return out
}

function shrunk(covariance: Matrix, shrinkage: number): Matrix {
  const [n] = covariance.shape
  let mean = 0
  for (let i = 0; i < n; i++) mean += covariance.data[i * (n + 1)] / n
  const data = covariance.data.map(x => (1 - shrinkage) * x)
  for (let i = 0; i < n; i++) data[i * (n + 1)] += shrinkage * mean
  return new NdArray(data, [n, n])
}

/**
 * Ledoit and Wolf's shrinkage ("A well-conditioned estimator for large-dimensional covariance matrices", 2004) of
 * columns scaled to variance 1, scaled back.
 */
function ledoitWolf(X: Matrix): Matrix {
  const [n, columns] = X.shape
  const scale = new Float64Array(columns)
  for (let k = 0; k < X.data.length; k++) scale[k % columns] += X.data[k] * X.data[k]
  for (let j = 0; j < columns; j++) scale[j] = Math.sqrt(scale[j] / n) || 1
  const scaled: Matrix = new NdArray(
    X.data.map((x, k) => x / scale[k % columns]),
    X.shape,
  )
  const raw = empirical(scaled)
  const out = shrunk(raw, columns === 1 ? 0 : ledoitWolfShrinkage(scaled, raw))
  for (let k = 0; k < out.data.length; k++) out.data[k] *= scale[Math.floor(k / columns)] * scale[k % columns]
  return out
}

function ledoitWolfShrinkage(X: Matrix, covariance: Matrix): number {
  const [n, columns] = X.shape
  let fourth = 0
  let trace = 0
  for (let i = 0; i < n; i++) {
    let square = 0
    for (let k = i * columns; k < (i + 1) * columns; k++) square += X.data[k] * X.data[k]
    fourth += square * square
    trace += square / n
  }
  let squares = 0
  for (const x of covariance.data) squares += x * x
  const mean = trace / columns
  const distance = (squares - 2 * mean * trace + columns * mean * mean) / columns
  const noise = Math.min((fourth / n - squares) / (columns * n), distance)
  return noise === 0 ? 0 : noise / distance
}
