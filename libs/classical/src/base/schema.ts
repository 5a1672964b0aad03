import { ModelFormatError, NdArray } from '@genre/core'
import { fromBase64, toBase64 } from './base64'
import type { Label } from './labels'
import { compareLabels } from './labels'
import { decodeParam, encodeParam, isEncodable } from './params'
import type { Matrix } from './validate'

/** How numbers are written: `'exact'` keeps every bit, `'float32'` rounds Float64 arrays to 24 bits (about half the size). */
export type Precision = 'exact' | 'float32'

/** What an estimator nested in another one looks like to the codec. */
export interface Encodable {
  readonly type: string
  toJSON(options?: { precision?: Precision } | string): unknown
}

/** One part of a fitted state: how it is written to JSON, and how it is read back and checked. */
export interface Field<T> {
  encode(value: T, precision: Precision): unknown
  decode(json: unknown, at: Decoding): T
  /** What it is in files from before there was such a field; where there is none, it may not be missing. */
  readonly absent?: { readonly value: T }
}

/** The parts of a fitted state by name. Sizes that others refer to are declared first. */
export type Schema = Readonly<Record<string, Field<unknown>>>

/** The state that a schema describes. */
export type StateOf<S extends Schema> = { [K in keyof S]: S[K] extends Field<infer T> ? T : never }

/** A length: a number, or the name of one that every array of the same state must share. */
export type Size = number | string

const MAX_DEPTH = 64

/** Where a decoder stands: the path for messages, the sizes seen so far, and how nested estimators are read. */
export class Decoding {
  readonly file: string
  readonly path: string
  readonly depth: number
  readonly sizes: Map<string, number>
  readonly estimator: (json: unknown, at: Decoding) => Encodable

  constructor(options: {
    file: string
    path: string
    depth?: number
    sizes?: Map<string, number>
    estimator: (json: unknown, at: Decoding) => Encodable
  }) {
    this.file = options.file
    this.path = options.path
    this.depth = options.depth ?? 0
    this.sizes = options.sizes ?? new Map()
    this.estimator = options.estimator
    if (this.depth > MAX_DEPTH) this.fail(`nested deeper than ${MAX_DEPTH} levels`)
  }

  /** The same one level down; `own` sizes are seen there and not above. */
  child(key: string | number, own = false): Decoding {
    const path = typeof key === 'number' ? `${this.path}[${key}]` : `${this.path}.${key}`
    const sizes = own ? new Map(this.sizes) : this.sizes
    return new Decoding({ ...this, path, depth: this.depth + 1, sizes })
  }

  fail(reason: string, cause?: unknown): never {
    throw new ModelFormatError({ file: this.file, reason: `${this.path}: ${reason}`, cause })
  }

  /** Holds a length against its size: the first one seen under a name sets it. */
  size(size: Size, length: number): void {
    const expected = typeof size === 'number' ? size : this.sizes.get(size)
    if (expected === undefined) this.sizes.set(size as string, length)
    else if (length !== expected) {
      this.fail(`length ${length} where ${expected}${typeof size === 'string' ? ` (${size})` : ''} is needed`)
    }
  }

  /** The own properties of a plain object, which must be exactly these; some of them may be missing. */
  record(json: unknown, keys: readonly string[], missing: readonly string[] = []): Record<string, unknown> {
    if (typeof json !== 'object' || json === null || Array.isArray(json)) this.fail('an object is needed')
    const record = json as Record<string, unknown>
    for (const key of keys) {
      if (!Object.hasOwn(record, key) && !missing.includes(key)) this.fail(`'${key}' is missing`)
    }
    for (const key of Object.keys(record)) {
      if (!keys.includes(key)) this.fail(`unknown property ${JSON.stringify(key.slice(0, 60))}`)
    }
    return record
  }
}

/** Writes a state by its schema. */
export function encodeState<S extends Schema>(schema: S, state: StateOf<S>, precision: Precision): unknown {
  const out: Record<string, unknown> = {}
  for (const key of Object.keys(schema)) out[key] = schema[key].encode(state[key], precision)
  return out
}

