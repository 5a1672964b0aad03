import type { Seed } from '@genre/core'
import { RandomState } from '@genre/core'
import type { Excerpts } from '../table/feature-table'
import { partSizes, type PartSizes } from './part-sizes'
import { seedOf } from './seed-of'
import type { Split } from './split'
import type { TrackRows } from './tracks-of'
import { byLabel, rowsOf, tracksOf } from './tracks-of'

/** Parameters of {@link trackSplit}; sizes are shares or numbers of tracks. */
export interface TrackSplitOptions extends PartSizes {
  /** Seed or generator; without it every call draws another split. */
  readonly randomState?: Seed
}

/**
 * Divides whole tracks at random, each genre in the same proportions: the track protocol. No recording has segments on
 * both sides. Two tracks of one artist may still be apart, and GTZAN has tracks twice under two names; for
 * that see {@link artistSplit} and {@link faultFilteredSplit}.
 *
 * The draw depends on the seed and on the names of the tracks only, not on the order of the rows; rows come back in
 * ascending order. Where a genre cannot be divided evenly, the largest remainders get the odd tracks (earlier genres
 * first), so the sizes of the parts are right over all genres.
 *
 * @throws InvalidParameterError for sizes that leave a part empty
 * @throws DataError if the rows of one track carry two genres
 *
 * @example
 * ```ts
 * import { assertNoLeak, createFeatureTable, trackSplit } from '@genre/gtzan'
 * const names = ['blues', 'rock'].flatMap(genre => [0, 1, 2, 3].map(n => `${genre}.0000${n}`))
 * const filenames = names.flatMap(name => [`${name}.0.wav`, `${name}.1.wav`])
 * const table = createFeatureTable({
 *   columns: [],
 *   filenames,
 *   lengths: filenames.map(() => 66149),
 *   labels: filenames.map(name => name.split('.')[0]),
 *   values: filenames.map(() => []),
 * })
 * const split = trackSplit(table, { testSize: 0.25, randomState: 0 })
 * console.log(split.train.length, split.test.length) // => 12 4
 * assertNoLeak(split, table)
 * ```
 */
export function trackSplit(table: Excerpts, options: TrackSplitOptions = {}): Split {
  const tracks = tracksOf(table)
  const sizes = partSizes(tracks.length, options, 'tracks')
  const random = RandomState.from(options.randomState)
  const groups = byLabel(tracks).map(group => Array.from(random.permutation(group.length), i => group[i]))
  const heldOut = apportion(
    sizes.test + sizes.validation,
    groups.map(group => group.length),
  )
  const tested = apportion(sizes.test, heldOut)
  const parts: Record<'train' | 'validation' | 'test', TrackRows[]> = { train: [], validation: [], test: [] }
  groups.forEach((group, g) => {
    parts.test.push(...group.slice(0, tested[g]))
    parts.validation.push(...group.slice(tested[g], heldOut[g]))
    parts.train.push(...group.slice(heldOut[g]))
  })
  return {
    protocol: 'track',
    seed: seedOf(options.randomState),
    train: rowsOf(parts.train),
    validation: rowsOf(parts.validation),
    test: rowsOf(parts.test),
  }
}

/** Divides `total` over groups in proportion to their sizes: whole quotas first, then the largest remainders. */
export function apportion(total: number, sizes: readonly number[]): number[] {
  const all = sizes.reduce((sum, size) => sum + size, 0)
  // Integer arithmetic: the remainders of total * size / all are compared exactly.
  const shares = sizes.map(size => Math.floor((total * size) / all))
  const remainders = sizes.map((size, g) => total * size - shares[g] * all)
  const order = sizes.map((_, g) => g).sort((a, b) => remainders[b] - remainders[a] || a - b)
  const left = total - shares.reduce((sum, share) => sum + share, 0)
  for (let k = 0; k < left; k++) shares[order[k]]++
  return shares
}
