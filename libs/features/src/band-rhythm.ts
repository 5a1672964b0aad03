import { BANDS, MODULATIONS } from './bands'
import type { FeatureColumn, FeatureSet } from './feature-set'

const bands = Array.from({ length: BANDS }, (_, band) => band)

/** Columns of one statistic of every band's level. */
function levels(statistic: FeatureColumn['statistic'], suffix: string): FeatureColumn[] {
  return bands.map(row => ({ name: `band${row + 1}_${suffix}`, descriptor: 'bandLevels', row, statistic }))
}

/**
 * What the dB mel spectrogram alone says about how sound is spread over frequency and how it moves, in 387 columns: of 18
 * bands mean, standard deviation and mean change from frame to frame of the level; its modulation spectrum at 10 rates from
 * 0.1 to 10 Hz; and the correlation of each pair of bands over time. Part of {@link timbreRhythm}; also for
 * {@link extractFromLogMel}.
 *
 * @example
 * ```ts
 * import { bandRhythm } from '@genre/features'
 * bandRhythm.columns.length // 387
 * ```
 */
export const bandRhythm: FeatureSet = {
  name: 'band-rhythm',
  columns: [
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
