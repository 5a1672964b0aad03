import { expect, test } from 'vitest'
import { expectInvalid } from '../test/bad-input'
import { pad } from './pad'

const x = Float32Array.of(1, 2, 3)

test('pads as numpy.pad does', () => {
  expect([...pad(x, { before: 2 })]).toEqual([0, 0, 1, 2, 3, 0, 0])
  expect([...pad(x, { before: 2, after: 1, mode: 'edge' })]).toEqual([1, 1, 1, 2, 3, 3])
  expect([...pad(x, { before: 4, after: 5, mode: 'wrap' })]).toEqual([3, 1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2])
  // numpy.pad([1, 2, 3], (7, 6), 'reflect')
  expect([...pad(x, { before: 7, after: 6, mode: 'reflect' })]).toEqual([
    2, 3, 2, 1, 2, 3, 2, 1, 2, 3, 2, 1, 2, 3, 2, 1,
  ])
  expect([...pad(Float32Array.of(5), { before: 2, mode: 'reflect' })]).toEqual([5, 5, 5, 5, 5])
  expect([...pad(new Float32Array(0), { before: 1 })]).toEqual([0, 0])
})

test('leaves its input alone', () => {
  expect([...x]).toEqual([1, 2, 3])
  expect(pad(x, { before: 0 })).not.toBe(x)
})

test('refuses bad lengths and modes', () => {
  expectInvalid('before', () => pad(x, { before: -1 }))
  expectInvalid('after', () => pad(x, { before: 1, after: 0.5 }))
  expectInvalid('mode', () => pad(x, { before: 1, mode: 'mirror' as 'edge' }))
  expectInvalid('samples', () => pad(new Float32Array(0), { before: 1, mode: 'edge' }))
})
