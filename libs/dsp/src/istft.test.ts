import { NdArray, ShapeError } from '@genre/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { expectInvalid } from '../test/bad-input'
import { deviation, expectWithin, golden, goldenSignals, largest } from '../test/golden'
import { camelCase } from '../test/options'
import { noise } from '../test/signals'
import { istft } from './istft'
import { stft } from './stft'
import type { StftOptions } from './stft-plan'

interface Case {
  n: number
  options: Record<string, unknown>
  length: number | null
  values: number[]
}
const { inverse } = golden<{ inverse: Case[] }>('stft-options')

test.each(inverse)(
  'equals librosa.istft for $n samples, $options, length $length',
  ({ n, options, length, values }) => {
    const ours = camelCase<StftOptions>(options)
    const X = stft(noise(n, 2024, 0.5), ours)
    const mask = noise(X.real.data.length, 5, 1)
    const product = (part: NdArray<Float32Array>) =>
      new NdArray(
        part.data.map((v, i) => v * mask[i]),
        part.shape,
        part.stride,
      )
    const masked = { real: product(X.real), imag: product(X.imag) }
    const y = istft(masked, { ...ours, ...(length === null ? {} : { length }) })
    // Where a signal is only covered by the tail of a window, the division makes samples large.
    expectWithin('istft', deviation(y, values, Math.max(1, largest(values))), JSON.stringify(options))
  },
)

test.each(goldenSignals)('gives $name back', ({ y }) => {
  expectWithin('istft', deviation(istft(stft(y), { length: y.length }), y), 'round trip')
})

test('gives any signal back, for any size, hop and window that cover it', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 4, max: 90 }),
      fc.integer({ min: 1, max: 400 }),
      fc.constantFrom('hann' as const, 'hamming' as const, 'blackman' as const, 'boxcar' as const),
      fc.double({ min: 0.1, max: 0.5, noNaN: true }),
      (nFft, n, window, overlap) => {
        const hopLength = Math.max(1, Math.floor(nFft * overlap))
        const y = noise(n, n, 1)
        const back = istft(stft(y, { nFft, hopLength, window }), { nFft, hopLength, window, length: n })
        expect(deviation(back, y)).toBeLessThan(1e-5)
      },
    ),
    { numRuns: 60 },
  )
})

test('spans its frames unless told the length, and fills up with zeros', () => {
  const X = stft(noise(1000, 1, 1), { nFft: 256, hopLength: 64 })
  expect(istft(X, { hopLength: 64 }).length).toBe(64 * (X.real.shape[1] - 1))
  const long = istft(X, { hopLength: 64, length: 3000 })
  expect([...long.subarray(1200)].every(v => v === 0)).toBe(true)
  expect(istft(X, { hopLength: 64, length: 0 }).length).toBe(0)
})

test('takes arrays of any memory order', () => {
  const X = stft(noise(1000, 1, 1), { nFft: 128 })
  const rows = {
    real: new NdArray(X.real.toContiguous(), X.real.shape),
    imag: new NdArray(X.imag.toContiguous(), X.imag.shape),
  }
  expect(istft(rows)).toEqual(istft(X))
})

test('refuses what does not fit', () => {
  const X = stft(noise(1000, 1, 1), { nFft: 128 })
  expect(() => istft(X, { nFft: 256 })).toThrow(ShapeError)
  expect(() => istft({ real: X.real, imag: X.imag.slice(1, 0, 3) })).toThrow(ShapeError)
  expectInvalid('length', () => istft(X, { length: -1 }))
  expectInvalid('length', () => istft(X, { length: 1.5 }))
  expectInvalid('spectrogram', () => istft({ real: X.real } as typeof X))
  expectInvalid('hopLength', () => istft(X, { hopLength: 0 }))
  expectInvalid('spectrogram', () => istft(undefined as unknown as typeof X))
})
