import type { Evaluation, Leak, ModelCard } from '@genre/models'
import type { TrainingPoint } from '@genre/viz'

/** An evaluation as files keep it. */
export type KeptEvaluation = Omit<Evaluation, 'right'>

/** What a folder of results holds. */
export interface Results {
  /** Evaluations with the file that they are from. */
  readonly evaluations: readonly { readonly file: string; readonly evaluation: KeptEvaluation }[]
  readonly leaks: readonly Leak[]
  /** What the files say of themselves: data, hash, seed. */
  readonly facts: readonly { readonly file: string; readonly facts: readonly (readonly [string, string | number])[] }[]
  readonly cards: readonly { readonly file: string; readonly name: string; readonly card: ModelCard }[]
  readonly histories: readonly { readonly file: string; readonly history: readonly TrainingPoint[] }[]
  readonly importances: readonly { readonly name: string; readonly importance: number }[]
  readonly pictures: readonly { readonly file: string; readonly png: Uint8Array }[]
  /** The files that all that is from. */
  readonly used: readonly string[]
  readonly passedOver: readonly { readonly file: string; readonly reason: string }[]
}

type Writable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer U)[] ? U[] : T[K] }

const PNG = [0x89, 0x50, 0x4e, 0x47]

/** Reads results, model files, training histories and pictures; anything else is passed over with a reason. */
export function readResults(files: readonly { name: string; bytes: Uint8Array }[]): Results {
  const results: Writable<Results> = {
    evaluations: [],
    leaks: [],
    facts: [],
    cards: [],
    histories: [],
    importances: [],
    pictures: [],
    used: [],
    passedOver: [],
  }
  for (const { name, bytes } of files) {
    const reason = /\.png$/i.test(name) ? takePicture(name, bytes, results) : takeJson(name, bytes, results)
    if (reason === undefined) results.used.push(name)
    else results.passedOver.push({ file: name, reason })
  }
  return results
}

function takePicture(file: string, png: Uint8Array, results: Writable<Results>): string | undefined {
  if (!PNG.every((byte, i) => png[i] === byte)) return 'is no PNG picture'
  results.pictures.push({ file, png })
  return undefined
}

function takeJson(file: string, bytes: Uint8Array, results: Writable<Results>): string | undefined {
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return 'is no JSON'
  }
  if (!isRecord(json)) return 'is no result'
  switch (json.format) {
    case 'genre-exploration':
    case 'genre-evaluation': {
      if (!Array.isArray(json.evaluations) || !json.evaluations.every(isEvaluation)) return 'has damaged evaluations'
      for (const evaluation of json.evaluations) results.evaluations.push({ file, evaluation })
      if (Array.isArray(json.leaks)) results.leaks.push(...json.leaks.filter(isLeak))
      if (Array.isArray(json.importances)) results.importances.push(...json.importances.filter(isImportance))
      const facts = Object.entries(json).flatMap(([key, value]): [string, string | number][] =>
        (typeof value === 'string' || typeof value === 'number') && key !== 'format' ? [[key, value]] : [],
      )
      results.facts.push({ file, facts })
      return undefined
    }
    case 'genre-model':
      if (!isCard(json.card) || typeof json.name !== 'string') return 'is a model without a card'
      results.cards.push({ file, name: json.name, card: json.card })
      return undefined
    case 'genre-history':
      if (!Array.isArray(json.history) || !json.history.every(isPoint)) return 'has a damaged history'
      results.histories.push({ file, history: json.history })
      return undefined
    default:
      return 'is no result'
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isShare(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 1
}

function isInterval(value: unknown, isBound: (bound: unknown) => boolean = isShare): value is [number, number] {
  return Array.isArray(value) && value.length === 2 && value.every(isBound)
}

function isEvaluation(value: unknown): value is KeptEvaluation {
  if (!isRecord(value)) return false
  const { model, protocol, method, classes, confusion } = value
  if (typeof model !== 'string' || typeof protocol !== 'string' || typeof method !== 'string') return false
  if (!isShare(value.segmentAccuracy) || !isShare(value.trackAccuracy)) return false
  if (!isInterval(value.segmentInterval) || !isInterval(value.trackInterval)) return false
  if (!Array.isArray(classes) || !classes.every(label => typeof label === 'string') || classes.length < 1) return false
  const isCount = (n: unknown) => typeof n === 'number' && Number.isFinite(n) && n >= 0
  return (
    Array.isArray(confusion) &&
    confusion.length === classes.length &&
    confusion.every(row => Array.isArray(row) && row.length === classes.length && row.every(isCount))
  )
}

const isDifference = (value: unknown) => typeof value === 'number' && value >= -1 && value <= 1

function isLeak(value: unknown): value is Leak {
  return (
    isRecord(value) &&
    typeof value.model === 'string' &&
    isDifference(value.difference) &&
    isInterval(value.interval, isDifference)
  )
}

function isImportance(value: unknown): value is Results['importances'][number] {
  return isRecord(value) && typeof value.name === 'string' && Number.isFinite(value.importance)
}

function isCard(value: unknown): value is ModelCard {
  return (
    isRecord(value) &&
    typeof value.description === 'string' &&
    typeof value.data === 'string' &&
    Array.isArray(value.limits) &&
    isRecord(value.recall)
  )
}

function isPoint(value: unknown): value is TrainingPoint {
  return isRecord(value) && Number.isFinite(value.epoch) && typeof value.set === 'string'
}
