import type { Seed } from '@genre/core'
import { RandomState } from '@genre/core'
import type { Excerpts } from '../table/feature-table'
import { partSizes, type PartSizes } from './part-sizes'
import { seedOf } from './seed-of'
import type { Split } from './split'

/** Parameters of {@link rowSplit}. */
export interface RowSplitOptions extends PartSizes {
  /** Seed or generator; without it every call draws another split. */
  readonly randomState?: Seed
}

/**
 * Divides the rows at random, not looking at tracks: the row protocol, by which most accuracies on GTZAN's 3 s segments
 * were published. It puts segments of one recording on both sides, so a model is rewarded for recognising recordings;
 * the split says so in its `warning`. Use {@link trackSplit} for what a model is worth.
 *
 * With a number as seed the rows and their order are those of scikit-learn 1.9's
 * `train_test_split(rows, test_size=testSize, random_state=seed)`. With a validation part it is that function twice with
 * the same seed: first both parts are set aside, then they are divided.
 *
 * @throws InvalidParameterError for sizes that leave a part empty
 *
 * @example
 * ```ts
 * import { createFeatureTable, rowSplit } from '@genre/gtzan'
 * const filenames = Array.from({ length: 10 }, (_, k) => `blues.00000.${k}.wav`)
 * const lengths = filenames.map(() => 66149)
 * const table = createFeatureTable({
 *   columns: [], filenames, lengths, labels: filenames.map(() => 'blues'), values: filenames.map(() => []),
 * })
 * console.log([...rowSplit(table, { testSize: 0.3, randomState: 42 }).test]) // => [ 8, 1, 5 ]
 * ```
 */
export function rowSplit(table: Excerpts, options: RowSplitOptions = {}): Split {
  const rows = table.filenames.length
  const sizes = partSizes(rows, options, 'rows')
  const heldOutSize = sizes.test + sizes.validation
  const order = RandomState.from(options.randomState).permutation(rows)
  const heldOut = order.slice(0, heldOutSize)
  const train = order.slice(heldOutSize)
  let test = heldOut
  let validation = new Int32Array(0)
  if (sizes.validation > 0) {
    const second = RandomState.from(options.randomState).permutation(heldOutSize)
    test = second.slice(0, sizes.test).map(i => heldOut[i])
    validation = second.slice(sizes.test).map(i => heldOut[i])
  }
  const split = { protocol: 'row', seed: seedOf(options.randomState), train, validation, test } as const
  return { ...split, warning: warningFor(table, train, test) }
}

function warningFor(table: Excerpts, train: Int32Array, test: Int32Array): string {
  const trained = new Set<string>()
  for (const row of train) trained.add(table.tracks[row])
  let shared = 0
  for (const row of test) if (trained.has(table.tracks[row])) shared++
  return shared > 0
    ? `Row protocol: ${shared} of ${test.length} test rows are segments of tracks that are also in the training rows, ` +
        'so the score is too high; compare it with the track protocol.'
    : 'Row protocol: no track is on both sides here, but artists and repeated recordings are not kept apart.'
}
