import { spectrogram } from '@genre/dsp'
import { expect, test } from 'vitest'
import { expectBadSoundRefused, expectInvalid } from '../test/bad-input'
import { expectClose, goldenSignals, goldenVariants, music, sine } from '../test/golden'
import { spectralCentroid } from './spectral-centroid'
import type { SpectralOptions } from './frame-source'

test.each(goldenSignals)('equals librosa.feature.spectral_centroid on $name', ({ name, array, audio }) => {
  expectClose('spectralCentroid', spectralCentroid(audio), array('spectralCentroid'), name)
})

test.each(goldenVariants<SpectralOptions>('spectralCentroid'))('equals it with $options', ({ options, expected }) => {
  expectClose('spectralCentroid', spectralCentroid(music, options), expected, JSON.stringify(options))
})

test('takes a spectrogram', () => {
  const given = { spectrogram: spectrogram(music, { hopLength: 512 }), sampleRate: 22050 }
  expect(spectralCentroid(given)).toEqual(spectralCentroid(music))
  expectInvalid('spectrogram', () => spectralCentroid({ spectrogram: {} as never }))
  const negative = spectrogram(music)
  negative.set(5, 2, -1)
  expectInvalid('spectrogram (bin 5, frame 2)', () => spectralCentroid({ spectrogram: negative }))
})

test('is the frequency of a sine, at any sampling rate', () => {
  for (const sampleRate of [8000, 22050, 48000]) {
    const centroid = spectralCentroid(sine(1000, sampleRate, sampleRate))
    for (const value of centroid.slice(3, -3)) expect(Math.abs(value - 1000)).toBeLessThan(12)
  }
})

test('is a quarter of the sampling rate for a flat spectrum', () => {
  const samples = new Float32Array(2048).fill(1, 1024, 1025)
  expect(spectralCentroid({ samples, sampleRate: 16000 })[2]).toBeCloseTo(4000, 2)
})

test('refuses bad sound', () => expectBadSoundRefused(spectralCentroid))
