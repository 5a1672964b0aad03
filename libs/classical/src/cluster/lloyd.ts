import { NdArray } from '@genre/core'
import type { Matrix } from '../base/validate'
import type { CenterSearch } from './center-search'

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
  search: CenterSearch,
  weights: Float64Array,
  start: Matrix,
  maxIter: number,
  tolerance: number,
): Clusters {
  const sums = new ClusterSums(X, weights, start.shape[0])
  let centers = start
  let before: Int32Array | null = null
  let labels = search.nearest(centers)
  let nIter = 1
  for (; ; nIter++) {
    const next = sums.means(centers, labels)
    const shift = squaredShift(centers, next)
    const ends = before && sameLabels(labels, before)
    const done = shift <= tolerance || nIter === maxIter
    centers = ends || done ? sums.exactMeans(centers, labels) : next
    if (ends) break
    before = labels
    labels = search.nearest(centers)
    if (done) break
  }
  return { centers, labels, inertia: inertiaOf(X, weights, centers, labels), nIter }
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

/** The sums of the clusters' rows. Where rows weigh the same, only those are moved that change their cluster. */
class ClusterSums {
  readonly #X: Matrix
  readonly #weights: Float64Array
  readonly #even: boolean
  readonly #count: number
  #labels: Int32Array | null = null
  #sums: Float64Array
  #mass: Float64Array

  constructor(X: Matrix, weights: Float64Array, count: number) {
    this.#X = X
    this.#weights = weights
    this.#even = weights.every(weight => weight === 1)
    this.#count = count
    this.#sums = new Float64Array(count * X.shape[1])
    this.#mass = new Float64Array(count)
  }

  /** The (weighted) means of the clusters' rows, nearly to the last bit. */
  means(centers: Matrix, labels: Int32Array): Matrix {
    if (!this.#even || !this.#labels) return this.exactMeans(centers, labels)
    const { data, shape } = this.#X
    const columns = shape[1]
    for (let i = 0; i < labels.length; i++) {
      const from = this.#labels[i]
      const to = labels[i]
      if (from === to) continue
      this.#mass[from]--
      this.#mass[to]++
      const row = i * columns
      for (let j = 0; j < columns; j++) {
        this.#sums[from * columns + j] -= data[row + j]
        this.#sums[to * columns + j] += data[row + j]
      }
    }
    this.#labels = labels
    return this.#centers(centers, labels)
  }

  /** The same from all rows. */
  exactMeans(centers: Matrix, labels: Int32Array): Matrix {
    const { data, shape } = this.#X
    const columns = shape[1]
    const sums = this.#sums.fill(0)
    const mass = this.#mass.fill(0)
    const weights = this.#weights
    for (let i = 0, k = 0; i < labels.length; i++) {
      const at = labels[i] * columns
      mass[labels[i]] += weights[i]
      if (this.#even) for (let j = 0; j < columns; j++, k++) sums[at + j] += data[k]
      else for (let j = 0; j < columns; j++, k++) sums[at + j] += data[k] * weights[i]
    }
    this.#labels = labels
    return this.#centers(centers, labels)
  }

  #centers(centers: Matrix, labels: Int32Array): Matrix {
    const columns = this.#X.shape[1]
    const sums = this.#sums.slice()
    const mass = this.#mass.slice()
    fillEmpty(this.#X, this.#weights, centers, labels, sums, mass)
    for (let c = 0; c < this.#count; c++) {
      const share = mass[c] > 0 ? 1 / mass[c] : 1
      for (let j = c * columns; j < (c + 1) * columns; j++) sums[j] *= share
    }
    // Where there are fewer different rows than clusters, those left over stand where the heaviest one does.
    const heaviest = mass.indexOf(Math.max(...mass))
    for (let c = 0; c < this.#count; c++) {
      if (!(mass[c] > 0)) sums.copyWithin(c * columns, heaviest * columns, (heaviest + 1) * columns)
    }
    return new NdArray(sums, [this.#count, columns])
  }
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
