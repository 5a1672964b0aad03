import { checkOneOf, checkOptions } from '@genre/core'
import type { Descriptor } from './descriptors'
import type { FeatureColumn, FeatureSet } from './feature-set'

/** Options of {@link extended207With}. */
export interface Extended207Options {
  /**
   * What the number of silent frames is divided by: the number of frames (`'frames'`, default), or that of samples
   * (`'samples'`), a slip of the set's source that makes the ratio 512 times too small.
   */
  silenceRatio?: 'frames' | 'samples'
}

/**
 * 207 means over a whole track, from a student project on GTZAN (CSC 461): level, zero
 * crossings, spectral shape, 7 bands of contrast, harmonic and percussive energy, skewness of the centroid, silence, 13 MFCC with
 * their first and second differences, 12 chroma, tempo, 6 tonnetz of the harmonic part, 128 mel bands and three groups of them.
 *
 * Its column names and order are kept. The tonnetz is that of a constant-Q chroma, which makes this set several times as costly as
 * {@link gtzan57}. Needs at least 9 frames (4096 samples), for the differences; made for 22050 Hz.
 *
 * @example
 * ```ts
 * import { extended207 } from '@genre/features'
 * extended207.columns.length // 207
 * ```
 */
export const extended207: FeatureSet = extended207With()

/**
 * {@link extended207} with its source's division of the silence ratio, if wanted.
 *
 * @throws InvalidParameterError for another `silenceRatio` than the two
 *
 * @example
 * ```ts
 * import { extended207With } from '@genre/features'
 * extended207With({ silenceRatio: 'samples' }).columns[17].statistic // 'perSample'
 * ```
 */
export function extended207With(options: Extended207Options = {}): FeatureSet {
  const { silenceRatio: silence = 'frames' } = checkOptions(options)
  checkOneOf('silenceRatio', silence, ['frames', 'samples'])
  return {
    name: 'extended207',
    columns: [
      { name: 'RMS', descriptor: 'rms' },
      { name: 'ZCR', descriptor: 'zeroCrossingRate' },
      { name: 'Spectral_Centroid', descriptor: 'spectralCentroid' },
      { name: 'Spectral_Bandwidth', descriptor: 'spectralBandwidth' },
      { name: 'Spectral_Rolloff', descriptor: 'spectralRolloff' },
      ...means(7, n => `Spectral_Contrast_${n}`, 'spectralContrast'),
      { name: 'Spectral_Flatness', descriptor: 'spectralFlatness' },
      { name: 'Harmonic_Energy', descriptor: 'harmonic', statistic: 'meanSquare' },
      { name: 'Percussive_Energy', descriptor: 'percussive', statistic: 'meanSquare' },
      { name: 'Spectral_Centroid_Skewness', descriptor: 'spectralCentroid', statistic: 'skewness' },
      { name: 'RMS_Harmonic', descriptor: 'rmsOfHarmonic' },
      { name: 'Silence_Ratio', descriptor: 'silence', statistic: silence === 'frames' ? 'mean' : 'perSample' },
      ...means(13, n => `MFCC_${n}_Mean`, 'mfcc'),
      ...means(13, n => `Delta_MFCC_${n}`, 'mfccDelta'),
      ...means(13, n => `Delta2_MFCC_${n}`, 'mfccDelta2'),
      ...means(12, n => `Chroma_${n}`, 'chromaStft'),
      { name: 'Tempo', descriptor: 'tempo' },
      ...means(6, n => `Tonnetz_${n}`, 'tonnetzOfHarmonic'),
      ...means(128, n => `Mel_Spec_${n}`, 'melSpectrogram'),
      { name: 'Energy_Low', descriptor: 'melSpectrogram', row: [0, 40] },
      { name: 'Energy_Mid', descriptor: 'melSpectrogram', row: [40, 80] },
      { name: 'Energy_High', descriptor: 'melSpectrogram', row: [80, 128] },
    ],
  }
}

function means(count: number, name: (n: number) => string, descriptor: Descriptor): FeatureColumn[] {
  return Array.from({ length: count }, (_, row) => ({ name: name(row + 1), descriptor, row }))
}
