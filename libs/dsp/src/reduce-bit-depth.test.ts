import { expect, test } from 'vitest'
import { expectInvalid } from '../test/bad-input'
import { meanSquare, minus } from '../test/levels'
import { makeSignal, noise } from '../test/signals'
import { reduceBitDepth } from './reduce-bit-depth'

const music = makeSignal('music').subarray(0, 20000)

test('reduceBitDepth rounds to steps, with an error of a twelfth of a step squared', () => {
  const eight = reduceBitDepth(music, { bits: 8 })
  for (const v of eight) expect(Number.isInteger(v * 128)).toBe(true)
  expect(Math.max(...minus(eight, music).map(Math.abs))).toBeLessThanOrEqual(1 / 256 + 1e-7)
  const loud = noise(20000, 1, 0.9)
  expect(meanSquare(minus(reduceBitDepth(loud, { bits: 6 }), loud)) / (1 / 32 ** 2 / 12)).toBeCloseTo(1, 1)
  const dithered = reduceBitDepth(loud, { bits: 6, dither: true, randomState: 1 })
  expect(meanSquare(minus(dithered, loud)) / (1 / 32 ** 2 / 12)).toBeCloseTo(3, 0)
  expect(reduceBitDepth(Float32Array.of(2, -2), { bits: 2 })).toEqual(Float32Array.of(0.5, -1))
  expectInvalid('bits', () => reduceBitDepth(music, { bits: 1 }))
  expectInvalid('bits', () => reduceBitDepth(music, { bits: 8.5 }))
})
