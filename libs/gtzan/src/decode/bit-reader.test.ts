import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BitReader, OutOfBitsError } from './bit-reader'

/** The bits of bytes as text. */
const text = (bytes: Uint8Array) => Array.from(bytes, byte => byte.toString(2).padStart(8, '0')).join('')

/** Bytes of bits, filled up with zeros. */
const packed = (bits: string) => Uint8Array.from(bits.match(/.{1,8}/g) ?? [], part => parseInt(part.padEnd(8, '0'), 2))

describe('BitReader', () => {
  it('reads numbers of any width one behind the other', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 40 }),
        fc.array(fc.integer({ min: 0, max: 32 })),
        (bytes, widths) => {
          const reader = new BitReader(bytes)
          const bits = text(bytes)
          let at = 0
          for (const width of widths) {
            if (at + width > bits.length) {
              expect(() => reader.read(width)).toThrow(OutOfBitsError)
              return
            }
            expect(reader.read(width)).toBe(parseInt(`0${bits.slice(at, at + width)}`, 2))
            at += width
            expect(reader.position).toBe(at)
            expect(reader.left).toBe(bits.length - at)
          }
        },
      ),
    )
  })

  it('reads signed numbers', () => {
    for (const [bits, value] of [
      ['0', 0],
      ['1', -1],
      ['011', 3],
      ['100', -4],
      [`1${'0'.repeat(31)}`, -2147483648],
    ] as const)
      expect(new BitReader(packed(bits)).readSigned(bits.length)).toBe(value)
    expect(new BitReader(packed('1')).readSigned(0)).toBe(0)
  })

  it('reads unary numbers and Rice codes of any size', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100 }),
        fc.integer({ min: 0, max: 30 }),
        fc.nat(),
        (high, parameter, low) => {
          const below = low % 2 ** parameter
          const bits = `${'0'.repeat(high)}1${parameter ? below.toString(2).padStart(parameter, '0') : ''}`
          const reader = new BitReader(packed(`${bits}101`))
          expect(reader.readRice(parameter)).toBe(high * 2 ** parameter + below)
          expect(reader.position).toBe(bits.length)
          expect(new BitReader(packed(bits)).readUnary()).toBe(high)
        },
      ),
    )
    expect(() => new BitReader(new Uint8Array(9)).readUnary()).toThrow(OutOfBitsError)
  })

  it('keeps to its part of the bytes, and aligns', () => {
    const reader = new BitReader(Uint8Array.of(1, 2, 3, 4), 1, 3)
    reader.skip(3)
    reader.align()
    expect(reader.read(8)).toBe(3)
    reader.align()
    expect(reader.left).toBe(0)
    expect(() => reader.skip(1)).toThrow(OutOfBitsError)
  })
})
