import { DataError, InvalidParameterError } from '@genre/core'
import type { NumericArray } from '@genre/core'

/** What a class may be called: a string, a whole number or a boolean. */
export type Label = string | number | boolean

/** Labels of rows: a plain array of one kind of label, or a typed array of whole numbers. */
export type LabelsLike<L extends Label = Label> = readonly L[] | (number extends L ? NumericArray : never)

/** Labels as classes and positions: row `i` has label `classes[codes[i]]`. */
export interface EncodedLabels<L extends Label = Label> {
  /** The different labels, sorted: numbers by value, strings by code point, `false` before `true`. */
  readonly classes: L[]
  /** For each row the position of its label in `classes`. */
  readonly codes: Int32Array
}

/**
 * The distinct labels, sorted as `numpy.unique` sorts them, and each row's position among them.
 *
 * @param y - labels of one kind (strings, whole numbers or booleans)
 * @param name - what they are called in an error message
 * @throws DataError for labels of different kinds, missing ones, and numbers that are not whole
 *
 * @example
 * ```ts
 * import { encodeLabels } from '@genre/classical'
 * const { classes, codes } = encodeLabels(['rock', 'blues', 'rock'])
 * console.log(classes) // => [ 'blues', 'rock' ]
 * console.log(codes) // => Int32Array(3) [ 1, 0, 1 ]
 * ```
 */
export function encodeLabels<L extends Label>(y: LabelsLike<L>, name = 'y'): EncodedLabels<L> {
  const labels = checkLabels(y, name)
  const position = new Map<L, number>()
  for (let i = 0; i < labels.length; i++) position.set(labels[i], 0)
  const classes = sortLabels([...position.keys()])
  classes.forEach((label, code) => position.set(label, code))
  const codes = new Int32Array(labels.length)
  for (let i = 0; i < labels.length; i++) codes[i] = position.get(labels[i])!
  return { classes, codes }
}

/**
 * Positions of labels in given classes; -1 for a label that is not among them.
 *
 * @example
 * ```ts
 * import { codesOf } from '@genre/classical'
 * console.log(codesOf(['jazz', 'polka'], ['blues', 'jazz'])) // => Int32Array(2) [ 1, -1 ]
 * ```
 */
export function codesOf<L extends Label>(y: LabelsLike<L>, classes: readonly L[], name = 'y'): Int32Array {
  const labels = checkLabels(y, name)
  const position = new Map<L, number>(classes.map((label, code) => [label, code]))
  const codes = new Int32Array(labels.length)
  for (let i = 0; i < labels.length; i++) codes[i] = position.get(labels[i]) ?? -1
  return codes
}

/**
 * Labels in the order of `numpy.unique`: numbers by value, strings by code point, `false` before `true`. A copy.
 *
 * @example
 * ```ts
 * import { sortLabels } from '@genre/classical'
 * console.log(sortLabels(['b', 'B', 'a'])) // => [ 'B', 'a', 'b' ]
 * ```
 */
export function sortLabels<L extends Label>(labels: readonly L[]): L[] {
  return [...labels].sort((a, b) => compareLabels(a, b))
}

/** Negative, zero or positive as `a` stands before, with or after `b`. Labels of one kind are expected. */
export function compareLabels(a: Label, b: Label): number {
  if (typeof a === 'string' && typeof b === 'string') return compareStrings(a, b)
  return Number(a) - Number(b)
}

/** Labels that can be read by index, all of one kind, or a DataError that names the row. */
export function checkLabels<L extends Label>(y: LabelsLike<L>, name = 'y'): ArrayLike<L> {
  if (ArrayBuffer.isView(y) && typeof (y as NumericArray)[0] !== 'bigint' && !(y instanceof DataView)) {
    const numbers = y as NumericArray
    if (!(numbers instanceof Float64Array || numbers instanceof Float32Array)) return y as unknown as ArrayLike<L>
    for (let i = 0; i < numbers.length; i++) checkNumberLabel(numbers[i], i, name)
    return y as unknown as ArrayLike<L>
  }
  if (!Array.isArray(y)) {
    throw new InvalidParameterError({ parameter: name, received: y, allowed: 'an array or typed array of labels' })
  }
  const labels = y as readonly L[]
  const kind = labels.length ? typeof labels[0] : 'string'
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row]
    if (typeof label !== kind || (kind !== 'string' && kind !== 'number' && kind !== 'boolean')) {
      const known = typeof label === 'string' || typeof label === 'number' || typeof label === 'boolean'
      const reason = known
        ? `labels must be all of one kind; this one is a ${typeof label}, the first one a ${kind}`
        : `a label must be a string, a whole number or a boolean; this one is ${label === null ? 'null' : typeof label}`
      throw new DataError({ table: name, row, reason })
    }
    if (kind === 'number') checkNumberLabel(label as number, row, name)
  }
  return labels
}

function checkNumberLabel(label: number, row: number, table: string): void {
  if (Number.isInteger(label)) return
  throw new DataError({ table, row, reason: `a class must be a whole number, not ${label} (this is no regression)` })
}

/** By code point: JavaScript's own order goes by UTF-16 unit and puts U+10000 and above before U+E000. */
function compareStrings(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x !== y) return codePointRank(x) - codePointRank(y)
  }
  return a.length - b.length
}

/** A UTF-16 unit's place when surrogates count as what they stand for: above all others. */
function codePointRank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit
}