/** Reads and checks a state by its schema. */
export function decodeState<S extends Schema>(schema: S, json: unknown, at: Decoding): StateOf<S> {
  const keys = Object.keys(schema)
  const missing = keys.filter(key => schema[key].absent)
  const record = at.record(json, keys, missing)
  const out: Record<string, unknown> = {}
  for (const key of keys) {
    const { absent } = schema[key]
    out[key] = absent && !Object.hasOwn(record, key) ? absent.value : schema[key].decode(record[key], at.child(key))
  }
  return out as StateOf<S>
}

/** Which numbers an array of floats may hold. */
export interface FloatRange {
  /** Allow NaN and infinities; default false. */
  nonFinite?: boolean
  min?: number
  max?: number
}

/** Which numbers an array of integers may hold. `below` is a size whose value they must stay under. */
export interface IntegerRange {
  min?: number
  max?: number
  below?: Size
}

/** The kinds of fields that states are made of. */
export const field = {
  /** An integer. */
  integer: (range: { min?: number; max?: number } = {}): Field<number> => ({
    encode: value => value,
    decode: (json: unknown, at: Decoding) => integerIn(json, range.min ?? -Number.MAX_SAFE_INTEGER, range.max, at),
  }),

  /** A positive integer that names a size: what other fields of the state mean by that name. */
  size: (name: string): Field<number> => ({
    encode: value => value,
    decode: (json: unknown, at: Decoding) => {
      const value = integerIn(json, 1, 0x7fffffff, at)
      at.size(name, value)
      return value
    },
  }),

  /** A number. */
  number: (range: FloatRange = {}): Field<number> => ({
    encode: value => (Number.isFinite(value) ? value : String(value)),
    decode: (json: unknown, at: Decoding) => {
      const words: Record<string, number> = { NaN: NaN, Infinity: Infinity, '-Infinity': -Infinity }
      const spelled = range.nonFinite && typeof json === 'string' && Object.hasOwn(words, json)
      const value = spelled ? words[json as string] : json
      if (typeof value !== 'number') at.fail('a number is needed')
      checkFloat(value, range, at)
      return value
    },
  }),

  boolean: (): Field<boolean> => ({
    encode: value => value,
    decode: (json: unknown, at: Decoding) => (typeof json === 'boolean' ? json : at.fail('true or false is needed')),
  }),

  string: (): Field<string> => ({
    encode: value => value,
    decode: (json: unknown, at: Decoding) => (typeof json === 'string' ? json : at.fail('a string is needed')),
  }),

  /** Class labels: of one kind, different, sorted. */
  labels: (size: Size): Field<Label[]> => ({
    encode: value => [...value],
    decode: (json: unknown, at: Decoding) => {
      if (!Array.isArray(json)) at.fail('an array of labels is needed')
      const kind = typeof json[0]
      for (let i = 0; i < json.length; i++) {
        const label: unknown = json[i]
        const fits = kind === 'string' || kind === 'boolean' || (kind === 'number' && Number.isInteger(label))
        if (typeof label !== kind || !fits) at.fail(`item ${i} is no label, or of another kind than the first`)
        if (i > 0 && compareLabels(json[i - 1], json[i]) >= 0) at.fail(`item ${i} is out of order or repeated`)
      }
      at.size(size, json.length)
      return [...json]
    },
  }),

  /** A Float64Array. */
  floats: (size: Size, range: FloatRange = {}): Field<Float64Array> => ({
    encode: (value, precision) => encodeFloats(value, [value.length], precision),
    decode: (json: unknown, at: Decoding) => decodeFloats(json, [size], range, at).data,
  }),

  /** A (rows, columns) matrix of Float64. */
  matrix: (rows: Size, columns: Size, range: FloatRange = {}): Field<Matrix> => ({
    encode: (value, precision) => encodeFloats(value.toContiguous(), value.shape, precision),
    decode: (json: unknown, at: Decoding) => decodeFloats(json, [rows, columns], range, at),
  }),

  /** An Int32Array. */
  integers: (size: Size, range: IntegerRange = {}): Field<Int32Array> => ({
    encode: value => encodeIntegers(value),
    decode: (json: unknown, at: Decoding) => decodeIntegers(json, size, range, at),
  }),

  /** A Uint8Array. */
  bytes: (size: Size, range: IntegerRange = {}): Field<Uint8Array> => ({
    encode: value => pack('uint8', [value.length], value, value.length, 1),
    decode: (json: unknown, at: Decoding) => {
      const values = decodeIntegers(json, size, { min: 0, max: 255, ...range }, at)
      return Uint8Array.from(values)
    },
  }),

  /** The field; `value` in files that do not have it. */
  added: <T>(inner: Field<T>, value: T): Field<T> => ({ ...inner, absent: { value } }),

  /** The field, or `null`. */
  optional: <T>(inner: Field<T>): Field<T | null> => ({
    encode: (value, precision) => (value === null ? null : inner.encode(value, precision)),
    decode: (json: unknown, at: Decoding) => (json === null ? null : inner.decode(json, at)),
  }),

  /** An array of fields of one kind. Sizes that an item names for the first time are the item's own. */
  list: <T>(size: Size, inner: Field<T>): Field<T[]> => ({
    encode: (value, precision) => value.map(item => inner.encode(item, precision)),
    decode: (json: unknown, at: Decoding) => {
      if (!Array.isArray(json)) at.fail('an array is needed')
      at.size(size, json.length)
      // Not `map`, which passes over the holes of data that never was text.
      return Array.from(json, (item: unknown, i) => inner.decode(item, at.child(i, true)))
    },
  }),

  /** An object with fields of its own. */
  object: <S extends Schema>(schema: S): Field<StateOf<S>> => ({
    encode: (value, precision) => encodeState(schema, value, precision),
    decode: (json: unknown, at: Decoding) => decodeState(schema, json, at),
  }),

  /** Parameters of an estimator: plain data and estimators by name. */
  params: (): Field<Record<string, unknown>> => ({
    encode: (value, precision) => encodeParam(value, precision, 'params'),
    decode: (json: unknown, at: Decoding) => {
      if (typeof json !== 'object' || json === null || Array.isArray(json)) return at.fail('an object is needed')
      const value = decodeParam(json, at)
      return isEncodable(value)
        ? at.fail('parameters are needed, not an estimator')
        : (value as Record<string, unknown>)
    },
  }),

  /** A nested estimator, with its parameters and state. */
  estimator: <E extends Encodable>(): Field<E> => ({
    encode: (value, precision) => value.toJSON({ precision }),
    decode: (json: unknown, at: Decoding) => at.estimator(json, at) as E,
  }),
}

