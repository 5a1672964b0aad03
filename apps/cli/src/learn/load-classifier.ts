import { GenreClassifier, shippedModels } from '@genre/models'
import { readModel } from '@genre/models/node'

/** A model that ships, or one from a file. */
export function loadClassifier(model: string): Promise<GenreClassifier> {
  return shippedModels.includes(model) ? GenreClassifier.load(model) : readModel(model)
}
