import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { expectInvalid } from '../test/bad-input'
import { deviation } from '../test/golden'
import { makeSignal, noise } from '../test/signals'
import { convolve } from './convolve'

const music = makeSignal('music').subarray(0, 20000)

describe('convolve', () => {
  test('equals the definition for any lengths, in every mode', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 200 }), (n, m) => {
        const x = noise(n, n, 1)
        const kernel = noise(m, m + 1, 1)
        const full = new Float32Array(n + m - 1)
        for (let i = 0; i < n; i++) for (let j = 0; j < m; j++) full[i + j] += x[i] * kernel[j]
        expect(deviation(convolve(x, kernel), full)).toBeLessThan(1e-4)
        expect(deviation(convolve(x, kernel, { mode: 'causal' }), full.subarray(0, n))).toBeLessThan(1e-4)
        const from = (m - 1) >> 1
        expect(deviation(convolve(x, kernel, { mode: 'same' }), full.subarray(from, from + n))).toBeLessThan(1e-4)
      }),
      { numRuns: 50 },
    )
  })

  test('refuses bad parameters', () => {
    expectInvalid('samples', () => convolve(new Float32Array(0), music))
    expectInvalid('kernel', () => convolve(music, new Float32Array(0)))
    expectInvalid('mode', () => convolve(music, music, { mode: 'valid' as 'full' }))
  })
})
