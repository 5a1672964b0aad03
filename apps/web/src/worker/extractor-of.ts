import type { FeatureSet } from '@genre/features'
import { FeatureExtractor, gtzan57 } from '@genre/features'
import type { GenreClassifier } from '@genre/models'

const SETS: readonly FeatureSet[] = [gtzan57]

/** Computes the descriptors that a model was trained on, for stretches of any length. */
export function extractorOf({ recipe }: GenreClassifier): FeatureExtractor {
  const set = SETS.find(each => each.name === recipe.set)
  if (!set) throw new Error(`the page has no descriptor set '${recipe.set}'`)
  return new FeatureExtractor(set, { sampleRate: recipe.sampleRate, mode: recipe.mode })
}
