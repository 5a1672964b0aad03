import { readFile } from 'node:fs/promises'
import { DataError, InvalidParameterError } from '@genre/core'
import type { FeatureSet } from '@genre/features'
import { FeatureExtractor } from '@genre/features'
import { featureSets } from '@genre/models'

/** The sets that have names. */
export const SET_NAMES: readonly string[] = Object.keys(featureSets)

/**
 * A set by its name, or one of one's own from a JSON file: `{ "name", "columns": [{ "name", "descriptor", "row", "statistic" }] }`.
 *
 * @throws InvalidParameterError for a name that no set has; DataError for a file that is no set
 */
export async function featureSetOf(nameOrFile: string): Promise<FeatureSet> {
  if (Object.hasOwn(featureSets, nameOrFile)) return featureSets[nameOrFile]
  if (!/\.json$/i.test(nameOrFile)) {
    const allowed = `one of ${SET_NAMES.join(', ')}, or a file of one's own that ends in .json`
    throw new InvalidParameterError({ parameter: '--set', received: nameOrFile, allowed })
  }
  const refuse = (reason: string, cause?: unknown): never => {
    throw new DataError({ table: nameOrFile, reason, cause })
  }
  const text = await readFile(nameOrFile, 'utf8').catch((error: unknown) => refuse('there is no such file', error))
  let set: FeatureSet
  try {
    set = JSON.parse(text) as FeatureSet
  } catch (cause) {
    return refuse('is no JSON', cause)
  }
  const isList =
    Array.isArray(set?.columns) && set.columns.every(column => typeof column === 'object' && column !== null)
  if (!isList || typeof set.name !== 'string') {
    return refuse('is no descriptor set: { "name", "columns": [{ "name", "descriptor", ... }] } is needed')
  }
  try {
    new FeatureExtractor(set)
  } catch (cause) {
    return refuse(`is no descriptor set: ${(cause as Error).message}`, cause)
  }
  return set
}
