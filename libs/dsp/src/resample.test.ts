import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { expectInvalid } from '../test/bad-input'
import { deviation, expectWithin, golden } from '../test/golden'
import { makeSignal, noise } from '../test/signals'
import { BlockResampler } from './block-resampler'
import { InterpolatingResampler } from './interpolating-resampler'
import { resample } from './resample'
import { ResamplePlan } from './resample-plan'

interface Golden {
  cases: { from: number; to: number; length: number; samples: number[]; values: number[]; rms: number }[]
  equal: { from: number; to: number; values: number[] }[]
  lengths: [number, number, number, number][]
}
const { cases, equal, lengths } = golden<Golden>('resample')

/** Amplitude of the sine of frequency `f` in the middle half of a signal, by a Blackman-Harris-weighted sum, in dB. */
function level(y: Float32Array, f: number, rate: number): number {
  let re = 0
  let im = 0
  let sum = 0
  const from = y.length >> 2
  const n = y.length >> 1
  for (let i = 0; i < n; i++) {
    const x = (2 * Math.PI * (i + 0.5)) / n
    const w = 0.35875 - 0.48829 * Math.cos(x) + 0.14128 * Math.cos(2 * x) - 0.01168 * Math.cos(3 * x)
    re += w * y[from + i] * Math.cos((2 * Math.PI * f * i) / rate)
    im += w * y[from + i] * Math.sin((2 * Math.PI * f * i) / rate)
    sum += w
  }
  return 20 * Math.log10((2 * Math.hypot(re, im)) / sum)
}

const sine = (f: number, rate: number, n: number) =>
  Float32Array.from({ length: n }, (_, i) => Math.sin((2 * Math.PI * f * i) / rate))

const RATES: [number, number][] = [
  [44100, 22050],
  [48000, 22050],
  [22050, 16000],
  [22050, 44100],
  [8000, 22050],
  [192000, 22050],
  [11025, 12000],
  [44100, 44099],
  [22050 * Math.SQRT2, 22050],
  [22050, 22050.5],
  [10 * Math.PI, 1],
]

/** Forty tones below a frequency in cycles per sample, faded in and out. */
function tones(n: number, highest: number): Float32Array {
  const frequencies = noise(40, 5, 1).map(value => Math.abs(value) * highest)
  return Float32Array.from({ length: n }, (_, i) => {
    const fade = Math.sin((Math.PI * i) / n) ** 2
    return frequencies.reduce((sum, f) => sum + (fade / 40) * Math.sin(2 * Math.PI * f * i), 0)
  })
}