function integerIn(json: unknown, min: number, max: number | undefined, at: Decoding): number {
  if (typeof json !== 'number' || !Number.isSafeInteger(json)) at.fail('an integer is needed')
  if (json < min || (max !== undefined && json > max)) {
    at.fail(`${json} is outside ${min}..${max ?? Number.MAX_SAFE_INTEGER}`)
  }
  return json
}

function checkFloat(value: number, range: FloatRange, at: Decoding): void {
  const { nonFinite = false, min = -Infinity, max = Infinity } = range
  if (Number.isNaN(value)) {
    if (!nonFinite) at.fail('NaN where a number is needed')
  } else if (value < min || value > max || (!nonFinite && !Number.isFinite(value))) {
    at.fail(`${value} where a ${nonFinite ? '' : 'finite '}number from ${min} to ${max} is needed`)
  }
}

/** How each dtype is stored: bytes an element, and how one is read from and written to little-endian memory. */
const DTYPES = {
  float64: { width: 8, get: (v: DataView, k: number) => v.getFloat64(k, true) },
  float32: { width: 4, get: (v: DataView, k: number) => v.getFloat32(k, true) },
  int32: { width: 4, get: (v: DataView, k: number) => v.getInt32(k, true) },
  uint16: { width: 2, get: (v: DataView, k: number) => v.getUint16(k, true) },
  uint8: { width: 1, get: (v: DataView, k: number) => v.getUint8(k) },
} as const

type Dtype = keyof typeof DTYPES

