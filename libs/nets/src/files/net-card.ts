import { ModelFormatError } from '@genre/core'

/** What a model was made from and is worth: kept in its file. All but `classes` may be left out. */
export interface NetCard {
  /** The names of the outputs, in order. */
  readonly classes: readonly string[]
  readonly description?: string
  /** How the input is made: the name of a recipe and its options, e.g. `{ name: 'logMelPictures', seconds: 3 }`. */
  readonly recipe?: Readonly<Record<string, unknown>>
  /** The scaler of descriptors that the net takes, as its `toJSON` gives it. */
  readonly scaler?: unknown
  /** `'row'`, `'track'` or `'fault-filtered'`. */
  readonly protocol?: string
  /** Scores under that protocol: `{ trackAccuracy: 0.61, ... }`. */
  readonly scores?: Readonly<Record<string, number>>
  readonly seed?: number
  /** Hash of the training data ({@link hashExamples}). */
  readonly dataHash?: string
  /** Limits that users must know. */
  readonly limits?: readonly string[]
}

const OPTIONAL: Readonly<Record<string, (value: unknown) => boolean>> = {
  description: value => typeof value === 'string',
  recipe: isRecord,
  scaler: () => true,
  protocol: value => typeof value === 'string',
  scores: value => isRecord(value) && Object.values(value).every(Number.isFinite),
  seed: Number.isSafeInteger,
  dataHash: value => typeof value === 'string',
  limits: value => Array.isArray(value) && value.every(limit => typeof limit === 'string'),
}

/**
 * A card out of a file or from a caller, checked field by field.
 * @throws ModelFormatError with what is wrong
 */
export function parseNetCard(value: unknown, file: string, outputs: number): NetCard {
  const fail = (reason: string): never => {
    throw new ModelFormatError({ file, reason: `the card: ${reason}` })
  }
  if (!isRecord(value)) return fail('it must be an object')
  const { classes } = value
  if (!Array.isArray(classes) || !classes.every(name => typeof name === 'string' && name !== '')) {
    return fail('classes must be a list of names')
  }
  if (classes.length !== outputs) fail(`it names ${classes.length} classes, but the net has ${outputs} outputs`)
  if (new Set(classes).size !== classes.length) fail('two classes have the same name')
  const card: Record<string, unknown> = { classes: [...classes] }
  for (const [field, isValid] of Object.entries(OPTIONAL)) {
    if (value[field] === undefined) continue
    if (!isValid(value[field])) fail(`${field} has not the form that it should have`)
    card[field] = value[field]
  }
  return card as unknown as NetCard
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
