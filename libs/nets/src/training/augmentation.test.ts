import { RandomState } from '@genre/core'
import { describe, expect, it } from 'vitest'
import { drawMixing, mixRows } from './mixup'
import { specAugment } from './spec-augment'
import { lossCoefficients } from './targets'

describe('specAugment', () => {
  const shape = [3, 20, 30, 2]
  const data = Float32Array.from(new RandomState(1).uniform(1, 2, 3 * 20 * 30 * 2))

  it('wipes out whole bands and whole stretches of time, no wider than asked', () => {
    const options = { frequencyMasks: 1, frequencyWidth: 4, timeMasks: 1, timeWidth: 5, fill: 0 }
    let [bands, frames] = [0, 0]
    for (let seed = 0; seed < 30; seed++) {
      const out = specAugment({ data, shape }, new RandomState(seed), options)
      for (let e = 0; e < 3; e++) {
        const gone = (k: number, t: number) => [0, 1].every(c => out[((e * 20 + k) * 30 + t) * 2 + c] === 0)
        const wholeBands = Array.from({ length: 20 }, (_, k) =>
          Array.from({ length: 30 }, (_, t) => gone(k, t)).every(Boolean),
        )
        const wholeFrames = Array.from({ length: 30 }, (_, t) =>
          Array.from({ length: 20 }, (_, k) => gone(k, t)).every(Boolean),
        )
        for (let k = 0; k < 20; k++) {
          for (let t = 0; t < 30; t++) expect(gone(k, t)).toBe(wholeBands[k] || wholeFrames[t])
        }
        bands = Math.max(bands, wholeBands.filter(Boolean).length)
        frames = Math.max(frames, wholeFrames.filter(Boolean).length)
      }
    }
    expect([bands, frames]).toEqual([4, 5])
  })

  it('leaves its input, and fills with the mean of the picture', () => {
    const before = data.slice()
    const out = specAugment({ data, shape }, new RandomState(2))
    expect(data).toEqual(before)
    const first = data.subarray(0, 1200)
    const mean = Math.fround(first.reduce((sum, x) => sum + x, 0) / 1200)
    for (let i = 0; i < 1200; i++) expect([mean, data[i]]).toContain(out[i])
  })

  it('refuses what is no picture', () => {
    expect(() => specAugment({ data, shape: [3, 1200] }, new RandomState(1))).toThrow(/as SpecAugment needs/)
    expect(() => specAugment({ data, shape }, new RandomState(1), { timeWidth: -1 })).toThrow(/timeWidth/)
    expect(() => specAugment({ data, shape }, new RandomState(1), { fill: NaN })).toThrow(/fill/)
  })
})

describe('mixup', () => {
  it('draws shares from a Beta distribution', () => {
    const random = new RandomState(1)
    for (const alpha of [0.2, 1, 4]) {
      const shares = Array.from({ length: 4000 }, () => drawMixing(4, alpha, random).share)
      const mean = shares.reduce((sum, x) => sum + x, 0) / shares.length
      const variance = shares.reduce((sum, x) => sum + (x - mean) ** 2, 0) / shares.length
      // Beta(a, a): mean 1/2, variance 1 / (4 (2a + 1)); four standard errors.
      expect(Math.abs(mean - 0.5)).toBeLessThan(4 * Math.sqrt(1 / (4 * (2 * alpha + 1)) / 4000))
      expect(Math.abs(variance * 4 * (2 * alpha + 1) - 1)).toBeLessThan(0.1)
    }
  })

  it('mixes inputs and targets alike', () => {
    const mixing = { share: 0.75, partner: Int32Array.of(1, 0) }
    expect(mixRows(Float32Array.of(0, 4, 8, 0), 2, mixing)).toEqual(Float32Array.of(2, 3, 6, 1))
    // Two examples, so that each row's coefficients sum to a half.
    expect(lossCoefficients([0, 1], 2, {}, mixing)).toEqual(Float32Array.of(0.375, 0.125, 0.125, 0.375))
  })
})
