import { DataError, InvalidParameterError } from '@genre/core'
import type { LabelsLike } from '../base/labels'
import type { Split, Splitter, SplitterJson } from './splitter'
import { splitsOfFolds } from './splitter'
import type { Rows } from './take'
import { countRows } from './take'

/**
 * Folds that the caller chose: `testFold[i]` is the fold that has row `i` as a test row, -1 keeps it in every training
 * set. scikit-learn 1.9's `PredefinedSplit`.
 *
 * @example
 * ```ts
 * import { PredefinedSplit } from '@genre/classical'
 * const [{ train, test }] = new PredefinedSplit([-1, -1, 0, 0]).split([1, 2, 3, 4])
 * console.log(train, test) // => Int32Array(2) [ 0, 1 ] Int32Array(2) [ 2, 3 ]
 * ```
 */
export class PredefinedSplit implements Splitter {
  readonly testFold: Int32Array
  readonly #folds: number[]

  /** @throws DataError for what is no whole number from -1 */
  constructor(testFold: ArrayLike<number>) {
    for (let row = 0; row < testFold.length; row++) {
      if (Number.isInteger(testFold[row]) && testFold[row] >= -1) continue
      throw new DataError({ table: 'testFold', row, reason: `a fold is a whole number from -1, not ${testFold[row]}` })
    }
    this.testFold = Int32Array.from(testFold)
    this.#folds = [...new Set(this.testFold)].filter(fold => fold !== -1).sort((a, b) => a - b)
  }

  getNSplits(): number {
    return this.#folds.length
  }

  /** The splitter as plain data, as the `cv` of a model file has it. */
  toJSON(): SplitterJson {
    return { splitter: 'PredefinedSplit', testFold: [...this.testFold] }
  }

  /** @throws InvalidParameterError for another number of rows than folds were given for */
  split(X: Rows, _y?: LabelsLike | null, _groups?: LabelsLike | null): Split[] {
    const rows = countRows(X, 'X')
    if (rows !== this.testFold.length) {
      throw new InvalidParameterError({
        parameter: 'testFold',
        received: this.testFold,
        allowed: `${rows} folds, one for each row of X`,
      })
    }
    return splitsOfFolds(this.testFold, this.#folds)
  }
}
