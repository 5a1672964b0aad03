import { InvalidParameterError } from '@genre/core'

/** A model that comes with the package is loaded only when it is asked for: bundlers make a chunk of each. */
const models: Readonly<Record<string, () => Promise<{ default: unknown }>>> = {
  'gtzan-texture': () => import('../models/gtzan-texture.json'),
  'gtzan57-logistic': () => import('../models/gtzan57-logistic.json'),
  'gtzan57-kernel': () => import('../models/gtzan57-kernel.json'),
}

/** Names of the models that come with the package; the first is the default. */
export const shippedModels: readonly string[] = Object.keys(models)

/**
 * The JSON of a model that comes with the package.
 *
 * @throws InvalidParameterError for a name that does not ship
 */
export async function loadShippedModel(name: string = shippedModels[0]): Promise<unknown> {
  if (!Object.hasOwn(models, name)) {
    throw new InvalidParameterError({
      parameter: 'model',
      received: name,
      allowed: `one of ${shippedModels.join(', ')}`,
    })
  }
  return (await models[name]()).default
}
