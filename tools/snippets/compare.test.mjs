import { expect, test } from 'vitest'
import { agrees } from './compare.mjs'

test.each([
  ['[ 1, 2 ]', '[1,2]', true],
  ["'rock'", 'rock', true],
  ['[1, 2]', '[ 1, 3 ]', false],
  ['1', '10', false],
  ['0.35', '0.3512', false],
  ['≈ 0.35', '0.3512', true],
  ['≈ 0.35', '0.3712', false],
  ['≈ 0.35 0.1', '0.3512', false],
  ['≈ { a: 1.5e-3 }', '{ a: 0.00152 }', true],
  ['≈ { a: 1.5e-3 }', '{ b: 0.00152 }', false],
  ['~ 120', '120.6', true],
  ['[ 1, 2, ... ]', '[ 1, 2, 3, 4 ]', true],
  ['[ 1, 2, ... ]', '[ 1, 3, 4 ]', false],
  ['a.b', 'axb', false],
])('%s promises %s: %s', (expected, printed, result) => {
  expect(agrees(expected, printed)).toBe(result)
})
