import { describe, expect, test } from 'vitest'
import { expectInvalid } from '../test/bad-input'
import { effects, every } from '../test/effects'
import { deviation, expectWithin } from '../test/golden'
import { makeSignal, noise } from '../test/signals'
import { estimateNoise } from './estimate-noise'
import { spectralSubtraction, wienerFilter } from './spectral-subtraction'
import type { SpectralSubtractionOptions } from './spectral-subtraction'

const chord = makeSignal('chord')
const hiss = noise(20000, 9, 0.05)
const music = Float32Array.from({ length: 20000 }, (_, i) => chord[i] * (i / 19999))
const noisy = music.map((v, i) => v + hiss[i])
const segment = { start: 0, end: 4000 / 22050 }

/** Root mean square of what a denoised signal differs from the clean one by, in the second half. */
function error(denoised: Float32Array): number {
  let sum = 0
  for (let i = 10000; i < 20000; i++) sum += (denoised[i] - music[i]) ** 2
  return Math.sqrt(sum / 10000)
}

describe('spectralSubtraction', () => {
  test('equals the formula done with librosa and NumPy', () => {
    const clean = spectralSubtraction(noisy, { noise: segment })
    expectWithin('spectralSubtraction', deviation(every(clean, 37), effects.denoised))
  })

  test('removes noise, and more of it with over-subtraction and smoothing', () => {
    const plain = spectralSubtraction(noisy, { noise: segment, normalize: false })
    expect(error(plain)).toBeLessThan(0.8 * error(noisy))
    const left = (options: SpectralSubtractionOptions) => {
      const clean = spectralSubtraction(noisy, { noise: segment, normalize: false, ...options })
      return clean.subarray(500, 3000).reduce((sum, v) => sum + v * v, 0)
    }
    expect(left({ overSubtraction: 2 })).toBeLessThan(0.1 * left({}))
    expect(left({ smoothing: { time: 0.8, bins: 9 } })).toBeLessThan(0.8 * left({}))
    expect(left({ overSubtraction: 2, floor: 0.1 })).toBeGreaterThan(left({ overSubtraction: 2 }))
    const power = spectralSubtraction(noisy, { noise: segment, normalize: false, power: 2 })
    expect(error(power)).toBeLessThan(error(noisy))
  })

  test('leaves the floor of the noise where there is nothing else', () => {
    const floor = 0.25
    const quiet = spectralSubtraction(hiss, { noise: { start: 0 }, normalize: false, overSubtraction: 10, floor })
    const rms = (v: Float32Array) => Math.sqrt(v.reduce((sum, a) => sum + a * a, 0) / v.length)
    expect(rms(quiet) / rms(hiss)).toBeGreaterThan(0.5 * floor)
    expect(rms(quiet) / rms(hiss)).toBeLessThan(1.2 * floor)
  })

  test('gives the signal back where there is no noise', () => {
    const silent = { magnitude: new Float64Array(513), power: new Float64Array(513) }
    expect(deviation(spectralSubtraction(music, { noise: silent, normalize: false }), music)).toBeLessThan(1e-6)
    expect(deviation(wienerFilter(music, { noise: silent, normalize: false }), music)).toBeLessThan(1e-6)
  })

  test('scales to a peak of 1 unless told otherwise, and leaves silence', () => {
    const peak = (v: Float32Array) => v.reduce((most, a) => Math.max(most, Math.abs(a)), 0)
    expect(peak(spectralSubtraction(noisy))).toBe(1)
    expect(peak(spectralSubtraction(new Float32Array(3000), { epsilon: 0 }))).toBe(0)
  })

  test('uses the rate of audio for the noise segment', () => {
    const audio = { samples: noisy, sampleRate: 4000 }
    const clean = spectralSubtraction(audio)
    expect(clean.sampleRate).toBe(4000)
    expect(clean.samples).toEqual(spectralSubtraction(noisy, { noise: { end: 4000 / 22050 } }))
  })

  test('refuses bad parameters', () => {
    expectInvalid('overSubtraction', () => spectralSubtraction(noisy, { overSubtraction: -1 }))
    expectInvalid('floor', () => spectralSubtraction(noisy, { floor: -1 }))
    expectInvalid('epsilon', () => spectralSubtraction(noisy, { epsilon: NaN }))
    expectInvalid('power', () => spectralSubtraction(noisy, { power: 3 as 2 }))
    expectInvalid('smoothing.time', () => spectralSubtraction(noisy, { smoothing: { time: 1 } }))
    expectInvalid('smoothing.bins', () => spectralSubtraction(noisy, { smoothing: { bins: 2 } }))
    expectInvalid('smoothing.bins', () => spectralSubtraction(noisy, { smoothing: { bins: 0 } }))
    expectInvalid('noise', () => spectralSubtraction(noisy, { noise: { start: 5, end: 6 } }))
    expectInvalid('noise.end', () => spectralSubtraction(noisy, { noise: { start: 0.5, end: 0.2 } }))
    expectInvalid('noise.start', () => spectralSubtraction(noisy, { noise: { start: -1 } }))
    const short = { magnitude: new Float64Array(5), power: new Float64Array(5) }
    expectInvalid('noise', () => spectralSubtraction(noisy, { noise: short }))
  })
})

describe('wienerFilter', () => {
  test('removes noise with little harm', () => {
    const clean = wienerFilter(noisy, { noise: segment, normalize: false })
    expect(error(clean)).toBeLessThan(0.5 * error(noisy))
  })

  test('attenuates noise alone to its floor', () => {
    const left = wienerFilter(hiss, { noise: { start: 0 }, normalize: false, floor: 0.1 })
    const rms = (v: Float32Array) => Math.sqrt(v.reduce((sum, a) => sum + a * a, 0) / v.length)
    expect(rms(left) / rms(hiss)).toBeLessThan(0.2)
  })

  test('refuses bad parameters', () => {
    expectInvalid('smoothing', () => wienerFilter(noisy, { smoothing: 1 }))
    expectInvalid('floor', () => wienerFilter(noisy, { floor: 2 }))
  })
})

describe('estimateNoise', () => {
  test('is the mean of the frames of the stretch', () => {
    const profile = estimateNoise(hiss)
    // White noise of variance v has the power v * sum(window^2) in every bin; uniform numbers have variance a^2 / 3.
    const expected = ((0.05 * 0.05) / 3) * 384
    const mean = profile.power.slice(10, 500).reduce((a, b) => a + b) / 490
    expect(mean / expected).toBeGreaterThan(0.9)
    expect(mean / expected).toBeLessThan(1.1)
    for (let k = 0; k < 513; k++) expect(profile.magnitude[k] ** 2).toBeLessThanOrEqual(profile.power[k] * 1.000001)
  })

  test('finds the quietest frames', () => {
    const fromPauses = estimateNoise(noisy, { quietest: 0.1 })
    const fromNoise = estimateNoise(hiss)
    const sum = (v: Float64Array) => v.reduce((a, b) => a + b)
    expect(sum(fromPauses.magnitude) / sum(fromNoise.magnitude)).toBeGreaterThan(0.7)
    expect(sum(fromPauses.magnitude) / sum(fromNoise.magnitude)).toBeLessThan(1.2)
  })

  test('refuses bad parameters', () => {
    expectInvalid('quietest', () => estimateNoise(noisy, { quietest: 0 }))
    expectInvalid('segment', () => estimateNoise(noisy, { segment: { start: 2 } }))
    expectInvalid('sampleRate', () => estimateNoise({ samples: noisy, sampleRate: 0 }))
  })
})
