import { InvalidParameterError, RandomState } from '@genre/core'
import type { LabelsLike } from '../base/labels'
import type { KFoldArgument, KFoldOptions, Split } from './splitter'
import { codesFor, countCodes, kFoldOptions, rowsForFolds, splitsOfFolds, CountedSplitter } from './splitter'
import type { Rows } from './take'

/**
 * Folds that keep groups whole: no group has rows in training and test. Without shuffling the folds have (nearly) equal
 * numbers of rows, with it equal numbers of groups. scikit-learn 1.9's `GroupKFold`, row by row.
 *
 * @example
 * ```ts
 * import { GroupKFold } from '@genre/classical'
 * const tracks = ['t1', 't1', 't2', 't3']
 * console.log(new GroupKFold(2).split(tracks, null, tracks)[0].test) // => Int32Array(2) [ 0, 1 ]
 * ```
 */
export class GroupKFold extends CountedSplitter<Required<KFoldOptions>> {
  /** @throws InvalidParameterError for fewer than two folds, or a `randomState` without `shuffle` */
  constructor(options?: KFoldArgument) {
    super('GroupKFold', kFoldOptions(options))
  }

  /** @throws InvalidParameterError without groups, or with fewer groups than folds */
  split(X: Rows, _y?: LabelsLike | null, groups?: LabelsLike | null): Split[] {
    const { nSplits, shuffle, randomState } = this.options
    const { classes, codes } = codesFor('groups', groups, rowsForFolds(X, nSplits))
    checkGroups(nSplits, classes.length)
    const fold = shuffle
      ? cut(RandomState.from(randomState).permutation(classes.length), nSplits)
      : balance(countCodes(codes, classes.length), nSplits)
    return splitsOfFolds(
      codes.map(code => fold[code]),
      nSplits,
    )
  }
}

/** There must be a group for every fold. */
export function checkGroups(nSplits: number, groups: number): void {
  if (nSplits <= groups) return
  throw new InvalidParameterError({
    parameter: 'nSplits',
    received: nSplits,
    allowed: `at most ${groups}, the number of groups`,
  })
}

/** For each group its fold: the groups in the given order, cut into parts of (nearly) equal number. */
function cut(order: Int32Array, nSplits: number): Int32Array {
  const fold = new Int32Array(order.length)
  const small = Math.floor(order.length / nSplits)
  const larger = order.length % nSplits
  order.forEach((group, place) => {
    const part = Math.floor(place / (small + 1))
    fold[group] = part < larger ? part : larger + Math.floor((place - larger * (small + 1)) / small)
  })
  return fold
}

/** For each group its fold: from the largest group to the smallest, each to the fold with fewest rows so far. */
function balance(sizes: Int32Array, nSplits: number): Int32Array {
  const order = Int32Array.from(sizes.keys()).sort((a, b) => sizes[b] - sizes[a] || b - a)
  const fold = new Int32Array(sizes.length)
  const rows = new Float64Array(nSplits)
  for (const group of order) {
    fold[group] = rows.indexOf(Math.min(...rows))
    rows[fold[group]] += sizes[group]
  }
  return fold
}
