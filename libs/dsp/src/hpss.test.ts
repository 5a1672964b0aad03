import { ShapeError } from '@genre/core'
import { describe, expect, test } from 'vitest'
import { expectInvalid } from '../test/bad-input'
import type { GoldenComplex, GoldenMatrix } from '../test/golden'
import { at, deviation, expectWithin, golden, goldenSignals, largest } from '../test/golden'
import { camelCase } from '../test/options'
import { makeSignal, noise } from '../test/signals'
import { harmonicPercussive } from './harmonic-percussive'
import { hpss } from './hpss'
import type { HpssOptions } from './hpss'
import { magphase } from './magphase'
import { spectrogram } from './spectrogram'
import { stft } from './stft'

interface Case {
  options: Record<string, unknown>
  bins: number[]
  frames: number[]
  mask_harmonic: GoldenMatrix
  mask_percussive: GoldenMatrix
  harmonic: GoldenComplex
  percussive: GoldenComplex
  y_harmonic: number[]
  y_percussive: number[]
}
const { cases } = golden<{ cases: Case[] }>('hpss')

describe('hpss', () => {
  test.each(goldenSignals)('equals the masks of librosa.decompose.hpss on $name', ({ name, y, reference }) => {
    const S = spectrogram(y)
    const { harmonic, percussive } = hpss(S, { mask: true })
    const { bins, frames } = reference
    // Where both medians are rounding noise of the transform (a pure tone's other bins), the masks are noise as well.
    const noise = 1e-6 * largest(S.data)
    const audible = reference.median_time.values.map(
      (v, i) => v > noise || reference.median_frequency.values[i] > noise,
    )
    const some = (values: number[]) => values.filter((_, i) => audible[i] || noise === 1e-6)
    for (const [mask, expected] of [
      [harmonic, reference.mask_harmonic.values],
      [percussive, reference.mask_percussive.values],
    ] as const) {
      expectWithin('hpss', deviation(some(at(mask, bins, frames)), some(expected)), name)
    }
  })

  test.each(cases)('equals librosa.decompose.hpss and effects.hpss with $options', c => {
    const options = camelCase<HpssOptions>(c.options)
    const y = makeSignal('music').subarray(0, 6000)
    const transform = { nFft: 128, hopLength: 100 }
    const X = stft(y, transform)
    const where = JSON.stringify(c.options)
    const masks = hpss(X, { ...options, mask: true })
    expectWithin('hpss', deviation(at(masks.harmonic, c.bins, c.frames), c.mask_harmonic.values), where)
    expectWithin('hpss', deviation(at(masks.percussive, c.bins, c.frames), c.mask_percussive.values), where)
    const parts = hpss(X, options)
    for (const part of ['harmonic', 'percussive'] as const) {
      const scale = Math.max(largest(c[part].real), largest(c[part].imag))
      expectWithin('hpss', deviation(at(parts[part].real, c.bins, c.frames), c[part].real, scale), where)
      expectWithin('hpss', deviation(at(parts[part].imag, c.bins, c.frames), c[part].imag, scale), where)
    }
    const signals = harmonicPercussive(y, { ...options, ...transform })
    const some = (samples: Float32Array) => samples.filter((_, i) => i % 101 === 0)
    expectWithin('harmonicPercussive', deviation(some(signals.harmonic), c.y_harmonic), where)
    expectWithin('harmonicPercussive', deviation(some(signals.percussive), c.y_percussive), where)
  })

  test('takes magnitudes as well as complex numbers, to the same masks', () => {
    const X = stft(noise(9000, 1, 1), { nFft: 256 })
    const S = magphase(X).magnitude
    const fromMagnitude = hpss(S, { kernelSize: 7 })
    const fromComplex = hpss(X, { kernelSize: 7 })
    const back = magphase(fromComplex.harmonic).magnitude
    expect(deviation(fromMagnitude.harmonic.data, back.data, largest(S.data))).toBeLessThan(1e-6)
    expect(hpss(S, { kernelSize: 7, mask: true })).toEqual(hpss(X, { kernelSize: 7, mask: true }))
  })

  test('splits what is whole: the parts add up with margin 1 and leave a rest with more', () => {
    const S = spectrogram(noise(9000, 1, 1), { nFft: 256 })
    const whole = hpss(S)
    const sum = whole.harmonic.data.map((v, i) => v + whole.percussive.data[i])
    expect(deviation(sum, S.data, largest(S.data))).toBeLessThan(1e-6)
    const wide = hpss(S, { margin: 3 })
    wide.harmonic.data.forEach((v, i) => expect(v + wide.percussive.data[i]).toBeLessThan(S.data[i] * 0.9999 + 1e-9))
  })

  test('gives tones to the harmonic part and hits to the percussive one', () => {
    const energy = (v: Float32Array) => v.reduce((sum, a) => sum + a * a, 0)
    const tone = harmonicPercussive(makeSignal('chord'))
    expect(energy(tone.harmonic)).toBeGreaterThan(50 * energy(tone.percussive))
    const hit = harmonicPercussive(makeSignal('impulse'))
    expect(energy(hit.percussive)).toBeGreaterThan(50 * energy(hit.harmonic))
  })

  test('refuses bad parameters', () => {
    const S = spectrogram(noise(3000, 1, 1))
    expectInvalid('kernelSize', () => hpss(S, { kernelSize: 0 }))
    expectInvalid('kernelSize', () => hpss(S, { kernelSize: [31, 2.5] }))
    expectInvalid('margin', () => hpss(S, { margin: 0.5 }))
    expectInvalid('margin', () => hpss(S, { margin: [1, NaN] }))
    expectInvalid('power', () => hpss(S, { power: 0 }))
    expectInvalid('power', () => hpss(S, { power: NaN }))
    const X = stft(noise(3000, 1, 1))
    expect(() => hpss({ real: X.real, imag: X.imag.slice(1, 0, 2) })).toThrow(ShapeError)
  })
})

describe('harmonicPercussive', () => {
  test.each(goldenSignals)('equals librosa.effects.hpss on $name', ({ name, y, reference }) => {
    const { harmonic, percussive } = harmonicPercussive(y)
    expect(harmonic.length).toBe(y.length)
    expect(percussive.length).toBe(y.length)
    const some = (samples: Float32Array) => reference.samples.map(i => samples[i])
    expectWithin('harmonicPercussive', deviation(some(harmonic), reference.harmonic), name)
    expectWithin('harmonicPercussive', deviation(some(percussive), reference.percussive), name)
    const energy = (samples: Float32Array) => samples.reduce((sum, v) => sum + v * v, 0)
    const total = energy(y) || 1
    expectWithin('harmonicPercussive', Math.abs(energy(harmonic) - reference.harmonic_sumsq) / total, `${name} energy`)
    expectWithin(
      'harmonicPercussive',
      Math.abs(energy(percussive) - reference.percussive_sumsq) / total,
      `${name} energy`,
    )
  })

  test('uses a transform that is at hand', () => {
    const y = makeSignal('odd').subarray(0, 12000)
    const options = { nFft: 512, padMode: 'reflect' as const }
    expect(harmonicPercussive(y, { ...options, spectrum: stft(y, options) })).toEqual(harmonicPercussive(y, options))
    expect(() => harmonicPercussive(y, { ...options, spectrum: stft(y) })).toThrow(ShapeError)
  })

  test('refuses bad signals', () => {
    expectInvalid('y', () => harmonicPercussive(new Float32Array(0)))
    expectInvalid('y', () => harmonicPercussive(Float32Array.of(1, NaN)))
  })
})
