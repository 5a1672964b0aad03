import type { FeatureSet } from '@genre/features'
import { FeatureExtractor, bandRhythm, extended207, gtzan57, timbreRhythm } from '@genre/features'
import type { GenreClassifier } from '@genre/models'

const SETS: readonly FeatureSet[] = [gtzan57, extended207, timbreRhythm, bandRhythm]

/** Computes the descriptors that a model was trained on, for stretches of any length. */
export function extractorOf({ recipe }: GenreClassifier): FeatureExtractor {
  const set = SETS.find(each => each.name === recipe.set)
  if (!set) throw new Error(`the page has no descriptor set '${recipe.set}'`)
  return new FeatureExtractor(set, { sampleRate: recipe.sampleRate, mode: recipe.mode })
}
