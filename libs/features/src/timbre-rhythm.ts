import { BANDS, MODULATIONS } from './bands'
import type { FeatureColumn, FeatureSet } from './feature-set'
import { gtzan57 } from './gtzan57'

const bands = Array.from({ length: BANDS }, (_, band) => band)

/** Columns of one statistic of every band's level. */
function levels(statistic: FeatureColumn['statistic'], suffix: string): FeatureColumn[] {
  return bands.map(row => ({ name: `band${row + 1}_${suffix}`, descriptor: 'bandLevels', row, statistic }))
}

/**
 * A set of this package's own: the 57 of {@link gtzan57}, and 387 that say more about how the sound is spread over
 * frequency and how it moves. Of 18 bands of the dB mel spectrogram: mean, standard deviation and mean change from frame to frame of
 * the level; its modulation spectrum at 10 rates from 0.1 to 10 Hz; and the correlation of each pair of bands over time.
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
  columns: [
    ...gtzan57.columns,
    ...levels('mean', 'mean'),
    ...levels('std', 'std'),
    ...levels('meanChange', 'change'),
    ...bands.flatMap(band =>
      Array.from({ length: MODULATIONS }, (_, rate) => ({
        name: `band${band + 1}_modulation${rate + 1}`,
        descriptor: 'bandModulation' as const,
        row: MODULATIONS * band + rate,
      })),
    ),
    ...bands
      .flatMap(a => bands.slice(a + 1).map(b => `band${a + 1}_band${b + 1}_correlation`))
      .map((name, row) => ({ name, descriptor: 'bandCorrelation' as const, row })),
  ],
}
