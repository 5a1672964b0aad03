import { expect, test } from 'vitest'
import { roundHalfEven } from './round'

test('rounds halves to the even number', () => {
  expect([-2.5, -1.5, -0.6, 0, 0.5, 1.5, 2.5, 2.4, 2.6].map(roundHalfEven)).toEqual([-2, -2, -1, 0, 0, 2, 2, 2, 3])
})
