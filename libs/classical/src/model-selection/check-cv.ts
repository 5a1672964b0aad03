import { InvalidParameterError } from '@genre/core'
import type { AnyEstimator } from '../base/estimator'
import { GroupKFold } from './group-k-fold'
import { GroupShuffleSplit } from './group-shuffle-split'
import { KFold } from './k-fold'
import { PredefinedSplit } from './predefined-split'
import { ShuffleSplit } from './shuffle-split'
import type { Split, Splitter, SplitterJson } from './splitter'
import { StratifiedGroupKFold } from './stratified-group-k-fold'
import { StratifiedKFold } from './stratified-k-fold'
import { StratifiedShuffleSplit } from './stratified-shuffle-split'

/**
 * How to cross-validate: a number of folds (stratified for classifiers; `null` for 5), a splitter, a splitter as plain
 * data, or the splits themselves.
 */
export type CrossValidator = number | null | Splitter | SplitterJson | readonly Split[]

const SPLITTERS: Readonly<Record<string, (options: never) => Splitter>> = {
  KFold: options => new KFold(options),
  StratifiedKFold: options => new StratifiedKFold(options),
  GroupKFold: options => new GroupKFold(options),
  StratifiedGroupKFold: options => new StratifiedGroupKFold(options),
  ShuffleSplit: options => new ShuffleSplit(options),
  StratifiedShuffleSplit: options => new StratifiedShuffleSplit(options),
  GroupShuffleSplit: options => new GroupShuffleSplit(options),
  PredefinedSplit: ({ testFold }: { testFold: number[] }) => new PredefinedSplit(testFold),
}

/**
 * The splitter that a `cv` parameter stands for: scikit-learn 1.9's `check_cv`.
 *
 * @throws InvalidParameterError for anything else
 */
export function checkCv(cv: CrossValidator | undefined, estimator: AnyEstimator): Splitter {
  if (cv == null || typeof cv === 'number') {
    const nSplits = cv ?? 5
    return estimator.kind === 'classifier' ? new StratifiedKFold({ nSplits }) : new KFold({ nSplits })
  }
  if (Array.isArray(cv)) {
    const splits = (cv as readonly Split[]).map((split, k) => ({
      train: indexList(split?.train, `cv[${k}].train`),
      test: indexList(split?.test, `cv[${k}].test`),
    }))
    if (splits.length > 0) return { split: () => splits, getNSplits: () => splits.length }
  } else if (typeof cv === 'object') {
    if (typeof (cv as Splitter).split === 'function') return cv as Splitter
    const { splitter, ...options } = cv as SplitterJson
    if (typeof splitter === 'string' && Object.hasOwn(SPLITTERS, splitter)) return SPLITTERS[splitter](options as never)
  }
  const allowed = 'a number of folds, a splitter, or a list of { train, test }'
  throw new InvalidParameterError({ parameter: 'cv', received: cv, allowed })
}

function indexList(value: unknown, parameter: string): Int32Array {
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return Int32Array.from(value as ArrayLike<number>)
  throw new InvalidParameterError({ parameter, received: value, allowed: 'positions of rows' })
}
