import { describe, expect, test } from 'vitest'
import { expectInvalid } from '../test/bad-input'
import { db, meanPower, meanSquare } from '../test/levels'
import { makeNoise } from './noise'

describe('makeNoise', () => {
  test('has unit power, flat or falling by 3 dB an octave', () => {
    for (const color of ['white', 'pink'] as const) {
      const y = makeNoise(2 ** 17, { color, randomState: 7 })
      // A few of the lowest bins carry a third of the power of pink noise, so that it varies.
      expect(Math.abs(db(meanSquare(y)))).toBeLessThan(1)
      const P = meanPower(y)
      const band = (low: number) => P.slice(low, 2 * low).reduce((a, b) => a + b) / low
      for (const low of [16, 64, 256]) {
        expect(Math.abs(db(band(low) / band(2 * low)) - (color === 'white' ? 0 : 3))).toBeLessThan(0.7)
      }
    }
  })

  test('refuses bad parameters', () => {
    expectInvalid('n', () => makeNoise(-1))
    expectInvalid('color', () => makeNoise(1, { color: 'red' as 'pink' }))
    expect(makeNoise(0, { color: 'pink' }).length).toBe(0)
    expect(makeNoise(1, { color: 'pink', randomState: 0 }).length).toBe(1)
  })
})
