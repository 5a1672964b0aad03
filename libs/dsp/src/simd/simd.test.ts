import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { expectSameBits } from '../../test/same-bits'
import { makeSignal, noise } from '../../test/signals'
import { DctPlan } from '../dct'
import { DecibelTable } from '../decibel-table'
import { harmonicPercussive } from '../harmonic-percussive'
import { hpss } from '../hpss'
import { istft } from '../istft'
import { medianFilter } from '../median-filter'
import { MelFilterBank } from '../mel-filter-bank'
import { melSpectrogram } from '../mel-spectrogram'
import { RealFft } from '../real-fft'
import { resample } from '../resample'
import { spectrogram } from '../spectrogram'
import { frameMajor } from '../spectrogram-layout'
import { stft } from '../stft'
import type { StftOptions } from '../stft-plan'
import { SimdFft } from './simd-fft'
import { SimdMedian } from './simd-median'
import { SimdResampler } from './simd-resampler'
import { SimdStft } from './simd-stft'

const off = { simd: false }

test('the kernels run here, so that what follows compares two things', () => {
  expect(SimdFft.create(2048)).toBeDefined()
  expect(SimdStft.create(new Float64Array(2048), 512)).toBeDefined()
  expect(SimdMedian.create(100)).toBeDefined()
})

describe('the kernels give the bits of the TypeScript path', () => {
  test('RealFft, for every size that they take', () => {
    const sizes = Array.from({ length: 140 }, (_, i) => 16 * (i + 1)).filter(SimdFft.supports)
    expect(sizes.length).toBeGreaterThan(50)
    for (const n of [...sizes, 4096, 5120, 7056, 16384]) {
      const vectors = new RealFft(n)
      const plain = new RealFft(n, off)
      const x = noise(n, n, 1)
      for (const fft of [vectors, plain]) {
        fft.signal.set(x)
        fft.forward()
      }
      expectSameBits(vectors.spectrum, plain.spectrum)
      // Imaginary parts that must be ignored.
      for (const fft of [vectors, plain]) {
        fft.spectrum[1] = 5
        fft.spectrum[n + 1] = 7
        fft.inverse()
      }
      expectSameBits(vectors.signal, plain.signal)
    }
  })

  test('refuse sizes that they do not take', () => {
    for (const n of [0, 1, 16, 48, 100, 2047, 16 * 11, 2 ** 21]) expect(SimdFft.supports(n)).toBe(false)
    expect(SimdFft.create(100)).toBeUndefined()
    expect(SimdStft.create(new Float64Array(100), 10)).toBeUndefined()
  })

  test('stft, spectrogram, melSpectrogram and istft, with any hop, padding and length', () => {
    fc.assert(
      fc.property(
        fc.record({
          nFft: fc.constantFrom(64, 80, 128, 144, 336),
          hopLength: fc.integer({ min: 1, max: 400 }),
          center: fc.boolean(),
          padMode: fc.constantFrom('constant' as const, 'reflect' as const, 'edge' as const, 'wrap' as const),
        }),
        fc.integer({ min: 336, max: 4000 }),
        (options: StftOptions, n) => {
          const y = noise(n, n, 1)
          const X = stft(y, options)
          const plain = stft(y, { ...options, ...off })
          expectSameBits(X.real.data, plain.real.data)
          expectSameBits(X.imag.data, plain.imag.data)
          for (const power of [1, 2] as const) {
            const S = spectrogram(y, { ...options, power })
            expectSameBits(S.data, spectrogram(y, { ...options, power, ...off }).data)
          }
          const bank = { ...options, nMels: 10 }
          expectSameBits(melSpectrogram(y, bank).data, melSpectrogram(y, { ...bank, ...off }).data)
          expectSameBits(istft(X, { ...options, length: n }), istft(X, { ...options, length: n, ...off }))
        },
      ),
      { numRuns: 40 },
    )
  })

  test('stft of silence and of single impulses: zeros of the same sign', () => {
    for (const nFft of [64, 80, 144, 2048]) {
      for (const at of [-1, 0, 1, 700]) {
        const y = new Float32Array(3000)
        if (at >= 0) y[at] = -1
        const X = stft(y, { nFft })
        const plain = stft(y, { nFft, ...off })
        expectSameBits(X.real.data, plain.real.data)
        expectSameBits(X.imag.data, plain.imag.data)
        expectSameBits(istft(X, { nFft }), istft(X, { nFft, ...off }))
      }
    }
  })

  test('MelFilterBank, for any number of bands and frames', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(1, 2, 5, 6, 7, 64, 400),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 0, max: 40 }),
        fc.boolean(),
        (nFft, nMels, frames, htk) => {
          const bank = new MelFilterBank({ nFft, nMels, htk })
          const plain = new MelFilterBank({ nFft, nMels, htk, ...off })
          const S = frameMajor(bank.bins, frames, noise(bank.bins * frames, nMels, 1))
          expectSameBits(bank.apply(S).data, plain.apply(S).data)
          const matrix = bank.toMatrix()
          const out = bank.apply(S)
          for (let t = 0; t < Math.min(3, frames); t++) {
            for (let b = 0; b < nMels; b++) {
              let sum = 0
              for (let k = 0; k < bank.bins; k++) sum += matrix.get(b, k) * S.get(k, t)
              expect(out.get(b, t)).toBeCloseTo(sum, 5)
            }
          }
        },
      ),
      { numRuns: 60 },
    )
  })

  test('dct, and its frames one by one', () => {
    for (const [size, n] of [
      [128, 20],
      [8, 8],
      [8, 1],
      [40, 13],
      [13, 5],
    ]) {
      const plan = new DctPlan(size, { n })
      const plain = new DctPlan(size, { n, ...off })
      const S = frameMajor(size, 37, noise(37 * size, size, 30))
      const all = plan.apply(S).data
      expectSameBits(all, plain.apply(S).data)
      const one = new Float32Array(37 * n)
      for (let t = 0; t < 37; t++) plan.applyToFrame(S.data, t * size, one, t * n)
      expectSameBits(one, all)
    }
  })

  test('decibels, of numbers of all sizes and of what is none', () => {
    const values = noise(40_000, 3, 1).map((v, i) => v * 10 ** ((i % 90) - 45))
    values.set([0, -0, NaN, Infinity, -Infinity, 1e-45, 1.1754944e-38, 3.4028235e38, 1, 10, 1e-10], 1000)
    for (const amin of [1e-10, 1e-45, 1, 1e30]) {
      const [vectors, plain] = [true, false].map(simd => {
        const out = new Float32Array(values.length - 5)
        new DecibelTable(simd).convert(values, 5, out.length, amin, out, 0)
        return out
      })
      expectSameBits(vectors, plain)
    }
  })

  test('medianFilter of 31 values, for any numbers and shape', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 70 }),
        fc.constantFrom(1, 10, 1e9),
        fc.constantFrom('time' as const, 'frequency' as const),
        (bins, frames, spread, axis) => {
          // Rounded, so that there are ties; of both signs, with zeros of both signs, infinities and NaN.
          const data = noise(bins * frames, bins + 100 * frames, spread).map(Math.round)
          data[0] = NaN
          data[(data.length - 1) >> 1] = -Infinity
          const S = frameMajor(bins, frames, data)
          expectSameBits(medianFilter(S, { axis }).data, medianFilter(S, { axis, ...off }).data)
        },
      ),
      { numRuns: 60 },
    )
  })

  test('hpss and harmonicPercussive', () => {
    const y = makeSignal('music').subarray(0, 12345)
    for (const margin of [1, 2]) {
      const vectors = harmonicPercussive(y, { margin })
      const plain = harmonicPercussive(y, { margin, ...off })
      expectSameBits(vectors.harmonic, plain.harmonic)
      expectSameBits(vectors.percussive, plain.percussive)
    }
    const X = stft(y)
    expectSameBits(hpss(X).harmonic.real.data, hpss(X, off).harmonic.real.data)
  })
})

