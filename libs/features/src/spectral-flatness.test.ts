import { spectrogram } from '@genre/dsp'
import { expect, test } from 'vitest'
import { expectBadSoundRefused, expectInvalid } from '../test/bad-input'
import { expectClose, goldenSignals, goldenVariants, music, sine } from '../test/golden'
import { spectralFlatness } from './spectral-flatness'
import type { SpectralFlatnessOptions } from './spectral-flatness'

test.each(goldenSignals)('equals librosa.feature.spectral_flatness on $name', ({ name, array, audio }) => {
  expectClose('spectralFlatness', spectralFlatness(audio), array('spectralFlatness'), name)
})

test.each(goldenVariants<SpectralFlatnessOptions>('spectralFlatness'))(
  'equals it with $options',
  ({ options, expected }) => {
    expectClose('spectralFlatness', spectralFlatness(music, options), expected, JSON.stringify(options))
  },
)

test('takes a spectrogram', () => {
  const given = { spectrogram: spectrogram(music, { hopLength: 512 }), sampleRate: 22050 }
  expect(spectralFlatness(given)).toEqual(spectralFlatness(music))
  expectInvalid('spectrogram', () => spectralFlatness({ spectrogram: {} as never }))
  const negative = spectrogram(music)
  negative.set(5, 2, -1)
  expectInvalid('spectrogram (bin 5, frame 2)', () => spectralFlatness({ spectrogram: negative }))
})

test('is 1 for an impulse and near 0 for a sine', () => {
  const samples = new Float32Array(2048).fill(1, 1024, 1025)
  expect(spectralFlatness({ samples, sampleRate: 22050 })[2]).toBeCloseTo(1, 6)
  expect(spectralFlatness(sine(1000))[20]).toBeLessThan(1e-5)
})

test('refuses bad input', () => {
  expectBadSoundRefused(spectralFlatness)
  expectInvalid('amin', () => spectralFlatness(music, { amin: 0 }))
  expectInvalid('power', () => spectralFlatness(music, { power: 0 }))
})
