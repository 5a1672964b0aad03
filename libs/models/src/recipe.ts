import { InvalidParameterError } from '@genre/core'
import type { FeatureSet, Mode } from '@genre/features'
import {
  bandRhythm,
  extended207,
  gtzan57,
  melTexture,
  pictureTexture,
  timbreRhythm,
  timbreTexture,
} from '@genre/features'

/** From audio to the numbers a model takes: the one path that training and classification share. */
export interface Recipe {
  /** Name of the descriptor set. */
  readonly set: string
  /** `'librosa'`: today's defaults; `'kaggle'`: what made the published GTZAN tables. */
  readonly mode: Mode
  /** Audio is resampled to this rate first, Hz. */
  readonly sampleRate: number
  /** Length of a segment, seconds. */
  readonly segment: number
}

/**
 * The descriptor sets that have names, by their names: what a {@link Recipe} and `genre extract --set` can ask for.
 *
 * @example
 * ```ts
 * import { featureSets } from '@genre/models'
 * console.log(featureSets.gtzan57.columns.length) // => 57
 * ```
 */
export const featureSets: Readonly<Record<string, FeatureSet>> = {
  gtzan57,
  extended207,
  timbreRhythm,
  bandRhythm,
  melTexture,
  timbreTexture,
  pictureTexture,
}

/** The descriptor set of a name, or an InvalidParameterError that lists the known ones. */
export function featureSet(name: string): FeatureSet {
  if (Object.hasOwn(featureSets, name)) return featureSets[name]
  const allowed = `one of ${Object.keys(featureSets).join(', ')}`
  throw new InvalidParameterError({ parameter: 'recipe.set', received: name, allowed })
}
