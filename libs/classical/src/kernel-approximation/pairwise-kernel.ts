import { DataError, NdArray } from '@genre/core'
import type { Matrix } from '../base/validate'
import { dot, squaredDistance } from '../linalg/row-products'

/** Kernels by their names in scikit-learn. */
export const KERNELS = [
  'rbf',
  'linear',
  'poly',
  'polynomial',
  'sigmoid',
  'cosine',
  'laplacian',
  'chi2',
  'additive_chi2',
] as const

/** A kernel with its numbers; `null` for what scikit-learn's function of that kernel has by default. */
export interface KernelParams {
  readonly kernel: (typeof KERNELS)[number]
  readonly gamma: number | null
  readonly coef0: number | null
  readonly degree: number | null
}

/**
 * The kernel of each row of `a` with each row of `b`: scikit-learn's `pairwise_kernels`.
 *
 * @throws DataError for negative values with the kernels of chi squared
 */
export function pairwiseKernel(params: KernelParams, a: Matrix, b: Matrix): Matrix {
  const [rows, columns] = a.shape
  const count = b.shape[0]
  const { kernel } = params
  if (kernel === 'chi2' || kernel === 'additive_chi2') {
    refuseNegative(a)
    refuseNegative(b)
  }
  const ofRows = byRows(params, columns)
  const [x, y] = kernel === 'cosine' ? [normalized(a), normalized(b)] : [a.data, b.data]
  const out = new Float64Array(rows * count)
  for (let i = 0, k = 0; i < rows; i++) {
    for (let c = 0; c < count; c++) out[k++] = ofRows(x, i * columns, y, c * columns, columns)
  }
  return new NdArray(out, [rows, count])
}

type OfRows = (x: Float64Array, xAt: number, y: Float64Array, yAt: number, columns: number) => number

function byRows({ kernel, gamma, coef0, degree }: KernelParams, columns: number): OfRows {
  const width = gamma ?? (kernel === 'chi2' ? 1 : 1 / columns)
  const constant = coef0 ?? 1
  const decaying =
    (distance: OfRows): OfRows =>
    (...rows) =>
      width === 0 ? 1 : Math.exp(-width * distance(...rows))
  switch (kernel) {
    case 'linear':
    case 'cosine':
      return dot
    case 'poly':
    case 'polynomial':
      return (...rows) => (width * dot(...rows) + constant) ** (degree ?? 3)
    case 'sigmoid':
      return (...rows) => Math.tanh(width * dot(...rows) + constant)
    case 'laplacian':
      return decaying(cityBlock)
    case 'chi2':
      return decaying(chiSquared)
    case 'additive_chi2':
      return (...rows) => -chiSquared(...rows)
    case 'rbf':
      return decaying(squaredDistance)
  }
}

function cityBlock(x: Float64Array, xAt: number, y: Float64Array, yAt: number, columns: number): number {
  let sum = 0
  for (let j = 0; j < columns; j++) sum += Math.abs(x[xAt + j] - y[yAt + j])
  return sum
}

/** The sum of (x - y)^2 / (x + y), where that is not 0 / 0. */
function chiSquared(x: Float64Array, xAt: number, y: Float64Array, yAt: number, columns: number): number {
  let sum = 0
  for (let j = 0; j < columns; j++) {
    const difference = x[xAt + j] - y[yAt + j]
    const total = x[xAt + j] + y[yAt + j]
    if (total !== 0) sum += (difference * difference) / total
  }
  return sum
}

/** Rows of length 1; zeros stay. */
function normalized({ data, shape }: Matrix): Float64Array {
  const [rows, columns] = shape
  const out = data.slice()
  for (let i = 0; i < rows; i++) {
    const length = Math.sqrt(dot(data, i * columns, data, i * columns, columns))
    if (length > 0) for (let j = 0; j < columns; j++) out[i * columns + j] /= length
  }
  return out
}

function refuseNegative({ data, shape }: Matrix): void {
  const at = data.findIndex(value => value < 0)
  if (at < 0) return
  const [row, column] = [Math.floor(at / shape[1]), at % shape[1]]
  throw new DataError({ table: 'X', row, column, reason: `kernels of chi squared need values of at least 0` })
}
