import type { FeatureColumn, FeatureSet } from './feature-set'

const BY_NAME = {
  chroma_stft: 'chromaStft',
  rms: 'rms',
  spectral_centroid: 'spectralCentroid',
  spectral_bandwidth: 'spectralBandwidth',
  rolloff: 'spectralRolloff',
  zero_crossing_rate: 'zeroCrossingRate',
  harmony: 'harmonic',
  perceptr: 'percussive',
} as const

/**
 * The 57 descriptors of the GTZAN tables on Kaggle (`features_30_sec.csv`, `features_3_sec.csv`), with their column names in their
 * order: mean and variance of chroma, RMS, spectral centroid, bandwidth and roll-off, zero-crossing rate, of the samples
 * of the harmonic and the percussive part (`harmony`, `perceptr`), the tempo, and mean and variance of 20 MFCC.
 *
 * Made for 22050 Hz: resample other audio first. `mode: 'kaggle'` gives the tables' own numbers.
 *
 * @example
 * ```ts
 * import { gtzan57 } from '@genre/features'
 * gtzan57.columns.map(column => column.name) // ['chroma_stft_mean', 'chroma_stft_var', 'rms_mean', ...]
 * ```
 */
export const gtzan57: FeatureSet = {
  name: 'gtzan57',
  columns: [
    ...Object.entries(BY_NAME).flatMap(([name, descriptor]) => meanAndVar(name, { descriptor })),
    { name: 'tempo', descriptor: 'tempo' },
    ...Array.from({ length: 20 }, (_, row) => meanAndVar(`mfcc${row + 1}`, { descriptor: 'mfcc', row })).flat(),
  ],
}

function meanAndVar(name: string, column: Pick<FeatureColumn, 'descriptor' | 'row'>): FeatureColumn[] {
  return [
    { name: `${name}_mean`, ...column, statistic: 'mean' },
    { name: `${name}_var`, ...column, statistic: 'var' },
  ]
}
