import { spectrogram } from '@genre/dsp'
import { expect, test } from 'vitest'
import { expectBadSoundRefused, expectInvalid } from '../test/bad-input'
import { expectClose, goldenSignals, goldenVariants, music, sine } from '../test/golden'
import { spectralBandwidth } from './spectral-bandwidth'
import type { SpectralBandwidthOptions } from './spectral-bandwidth'

test.each(goldenSignals)('equals librosa.feature.spectral_bandwidth on $name', ({ name, array, audio }) => {
  expectClose('spectralBandwidth', spectralBandwidth(audio), array('spectralBandwidth'), name)
})

test.each(goldenVariants<SpectralBandwidthOptions>('spectralBandwidth'))(
  'equals it with $options',
  ({ options, expected }) => {
    expectClose('spectralBandwidth', spectralBandwidth(music, options), expected, JSON.stringify(options))
  },
)

test('takes a spectrogram', () => {
  const given = { spectrogram: spectrogram(music, { hopLength: 512 }), sampleRate: 22050 }
  expect(spectralBandwidth(given)).toEqual(spectralBandwidth(music))
  expectInvalid('spectrogram', () => spectralBandwidth({ spectrogram: {} as never }))
  const negative = spectrogram(music)
  negative.set(5, 2, -1)
  expectInvalid('spectrogram (bin 5, frame 2)', () => spectralBandwidth({ spectrogram: negative }))
})

test('is that of a uniform distribution for a flat spectrum, and small for a sine', () => {
  const samples = new Float32Array(2048).fill(1, 1024, 1025)
  const flat = spectralBandwidth({ samples, sampleRate: 16000 })[2]
  // 1025 equally spaced values: variance (1025^2 - 1) / 12
  expect(flat).toBeCloseTo((Math.sqrt((1025 ** 2 - 1) / 12) * 16000) / 2048, 2)
  expect(spectralBandwidth(sine(1000))[20]).toBeLessThan(120)
})

test('refuses bad input', () => {
  expectBadSoundRefused(spectralBandwidth)
  expectInvalid('p', () => spectralBandwidth(music, { p: 0 }))
})
