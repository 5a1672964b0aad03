import { ModelFormatError, NdArray } from '@genre/core'
import { describe, expect, it } from 'vitest'
import type { Field, Schema, StateOf } from './schema'
import { Decoding, decodeState, encodeState, field } from './schema'

const at = () =>
  new Decoding({ file: 'test', path: 'model', estimator: (_, here) => here.fail('no estimators in this test') })

function roundTrip<S extends Schema>(schema: S, state: StateOf<S>): StateOf<S> {
  return decodeState(schema, JSON.parse(JSON.stringify(encodeState(schema, state, 'exact'))), at())
}

function refused<T>(one: Field<T>, json: unknown): string {
  try {
    one.decode(json, at())
  } catch (error) {
    expect(error).toBeInstanceOf(ModelFormatError)
    return (error as Error).message
  }
  return 'accepted'
}

const bytes = (values: Float64Array | Int32Array | Float32Array | Uint8Array) =>
  Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64')

describe('arrays in a state', () => {
  it('keep every bit', () => {
    const values = Float64Array.of(0, -0, 1 / 3, Number.MIN_VALUE, Number.MAX_VALUE, -1e-300, 2 ** 53)
    const back = roundTrip({ a: field.floats('n') }, { a: values })
    expect([...back.a].every((value, i) => Object.is(value, values[i]))).toBe(true)
    const matrix = new NdArray(values.subarray(0, 6), [2, 3])
    expect(roundTrip({ m: field.matrix('r', 'c') }, { m: matrix }).m.toArray()).toEqual(matrix.toArray())
  })

  it('take as few bytes as hold them exactly', () => {
    const dtype = (values: number[]) =>
      (field.floats('n').encode(Float64Array.from(values), 'exact') as { dtype: string }).dtype
    expect(dtype([1, 0.5, -3])).toBe('float32')
    expect(dtype([1, 0.1])).toBe('float64')
    expect(dtype([1e40])).toBe('float64')
    const integer = (values: number[]) =>
      (field.integers('n').encode(Int32Array.from(values), 'exact') as { dtype: string }).dtype
    expect([integer([0, 255]), integer([0, 256]), integer([-1, 5]), integer([70000])]).toEqual([
      'uint8',
      'uint16',
      'int32',
      'int32',
    ])
    const ints = Int32Array.of(-5, 2 ** 31 - 1, -(2 ** 31))
    expect(roundTrip({ a: field.integers('n') }, { a: ints }).a).toEqual(ints)
    for (const some of [[0, 255], [0, 65535], []]) {
      expect(roundTrip({ a: field.integers('n') }, { a: Int32Array.from(some) }).a).toEqual(Int32Array.from(some))
    }
  })

  it('are rounded to float32 where that is asked for, unless that makes them infinite or 0', () => {
    const encode = (values: number[]) => field.floats('n').encode(Float64Array.from(values), 'float32')
    expect(field.floats('n').decode(encode([0.1, 2]), at())).toEqual(Float64Array.of(Math.fround(0.1), 2))
    for (const far of [1e300, -1e-300]) {
      expect(field.floats('n').decode(encode([0.1, far]), at())).toEqual(Float64Array.of(0.1, far))
    }
  })

  it('are little-endian base64 with dtype and shape', () => {
    expect(field.matrix('r', 'c').encode(new NdArray(Float64Array.of(0.1, 0.2), [1, 2]), 'exact')).toEqual({
      dtype: 'float64',
      shape: [1, 2],
      data: bytes(Float64Array.of(0.1, 0.2)),
    })
  })

  it('are refused where dtype, shape, length or values do not fit', () => {
    const floats = field.floats('n')
    const good = { dtype: 'float64', shape: [2], data: bytes(Float64Array.of(1, 2)) }
    expect(refused(floats, good)).toBe('accepted')
    expect(refused(floats, { ...good, dtype: 'int32' })).toContain('dtype must be one of float64, float32')
    expect(refused(floats, { ...good, dtype: 'object' })).toContain('dtype')
    expect(refused(floats, { ...good, dtype: '__proto__' })).toContain('dtype')
    expect(refused(floats, { ...good, shape: [3] })).toContain('length of shape 3')
    expect(refused(floats, { ...good, shape: [2, 1] })).toContain('shape must have 1')
    expect(refused(floats, { ...good, shape: [-2] })).toContain('outside')
    expect(refused(floats, { ...good, shape: [1e9] })).toContain('length of shape')
    expect(refused(floats, { ...good, shape: [1e300] })).toContain('integer')
    expect(refused(field.matrix('r', 'c'), { ...good, shape: [2147483647, 2147483647] })).toContain('length of shape')
    expect(refused(floats, { ...good, shape: '2' })).toContain('shape')
    expect(refused(floats, { ...good, data: good.data.slice(4) })).toContain('length')
    expect(refused(floats, { ...good, data: good.data.replace('A', '*') })).toContain('base64')
    expect(refused(floats, { ...good, data: 5 })).toContain('base64 text')
    expect(refused(floats, { ...good, more: 1 })).toContain('unknown property "more"')
    expect(refused(floats, { dtype: 'float64', shape: [2] })).toContain("'data' is missing")
    expect(refused(floats, null)).toContain('an object is needed')
    expect(refused(floats, [good])).toContain('an object is needed')
    const of = (value: number) => ({ ...good, shape: [1], data: bytes(Float64Array.of(value)) })
    expect(refused(floats, of(NaN))).toContain('NaN')
    expect(refused(floats, of(Infinity))).toContain('Infinity')
    expect(refused(field.floats('n', { nonFinite: true }), of(NaN))).toBe('accepted')
    expect(refused(field.floats('n', { min: 0 }), of(-1))).toContain('-1')
    const codes = { dtype: 'int32', shape: [2], data: bytes(Int32Array.of(0, 3)) }
    expect(refused(field.integers('n', { min: 0, below: 3 }), codes)).toContain('item 1 is 3, outside 0..2')
    expect(refused(field.integers('n', { below: 'unknown' }), codes)).toContain('size unknown')
    expect(refused(field.integers('n'), { ...codes, dtype: 'float64' })).toContain('dtype')
  })
})

