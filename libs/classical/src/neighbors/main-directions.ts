import { NdArray, RandomState } from '@genre/core'
import type { Matrix } from '../base/validate'
import { multiplyTransposed, transposed } from '../linalg/products'

const SAMPLE = 512
const ITERATIONS = 4

/**
 * At most `count` orthonormal directions, one after the other, in which a sample of the rows spreads most: a few steps of subspace
 * iteration. They need not be exact, only orthonormal, for the bound to hold.
 */
export function mainDirections(X: Matrix, center: Float64Array, count: number): Matrix {
  const [rows, columns] = X.shape
  const step = Math.ceil(rows / SAMPLE)
  const size = Math.ceil(rows / step)
  const centered = new Float64Array(size * columns)
  let longest = 0
  for (let i = 0, k = 0; i < rows; i += step) {
    for (let j = 0; j < columns; j++, k++) {
      centered[k] = X.data[i * columns + j] - center[j]
      longest = Math.max(longest, Math.abs(centered[k]))
    }
  }
  if (!(longest > 0 && longest < Infinity)) return new NdArray(new Float64Array(0), [0, columns])
  for (let k = 0; k < centered.length; k++) centered[k] /= longest
  const sample: Matrix = new NdArray(centered, [size, columns])
  const turned = transposed(sample)
  let directions = orthonormal(new RandomState(0).standardNormal(count * columns), columns)
  for (let iteration = 0; iteration < ITERATIONS && directions.length > 0; iteration++) {
    const along = multiplyTransposed(new NdArray(directions, [directions.length / columns, columns]), sample)
    directions = orthonormal(multiplyTransposed(along, turned).data, columns)
  }
  return new NdArray(directions, [directions.length / columns, columns])
}

/** Gram-Schmidt, twice over for accuracy; a direction that depends on those before it is left out. */
function orthonormal(vectors: Float64Array, columns: number): Float64Array {
  const out = new Float64Array(vectors.length)
  let kept = 0
  for (let at = 0; at < vectors.length; at += columns) {
    const vector = vectors.slice(at, at + columns)
    const before = norm(vector)
    if (!(before > 0 && before < Infinity)) continue
    for (let j = 0; j < columns; j++) vector[j] /= before
    for (let round = 0; round < 2; round++) {
      for (let other = 0; other < kept; other += columns) {
        let dot = 0
        for (let j = 0; j < columns; j++) dot += vector[j] * out[other + j]
        for (let j = 0; j < columns; j++) vector[j] -= dot * out[other + j]
      }
      const length = norm(vector)
      if (!(length > 1e-8)) {
        vector.fill(0)
        break
      }
      for (let j = 0; j < columns; j++) vector[j] /= length
    }
    if (norm(vector) > 0.5) {
      out.set(vector, kept)
      kept += columns
    }
  }
  return out.slice(0, kept)
}

function norm(vector: Float64Array): number {
  return Math.sqrt(squaredLength(vector, 0, vector.length))
}

function squaredLength(data: Float64Array, at: number, length: number): number {
  let sum = 0
  for (let j = at; j < at + length; j++) sum += data[j] * data[j]
  return sum
}
