import { ModelFormatError, type MatrixLike, type NdArray } from '@genre/core'
import { fromJSON as estimatorFromJSON } from '@genre/classical'
import type { ModelCard } from './model-card'
import type { Recipe } from './recipe'
import { featureSet } from './recipe'

const FORMAT = 'genre-model'
const VERSION = 1

/** What a classifier needs of an estimator: classes and a probability for each. */
export interface ProbabilisticClassifier {
  readonly classes: readonly string[]
  predictProba(X: MatrixLike): NdArray<Float64Array>
  toJSON(): unknown
}

/** The parts of a model file. */
export interface ModelFile {
  readonly name: string
  readonly recipe: Recipe
  readonly estimator: ProbabilisticClassifier
  readonly card: ModelCard | null
}

/** A model as plain data for `JSON.stringify`: format, version, recipe, feature names, classes, card, estimator. */
export function formatModelFile(file: ModelFile): unknown {
  return {
    format: FORMAT,
    version: VERSION,
    name: file.name,
    recipe: file.recipe,
    features: featureSet(file.recipe.set).columns.map(column => column.name),
    classes: file.estimator.classes,
    card: file.card,
    estimator: file.estimator.toJSON(),
  }
}

/**
 * Reads what {@link formatModelFile} wrote, trusting nothing: every field is checked, unknown versions are refused.
 *
 * @param name - what the file is called in an error
 * @throws ModelFormatError
 */
export function parseModelFile(json: unknown, name: string): ModelFile {
  const refuse = (reason: string, cause?: unknown): never => {
    throw new ModelFormatError({ file: name, reason, cause })
  }
  if (!isRecord(json)) return refuse('is not a model file: expected an object')
  if (json.format !== FORMAT) return refuse(`is not a model file: format must be '${FORMAT}'`)
  if (json.version !== VERSION)
    return refuse(`has version ${String(json.version)}; this program reads version ${VERSION}`)
  if (typeof json.name !== 'string') return refuse('has no name')
  const recipe = parseRecipe(json.recipe) ?? refuse('has no valid recipe (set, mode, sampleRate, segment)')
  let expected: string[]
  try {
    expected = featureSet(recipe.set).columns.map(column => column.name)
  } catch (cause) {
    return refuse(`needs the descriptor set '${recipe.set}', which this program does not have`, cause)
  }
  if (!sameStrings(json.features, expected)) return refuse(`has other features than the set '${recipe.set}'`)
  let estimator: ProbabilisticClassifier
  try {
    estimator = estimatorFromJSON(json.estimator) as unknown as ProbabilisticClassifier
  } catch (cause) {
    return refuse(`has a damaged estimator: ${cause instanceof Error ? cause.message : String(cause)}`, cause)
  }
  if (typeof estimator.predictProba !== 'function') return refuse('has an estimator that gives no probabilities')
  if (!sameStrings(json.classes, estimator.classes)) return refuse('has other classes than its estimator')
  const width = (estimator as { nFeaturesIn?: unknown }).nFeaturesIn
  if (typeof width === 'number' && width !== expected.length) {
    return refuse(`has an estimator of ${width} features, but the set '${recipe.set}' has ${expected.length}`)
  }
  return { name: json.name, recipe, estimator, card: isRecord(json.card) ? (json.card as unknown as ModelCard) : null }
}

function parseRecipe(json: unknown): Recipe | null {
  if (!isRecord(json)) return null
  const { set, mode, sampleRate, segment } = json
  if (typeof set !== 'string' || (mode !== 'librosa' && mode !== 'kaggle')) return null
  if (typeof sampleRate !== 'number' || !(sampleRate >= 1000 && sampleRate <= 384_000)) return null
  if (typeof segment !== 'number' || !(segment >= 0.1 && segment <= 3600)) return null
  return { set, mode, sampleRate, segment }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function sameStrings(value: unknown, expected: readonly unknown[]): boolean {
  return Array.isArray(value) && value.length === expected.length && value.every((item, i) => item === expected[i])
}
