import { bandRhythm } from './band-rhythm'
import { MODULATIONS } from './bands'
import type { FeatureColumn, FeatureSet } from './feature-set'
import { melTexture } from './mel-texture'
import { COEFFICIENTS } from './picture-levels'
import type { PictureDescriptor } from './picture-levels'

/** The same of pictures. */
const inPictures: Readonly<Partial<Record<FeatureColumn['descriptor'], PictureDescriptor>>> = {
  bandLevels: 'pictureBands',
  bandModulation: 'pictureModulation',
  bandCorrelation: 'pictureCorrelation',
  levelPatterns: 'picturePatterns',
  levelSlopes: 'pictureSlopes',
}

/** Pictures have no rates above 5.6 Hz: the last, 10 Hz, would be constant. */
const isShown = ({ descriptor, row }: FeatureColumn) =>
  descriptor !== 'bandModulation' || Number(row) % MODULATIONS < MODULATIONS - 1

const cepstrum = Array.from({ length: COEFFICIENTS }, (_, row) => row).flatMap(row =>
  (['mean', 'std', 'meanChange'] as const).map(statistic => ({
    name: `cepstrum${row + 1}_${statistic === 'meanChange' ? 'change' : statistic}`,
    descriptor: 'pictureCepstrum' as const,
    row,
    statistic,
  })),
)

/**
 * What Kaggle's mel pictures of GTZAN tell, in 879 columns, from a picture or from sound: {@link bandRhythm} (without its fastest rate) and
 * {@link melTexture} of the descriptor `pictureLevels`, and mean, spread and change of 20 cepstral coefficients. The pictures of 999 tracks
 * are at hand where their sound is not; a model that learned from them with this set can be asked about sound. Gain does not
 * matter, nor does what lies 25 dB and more below the loud parts: most of what codecs and sampling rates change.
 *
 * From a picture: `extractFromLogMel({ logMel }, pictureTexture, { frameRate })` with half its levels, as the pictures show `20 log10` of
 * a power.
 *
 * @example
 * ```ts
 * import { extractFeatures, pictureTexture } from '@genre/features'
 * const samples = Float32Array.from({ length: 44100 }, (_, i) => Math.sin(0.06 * i) * Math.exp(-(i % 11025) / 2000))
 * const loud = extractFeatures({ samples, sampleRate: 22050 }, pictureTexture)
 * const soft = extractFeatures({ samples: samples.map(x => x / 4), sampleRate: 22050 }, pictureTexture)
 * console.log(pictureTexture.columns.length, loud.zone3_pattern1 === soft.zone3_pattern1) // => 879 true
 * ```
 */
export const pictureTexture: FeatureSet = {
  name: 'picture-texture',
  columns: [
    ...[...bandRhythm.columns, ...melTexture.columns].filter(isShown).map(column => ({
      ...column,
      descriptor: inPictures[column.descriptor]!,
    })),
    ...cepstrum,
  ],
}
