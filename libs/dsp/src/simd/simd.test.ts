import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { expectSameBits } from '../../test/same-bits'
import { makeSignal, noise } from '../../test/signals'
import { harmonicPercussive } from '../harmonic-percussive'
import { hpss } from '../hpss'
import { istft } from '../istft'
import { medianFilter } from '../median-filter'
import { melSpectrogram } from '../mel-spectrogram'
import { RealFft } from '../real-fft'
import { spectrogram } from '../spectrogram'
import { frameMajor } from '../spectrogram-layout'
import { stft } from '../stft'
import type { StftOptions } from '../stft-plan'
import { FunctionBuilder, assemble, i32, v128 } from './assembler'
import { KernelSource } from './kernel'
import { SimdFft } from './simd-fft'
import { SimdMedian } from './simd-median'
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

describe('kernels', () => {
  const fill = () => {
    const f = new FunctionBuilder(3)
    const [at, count, step] = [0, 1, 2].map(i => f.parameter(i))
    f.count(i32.const(0), count, 1, i => {
      f.store(i32.add(at, i32.mul(i, step)), v128.constant(-2))
    })
    return { fill: f }
  }

  test('are valid modules that do what they say', () => {
    expect(WebAssembly.validate(assemble(fill()))).toBe(true)
    const kernel = new KernelSource(fill).load(100)!
    kernel.run.fill(16, 3, 32)
    const words = new Int32Array(kernel.memory.buffer)
    expect([...words.subarray(0, 28)]).toEqual([
      ...[0, 0, 0, 0, -2, -2, -2, -2, 0, 0, 0, 0, -2, -2, -2, -2],
      ...[0, 0, 0, 0, -2, -2, -2, -2, 0, 0, 0, 0],
    ])
  })

  test('take constants of any size', () => {
    for (const value of [0, 1, -1, 63, 64, -64, -65, 127, 128, 8191, 8192, 2 ** 31 - 1, -(2 ** 31)]) {
      const kernel = new KernelSource(() => {
        const f = new FunctionBuilder(0)
        const sum = f.address(i32.sub(i32.const(value), i32.const(value)))
        f.store(sum, v128.constant(value))
        return { run: f }
      }).load(64)!
      kernel.run.run()
      expect(new Int32Array(kernel.memory.buffer)[3]).toBe(value)
    }
  })

  test('are not there where there is no WebAssembly, or none is allowed, or no memory', () => {
    expect(new KernelSource(fill).load(2 ** 40)).toBeUndefined()
    const broken = () => ({ bad: { parameters: 0, bytes: () => [1, 2, 3] } as unknown as FunctionBuilder })
    expect(new KernelSource(broken).load(1)).toBeUndefined()
    vi.stubGlobal('WebAssembly', undefined)
    expect(new KernelSource(fill).load(1)).toBeUndefined()
    vi.unstubAllGlobals()
  })
})
