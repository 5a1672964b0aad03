import { InvalidParameterError, RandomState } from '@genre/core'
import type { LabelsLike } from '../base/labels'
import type { KFoldArgument, KFoldOptions, Split } from './splitter'
import { codesFor, countCodes, kFoldOptions, rowsForFolds, splitsOfFolds, CountedSplitter } from './splitter'
import type { Rows } from './take'

/**
 * Folds in which each class has (nearly) the share that it has in the table: scikit-learn 1.9's `StratifiedKFold`, row by row.
 *
 * @example
 * ```ts
 * import { StratifiedKFold } from '@genre/classical'
 * const y = ['jazz', 'jazz', 'rock', 'rock']
 * console.log(new StratifiedKFold(2).split(y, y)[0].test) // => Int32Array(2) [ 0, 2 ]
 * ```
 */
export class StratifiedKFold extends CountedSplitter<Required<KFoldOptions>> {
  /** @throws InvalidParameterError for fewer than two folds, or a `randomState` without `shuffle` */
  constructor(options?: KFoldArgument) {
    super('StratifiedKFold', kFoldOptions(options))
  }

  /** @throws InvalidParameterError without y, or where every class has fewer rows than there are folds */
  split(X: Rows, y?: LabelsLike | null, _groups?: LabelsLike | null): Split[] {
    const { nSplits, shuffle, randomState } = this.options
    const rows = rowsForFolds(X, nSplits)
    const { classes, codes } = codesFor('y', y, rows)
    const counts = countCodes(codes, classes.length)
    checkMembers(nSplits, counts)
    // Classes are numbered as they first appear, so that other names for them give the same folds.
    const rank = new Int32Array(classes.length).fill(-1)
    let seen = 0
    for (let i = 0; i < rows; i++) if (rank[codes[i]] < 0) rank[codes[i]] = seen++
    const byRank = new Int32Array(classes.length)
    for (let c = 0; c < classes.length; c++) byRank[rank[c]] = counts[c]

    // Dealing the rows, sorted by class, to the folds in turn says how many of each class a fold gets.
    const random = RandomState.from(randomState)
    const folds: Int32Array[] = []
    for (let c = 0, start = 0; c < classes.length; c++) {
      const share = new Int32Array(nSplits)
      for (let i = start; i < start + byRank[c]; i++) share[i % nSplits]++
      start += byRank[c]
      const dealt = Int32Array.from(Array.from(share, (count, fold) => new Array<number>(count).fill(fold)).flat())
      folds.push(shuffle ? random.shuffle(dealt) : dealt)
    }
    const next = new Int32Array(classes.length)
    const foldOf = Int32Array.from(codes, code => folds[rank[code]][next[code]++])
    return splitsOfFolds(foldOf, nSplits)
  }
}

/** At least one class must have a row for every fold. */
export function checkMembers(nSplits: number, counts: Int32Array): void {
  const most = Math.max(...counts)
  if (nSplits <= most) return
  throw new InvalidParameterError({
    parameter: 'nSplits',
    received: nSplits,
    allowed: `at most ${most}, the number of rows of the largest class`,
  })
}
