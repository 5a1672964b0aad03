import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { expectInvalid } from '../test/bad-input'
import { Fft } from './fft'

/** Sizes of every kind: powers of two, products of small primes, primes, products with large primes. */
const SIZES = [
  1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 14, 16, 21, 25, 31, 32, 35, 37, 49, 64, 74, 81, 97, 121, 128, 202, 210,
]

function definition(x: Float64Array): Float64Array {
  const n = x.length / 2
  const out = new Float64Array(2 * n)
  for (let k = 0; k < n; k++) {
    for (let i = 0; i < n; i++) {
      const angle = (2 * Math.PI * ((k * i) % n)) / n
      out[2 * k] += x[2 * i] * Math.cos(angle) + x[2 * i + 1] * Math.sin(angle)
      out[2 * k + 1] += x[2 * i + 1] * Math.cos(angle) - x[2 * i] * Math.sin(angle)
    }
  }
  return out
}

const sample = (n: number) => Float64Array.from({ length: 2 * n }, (_, i) => Math.sin(1.7 * i * i + i))

/** Largest difference, relative to the root mean square of the expected numbers. */
function error(actual: Float64Array, expected: Float64Array): number {
  const rms = Math.sqrt(expected.reduce((sum, v) => sum + v * v, 0) / expected.length)
  return actual.reduce((worst, v, i) => Math.max(worst, Math.abs(v - expected[i])), 0) / rms
}

describe('Fft', () => {
  test.each(SIZES)('equals the definition for size %i', n => {
    const x = sample(n)
    const expected = definition(x)
    new Fft(n).forward(x)
    expect(error(x, expected)).toBeLessThan(1e-13)
  })

  test('inverse undoes forward for any size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 700 }), n => {
        const x = sample(n)
        const fft = new Fft(n)
        fft.forward(x)
        fft.inverse(x)
        expect(error(x, sample(n))).toBeLessThan(1e-14)
      }),
      { numRuns: 60 },
    )
  })

  test('keeps the energy (Parseval) at sizes too large for the definition', () => {
    for (const n of [4096, 5292, 8191, 10007, 16384, 44100]) {
      const x = sample(n)
      const energy = x.reduce((sum, v) => sum + v * v, 0)
      new Fft(n).forward(x)
      expect(x.reduce((sum, v) => sum + v * v, 0) / n / energy).toBeCloseTo(1, 12)
    }
  })

  test('gives exact results where they are exact', () => {
    const x = Float64Array.of(1, 0, 2, 0, 3, 0, 4, 0)
    new Fft(4).forward(x)
    expect([...x]).toEqual([10, 0, -2, 2, -2, 0, -2, -2])
  })

  test('refuses sizes that are none', () => {
    for (const size of [0, -4, 2.5, NaN, 2 ** 27]) expectInvalid('size', () => new Fft(size))
  })
})
