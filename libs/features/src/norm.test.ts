import { expect, test } from 'vitest'
import { expectInvalid } from '../test/bad-input'
import { checkNorm } from './norm'

test('is the length asked for, and 1 for what is zero', () => {
  const vector = [0, 3, -4]
  expect(checkNorm(Infinity, null).length(vector)).toBe(4)
  expect(checkNorm(undefined, 1).length(vector)).toBe(7)
  expect(checkNorm(2, 1).length(vector)).toBe(5)
  expect(checkNorm(2, 1).length(vector, 0, 2)).toBe(3)
  expect(checkNorm(null, 2).length(vector)).toBe(1)
  expect(checkNorm(2, 1).length([0, 0])).toBe(1)
  expectInvalid('norm', () => checkNorm('inf' as never, 1))
})
