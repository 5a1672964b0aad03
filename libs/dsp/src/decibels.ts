import type { ArrayView, NdArray } from '@genre/core'
import { InvalidParameterError, checkNumber, checkOptions } from '@genre/core'
import { checkFloats, checkRoom } from './checks'
import { contiguousFloats } from './elementwise'
import { DecibelTable } from './decibel-table'

/** What 0 dB stands for: a value, or a function of all values, such as `max`. */
export type Reference = number | ((values: Float32Array) => number)

/** From this many values on the vector kernel is worth its making. */
const MANY = 10_000

/** Options of {@link powerToDb} and {@link amplitudeToDb}. */
export interface DecibelOptions {
  /** The value of 0 dB; default 1. The absolute value of a number is taken. */
  ref?: Reference
  /** Smaller values are raised to this; default 1e-10 for power and 1e-5 for amplitudes. */
  amin?: number
  /** How far below the loudest of all values the results may go, `null` for no limit; default 80. */
  topDb?: number | null
}

/**
 * The largest of the values: the usual `ref` of decibels. NaN if there are none.
 *
 * @example
 * ```ts
 * import { frameMajor, max, powerToDb } from '@genre/dsp'
 * const S = frameMajor(3, 1, Float32Array.of(1, 10, 100))
 * Array.from(powerToDb(S, { ref: max }).data) // => [-20, -10, 0]
 * ```
 */
export function max(values: Float32Array): number {
  if (checkFloats('values', values).length === 0) return NaN
  let largest = -Infinity
  for (let i = 0; i < values.length; i++) if (values[i] > largest) largest = values[i]
  return largest
}

/**
 * Power in decibels: `10 log10(max(amin, S)) - 10 log10(max(amin, |ref|))`, then raised to at least the largest result
 * minus `topDb`. That largest is over the whole array, so that a value may depend on the loudest frame of a clip.
 *
 * Takes a `Float32Array` and gives one, or an array of any shape and gives one of the same shape and memory order.
 * Matches `librosa.power_to_db` (0.11) within 1e-5 dB.
 *
 * @throws InvalidParameterError for `amin` that is not positive or a negative `topDb`
 *
 * @example
 * ```ts
 * import { powerToDb } from '@genre/dsp'
 * powerToDb(Float32Array.of(1, 10, 0.001)) // => Float32Array(3) [0, 10, -30]
 * ```
 */
export function powerToDb(S: Float32Array, options?: DecibelOptions): Float32Array
export function powerToDb(S: ArrayView, options?: DecibelOptions): NdArray<Float32Array>
export function powerToDb(
  S: Float32Array | ArrayView,
  options: DecibelOptions = {},
): Float32Array | NdArray<Float32Array> {
  const converter = new PowerToDb(options)
  const { values, wrap } = contiguousFloats('S', S)
  return wrap(converter.apply(values))
}

/**
 * {@link powerToDb} with its table kept, for one array after the other.
 *
 * @example
 * ```ts
 * import { PowerToDb } from '@genre/dsp'
 * const converter = new PowerToDb({ topDb: null })
 * converter.apply(Float32Array.of(1, 10, 0.001)) // => Float32Array(3) [0, 10, -30]
 * ```
 */
export class PowerToDb {
  readonly #options: Required<DecibelOptions>
  #few: DecibelTable | undefined
  #many: DecibelTable | undefined

  /** @throws InvalidParameterError for `amin` that is not positive or a negative `topDb` */
  constructor(options: DecibelOptions = {}) {
    const { ref = 1, amin = 1e-10, topDb = 80 } = checkOptions(options)
    checkNumber('amin', amin, { min: 0, exclusive: 'min' })
    if (topDb !== null) checkNumber('topDb', topDb, { min: 0 })
    if (typeof ref !== 'function') checkNumber('ref', ref)
    this.#options = { ref, amin, topDb }
  }