describe('resample', () => {
  test.each(cases)('is close to soxr_hq from $from to $to Hz', ({ from, to, length, samples, values, rms }) => {
    const y = resample(makeSignal('chord').subarray(0, 16000), { from, to })
    expect(y.length).toBe(length)
    expectWithin(
      'resample',
      deviation(
        samples.map(i => y[i]),
        values,
        rms,
      ),
      `${from} ${to}`,
    )
  })

  test.each(equal)('is that of soxr_hq over the whole band from $from to $to', ({ from, to, values }) => {
    const y = resample(noise(2000, 11, 0.5), { from, to })
    const some = y.filter((_, i) => i % Math.max(1, Math.floor(y.length / 200)) === 0)
    expectWithin('resample', deviation(some, values, 0.5), `${from} ${to}`)
  })

  test('has the lengths of librosa.resample', () => {
    let plan = new ResamplePlan({ from: 2, to: 1 })
    for (const [from, to, n, length] of lengths) {
      if (plan.from !== from || plan.to !== to) plan = new ResamplePlan({ from, to })
      expect(plan.outputLength(n)).toBe(length)
    }
  })

  test.each(RATES)('is flat within 0.001 dB to 0.91 of the Nyquist frequency, %i to %i Hz', (from, to) => {
    const nyquist = Math.min(from, to) / 2
    const n = Math.ceil(8000 * Math.max(1, from / to))
    for (const part of [0.05, 0.3, 0.6, 0.8, 0.9, 0.91]) {
      const y = resample(sine(part * nyquist, from, n), { from, to })
      expect(Math.abs(level(y, part * nyquist, to))).toBeLessThan(0.001)
    }
  })

  test.each(RATES)('rejects images and aliases below -120 dB, %i to %i Hz', (from, to) => {
    const n = Math.ceil(8000 * Math.max(1, from / to))
    if (from > to) {
      for (const part of [1.0, 1.02, 1.1, 0.98 * (from / to), 1.7].filter(part => part >= 1 && part < from / to)) {
        const y = resample(sine((part * to) / 2, from, n), { from, to })
        const quarter = y.length >> 2
        // Away from the ends nothing may be left at all.
        const left = y.subarray(quarter, 3 * quarter).reduce((most, v) => Math.max(most, Math.abs(v)), 0)
        expect(20 * Math.log10(left)).toBeLessThan(-120)
      }
    } else {
      for (const part of [0.1, 0.5, 0.9]) {
        const f = (part * from) / 2
        const y = resample(sine(f, from, n), { from, to })
        if (from - f < to / 2) expect(level(y, from - f, to)).toBeLessThan(-120)
        // Everything that is not the tone itself.
        const quarter = y.length >> 2
        let rest = 0
        for (let i = quarter; i < 3 * quarter; i++) {
          rest = Math.max(rest, Math.abs(y[i] - Math.sin((2 * Math.PI * f * i) / to)))
        }
        expect(20 * Math.log10(rest)).toBeLessThan(-100)
      }
    }
  })

  test('keeps time: a symmetric pulse stays symmetric about its place (linear phase)', () => {
    const y = new Float32Array(2001)
    y[1000] = 1
    const r = resample(y, { from: 1000, to: 2000 })
    for (let i = 1; i < 500; i++) expect(r[2000 + i]).toBeCloseTo(r[2000 - i], 6)
    expect(r.indexOf(Math.max(...r))).toBe(2000)
  })

  test('is linear, and gives the length and level of a constant for any ratio', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 300 }), (from, to) => {
        const n = Math.ceil(600 * Math.max(1, from / to))
        const r = resample(new Float32Array(n).fill(0.5), { from, to })
        expect(r.length).toBe(Math.ceil(n * (to / from)))
        expect(r[r.length >> 1]).toBeCloseTo(0.5, 5)
      }),
      { numRuns: 25 },
    )
    const a = noise(700, 1, 1)
    const b = noise(700, 2, 1)
    const rates = { from: 44100, to: 16000 }
    const [ra, rb] = [resample(a, rates), resample(b, rates)]
    const sum = resample(
      a.map((v, i) => v - 2 * b[i]),
      rates,
    )
    sum.forEach((v, i) => expect(v).toBeCloseTo(ra[i] - 2 * rb[i], 5))
  })

  test('is the same by blocks and by interpolation in the pass band', () => {
    for (const [up, down] of [
      [160, 441],
      [3, 2],
      [1, 7],
      [1, 1],
    ]) {
      const y = tones(30000, 0.45 * Math.min(1, up / down))
      const [blocks, between] = [
        new BlockResampler(up, down, { simd: true }),
        new InterpolatingResampler(down / up, { simd: true }),
      ].map(resampler => {
        const out = new Float32Array(Math.ceil((y.length * up) / down))
        resampler.apply(y, out)
        return out
      })
      const power = (values: Float32Array) => values.reduce((sum, value) => sum + value * value, 0)
      const difference = blocks.map((value, i) => between[i] - value)
      expect(10 * Math.log10(power(difference) / power(blocks))).toBeLessThan(-120)
    }
  })

  test('gives audio for audio, copies what has the rate already, takes one sample', () => {
    const audio = { samples: noise(100, 1, 1), sampleRate: 44100 }
    const r = resample(audio, { to: 22050 })
    expect(r.sampleRate).toBe(22050)
    expect(r.samples.length).toBe(50)
    const same = resample(audio, { to: 44100 })
    expect(same).toEqual(audio)
    expect(same.samples).not.toBe(audio.samples)
    expect(resample(Float32Array.of(0.5), { from: 8000, to: 16000 }).length).toBe(2)
    expect(resample(noise(4410, 1, 1), { from: 22050.5, to: 16000 }).length).toBe(3200)
  })

  test('refuses bad rates', () => {
    const y = new Float32Array(10)
    expectInvalid('from', () => resample(y, { to: 16000 }))
    expectInvalid('from', () => resample(y, { from: 0, to: 16000 }))
    expectInvalid('to', () => resample(y, { from: 16000, to: -1 }))
    expectInvalid('to', () => resample(y, { from: 16000, to: NaN }))
    expectInvalid('to', () => resample(y, { from: 16000, to: 16000 * 4097 }))
    expectInvalid('to', () => resample(y, { from: 16000, to: 16000 / 4097 }))
    expectInvalid('to', () => resample(y, undefined as never))
    expectInvalid('sampleRate', () => resample({ samples: y, sampleRate: 8000 }, { from: 16000, to: 8000 }))
  })
})
