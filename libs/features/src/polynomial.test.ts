import { expect, test } from 'vitest'
import { expectInvalid } from '../test/bad-input'
import { polynomialFit } from './polynomial'

test('gives the coefficients of a polynomial from its values', () => {
  const x = [1, 2, 4, 7, 11]
  const fit = polynomialFit(x, 3)
  const y = x.map(v => 2 - v + 0.5 * v ** 2 + 0.25 * v ** 3)
  const coefficients = [0, 1, 2, 3].map(p => y.reduce((sum, value, i) => sum + fit[p * 5 + i] * value, 0))
  coefficients.forEach((value, p) => expect(value).toBeCloseTo([2, -1, 0.5, 0.25][p], 10))
})

test('gives the savgol weights of a central difference', () => {
  const weights = polynomialFit([-1, 0, 1], 1).subarray(3)
  expect([...weights].map(w => w.toFixed(12))).toEqual(['-0.500000000000', '0.000000000000', '0.500000000000'])
})

test('refuses an order that the points do not determine', () => {
  expectInvalid('order', () => polynomialFit([1, 2], 2))
})