describe('sizes', () => {
  const schema = { n: field.size('n'), a: field.floats('n'), m: field.matrix('n', 'm'), b: field.floats('m') }
  const state = { n: 2, a: Float64Array.of(1, 2), m: new NdArray(new Float64Array(6), [2, 3]), b: new Float64Array(3) }

  it('must agree over all fields of a state', () => {
    expect(roundTrip(schema, state)).toEqual(state)
    const json = encodeState(schema, state, 'exact') as Record<string, unknown>
    expect(() => decodeState(schema, { ...json, n: 3 }, at())).toThrow('model.a: length 2 where 3 (n) is needed')
    const short = encodeState(schema, { ...state, b: new Float64Array(2) }, 'exact')
    expect(() => decodeState(schema, short, at())).toThrow('model.b: length 2 where 3 (m) is needed')
  })

  it('are an item’s own where a list item names them first', () => {
    const list = field.list('k', field.object({ n: field.size('n'), a: field.floats('n') }))
    const items = [
      { n: 1, a: new Float64Array(1) },
      { n: 2, a: new Float64Array(2) },
    ]
    expect(list.decode(list.encode(items, 'exact'), at())).toEqual(items)
  })
})

describe('scalars in a state', () => {
  it('are refused when they are of another kind or out of range', () => {
    expect(refused(field.integer({ min: 0, max: 5 }), 6)).toContain('6 is outside 0..5')
    expect(refused(field.integer(), 0.5)).toContain('integer')
    expect(refused(field.size('n'), 0)).toContain('outside')
    expect(refused(field.number(), 'NaN')).toContain('number')
    expect(refused(field.number({ nonFinite: true }), 'NaN')).toBe('accepted')
    expect(refused(field.number({ nonFinite: true }), 'toString')).toContain('number')
    expect(refused(field.number({ min: 0 }), -1)).toContain('-1')
    expect(refused(field.boolean(), 1)).toContain('true or false')
    expect(refused(field.string(), 1)).toContain('string')
    expect(refused(field.optional(field.string()), null)).toBe('accepted')
    for (const json of [[1, 1], [2, 1], ['b', 'a'], ['a', 1], [null], [0.5], [{}], 'ab', { length: 1 }]) {
      expect(refused(field.labels('n'), json), JSON.stringify(json)).not.toBe('accepted')
    }
    const number = field.number({ nonFinite: true })
    expect(number.decode(number.encode(-Infinity, 'exact'), at())).toBe(-Infinity)
  })
})
