import fc from 'fast-check'
import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { expectInvalid } from '../test/bad-input'
import type { GoldenComplex } from '../test/golden'
import { at, deviation, expectWithin, golden, goldenSignals, largest } from '../test/golden'
import { camelCase } from '../test/options'
import { expectSameBits } from '../test/same-bits'
import { noise } from '../test/signals'
import { spectrogram } from './spectrogram'
import { stft } from './stft'
import { StftPlan } from './stft-plan'
import type { StftOptions } from './stft-plan'

const { cases } = golden<{ cases: { n: number; options: Record<string, unknown>; stft: GoldenComplex }[] }>(
  'stft-options',
)

describe('stft', () => {
  test.each(goldenSignals)('equals librosa.stft on $name', ({ name, y, reference }) => {
    expect(createHash('sha256').update(Buffer.from(y.buffer)).digest('hex')).toBe(reference.sha256)
    const X = stft(y)
    expect(X.real.shape).toEqual(reference.shape)
    const scale = largest(spectrogram(y).data)
    expectWithin('stft', deviation(at(X.real, reference.bins, reference.frames), reference.stft.real, scale), name)
    expectWithin('stft', deviation(at(X.imag, reference.bins, reference.frames), reference.stft.imag, scale), name)
  })

  test.each(cases)(
    'equals librosa.stft of $n samples with $options, every element',
    ({ n, options, stft: expected }) => {
      const X = stft(noise(n, 2024, 0.5), camelCase(options))
      expect(X.real.shape).toEqual(expected.shape)
      const scale = Math.max(largest(expected.real), largest(expected.imag))
      expectWithin('stft', deviation(X.real.data, expected.real, scale), JSON.stringify(options))
      expectWithin('stft', deviation(X.imag.data, expected.imag, scale), JSON.stringify(options))
    },
  )

  test('keeps the energy of each frame (Parseval)', () => {
    const y = noise(4000, 3, 1)
    const nFft = 256
    const X = stft(y, { nFft, hopLength: 100, window: 'boxcar', center: false })
    for (let t = 0; t < X.real.shape[1]; t++) {
      let energy = 0
      for (let i = 0; i < nFft; i++) energy += y[t * 100 + i] ** 2
      let power = 0
      for (let k = 0; k <= nFft / 2; k++) {
        power += (k % (nFft / 2) === 0 ? 1 : 2) * (X.real.get(k, t) ** 2 + X.imag.get(k, t) ** 2)
      }
      expect(power / nFft / energy).toBeCloseTo(1, 6)
    }
  })

  test('moves with the signal: a shift by one hop is a shift by one frame', () => {
    const y = noise(3000, 4, 1)
    const options: StftOptions = { nFft: 512, hopLength: 128, center: false }
    const whole = stft(y, options)
    const shifted = stft(y.subarray(128), options)
    const [bins, frames] = shifted.real.shape
    expect(whole.real.data.subarray(bins, bins + bins * frames)).toEqual(shifted.real.data)
  })

  test('is linear and finds a sine in its bin', () => {
    const nFft = 256
    const y = Float32Array.from({ length: 2048 }, (_, i) => Math.cos((2 * Math.PI * 10 * i) / nFft))
    const S = spectrogram(y, { nFft, window: 'boxcar', center: false })
    for (let t = 0; t < S.shape[1]; t++) {
      expect(S.get(10, t)).toBeCloseTo(nFft / 2, 4)
      expect(S.get(20, t)).toBeCloseTo(0, 4)
    }
    const a = noise(1000, 5, 1)
    const b = noise(1000, 6, 1)
    const sum = stft(
      a.map((v, i) => 0.5 * v - 2 * b[i]),
      { nFft },
    )
    const [A, B] = [stft(a, { nFft }), stft(b, { nFft })]
    sum.real.data.forEach((v, i) => expect(v).toBeCloseTo(0.5 * A.real.data[i] - 2 * B.real.data[i], 4))
  })

  test('takes audio as well as samples', () => {
    const samples = noise(900, 7, 1)
    expect(stft({ samples, sampleRate: 8000 }, { nFft: 128 })).toEqual(stft(samples, { nFft: 128 }))
  })

  test('does not change its input', () => {
    const y = noise(900, 7, 1)
    const copy = y.slice()
    stft(y)
    expect(y).toEqual(copy)
  })

  test('refuses bad parameters and signals', () => {
    const y = new Float32Array(5000)
    expectInvalid('nFft', () => stft(y, { nFft: 0 }))
    expectInvalid('nFft', () => stft(y, { nFft: 12.5 }))
    expectInvalid('hopLength', () => stft(y, { hopLength: 0 }))
    expectInvalid('hopLength', () => stft(y, { hopLength: -5 }))
    expectInvalid('winLength', () => stft(y, { winLength: 4096 }))
    expectInvalid('window', () => stft(y, { window: 'hannn' as 'hann' }))
    expectInvalid('padMode', () => stft(y, { padMode: 'zeros' as 'edge' }))
    expectInvalid('nFft', () => stft(new Float32Array(100), { center: false }))
    expectInvalid('y', () => stft(new Float32Array(0)))
    expectInvalid('y', () => stft([1, 2, 3] as unknown as Float32Array))
    expectInvalid('y', () => stft(null as unknown as Float32Array))
    for (const bad of [NaN, Infinity, -Infinity]) {
      expectInvalid('y', () => stft(Float32Array.of(0, 1, bad, 2)))
      expect(() => stft(Float32Array.of(0, 1, bad, 2))).toThrow('sample 2 of 4')
    }
  })
})

