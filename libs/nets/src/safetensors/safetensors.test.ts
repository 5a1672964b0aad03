import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ModelFormatError } from '@genre/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readSafetensors, writeSafetensors } from './safetensors'

const golden = JSON.parse(readFileSync(join(__dirname, '../../golden/training.json'), 'utf8')) as {
  types: Record<string, string[]>
}

/** A file of the given header and as many bytes of values. */
function file(header: unknown, bytes: number, length?: bigint): Uint8Array {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header))
  const out = new Uint8Array(8 + text.length + bytes)
  new DataView(out.buffer).setBigUint64(0, length ?? BigInt(text.length), true)
  out.set(text, 8)
  return out
}

describe('readSafetensors', () => {
  it('reads every type that the reference implementation writes', () => {
    const { tensors, metadata } = readSafetensors(readFileSync(join(__dirname, '../../golden/types.safetensors')))
    expect(metadata).toEqual({ 'made by': 'safetensors' })
    for (const [name, values] of Object.entries(golden.types)) {
      const expected = values.map(text => Math.fround(Number(text.replace('inf', 'Infinity'))))
      expect([name, Array.from(tensors.get(name)!.data)]).toEqual([name, expected])
    }
    expect(tensors.get('i64')).toEqual({ shape: [2], data: Float32Array.of(-(2 ** 40), 7) })
    for (const name of ['i32', 'i16', 'i8']) expect(tensors.get(name)!.data).toEqual(Float32Array.of(-5, 7))
    expect(tensors.get('u8')).toEqual({ shape: [2, 1], data: Float32Array.of(250, 7) })
    expect(tensors.get('bool')!.data).toEqual(Float32Array.of(1, 0))
    expect(tensors.get('scalar')).toEqual({ shape: [], data: Float32Array.of(2.5) })
    expect(tensors.get('empty')).toEqual({ shape: [0, 3], data: new Float32Array(0) })
  })

  const F32 = (shape: unknown, begin: unknown, end: unknown) => ({ dtype: 'F32', shape, data_offsets: [begin, end] })
  it.each<[string, Uint8Array, RegExp]>([
    ['nothing', new Uint8Array(0), /too short/],
    ['seven bytes', new Uint8Array(7), /too short/],
    ['a header of 2^64 - 1 bytes', file({}, 0, 2n ** 64n - 1n), /should have/],
    ['a header longer than the file', file({}, 0, 3n), /should have 3 bytes/],
    ['no JSON', file('{', 0), /no JSON/],
    ['no UTF-8', file('x', 0).map((byte, i) => (i === 8 ? 0xff : byte)), /no JSON/],
    ['a list', file([], 0), /no object/],
    ['an entry of text', file({ a: 'x' }, 0), /entry of a is no object/],
    ['an unknown type', file({ a: { dtype: 'F8', shape: [1], data_offsets: [0, 1] } }, 1), /type F8/],
    [
      'a type of a prototype',
      file({ a: { dtype: 'constructor', shape: [1], data_offsets: [0, 1] } }, 1),
      /type constructor/,
    ],
    ['a negative shape', file({ a: F32([-1], 0, 4) }, 4), /no valid shape/],
    ['half a shape', file({ a: F32([0.5], 0, 4) }, 4), /no valid shape/],
    ['a shape that overflows', file({ a: F32([2 ** 52, 2 ** 52], 0, 4) }, 4), /which its shape/],
    ['offsets of text', file({ a: F32([1], '0', '4') }, 4), /data_offsets/],
    ['offsets backwards', file({ a: F32([1], 4, 0) }, 4), /outside the file/],
    ['offsets beyond the end', file({ a: F32([2], 0, 8) }, 4), /outside the file/],
    ['a wrong length', file({ a: F32([1], 0, 8) }, 8), /which its shape/],
    ['a gap', file({ a: F32([1], 0, 4), b: F32([1], 8, 12) }, 12), /gap or an overlap before b/],
    ['an overlap', file({ a: F32([2], 0, 8), b: F32([1], 4, 8) }, 8), /gap or an overlap before b/],
    ['bytes at the end', file({ a: F32([1], 0, 4) }, 5), /1 bytes at its end/],
    ['metadata of numbers', file({ __metadata__: { a: 1 } }, 0), /must hold texts/],
  ])('refuses %s', (_, content, message) => {
    expect(() => readSafetensors(content, 'a.safetensors')).toThrow(ModelFormatError)
    expect(() => readSafetensors(content, 'a.safetensors')).toThrow(message)
  })

  it('gives back what was written, and refuses or reads whatever is changed', () => {
    const names = fc
      .string({ minLength: 1, maxLength: 12 })
      .filter(name => name !== '__metadata__' && name !== '__proto__')
    const tensor = fc
      .array(fc.float({ noNaN: true }), { maxLength: 9 })
      .map(values => ({ shape: [values.length], data: Float32Array.from(values) }))
    const lists = fc.uniqueArray(fc.tuple(names, tensor), { selector: ([name]) => name, maxLength: 5 })
    fc.assert(
      fc.property(lists, fc.nat(), fc.nat(255), (tensors, place, byte) => {
        const content = writeSafetensors(tensors, { a: 'b' })
        expect([...readSafetensors(content).tensors]).toEqual(
          expect.arrayContaining(tensors.map(([name, { shape, data }]) => [name, { shape, data }])),
        )
        expect(readSafetensors(content).metadata).toEqual({ a: 'b' })
        content[place % content.length] = byte
        try {
          readSafetensors(content)
        } catch (error) {
          expect(error).toBeInstanceOf(ModelFormatError)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('writes no name twice, and no shape that does not fit', () => {
    const one = { shape: [1], data: new Float32Array(1) }
    expect(() =>
      writeSafetensors([
        ['a', one],
        ['a', one],
      ]),
    ).toThrow(/a name each/)
    expect(() => writeSafetensors([['', one]])).toThrow(/a name each/)
    expect(() => writeSafetensors([['a', { shape: [2], data: new Float32Array(1) }]])).toThrow(/1 values/)
  })
})
