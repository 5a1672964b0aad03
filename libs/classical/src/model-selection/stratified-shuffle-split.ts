import { DataError, InvalidParameterError, RandomState } from '@genre/core'
import type { LabelsLike } from '../base/labels'
import type { ShuffleSplitArgument, ShuffleSplitOptions } from './split-sizes'
import { shuffleSplitOptions, splitSizes } from './split-sizes'
import type { Split } from './splitter'
import { codesFor, countCodes, CountedSplitter } from './splitter'
import type { Rows } from './take'
import { countRows } from './take'

/**
 * Independent random splits in which each class has the share that it has in the table: scikit-learn 1.9's
 * `StratifiedShuffleSplit`, row by row and in its order. Ten splits with a tenth of the rows to test by default.
 *
 * @example
 * ```ts
 * import { StratifiedShuffleSplit } from '@genre/classical'
 * const y = ['jazz', 'jazz', 'rock', 'rock']
 * const [{ test }] = new StratifiedShuffleSplit({ nSplits: 1, testSize: 0.5, randomState: 0 }).split(y, y)
 * console.log(Array.from(test, row => y[row]).sort()) // => [ 'jazz', 'rock' ]
 * ```
 */
export class StratifiedShuffleSplit extends CountedSplitter<Required<ShuffleSplitOptions>> {
  /** @throws InvalidParameterError for sizes or a number of splits out of range */
  constructor(options?: ShuffleSplitArgument) {
    super('StratifiedShuffleSplit', shuffleSplitOptions(options, 10))
  }

  /** @throws InvalidParameterError without y or where a part has fewer rows than classes; DataError for a class of one */
  split(X: Rows, y?: LabelsLike | null, _groups?: LabelsLike | null): Split[] {
    return stratifiedSplits(countRows(X, 'X'), y, this.options, 0.1)
  }
}

/** Random splits that keep the classes in proportion. */
export function stratifiedSplits(
  rows: number,
  y: LabelsLike | null | undefined,
  options: Required<ShuffleSplitOptions>,
  defaultTestSize: number,
): Split[] {
  const { classes, codes } = codesFor('y', y, rows)
  const sizes = splitSizes(rows, options, defaultTestSize)
  const counts = countCodes(codes, classes.length)
  const single = counts.findIndex(count => count < 2)
  if (single >= 0) {
    throw new DataError({
      table: 'y',
      row: codes.indexOf(single),
      reason: `class ${String(classes[single])} has a single row, so it cannot be in both parts`,
    })
  }
  for (const part of ['train', 'test'] as const) {
    if (sizes[part] >= classes.length) continue
    throw new InvalidParameterError({
      parameter: `${part}Size`,
      received: options[`${part}Size`],
      allowed: `such that there are at least ${classes.length} rows, one for each class, not ${sizes[part]}`,
    })
  }
  const members: number[][] = classes.map(() => [])
  codes.forEach((code, row) => members[code].push(row))
  const random = RandomState.from(options.randomState)
  return Array.from({ length: options.nSplits }, () => {
    const trainOf = proportionalCounts(counts, sizes.train, random)
    const testOf = proportionalCounts(
      counts.map((count, c) => count - trainOf[c]),
      sizes.test,
      random,
    )
    const train: number[] = []
    const test: number[] = []
    members.forEach((own, c) => {
      const order = random.permutation(own.length)
      for (let k = 0; k < trainOf[c] + testOf[c]; k++) (k < trainOf[c] ? train : test).push(own[order[k]])
    })
    return { train: random.shuffle(Int32Array.from(train)), test: random.shuffle(Int32Array.from(test)) }
  })
}

/**
 * `draws` shared out in proportion to `counts`: rounded down, then the rest to the largest remainders, equal ones at
 * random.
 */
function proportionalCounts(counts: Int32Array, draws: number, random: RandomState): Int32Array {
  const total = counts.reduce((sum, count) => sum + count, 0)
  const exact = Array.from(counts, count => (count / total) * draws)
  const out = Int32Array.from(exact, Math.floor)
  let missing = draws - out.reduce((sum, count) => sum + count, 0)
  const remainders = exact.map((share, c) => share - out[c])
  for (const remainder of [...new Set(remainders)].sort((a, b) => b - a)) {
    if (missing <= 0) break
    const equal = [...remainders.keys()].filter(c => remainders[c] === remainder)
    const chosen = random.choice(equal.length, Math.min(equal.length, missing), { replace: false })
    for (const k of chosen) out[equal[k]]++
    missing -= chosen.length
  }
  return out
}
