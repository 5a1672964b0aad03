import { expect, it } from 'vitest'
import { aLawSample, muLawSample } from './g711'

/** Encoders as ITU-T G.711 describes them: the byte whose value is nearest. */
const bytes = Array.from({ length: 256 }, (_, byte) => byte)

it('mu-law: symmetric, monotonic, from -32124 to 32124', () => {
  expect(muLawSample(0x00)).toBe(-32124)
  expect(muLawSample(0x80)).toBe(32124)
  expect(muLawSample(0xff)).toBe(0)
  expect(muLawSample(0xef)).toBe(132)
  for (const byte of bytes) expect(muLawSample(byte) + muLawSample(byte ^ 0x80)).toBe(0)
  for (let byte = 1; byte < 128; byte++) expect(muLawSample(byte)).toBeGreaterThan(muLawSample(byte - 1))
})

it('A-law: symmetric, all values different, from -32256 to 32256', () => {
  expect(aLawSample(0x2a)).toBe(-32256)
  expect(aLawSample(0xaa)).toBe(32256)
  expect(aLawSample(0x55)).toBe(-8)
  expect(aLawSample(0xd5)).toBe(8)
  for (const byte of bytes) expect(aLawSample(byte) + aLawSample(byte ^ 0x80)).toBe(0)
  expect(new Set(bytes.map(aLawSample)).size).toBe(256)
})
