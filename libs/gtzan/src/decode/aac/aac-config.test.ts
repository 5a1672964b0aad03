import { describe, expect, it } from 'vitest'
import { parseAacConfig } from './aac-config'

const bytes = (bits: string) =>
  Uint8Array.from(bits.replace(/ /g, '').match(/.{1,8}/g)!, part => parseInt(part.padEnd(8, '0'), 2))

describe('parseAacConfig', () => {
  it.each([
    ['00010 0100 0010 000', { sampleRate: 44100, rateIndex: 4, channels: 2, highEfficiency: false }],
    ['00010 0111 0001 000', { sampleRate: 22050, rateIndex: 7, channels: 1 }],
    ['00010 1100 0001 000', { sampleRate: 7350, rateIndex: 11, channels: 1 }],
    ['00010 0011 0111 000', { sampleRate: 48000, channels: 8 }],
    // a rate of its own: 44056 Hz takes the tables of 44100 Hz
    [`00010 1111 ${(44056).toString(2).padStart(24, '0')} 0010 000`, { sampleRate: 44056, rateIndex: 4 }],
    // high efficiency, said first, or behind for decoders that do not know it
    ['00101 0111 0010 0100 00010 000', { sampleRate: 22050, channels: 2, highEfficiency: true }],
    ['00010 0111 0010 000 01010110111 00101 1 0100', { sampleRate: 22050, highEfficiency: true }],
    // channels by a list: one pair in front, one low frequency channel
    ['00010 0100 0000 000 0000 01 0100 0001 0000 0000 01 000 0000 0 0 0 1 0000 0000 00000 00000000', { channels: 3 }],
  ])('%s', (bits, expected) => expect(parseAacConfig(bytes(bits))).toMatchObject(expected))

  it.each([
    ['00001 0100 0010 000', 'AAC Main'],
    ['00100 0100 0010 000', 'AAC LTP'],
    ['11111 001010 0100 0010 000', 'xHE-AAC'],
    ['01010 0100 0010 000', 'audio object type 10'],
    ['00010 1101 0010 000', 'sample rate index 13'],
    ['00010 0100 0010 100', '960'],
    ['00010 0100 1001 000', 'channel configuration 9'],
    ['00010', 'out of bits'],
  ])('refuses %s', (bits, words) => expect(() => parseAacConfig(bytes(bits))).toThrow(words))
})
