import type { Seed } from '@genre/core'
import { InvalidParameterError, RandomState, checkInteger } from '@genre/core'
import type { Excerpts } from '../table/feature-table'
import { seedOf } from './seed-of'
import type { Split } from './split'
import type { TrackRows } from './tracks-of'
import { byLabel, rowsOf, tracksOf } from './tracks-of'

/** Parameters of {@link trackFolds}. */
export interface TrackFoldsOptions {
  /** Number of folds, at least 2. Default 5. */
  readonly folds?: number
  /** Seed or generator; without it every call draws other folds. */
  readonly randomState?: Seed
}

/**
 * Cross-validation by track: every track is in the test part of exactly one fold with all its rows, and each fold has
 * its share of every genre (sizes differ by one track at most, per genre and over all).
 *
 * @throws InvalidParameterError for fewer than 2 folds or more folds than tracks
 * @throws DataError if the rows of one track carry two genres
 *
 * @example
 * ```ts
 * import { createFeatureTable, trackFolds } from '@genre/gtzan'
 * const filenames = [0, 1, 2, 3].flatMap(n => [`jazz.0000${n}.0.wav`, `jazz.0000${n}.1.wav`])
 * const table = createFeatureTable({
 *   columns: [],
 *   filenames,
 *   lengths: filenames.map(() => 66149),
 *   labels: filenames.map(() => 'jazz'),
 *   values: filenames.map(() => []),
 * })
 * const folds = trackFolds(table, { folds: 2, randomState: 42 })
 * console.log(folds.map(({ test }) => test.length)) // => [ 4, 4 ]
 * ```
 */
export function trackFolds(table: Excerpts, options: TrackFoldsOptions = {}): Split[] {
  const folds = checkInteger('folds', options.folds ?? 5, { min: 2 })
  const tracks = tracksOf(table)
  if (folds > tracks.length) {
    throw new InvalidParameterError({
      parameter: 'folds',
      received: folds,
      allowed: `at most the ${tracks.length} tracks`,
    })
  }
  const random = RandomState.from(options.randomState)
  const parts = Array.from({ length: folds }, (): TrackRows[] => [])
  let next = 0
  for (const group of byLabel(tracks)) {
    // Dealt out like cards, each genre going on where the one before stopped.
    for (const i of random.permutation(group.length)) parts[next++ % folds].push(group[i])
  }
  return parts.map((part, k) => ({
    protocol: 'track',
    seed: seedOf(options.randomState),
    fold: k + 1,
    train: rowsOf(parts.filter(other => other !== part).flat()),
    validation: new Int32Array(0),
    test: rowsOf(part),
  }))
}
