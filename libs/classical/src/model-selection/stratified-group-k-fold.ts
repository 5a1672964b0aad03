import { RandomState } from '@genre/core'
import type { LabelsLike } from '../base/labels'
import { numpySum } from '../base/numpy-sum'
import { checkGroups } from './group-k-fold'
import type { KFoldArgument, KFoldOptions, Split } from './splitter'
import { codesFor, countCodes, kFoldOptions, rowsForFolds, splitsOfFolds, CountedSplitter } from './splitter'
import { checkMembers } from './stratified-k-fold'
import type { Rows } from './take'

/**
 * Folds that keep groups whole and classes in proportion as far as the groups allow: scikit-learn 1.9's
 * `StratifiedGroupKFold`, row by row.
 *
 * Groups are dealt from the most uneven one on, each to the fold that leaves the classes spread most evenly.
 *
 * @example
 * ```ts
 * import { StratifiedGroupKFold } from '@genre/classical'
 * const y = ['jazz', 'jazz', 'rock', 'rock']
 * const tracks = ['t1', 't2', 't3', 't4']
 * console.log(new StratifiedGroupKFold(2).split(y, y, tracks)[0].test) // => Int32Array(2) [ 0, 2 ]
 * ```
 */
export class StratifiedGroupKFold extends CountedSplitter<Required<KFoldOptions>> {
  /** @throws InvalidParameterError for fewer than two folds, or a `randomState` without `shuffle` */
  constructor(options?: KFoldArgument) {
    super('StratifiedGroupKFold', kFoldOptions(options))
  }

  /** @throws InvalidParameterError without y or groups, or with fewer groups (or rows of every class) than folds */
  split(X: Rows, y?: LabelsLike | null, groups?: LabelsLike | null): Split[] {
    const { nSplits, shuffle, randomState } = this.options
    const rows = rowsForFolds(X, nSplits)
    const labels = codesFor('y', y, rows)
    const members = codesFor('groups', groups, rows)
    const classes = labels.classes.length
    const count = members.classes.length
    const perClass = countCodes(labels.codes, classes)
    checkMembers(nSplits, perClass)
    checkGroups(nSplits, count)

    const perGroup = Array.from({ length: count }, () => new Float64Array(classes))
    for (let i = 0; i < rows; i++) perGroup[members.codes[i]][labels.codes[i]]++
    const order = Int32Array.from({ length: count }, (_, group) => group)
    if (shuffle) RandomState.from(randomState).shuffle(order)
    const unevenness = perGroup.map(standardDeviation)
    // Array sorts are stable, so groups that are equally uneven stay in their (shuffled) order.
    const dealing = [...order].sort((a, b) => unevenness[b] - unevenness[a])

    const fold = new Int32Array(count)
    const perFold = Array.from({ length: nSplits }, () => new Float64Array(classes))
    for (const group of dealing) {
      fold[group] = bestFold(perFold, perClass, perGroup[group])
      for (let c = 0; c < classes; c++) perFold[fold[group]][c] += perGroup[group][c]
    }
    return splitsOfFolds(
      members.codes.map(group => fold[group]),
      nSplits,
    )
  }
}

/** The fold that, with this group, leaves the classes spread most evenly; among equals the one with fewest rows. */
function bestFold(perFold: readonly Float64Array[], perClass: Int32Array, group: Float64Array): number {
  const folds = perFold.length
  const classes = group.length
  const spread = new Float64Array(classes)
  let best = 0
  let lowest = Infinity
  let fewest = Infinity
  for (let candidate = 0; candidate < folds; candidate++) {
    for (let c = 0; c < classes; c++) {
      const share = (f: number) => (perFold[f][c] + (f === candidate ? group[c] : 0)) / perClass[c]
      let mean = 0
      for (let f = 0; f < folds; f++) mean += share(f)
      mean /= folds
      let variance = 0
      for (let f = 0; f < folds; f++) variance += (share(f) - mean) * (share(f) - mean)
      spread[c] = Math.sqrt(variance / folds)
    }
    const value = numpySum(spread) / classes
    const rows = numpySum(perFold[candidate])
    const close = Math.abs(value - lowest) <= 1e-8 + 1e-5 * lowest
    if (value < lowest || (close && rows < fewest)) {
      best = candidate
      lowest = value
      fewest = rows
    }
  }
  return best
}

function standardDeviation(values: Float64Array): number {
  const mean = numpySum(values) / values.length
  return Math.sqrt(numpySum(values.map(value => (value - mean) * (value - mean))) / values.length)
}
