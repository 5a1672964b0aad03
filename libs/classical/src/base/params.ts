import { InvalidParameterError, RandomState } from '@genre/core'
import type { Decoding, Encodable, Precision } from './schema'

/** Whether a parameter's value is an estimator. */
export function isEncodable(value: unknown): value is Encodable {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as Partial<Encodable>).type === 'string' &&
    typeof (value as Partial<Encodable>).toJSON === 'function'
  )
}

/**
 * A parameter as JSON. Non-finite numbers become `{ "$number": "Infinity" }`, estimators their own JSON, and a
 * `RandomState` becomes `null`: its stream belongs to the session, not to the model. Maps become `{ "$map": [[key, value]] }`.
 *
 * @throws InvalidParameterError for what JSON cannot hold (functions, class instances)
 */
export function encodeParam(value: unknown, precision: Precision, path: string): unknown {
  if (value === null || value === undefined || value instanceof RandomState) return null
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : { $number: String(value) }
  if (isEncodable(value)) return value.toJSON({ precision })
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    return Array.from(value as unknown as ArrayLike<number>, (item, i) => encodeParam(item, precision, `${path}[${i}]`))
  }
  if (Array.isArray(value)) return value.map((item, i) => encodeParam(item, precision, `${path}[${i}]`))
  if (value instanceof Map) return { $map: encodeParam([...value], precision, path) }
  const prototype: unknown = typeof value === 'object' ? Object.getPrototypeOf(value) : undefined
  if (prototype === Object.prototype || prototype === null) {
    const entries = Object.entries(value as object).map(([key, item]) => [
      key,
      encodeParam(item, precision, `${path}.${key}`),
    ])
    return Object.fromEntries(entries)
  }
  const own = value as { toJSON?: unknown }
  if (typeof own.toJSON === 'function') return encodeParam(own.toJSON(), precision, path)
  throw new InvalidParameterError({
    parameter: path,
    received: value,
    allowed: 'plain data or an estimator, to be saved',
  })
}

/** Reads what {@link encodeParam} wrote. */
export function decodeParam(json: unknown, at: Decoding): unknown {
  if (json === null || typeof json !== 'object') return json
  // Not `map`, which passes over the holes of data that never was text.
  if (Array.isArray(json)) return Array.from(json, (item, i) => decodeParam(item, at.child(i)))
  if (Object.hasOwn(json, 'format')) return at.estimator(json, at)
  if (Object.hasOwn(json, '$number')) {
    const word = at.record(json, ['$number']).$number
    if (word !== 'NaN' && word !== 'Infinity' && word !== '-Infinity') at.fail('$number must be NaN or an infinity')
    return Number(word)
  }
  if (Object.hasOwn(json, '$map')) {
    const pairs = decodeParam(at.record(json, ['$map']).$map, at)
    if (!Array.isArray(pairs) || !pairs.every(pair => Array.isArray(pair) && pair.length === 2)) {
      return at.fail('$map must hold pairs of key and value')
    }
    return new Map(pairs as [unknown, unknown][])
  }
  const entries = Object.entries(json).map(([key, item]): [string, unknown] => {
    if (key === '__proto__') at.fail('a parameter cannot be called __proto__')
    return [key, decodeParam(item, at.child(key.slice(0, 60)))]
  })
  return Object.fromEntries(entries)
}