/** An array as JSON: little-endian bytes in base64. */
function pack(dtype: Dtype, shape: readonly number[], values: ArrayLike<number>, length: number, width: number) {
  const bytes = new Uint8Array(length * width)
  const view = new DataView(bytes.buffer)
  if (dtype === 'float64') for (let k = 0; k < length; k++) view.setFloat64(8 * k, values[k], true)
  else if (dtype === 'float32') for (let k = 0; k < length; k++) view.setFloat32(4 * k, values[k], true)
  else if (dtype === 'int32') for (let k = 0; k < length; k++) view.setInt32(4 * k, values[k], true)
  else if (dtype === 'uint16') for (let k = 0; k < length; k++) view.setUint16(2 * k, values[k], true)
  else for (let k = 0; k < length; k++) bytes[k] = values[k]
  return { dtype, shape: [...shape], data: toBase64(bytes) }
}

/** The narrowest dtype that holds every value exactly; `float32` also where rounding is asked for and nothing gets infinite or 0. */
function encodeFloats(values: Float64Array, shape: readonly number[], precision: Precision): unknown {
  let exact = true
  let outside = false
  for (let k = 0; k < values.length && !outside; k++) {
    const rounded = Math.fround(values[k])
    if (rounded !== values[k] && !Number.isNaN(values[k])) exact = false
    outside = Number.isFinite(values[k]) !== Number.isFinite(rounded) || (rounded === 0 && values[k] !== 0)
  }
  const narrow = !outside && (exact || precision === 'float32')
  return narrow ? pack('float32', shape, values, values.length, 4) : pack('float64', shape, values, values.length, 8)
}

function encodeIntegers(values: Int32Array): unknown {
  let min = 0
  let max = 0
  for (let k = 0; k < values.length; k++) {
    if (values[k] < min) min = values[k]
    if (values[k] > max) max = values[k]
  }
  const dtype = min < 0 || max > 65535 ? 'int32' : max > 255 ? 'uint16' : 'uint8'
  return pack(dtype, [values.length], values, values.length, DTYPES[dtype].width)
}

function unpack(json: unknown, dimensions: number, dtypes: readonly Dtype[], at: Decoding) {
  const { dtype, shape, data } = at.record(json, ['dtype', 'shape', 'data'])
  if (!dtypes.includes(dtype as Dtype)) at.fail(`dtype must be one of ${dtypes.join(', ')}`)
  if (!Array.isArray(shape) || shape.length !== dimensions) at.fail(`shape must have ${dimensions} lengths`)
  const lengths = Array.from(shape, (length: unknown, i) => {
    return integerIn(length, 0, 0x7fffffff, at.child('shape').child(i))
  })
  const size = lengths.reduce((product, length) => product * length, 1)
  if (typeof data !== 'string') at.fail('data must be base64 text')
  const { width, get } = DTYPES[dtype as Dtype]
  // The text's length is held against the shape first, so a shape can never ask for more memory than the file has.
  if (data.length !== 4 * Math.ceil((size * width) / 3)) at.fail(`data does not have the length of shape ${lengths}`)
  const bytes = fromBase64(data)
  if (!bytes || bytes.length !== size * width) at.fail('data is no base64 of that many bytes')
  return { lengths, size, view: new DataView(bytes.buffer), width, get }
}

function decodeFloats(json: unknown, sizes: readonly Size[], range: FloatRange, at: Decoding): Matrix {
  const { lengths, size, view, width, get } = unpack(json, sizes.length, ['float64', 'float32'], at)
  lengths.forEach((length, axis) => at.size(sizes[axis], length))
  const values = new Float64Array(size)
  for (let k = 0; k < size; k++) {
    const value = get(view, k * width)
    checkFloat(value, range, at)
    values[k] = value
  }
  return new NdArray(values, lengths)
}

function decodeIntegers(json: unknown, expected: Size, range: IntegerRange, at: Decoding): Int32Array {
  const { lengths, size, view, width, get } = unpack(json, 1, ['int32', 'uint16', 'uint8'], at)
  at.size(expected, lengths[0])
  const below = typeof range.below === 'string' ? at.sizes.get(range.below) : range.below
  if (range.below !== undefined && below === undefined) at.fail(`size ${range.below} is not known here`)
  const min = range.min ?? -0x80000000
  const max = Math.min(range.max ?? 0x7fffffff, below === undefined ? 0x7fffffff : below - 1)
  const values = new Int32Array(size)
  for (let k = 0; k < size; k++) {
    const value = get(view, k * width)
    if (value < min || value > max) at.fail(`item ${k} is ${value}, outside ${min}..${max}`)
    values[k] = value
  }
  return values
}
