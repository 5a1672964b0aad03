import { RandomState } from '@genre/core'
import type { LabelsLike } from '../base/labels'
import type { KFoldArgument, KFoldOptions, Split } from './splitter'
import { kFoldOptions, rowsForFolds, splitsOfFolds, CountedSplitter } from './splitter'
import type { Rows } from './take'

/**
 * Consecutive folds of (nearly) equal size, after shuffling if asked: scikit-learn 1.9's `KFold`, row by row.
 * The first `rows % nSplits` folds have one row more.
 *
 * @example
 * ```ts
 * import { KFold } from '@genre/classical'
 * for (const { train, test } of new KFold(2).split([[1], [2], [3]])) console.log(train, test)
 * // => Int32Array(1) [ 2 ] Int32Array(2) [ 0, 1 ]
 * // => Int32Array(2) [ 0, 1 ] Int32Array(1) [ 2 ]
 * ```
 */
export class KFold extends CountedSplitter<Required<KFoldOptions>> {
  /** @throws InvalidParameterError for fewer than two folds, or a `randomState` without `shuffle` */
  constructor(options?: KFoldArgument) {
    super('KFold', kFoldOptions(options))
  }

  split(X: Rows, _y?: LabelsLike | null, _groups?: LabelsLike | null): Split[] {
    const { nSplits, shuffle, randomState } = this.options
    const rows = rowsForFolds(X, nSplits)
    const order = shuffle
      ? RandomState.from(randomState).permutation(rows)
      : Int32Array.from({ length: rows }, (_, i) => i)
    const foldOf = new Int32Array(rows)
    for (let fold = 0, next = 0; fold < nSplits; fold++) {
      const end = next + Math.floor(rows / nSplits) + (fold < rows % nSplits ? 1 : 0)
      while (next < end) foldOf[order[next++]] = fold
    }
    return splitsOfFolds(foldOf, nSplits)
  }
}
