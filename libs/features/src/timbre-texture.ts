import type { FeatureSet } from './feature-set'
import { melTexture } from './mel-texture'
import { timbreRhythm } from './timbre-rhythm'

/**
 * The largest set of this package: the 444 of {@link timbreRhythm} and the 450 of {@link melTexture}. Of the sets here it tells genres
 * best where artists are new; models need regularisation.
 *
 * @example
 * ```ts
 * import { timbreTexture } from '@genre/features'
 * timbreTexture.columns.length // 894
 * ```
 */
export const timbreTexture: FeatureSet = {
  name: 'timbre-texture',
  columns: [...timbreRhythm.columns, ...melTexture.columns],
}
