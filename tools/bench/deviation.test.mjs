import { expect, test } from 'vitest'
import { relativeToLargest, shareThatDiffers } from './deviation.mjs'
import { median } from './measure.mjs'

const of = (/** @type {number[]} */ ...values) => Float64Array.from(values)

test('relativeToLargest', () => {
  expect(relativeToLargest(of(1, -4), of(1, -4))).toBe(0)
  expect(relativeToLargest(of(1, -4), of(1.5, -4))).toBe(0.125)
  expect(relativeToLargest(of(1), of(1, 2))).toBe(Infinity)
  expect(relativeToLargest(of(NaN), of(1))).toBe(Infinity)
})

test('shareThatDiffers', () => {
  expect(shareThatDiffers(of(1, 2, 3, 4), of(1, 2, 3, 5))).toBe(0.25)
  expect(shareThatDiffers(of(1), of(1, 2))).toBe(Infinity)
})

test('median', () => {
  expect(median([3, 1, 2])).toBe(2)
  expect(median([4, 1, 2, 3])).toBe(2.5)
})
