import type { KernelSpec } from './kernel'
import { KernelRows } from './kernel-rows'
import type { BoundedRandom } from './bounded-random'
import type { Sigmoid } from './platt'
import { fitSigmoid } from './platt'
import type { BinaryProblem, BinarySolution, SmoOptions } from './smo'
import { SmoMemory, solveBinary } from './smo'

/** Rows, their classes, and how much each may weigh. */
export interface TrainingRows {
  /** Rows of equal width, one after the other. */
  readonly data: Float64Array
  readonly codes: Int32Array
  readonly nClasses: number
  /** The largest alpha of each row. Rows of bound 0 can be no support vectors. */
  readonly bounds: Float64Array
}

/** A support vector machine for each pair of classes. */
export interface OneVsOne {
  /** Rows that are a support vector of some pair, by class. */
  readonly support: Int32Array
  /** How many of them each class has. */
  readonly nSupport: Int32Array
  /**
   * (classes - 1, support vectors): for the pair (i, j), i < j, the coefficients of class i stand in row j - 1, those of
   * class j in row i.
   */
  readonly coefficients: Float64Array
  /** For each pair, (0, 1), (0, 2), ...: what is added to the sum. Above 0 the decision is for i. */
  readonly intercepts: Float64Array
  readonly nIter: Int32Array
  /** For each pair, if `random` was given. */
  readonly sigmoids: Sigmoid[] | null
}

/**
 * Trains a support vector machine for each pair of classes.
 *
 * @param random - shuffles the folds for probabilities; `null` for none
 */
export function trainOneVsOne(
  rows: TrainingRows,
  spec: KernelSpec,
  options: SmoOptions & { readonly cacheSize: number },
  random: BoundedRandom | null,
): OneVsOne {
  const { data, codes, nClasses, bounds } = rows
  const members = Array.from({ length: nClasses }, (_, c) =>
    Int32Array.from(codes.keys()).filter(row => codes[row] === c && bounds[row] > 0),
  )
  const { cacheSize } = options
  const [largest, second] = members.map(({ length }) => length).sort((a, b) => b - a)
  const size = largest + second
  const kernelRows = new KernelRows(spec, data, codes, nClasses, cacheSize, SmoMemory.bytes(size, cacheSize))
  const memory = new SmoMemory(kernelRows, size, cacheSize)
  const pairs: { i: number; j: number; solution: BinarySolution }[] = []
  const sigmoids: Sigmoid[] = []
  for (let i = 0; i < nClasses; i++) {
    for (let j = i + 1; j < nClasses; j++) {
      const problem = pairProblem(members[i], members[j], bounds)
      if (random) sigmoids.push(crossValidatedSigmoid(problem, options, random, memory))
      pairs.push({ i, j, solution: solveBinary(problem, options, memory) })
    }
  }

  const isSupport = new Uint8Array(codes.length)
  for (const { i, j, solution } of pairs) {
    const both = [...members[i], ...members[j]]
    solution.coefficients.forEach((coefficient, k) => {
      if (coefficient !== 0) isSupport[both[k]] = 1
    })
  }
  const supports = members.map(rowsOfClass => rowsOfClass.filter(row => isSupport[row] === 1))
  const support = Int32Array.from(supports.flatMap(rowsOfClass => [...rowsOfClass]))
  const place = new Int32Array(codes.length).fill(-1)
  support.forEach((row, k) => (place[row] = k))
  const coefficients = new Float64Array((nClasses - 1) * support.length)
  for (const { i, j, solution } of pairs) {
    solution.coefficients.forEach((coefficient, k) => {
      const inFirst = k < members[i].length
      const row = inFirst ? members[i][k] : members[j][k - members[i].length]
      if (place[row] >= 0) coefficients[(inFirst ? j - 1 : i) * support.length + place[row]] = coefficient
    })
  }
  return {
    support,
    nSupport: Int32Array.from(supports, rowsOfClass => rowsOfClass.length),
    coefficients,
    intercepts: Float64Array.from(pairs, ({ solution }) => -solution.rho),
    nIter: Int32Array.from(pairs, ({ solution }) => solution.nIter),
    sigmoids: random ? sigmoids : null,
  }
}

/** The rows of `first` with sign +1, then those of `second` with -1. */
function pairProblem(first: Int32Array, second: Int32Array, bounds: Float64Array): BinaryProblem {
  const rows = new Int32Array(first.length + second.length)
  rows.set(first)
  rows.set(second, first.length)
  const signs = new Float64Array(rows.length).fill(1, 0, first.length).fill(-1, first.length)
  return { rows, signs, bounds: Float64Array.from(rows, row => bounds[row]) }
}

const FOLDS = 5

/** A sigmoid fitted to decision values that each come from the other four fifths of the rows. */
function crossValidatedSigmoid(
  { rows, signs, bounds }: BinaryProblem,
  options: SmoOptions,
  random: BoundedRandom,
  memory: SmoMemory,
): Sigmoid {
  const n = rows.length
  const order = Int32Array.from(rows.keys())
  for (let k = 0; k < n; k++) {
    const other = k + random.next(n - k)
    const item = order[k]
    order[k] = order[other]
    order[other] = item
  }
  const decisions = new Float64Array(n)
  for (let fold = 0; fold < FOLDS; fold++) {
    const begin = Math.floor((fold * n) / FOLDS)
    const end = Math.floor(((fold + 1) * n) / FOLDS)
    const left = order.slice(begin, end)
    const others = Int32Array.from([...order.subarray(0, begin), ...order.subarray(end)])
    // LIBSVM sorts by label, so the class of sign -1 comes first, and counts as +1.
    const second = others.filter(k => signs[k] < 0)
    const first = others.filter(k => signs[k] > 0)
    if (first.length === 0 || second.length === 0) {
      for (const k of left) decisions[k] = first.length > 0 ? 1 : second.length > 0 ? -1 : 0
      continue
    }
    random.restart()
    const sorted = Int32Array.from([...second, ...first])
    const problem = {
      rows: sorted.map(k => rows[k]),
      signs: Float64Array.from(sorted, k => -signs[k]),
      bounds: Float64Array.from(sorted, k => bounds[k]),
    }
    const { coefficients, rho } = solveBinary(problem, options, memory)
    const vectors = Int32Array.from(coefficients.keys()).filter(k => coefficients[k] !== 0)
    const vectorRows = vectors.map(k => problem.rows[k])
    const weights = Float64Array.from(vectors, k => coefficients[k])
    for (const k of left) decisions[k] = rho - memory.kernelRows.weightedSum(rows[k], vectorRows, weights)
  }
  return fitSigmoid(decisions, signs)
}
