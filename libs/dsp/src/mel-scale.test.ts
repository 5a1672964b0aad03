import fc from 'fast-check'
import { expect, test } from 'vitest'
import { expectInvalid } from '../test/bad-input'
import { deviation, expectWithin, golden } from '../test/golden'
import { fftFrequencies, melFrequencies } from './frequencies'
import { hzToMel, melToHz } from './mel-scale'

interface Golden {
  hz: number[]
  slaney: number[]
  htk: number[]
  mel_frequencies: number[]
  mel_frequencies_htk: number[]
  fft_frequencies: { sampleRate: number; nFft: number; values: number[] }[]
}
const reference = golden<Golden>('mel')

test('equals librosa.hz_to_mel and mel_frequencies', () => {
  expectWithin(
    'hzToMel',
    deviation(
      reference.hz.map(f => hzToMel(f)),
      reference.slaney,
      50,
    ),
  )
  expectWithin(
    'hzToMel',
    deviation(
      reference.hz.map(f => hzToMel(f, { htk: true })),
      reference.htk,
      3000,
    ),
  )
  const range = { nMels: 40, fMin: 20, fMax: 8000 }
  expectWithin('melFrequencies', deviation(melFrequencies(range), reference.mel_frequencies, 8000))
  expectWithin(
    'melFrequencies',
    deviation(melFrequencies({ ...range, htk: true }), reference.mel_frequencies_htk, 8000),
  )
})

test('goes there and back', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1e5, noNaN: true }), fc.boolean(), (hz, htk) => {
      expect(Math.abs(melToHz(hzToMel(hz, { htk }), { htk }) - hz)).toBeLessThan(1e-9 * Math.max(1, hz))
    }),
  )
})

test('equals librosa.fft_frequencies', () => {
  for (const { sampleRate, nFft, values } of reference.fft_frequencies) {
    expectWithin('fftFrequencies', deviation(fftFrequencies({ sampleRate, nFft }), values, sampleRate))
  }
  expect(fftFrequencies().length).toBe(1025)
})

test('refuses bad parameters', () => {
  expectInvalid('nMels', () => melFrequencies({ nMels: 0 }))
  expectInvalid('fMin', () => melFrequencies({ fMin: -3 }))
  expectInvalid('fMax', () => melFrequencies({ fMin: 100, fMax: 50 }))
  expectInvalid('nFft', () => fftFrequencies({ nFft: 0 }))
  expectInvalid('sampleRate', () => fftFrequencies({ sampleRate: -1 }))
})
