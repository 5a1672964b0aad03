import { describe, expect, it } from 'vitest'
import { isOpusPacket } from './opus-packet'

const packet = (toc: number, ...bytes: number[]) => isOpusPacket(Uint8Array.of(toc, ...bytes))
/** Configuration 31: CELT, 20 ms; the low bits are the code. */
const TOC = 31 << 3

describe('isOpusPacket', () => {
  it('one frame, of any length up to 1275 bytes', () => {
    expect(packet(TOC)).toBe(true)
    expect(isOpusPacket(new Uint8Array(1276))).toBe(true)
    expect(isOpusPacket(new Uint8Array(1277))).toBe(false)
    expect(isOpusPacket(new Uint8Array(0))).toBe(false)
  })

  it('two frames of equal or different lengths', () => {
    expect(packet(TOC | 1, 1, 2)).toBe(true)
    expect(packet(TOC | 1, 1, 2, 3)).toBe(false)
    expect(packet(TOC | 2, 1, 9, 8, 7)).toBe(true)
    expect(packet(TOC | 2, 5, 9)).toBe(false)
    expect(packet(TOC | 2)).toBe(false)
    expect(packet(TOC | 2, 252)).toBe(false)
  })

  it('many frames: count, padding, lengths', () => {
    expect(packet(TOC | 3)).toBe(false)
    expect(packet(TOC | 3, 0)).toBe(false)
    expect(packet(TOC | 3, 3, 1, 2, 3)).toBe(true)
    expect(packet(TOC | 3, 3, 1, 2)).toBe(false)
    // seven frames of 20 ms are more than 120 ms
    expect(packet(TOC | 3, 6, 1, 2, 3, 4, 5, 6)).toBe(true)
    expect(packet(TOC | 3, 7, 1, 2, 3, 4, 5, 6, 7)).toBe(false)
    // padding of two bytes; of more than there are
    expect(packet(TOC | 3, 64 | 1, 2, 9, 0, 0)).toBe(true)
    expect(packet(TOC | 3, 64 | 1, 9, 9)).toBe(false)
    expect(packet(TOC | 3, 64 | 1, 255, 255)).toBe(false)
    // variable lengths
    expect(packet(TOC | 3, 128 | 2, 1, 9, 8, 7)).toBe(true)
    expect(packet(TOC | 3, 128 | 2, 4, 9, 8, 7)).toBe(false)
    expect(packet(TOC | 3, 128 | 1, 9)).toBe(true)
  })
})
