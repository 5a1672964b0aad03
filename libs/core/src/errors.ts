/**
 * The error family of every `@genre` package. Each error has a `code` that programs can test (an `instanceof` fails
 * across two copies of a package, a code does not), the facts as fields, and a message that names what was given and
 * what would do.
 *
 * @example
 * ```ts
 * import { GenreError, InvalidParameterError } from '@genre/core'
 * try {
 *   throw new InvalidParameterError({ parameter: 'hopLength', received: 0, allowed: 'a positive integer' })
 * } catch (error) {
 *   if (error instanceof GenreError) console.log(error.code) // 'INVALID_PARAMETER'
 * }
 * ```
 */
export class GenreError extends Error {
  /** What went wrong, for programs: `'INVALID_PARAMETER'`, `'SHAPE'`, `'DECODE'`, ... */
  readonly code: string

  constructor(code: string, message: string, options: { cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = new.target.name
    this.code = code
  }
}

/** A parameter outside its allowed values. `code` is `'INVALID_PARAMETER'`. */
export class InvalidParameterError extends GenreError {
  readonly parameter: string
  readonly received: unknown
  readonly allowed: string

  constructor(facts: { parameter: string; received: unknown; allowed: string; cause?: unknown }) {
    super('INVALID_PARAMETER', `${facts.parameter} must be ${facts.allowed}; received ${show(facts.received)}`, facts)
    this.parameter = facts.parameter
    this.received = facts.received
    this.allowed = facts.allowed
  }
}

/** An array whose shape does not fit. `code` is `'SHAPE'`. */
export class ShapeError extends GenreError {
  /** What the array is, in the caller's words: `'X'`, `'spectrogram'`, ... */
  readonly array: string
  readonly received: readonly number[]
  readonly expected: string

  constructor(facts: { array: string; received: readonly number[]; expected: string; cause?: unknown }) {
    super('SHAPE', `${facts.array} must have ${facts.expected}; received shape (${facts.received.join(', ')})`, facts)
    this.array = facts.array
    this.received = facts.received
    this.expected = facts.expected
  }
}

/** A file that cannot be read as audio, an image or an archive. `code` is `'DECODE'`. */
export class DecodeError extends GenreError {
  readonly file: string
  /** Where in the file, in bytes, if that is known. */
  readonly offset: number | undefined
  readonly reason: string

  constructor(facts: { file: string; reason: string; offset?: number; cause?: unknown }) {
    const where = facts.offset === undefined ? '' : ` (at byte ${facts.offset})`
    super('DECODE', `${facts.file}: ${facts.reason}${where}`, facts)
    this.file = facts.file
    this.offset = facts.offset
    this.reason = facts.reason
  }
}

/** An estimator that is used before `fit`. `code` is `'NOT_FITTED'`. */
export class NotFittedError extends GenreError {
  readonly estimator: string

  constructor(facts: { estimator: string }) {
    super('NOT_FITTED', `this ${facts.estimator} is not fitted yet; call fit(X, y) first`)
    this.estimator = facts.estimator
  }
}

/** A value in a table or design matrix that cannot be used. `code` is `'DATA'`. `row` counts from 0. */
export class DataError extends GenreError {
  readonly table: string
  readonly row: number | undefined
  readonly column: string | number | undefined
  readonly reason: string

  constructor(facts: { table: string; reason: string; row?: number; column?: string | number; cause?: unknown }) {
    const place = [
      facts.row === undefined ? '' : `row ${facts.row}`,
      facts.column === undefined ? '' : `column ${facts.column}`,
    ].filter(Boolean)
    super('DATA', `${facts.table}${place.length ? `, ${place.join(', ')}` : ''}: ${facts.reason}`, facts)
    this.table = facts.table
    this.row = facts.row
    this.column = facts.column
    this.reason = facts.reason
  }
}

/** A model file that is damaged, foreign or of an unknown version. `code` is `'MODEL_FORMAT'`. */
export class ModelFormatError extends GenreError {
  readonly file: string
  readonly reason: string

  constructor(facts: { file: string; reason: string; cause?: unknown }) {
    super('MODEL_FORMAT', `${facts.file}: ${facts.reason}`, facts)
    this.file = facts.file
    this.reason = facts.reason
  }
}

/** A value as an error message shows it: short, on one line. */
function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}...` : value)
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value === 'function') return `function ${value.name || '(anonymous)'}`
  if (ArrayBuffer.isView(value))
    return `${value.constructor.name} of ${(value as Uint8Array).length ?? value.byteLength}`
  if (typeof value === 'object' && value !== null) {
    let text: string | undefined
    try {
      text = JSON.stringify(value)
    } catch {
      text = undefined
    }
    return text !== undefined && text.length <= 60
      ? text
      : Array.isArray(value)
        ? `an array of ${value.length}`
        : 'an object'
  }
  return Object.is(value, -0) ? '-0' : String(value)
}