describe('resample computes in single precision on vectors', () => {
  test('up and down: within 2e-6 of what TypeScript gives in double precision, 130 dB down on the whole', () => {
    const y = noise(30_000, 9, 1)
    for (const [from, to] of [
      [44100, 22050],
      [22050, 16000],
      [22050, 44100],
      [8000, 22050],
      [3, 2],
      [5, 7],
      [49, 25],
      [1, 32],
      [32, 1],
    ]) {
      const vectors = resample(y, { from, to })
      const plain = resample(y, { from, to, ...off })
      let largest = 0
      let sum = 0
      let power = 0
      plain.forEach((value, i) => {
        largest = Math.max(largest, Math.abs(value - vectors[i]))
        sum += (value - vectors[i]) ** 2
        power += value * value
      })
      const level = Math.sqrt(power / plain.length)
      expect(largest / level, `${from} to ${to}`).toBeLessThan(2e-6)
      expect(Math.sqrt(sum / power)).toBeLessThan(10 ** (-130 / 20))
      // Another precision, so that the test compares two things.
      expect(sum).toBeGreaterThan(0)
    }
  })

  test('samples as small and as large as floats go', () => {
    const y = noise(20_000, 4, 1)
    for (const scale of [1e-30, 1e30, 1e38]) {
      const scaled = y.map(value => value * scale)
      const plain = resample(scaled, { from: 3, to: 2, ...off })
      const level = Math.sqrt(plain.reduce((sum, value) => sum + (value / scale) ** 2, 0) / plain.length)
      const vectors = resample(scaled, { from: 3, to: 2 })
      expect(vectors.every((value, i) => Math.abs(value - plain[i]) <= 2e-6 * level * scale)).toBe(true)
    }
  })

  test('silence stays silence', () => {
    expect(resample(new Float32Array(20_000), { from: 3, to: 2 }).every(value => value === 0)).toBe(true)
  })

  test('the kernel takes the blocks of common rates', () => {
    for (const [blockIn, blockOut] of [
      [4096, 2048],
      [7056, 5120],
      [2560, 2352],
    ]) {
      expect(SimdResampler.create(blockIn, blockOut, new Float64Array(blockOut / 2))).toBeDefined()
    }
    expect(SimdResampler.create(16 * 11, 64, new Float64Array(32))).toBeUndefined()
  })
})
