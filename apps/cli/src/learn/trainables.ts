import { InvalidParameterError } from '@genre/core'
import { classicalModels } from './classical-models'
import type { Trainable } from './trainable'

/** Every model that can be trained by name; other families add their lists here. */
export const trainables: readonly Trainable[] = [...classicalModels]

/** @throws InvalidParameterError for a name that no model has */
export function trainable(name: string): Trainable {
  const found = trainables.find(candidate => candidate.name === name)
  if (found) return found
  const allowed = `one of ${trainables.map(candidate => candidate.name).join(', ')}`
  throw new InvalidParameterError({ parameter: 'model', received: name, allowed })
}
