import fc from 'fast-check'
import { expect, test } from 'vitest'
import { expectInvalid } from '../test/bad-input'
import { segmentsOf } from './segments'

test("follows Kaggle's rule", () => {
  const ten = segmentsOf(661794, 3, 22050)
  expect(ten.length).toBe(10)
  expect(ten[0]).toEqual({ start: 0, end: 66149 })
  expect(ten[9]).toEqual({ start: 595350, end: 661499 })
  // Strictly: a clip of exactly ten segments has nine.
  expect(segmentsOf(661500, 3, 22050).length).toBe(9)
  expect(segmentsOf(661501, 3, 22050).length).toBe(10)
})

test('has no segment in a clip that is not longer than one', () => {
  expect(segmentsOf(66150, 3, 22050)).toEqual([])
  expect(segmentsOf(0, 3, 22050)).toEqual([])
  expect(segmentsOf(1000, 3, 22050)).toEqual([])
})

test('rounds other lengths and rates to samples', () => {
  expect(segmentsOf(9, 0.35, 10)).toEqual([
    { start: 0, end: 3 },
    { start: 4, end: 7 },
  ])
  fc.assert(
    fc.property(fc.nat(5000), fc.double({ min: 0.01, max: 9, noNaN: true }), (n, seconds) => {
      const segments = segmentsOf(n, seconds, 300)
      const hop = Math.round(seconds * 300)
      segments.forEach(({ start, end }, k) => expect([start, end]).toEqual([k * hop, (k + 1) * hop - 1]))
      expect(segments.length).toBe(Math.max(0, Math.ceil(n / hop) - 1))
    }),
  )
})

test('refuses what is no length', () => {
  expectInvalid('segment', () => segmentsOf(100, 0, 22050))
  expectInvalid('segment', () => segmentsOf(100, NaN, 22050))
  expectInvalid('sampleRate', () => segmentsOf(100, 1, 0))
})
