import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { expectInvalid } from '../test/bad-input'
import { Fft } from './fft'
import { RealFft } from './real-fft'

const sample = (n: number) => Float64Array.from({ length: n }, (_, i) => Math.cos(0.9 * i * i + 2 * i))

describe('RealFft', () => {
  test('equals the complex transform of the same numbers, and comes back, for any size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 600 }), n => {
        const x = sample(n)
        const fft = new RealFft(n)
        const complex = new Float64Array(2 * n)
        x.forEach((v, i) => (complex[2 * i] = v))
        new Fft(n).forward(complex)
        fft.signal.set(x)
        fft.forward()
        const scale = Math.sqrt(n)
        for (let i = 0; i < 2 * fft.bins; i++) {
          expect(Math.abs(fft.spectrum[i] - complex[i])).toBeLessThan(1e-13 * scale)
        }
        fft.inverse()
        for (let i = 0; i < n; i++) expect(Math.abs(fft.signal[i] - x[i])).toBeLessThan(1e-14 * scale)
      }),
      { numRuns: 80 },
    )
  })

  test('is linear', () => {
    const fft = new RealFft(96)
    const spectra = [(i: number) => Math.sin(i * i), (i: number) => Math.cos(3 * i)].map(f => {
      for (let i = 0; i < 96; i++) fft.signal[i] = f(i)
      fft.forward()
      return fft.spectrum.slice()
    })
    for (let i = 0; i < 96; i++) fft.signal[i] = 2 * Math.sin(i * i) - 3 * Math.cos(3 * i)
    fft.forward()
    fft.spectrum.forEach((v, i) => expect(v).toBeCloseTo(2 * spectra[0][i] - 3 * spectra[1][i], 11))
  })

  test('ignores the imaginary parts of the first and last bin on the way back', () => {
    const fft = new RealFft(8)
    fft.spectrum.set([1, 5, 0, 0, 0, 0, 0, 0, 2, 7])
    fft.inverse()
    expect(fft.signal[0]).toBeCloseTo(3 / 8, 15)
    expect(fft.signal[1]).toBeCloseTo(-1 / 8, 15)
  })

  test('refuses sizes that are none', () => {
    for (const size of [0, 1.5, -1]) expectInvalid('size', () => new RealFft(size))
  })
})
