import { InvalidParameterError, ShapeError } from '@genre/core'
import type { Seed } from '@genre/core'
import type { LabelsLike } from '../base/labels'
import { groupSplits } from './group-shuffle-split'
import { randomSplits } from './shuffle-split'
import type { SplitSizes } from './split-sizes'
import { shuffleSplitOptions, splitSizes } from './split-sizes'
import type { Split } from './splitter'
import { stratifiedSplits } from './stratified-shuffle-split'
import type { Rows, Taken } from './take'
import { countRows, takeRows } from './take'

/** Options of {@link trainTestSplit}. */
export interface TrainTestSplitOptions extends SplitSizes {
  /** Seeds the draw: the same seed takes the same rows as in scikit-learn. */
  readonly randomState?: Seed
  /** Whether to draw at random; otherwise the last rows are the test rows. Default true. */
  readonly shuffle?: boolean
  /** Labels whose proportions both parts keep. */
  readonly stratify?: LabelsLike | null
  /** One group a row; no group gets into both parts. Sizes then count groups. */
  readonly groups?: LabelsLike | null
}

/** The parts of each array, in scikit-learn's order: `[XTrain, XTest, yTrain, yTest, ...]`. */
export type TrainTestParts<T extends readonly Rows[]> = T extends readonly [
  infer A extends Rows,
  ...infer Rest extends readonly Rows[],
]
  ? [Taken<A>, Taken<A>, ...TrainTestParts<Rest>]
  : T extends readonly []
    ? []
    : Taken<T[number]>[]

/**
 * Parts arrays of the same number of rows into training and test rows, the very ones that scikit-learn 1.9's
 * `train_test_split` takes with the same seed, and in the same order. A quarter of the rows goes to test by default.
 *
 * With `groups` it takes what `GroupShuffleSplit` with one split would (scikit-learn's function has no such option).
 *
 * @param arrays - matrices, arrays or typed arrays; each part has the type of its array
 * @returns `[XTrain, XTest, yTrain, yTest, ...]`
 * @throws ShapeError for arrays of different lengths; InvalidParameterError for sizes that leave a part empty, for both
 *   `stratify` and `groups`, and for either without `shuffle`; DataError for a class of one row in `stratify`
 *
 * @example
 * ```ts
 * import { trainTestSplit } from '@genre/classical'
 * const X = [[1], [2], [3], [4], [5]]
 * const y = ['a', 'b', 'a', 'b', 'a']
 * const [XTrain, XTest, yTrain, yTest] = trainTestSplit([X, y], { testSize: 0.4, randomState: 42 })
 * console.log(XTest, yTest) // => [ [ 2 ], [ 5 ] ] [ 'b', 'a' ]
 * ```
 */
export function trainTestSplit<const T extends readonly [Rows, ...Rows[]]>(
  arrays: T,
  options: TrainTestSplitOptions = {},
): TrainTestParts<T> {
  if (!Array.isArray(arrays) || arrays.length === 0) {
    throw new InvalidParameterError({
      parameter: 'arrays',
      received: arrays,
      allowed: 'a list of arrays, as in [X, y]',
    })
  }
  const rows = countRows(arrays[0], 'arrays[0]')
  arrays.forEach((array: Rows, k) => {
    const length = countRows(array, `arrays[${k}]`)
    if (length === rows) return
    throw new ShapeError({ array: `arrays[${k}]`, received: [length], expected: `${rows} rows like arrays[0]` })
  })
  const { train, test } = drawSplit(rows, options)
  return arrays.flatMap((array: Rows) => [takeRows(array, train), takeRows(array, test)]) as TrainTestParts<T>
}

function drawSplit(rows: number, options: TrainTestSplitOptions): Split {
  const { shuffle = true, stratify = null, groups = null, testSize, trainSize, randomState } = options
  const shuffling = shuffleSplitOptions({ nSplits: 1, testSize, trainSize, randomState }, 1)
  if (stratify && groups) {
    throw new InvalidParameterError({
      parameter: 'groups',
      received: groups,
      allowed: 'absent where stratify is given',
    })
  }
  if (!shuffle) {
    if (stratify || groups) {
      throw new InvalidParameterError({
        parameter: 'shuffle',
        received: shuffle,
        allowed: 'true where stratify or groups is given',
      })
    }
    const sizes = splitSizes(rows, shuffling, 0.25)
    const order = Int32Array.from({ length: sizes.train + sizes.test }, (_, row) => row)
    return { train: order.slice(0, sizes.train), test: order.slice(sizes.train) }
  }
  if (groups) return groupSplits(rows, groups, shuffling, 0.25)[0]
  if (stratify) return stratifiedSplits(rows, stratify, shuffling, 0.25)[0]
  return randomSplits(rows, shuffling, 0.25)[0]
}
