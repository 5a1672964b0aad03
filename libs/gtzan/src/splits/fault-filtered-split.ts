import type { Excerpts } from '../table/feature-table'
import { FAULT_FILTERED } from './data/fault-filtered'
import { missingWarning, publishedParts } from './published-parts'
import type { Split } from './split'

/**
 * The fault-filtered split of GTZAN: 443 tracks to train, 197 to validate and 290 to test. Repeated and
 * distorted tracks are left out, and no artist of Sturm's index is in two parts, so accuracies by it are far lower than
 * by row, and closer to what a model does with music it has not heard.
 *
 * Rows come in the order of the table. Tracks that the table lacks are listed in `missing` and named in `warning`:
 * in a table made from Kaggle's audio that is `jazz.00054`, whose file cannot be read, and 929 tracks remain.
 *
 * Published in C. Kereliuk, B. L. Sturm, J. Larsen, "Deep learning and music adversaries", IEEE Transactions on
 * Multimedia 17(11), 2015.
 *
 * @throws DataError if the table has no track of GTZAN
 *
 * @example
 * ```ts
 * import { createFeatureTable, faultFilteredSplit } from '@genre/gtzan'
 * const filenames = ['blues.00000.wav', 'blues.00012.wav', 'blues.00029.wav']
 * const table = createFeatureTable({
 *   columns: [],
 *   filenames,
 *   lengths: [1, 1, 1],
 *   labels: ['blues', 'blues', 'blues'],
 *   values: [[], [], []],
 * })
 * const { train, validation, test } = faultFilteredSplit(table)
 * console.log([...train], [...validation], [...test]) // => [ 2 ] [ 0 ] [ 1 ]
 * ```
 */
export function faultFilteredSplit(table: Excerpts): Split {
  const { rowsOf, missing } = publishedParts(table, FAULT_FILTERED)
  const warning = missingWarning(missing, 930)
  return {
    protocol: 'fault-filtered',
    seed: null,
    train: rowsOf('r'),
    validation: rowsOf('v'),
    test: rowsOf('t'),
    ...(warning && { warning, missing }),
  }
}