describe('spectrogram', () => {
  test.each(goldenSignals)('has the power of librosa.stft on $name', ({ y, reference }) => {
    const P = spectrogram(y, { power: 2 })
    const [bins, frames] = P.shape
    const perFrame = Array.from({ length: frames }, (_, t) => {
      let sum = 0
      for (let k = 0; k < bins; k++) sum += P.get(k, t)
      return sum
    })
    expectWithin(
      'spectrogram',
      deviation(perFrame, reference.power_per_frame, largest(reference.power_per_frame)),
      'power',
    )
    const perBin = reference.bins.map(k => {
      let sum = 0
      for (let t = 0; t < frames; t++) sum += P.get(k, t)
      return sum
    })
    expectWithin('spectrogram', deviation(perBin, reference.power_per_bin, largest(reference.power_per_frame)), 'power')
  })

  test('is the magnitude of the stored transform, and its square, to the last bit', () => {
    const y = noise(3000, 8, 1)
    const X = stft(y, { nFft: 500 })
    const S = spectrogram(y, { nFft: 500 })
    const P = spectrogram(y, { nFft: 500, power: 2 })
    for (let i = 0; i < S.data.length; i++) {
      expect(S.data[i]).toBe(Math.fround(Math.sqrt(X.real.data[i] ** 2 + X.imag.data[i] ** 2)))
      expect(P.data[i]).toBe(Math.fround(S.data[i] * S.data[i]))
    }
  })

  test('refuses other powers', () => {
    expectInvalid('power', () => spectrogram(new Float32Array(10), { power: 3 as 2 }))
  })
})

describe('StftPlan', () => {
  test('gives the same bits whatever it did before', () => {
    fc.assert(
      fc.property(
        fc.record({
          nFft: fc.integer({ min: 1, max: 80 }),
          hopLength: fc.integer({ min: 1, max: 90 }),
          padMode: fc.constantFrom('constant' as const, 'reflect' as const, 'edge' as const, 'wrap' as const),
        }),
        fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 2, maxLength: 4 }),
        (options, lengths) => {
          const plan = new StftPlan(options)
          for (const n of lengths) {
            const y = noise(n, n, 1)
            const fresh = stft(y, options)
            const again = plan.forward(y)
            expectSameBits(again.real.data, fresh.real.data)
            expectSameBits(again.imag.data, fresh.imag.data)
            expectSameBits(plan.magnitude(y).data, spectrogram(y, options).data)
            const { real, imag, magnitude } = plan.forwardWithMagnitude(y)
            expectSameBits(real.data, fresh.real.data)
            expectSameBits(imag.data, fresh.imag.data)
            expectSameBits(magnitude.data, plan.magnitude(y).data)
            expect(plan.frameCount(n)).toBe(fresh.real.shape[1])
          }
        },
      ),
      { numRuns: 40 },
    )
  })

  test('writes to memory of the caller', () => {
    const plan = new StftPlan({ nFft: 64 })
    const y = noise(500, 1, 1)
    const out = new Float32Array(5000)
    const S = plan.magnitude(y, out)
    expect(S.data).toBe(out)
    expect(S.toContiguous()).toEqual(plan.magnitude(y).toContiguous())
    expect(() => plan.power(y, new Float32Array(10))).toThrow('out')
  })
})