  /**
   * The levels in dB of values of power.
   *
   * @param out - memory for the result, as long as the values or longer; default new memory
   */
  apply(values: Float32Array, out?: Float32Array): Float32Array {
    const { length } = checkFloats('values', values)
    const { ref, amin, topDb } = this.#options
    const reference = Math.abs(referenceOf(ref, values))
    const levels = out === undefined ? new Float32Array(length) : checkRoom('out', out, length).subarray(0, length)
    this.#table(length).convert(values, 0, length, amin, levels, 0)
    // The logarithm is rounded before the reference is subtracted, as in librosa.
    const floor = Math.fround(10 * Math.log10(Math.max(amin, reference)))
    let largest = -Infinity
    for (let i = 0; i < length; i++) {
      const db = (levels[i] -= floor)
      if (db > largest) largest = db
    }
    if (topDb !== null) {
      const low = Math.fround(Math.fround(largest) - topDb)
      for (let i = 0; i < length; i++) if (levels[i] < low) levels[i] = low
    }
    return levels
  }

  #table(length: number): DecibelTable {
    return length > MANY ? (this.#many ??= new DecibelTable(true)) : (this.#few ??= new DecibelTable(false))
  }
}

/** The value of 0 dB; of no values, that of a function may be NaN. */
function referenceOf(ref: Reference, values: Float32Array): number {
  if (typeof ref !== 'function') return checkNumber('ref', ref)
  const reference: unknown = ref(values)
  if (typeof reference === 'number' && (!Number.isNaN(reference) || values.length === 0)) return reference
  throw new InvalidParameterError({
    parameter: 'ref',
    received: reference,
    allowed: 'a number, or a function that gives one',
  })
}

/**
 * Amplitude in decibels: `powerToDb(|S|^2)` with `ref` and `amin` squared. Matches `librosa.amplitude_to_db` (0.11) within
 * 1e-5 dB.
 *
 * @throws InvalidParameterError for `amin` that is not positive or a negative `topDb`
 *
 * @example
 * ```ts
 * import { amplitudeToDb } from '@genre/dsp'
 * amplitudeToDb(Float32Array.of(1, 10)) // => Float32Array(2) [0, 20]
 * ```
 */
export function amplitudeToDb(S: Float32Array, options?: DecibelOptions): Float32Array
export function amplitudeToDb(S: ArrayView, options?: DecibelOptions): NdArray<Float32Array>
export function amplitudeToDb(
  S: Float32Array | ArrayView,
  options: DecibelOptions = {},
): Float32Array | NdArray<Float32Array> {
  const { ref = 1, amin = 1e-5, topDb = 80 } = checkOptions(options)
  checkNumber('amin', amin, { min: 0, exclusive: 'min' })
  const { values, wrap } = contiguousFloats('S', S)
  const magnitudes = values.map(Math.abs)
  const reference = referenceOf(ref, magnitudes)
  const power = magnitudes.map(value => value * value)
  return wrap(powerToDb(power, { ref: reference * reference, amin: amin * amin, topDb }))
}

/**
 * Values in dB back to power, `ref * 10^(S / 10)`: `librosa.db_to_power` (0.11).
 *
 * @example
 * ```ts
 * import { dbToPower } from '@genre/dsp'
 * dbToPower(Float32Array.of(0, 10)) // => Float32Array(2) [1, 10]
 * ```
 */
export function dbToPower(S: Float32Array, options?: { ref?: number }): Float32Array
export function dbToPower(S: ArrayView, options?: { ref?: number }): NdArray<Float32Array>
export function dbToPower(
  S: Float32Array | ArrayView,
  options: { ref?: number } = {},
): Float32Array | NdArray<Float32Array> {
  const { ref = 1 } = checkOptions(options)
  checkNumber('ref', ref)
  const { values, wrap } = contiguousFloats('S', S)
  return wrap(values.map(db => ref * 10 ** (db * 0.1)))
}

/**
 * Values in dB back to amplitude, `ref * 10^(S / 20)`: `librosa.db_to_amplitude` (0.11).
 *
 * @example
 * ```ts
 * import { dbToAmplitude } from '@genre/dsp'
 * dbToAmplitude(Float32Array.of(0, 20)) // => Float32Array(2) [1, 10]
 * ```
 */
export function dbToAmplitude(S: Float32Array, options?: { ref?: number }): Float32Array
export function dbToAmplitude(S: ArrayView, options?: { ref?: number }): NdArray<Float32Array>
export function dbToAmplitude(
  S: Float32Array | ArrayView,
  options: { ref?: number } = {},
): Float32Array | NdArray<Float32Array> {
  const { ref = 1 } = checkOptions(options)
  checkNumber('ref', ref)
  const { values, wrap } = contiguousFloats('S', S)
  return wrap(values.map(db => Math.abs(ref) * 10 ** (db * 0.05)))
}
