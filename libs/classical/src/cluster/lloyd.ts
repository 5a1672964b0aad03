import { NdArray } from '@genre/core'
import type { Matrix } from '../base/validate'
import type { RowProducts } from '../linalg/row-products'

/** What Lloyd's algorithm ends with. */
export interface Clusters {
  readonly centers: Matrix
  readonly labels: Int32Array
  readonly inertia: number
  readonly nIter: number
}

/**
 * Lloyd's algorithm, as scikit-learn 1.9 has it: it ends when no row changes its cluster, or when the centres together
 * move by at most `tolerance` (squared); a cluster that loses all its rows gets the row that is farthest from its centre.
 */
export function lloyd(
  X: Matrix,
  products: RowProducts,
  weights: Float64Array,
  start: Matrix,
  maxIter: number,
  tolerance: number,
): Clusters {
  let centers = start
  let before: Int32Array | null = null
  let labels = nearestCenters(products, centers)
  let nIter = 1
  for (; ; nIter++) {
    const next = moved(X, weights, centers, labels)
    const shift = squaredShift(centers, next)
    centers = next
    if (before && sameLabels(labels, before)) break
    const done = shift <= tolerance || nIter === maxIter
    before = labels
    labels = nearestCenters(products, centers)
    if (done) break
  }
  return { centers, labels, inertia: inertiaOf(X, weights, centers, labels), nIter }
}

/** The nearest centre of each row, the first of equally near ones. */
export function nearestCenters(X: RowProducts, centers: Matrix): Int32Array {
  const { rows } = X
  const [count, columns] = centers.shape
  const norms = new Float64Array(count)
  for (let c = 0, k = 0; c < count; c++) {
    for (let j = 0; j < columns; j++, k++) norms[c] += centers.data[k] * centers.data[k]
  }
  const dots = X.with(centers.data, count)
  const labels = new Int32Array(rows)
  for (let i = 0, k = 0; i < rows; i++) {
    let best = 0
    let least = Infinity
    for (let c = 0; c < count; c++, k++) {
      const distance = norms[c] - 2 * dots[k]
      if (distance < least) {
        least = distance
        best = c
      }
    }
    labels[i] = best
  }
  return labels
}

/** The (weighted) sum of squared distances of rows from the centres of their clusters. */
export function inertiaOf(X: Matrix, weights: Float64Array, centers: Matrix, labels: Int32Array): number {
  const columns = X.shape[1]
  let sum = 0
  for (let i = 0; i < labels.length; i++) sum += weights[i] * squaredDistance(X, i, centers, labels[i], columns)
  return sum
}

function sameLabels(a: Int32Array, b: Int32Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

/** The (weighted) means of the clusters' rows. */
function moved(X: Matrix, weights: Float64Array, centers: Matrix, labels: Int32Array): Matrix {
  const [count, columns] = centers.shape
  const sums = new Float64Array(count * columns)
  const mass = new Float64Array(count)
  for (let i = 0, k = 0; i < labels.length; i++) {
    const at = labels[i] * columns
    mass[labels[i]] += weights[i]
    for (let j = 0; j < columns; j++, k++) sums[at + j] += X.data[k] * weights[i]
  }
  fillEmpty(X, weights, centers, labels, sums, mass)
  for (let c = 0; c < count; c++) {
    const share = mass[c] > 0 ? 1 / mass[c] : 1
    for (let j = c * columns; j < (c + 1) * columns; j++) sums[j] *= share
  }
  // Where there are fewer different rows than clusters, those left over stand where the heaviest one does.
  const heaviest = mass.indexOf(Math.max(...mass))
  for (let c = 0; c < count; c++) {
    if (!(mass[c] > 0)) sums.copyWithin(c * columns, heaviest * columns, (heaviest + 1) * columns)
  }
  return new NdArray(sums, [count, columns])
}

/** Gives clusters without weight the rows that are farthest from their centres, and takes these from their clusters. */
function fillEmpty(
  X: Matrix,
  weights: Float64Array,
  centers: Matrix,
  labels: Int32Array,
  sums: Float64Array,
  mass: Float64Array,
): void {
  const empty = [...mass.keys()].filter(c => mass[c] === 0)
  if (empty.length === 0) return
  const columns = X.shape[1]
  const distances = Float64Array.from(labels, (label, i) => squaredDistance(X, i, centers, label, columns))
  const farthest = Int32Array.from(distances.keys()).sort((a, b) => distances[b] - distances[a] || b - a)
  if (!(distances[farthest[0]] > 0)) return
  empty.forEach((cluster, n) => {
    const row = farthest[n]
    const from = labels[row]
    for (let j = 0; j < columns; j++) {
      const value = X.data[row * columns + j] * weights[row]
      sums[from * columns + j] -= value
      sums[cluster * columns + j] = value
    }
    mass[cluster] = weights[row]
    mass[from] -= weights[row]
  })
}

function squaredShift(a: Matrix, b: Matrix): number {
  let sum = 0
  for (let k = 0; k < a.data.length; k++) sum += (a.data[k] - b.data[k]) * (a.data[k] - b.data[k])
  return sum
}

function squaredDistance(X: Matrix, row: number, centers: Matrix, center: number, columns: number): number {
  let sum = 0
  for (let j = 0; j < columns; j++) {
    const difference = X.data[row * columns + j] - centers.data[center * columns + j]
    sum += difference * difference
  }
  return sum
}
