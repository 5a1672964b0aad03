import { RandomState } from '@genre/core'
import type { LabelsLike } from '../base/labels'
import type { ShuffleSplitArgument, ShuffleSplitOptions } from './split-sizes'
import { shuffleSplitOptions, splitSizes } from './split-sizes'
import type { Split } from './splitter'
import { CountedSplitter } from './splitter'
import type { Rows } from './take'
import { countRows } from './take'

/**
 * Independent random splits: scikit-learn 1.9's `ShuffleSplit`, row by row and in its order. Ten splits with a tenth of
 * the rows to test by default.
 *
 * @example
 * ```ts
 * import { ShuffleSplit } from '@genre/classical'
 * const [{ train, test }] = new ShuffleSplit({ nSplits: 1, testSize: 2, randomState: 0 }).split([1, 2, 3, 4, 5])
 * console.log(train, test) // => Int32Array(3) [ 1, 3, 4 ] Int32Array(2) [ 2, 0 ]
 * ```
 */
export class ShuffleSplit extends CountedSplitter<Required<ShuffleSplitOptions>> {
  /** @throws InvalidParameterError for sizes or a number of splits out of range */
  constructor(options?: ShuffleSplitArgument) {
    super('ShuffleSplit', shuffleSplitOptions(options, 10))
  }

  split(X: Rows, _y?: LabelsLike | null, _groups?: LabelsLike | null): Split[] {
    return randomSplits(countRows(X, 'X'), this.options, 0.1)
  }
}

/** `nSplits` random splits of 0 to count - 1. */
export function randomSplits(count: number, options: Required<ShuffleSplitOptions>, defaultTestSize: number): Split[] {
  const { train, test } = splitSizes(count, options, defaultTestSize)
  const random = RandomState.from(options.randomState)
  return Array.from({ length: options.nSplits }, () => {
    const order = random.permutation(count)
    return { train: order.slice(test, test + train), test: order.slice(0, test) }
  })
}
