import { RandomState } from '@genre/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chromaStft } from '../chroma-stft'
import { estimateTuning } from '../estimate-tuning'
import { PeakFinder, piptrack } from '../piptrack'
import { SimdPeaks } from './simd-peaks'

test('the kernel runs here, so that what follows compares two things', () => {
  expect(SimdPeaks.create(16)).toBeDefined()
  expect(SimdPeaks.create(15)).toBeUndefined()
})

test('the kernel finds the peaks of the TypeScript path, in its order', () => {
  fc.assert(
    fc.property(
      fc.record({
        bins: fc.integer({ min: 16, max: 150 }),
        frames: fc.integer({ min: 1, max: 40 }),
        seed: fc.integer({ min: 0, max: 2 ** 31 }),
        // Few values, so that neighbours are often equal.
        values: fc.constantFrom(2, 3, 10, 1e6),
        scale: fc.constantFrom(1, 1e-38, 1e-42, 1e30),
        threshold: fc.constantFrom(0, 0.1, 0.5, 1),
        ends: fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
      }),
      ({ bins, frames, seed, values, scale, threshold, ends }) => {
        const random = new RandomState(seed)
        const data = Float32Array.from(random.randomSample(bins * frames), v => Math.floor(v * values) * scale)
        // A silent frame, and one whose largest value is the last.
        data.fill(0, 0, bins)
        data[data.length - 1] = values * scale
        const [from, to] = [...ends].sort((a, b) => a - b).map(share => Math.max(1, Math.round(share * bins)))
        const range = { from, to, threshold, sampleRate: 22050, nFft: 2 * (bins - 1) }
        const [vectors, plain] = [true, false].map(simd => {
          const peaks: number[][] = []
          new PeakFinder(bins, range, { simd }).each(data, frames, (...peak) => peaks.push(peak))
          return peaks
        })
        expect(vectors).toEqual(plain)
      },
    ),
    { numRuns: 200 },
  )
})

test('so do piptrack, estimateTuning and chromaStft', () => {
  const random = new RandomState(1)
  const samples = Float32Array.from({ length: 30000 }, (_, i) => Math.sin(0.12 * i) + Math.sin(0.0002 * i * i))
  random.randomSample(samples.length).forEach((v, i) => (samples[i] += v / 5))
  const audio = { samples, sampleRate: 22050 }
  for (const options of [{}, { nFft: 501, fMin: 0, fMax: 12000 }, { nFft: 16 }, { threshold: 0.001 }]) {
    const plain = { ...options, simd: false }
    const [vectors, scalars] = [piptrack(audio, options), piptrack(audio, plain)]
    expect(vectors.pitches.data.every((hz, i) => hz === scalars.pitches.data[i])).toBe(true)
    expect(vectors.magnitudes.data.every((value, i) => value === scalars.magnitudes.data[i])).toBe(true)
    expect(estimateTuning(audio, options)).toBe(estimateTuning(audio, plain))
    expect(chromaStft(audio, options).data).toEqual(chromaStft(audio, plain).data)
  }
})
