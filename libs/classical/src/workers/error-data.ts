import { DataError, GenreError, InvalidParameterError, ModelFormatError, NotFittedError, ShapeError } from '@genre/core'

/** An error as plain data: a structured clone would lose its class and its fields. */
export interface ErrorData {
  readonly name: string
  readonly message: string
  readonly stack: string | undefined
  readonly fields: Readonly<Record<string, unknown>>
}

/** The errors that a worker may hand over as what they are. */
const KNOWN: Readonly<Record<string, { readonly prototype: Error }>> = {
  DataError,
  Error,
  GenreError,
  InvalidParameterError,
  ModelFormatError,
  NotFittedError,
  RangeError,
  ShapeError,
  TypeError,
}

/** An error to be posted. Fields that cannot be posted (functions, class instances) are left out. */
export function errorToData(error: unknown): ErrorData {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), stack: undefined, fields: {} }
  const fields = Object.entries(error).filter(([key]) => key !== 'name' && key !== 'cause')
  const plain = fields.filter(([, value]) => isPlain(value))
  return { name: error.name, message: error.message, stack: error.stack, fields: Object.fromEntries(plain) }
}

/** The error that {@link errorToData} was given: of the same class, with the same fields and the worker's stack. */
export function errorFromData({ name, message, stack, fields }: ErrorData): Error {
  const known = Object.hasOwn(KNOWN, name) ? KNOWN[name] : Error
  const error = Object.create(known.prototype) as Error
  const hidden = { writable: true, configurable: true, enumerable: false }
  Object.defineProperties(error, { message: { value: message, ...hidden }, stack: { value: stack, ...hidden } })
  return Object.assign(error, name === 'Error' ? {} : { name }, fields)
}

function isPlain(value: unknown): boolean {
  if (value === null || ['string', 'number', 'boolean', 'undefined'].includes(typeof value)) return true
  if (Array.isArray(value)) return value.every(isPlain)
  return ArrayBuffer.isView(value)
}
