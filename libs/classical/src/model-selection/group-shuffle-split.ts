import type { LabelsLike } from '../base/labels'
import { randomSplits } from './shuffle-split'
import type { ShuffleSplitArgument, ShuffleSplitOptions } from './split-sizes'
import { shuffleSplitOptions } from './split-sizes'
import type { Split } from './splitter'
import { codesFor, CountedSplitter } from './splitter'
import type { Rows } from './take'
import { countRows } from './take'

/**
 * Independent random splits that keep groups whole: scikit-learn 1.9's `GroupShuffleSplit`, row by row. Sizes count
 * groups, not rows; five splits with a fifth of the groups to test by default. Rows come in the order of the table.
 *
 * @example
 * ```ts
 * import { GroupShuffleSplit } from '@genre/classical'
 * const tracks = ['t1', 't1', 't2', 't2', 't3']
 * const [{ test }] = new GroupShuffleSplit({ nSplits: 1, testSize: 1, randomState: 0 }).split(tracks, null, tracks)
 * console.log(test) // => Int32Array(1) [ 4 ]
 * ```
 */
export class GroupShuffleSplit extends CountedSplitter<Required<ShuffleSplitOptions>> {
  /** @throws InvalidParameterError for sizes or a number of splits out of range */
  constructor(options?: ShuffleSplitArgument) {
    super('GroupShuffleSplit', shuffleSplitOptions(options, 5))
  }

  /** @throws InvalidParameterError without groups */
  split(X: Rows, _y?: LabelsLike | null, groups?: LabelsLike | null): Split[] {
    return groupSplits(countRows(X, 'X'), groups, this.options, 0.2)
  }
}

/** Random splits of the groups, as rows. */
export function groupSplits(
  rows: number,
  groups: LabelsLike | null | undefined,
  options: Required<ShuffleSplitOptions>,
  defaultTestSize: number,
): Split[] {
  const { classes, codes } = codesFor('groups', groups, rows)
  const all = Int32Array.from(codes.keys())
  return randomSplits(classes.length, options, defaultTestSize).map(split => {
    const train = new Set(split.train)
    const test = new Set(split.test)
    return { train: all.filter(row => train.has(codes[row])), test: all.filter(row => test.has(codes[row])) }
  })
}
