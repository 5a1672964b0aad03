import { bandRhythm } from './band-rhythm'
import type { FeatureSet } from './feature-set'
import { gtzan57 } from './gtzan57'

/**
 * A set of this package's own: the 57 of {@link gtzan57}, and the 387 of {@link bandRhythm} that say more about how the sound
 * is spread over frequency and how it moves.
 *
 * Many columns are correlated, so models need regularisation or a reduction of dimension. A modulation slower than the clip is
 * long says little: three seconds see rates from about 0.4 Hz on.
 *
 * @example
 * ```ts
 * import { timbreRhythm } from '@genre/features'
 * timbreRhythm.columns.length // 444
 * ```
 */
export const timbreRhythm: FeatureSet = {
  name: 'timbre-rhythm',
  columns: [...gtzan57.columns, ...bandRhythm.columns],
}
