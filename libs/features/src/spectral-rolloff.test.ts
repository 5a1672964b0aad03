import { spectrogram } from '@genre/dsp'
import { expect, test } from 'vitest'
import { expectBadSoundRefused, expectInvalid } from '../test/bad-input'
import { expectClose, goldenSignals, goldenVariants, music, sine } from '../test/golden'
import { spectralRolloff } from './spectral-rolloff'
import type { SpectralRolloffOptions } from './spectral-rolloff'

test.each(goldenSignals)('equals librosa.feature.spectral_rolloff on $name', ({ name, array, audio }) => {
  expectClose('spectralRolloff', spectralRolloff(audio), array('spectralRolloff'), name)
})

test.each(goldenVariants<SpectralRolloffOptions>('spectralRolloff'))(
  'equals it with $options',
  ({ options, expected }) => {
    expectClose('spectralRolloff', spectralRolloff(music, options), expected, JSON.stringify(options))
  },
)

test('takes a spectrogram', () => {
  const given = { spectrogram: spectrogram(music, { hopLength: 512 }), sampleRate: 22050 }
  expect(spectralRolloff(given)).toEqual(spectralRolloff(music))
  expectInvalid('spectrogram', () => spectralRolloff({ spectrogram: {} as never }))
  const negative = spectrogram(music)
  negative.set(5, 2, -1)
  expectInvalid('spectrogram (bin 5, frame 2)', () => spectralRolloff({ spectrogram: negative }))
})

test('grows with the share and ends at a sine', () => {
  const low = spectralRolloff(music, { rollPercent: 0.3 })
  const high = spectralRolloff(music, { rollPercent: 0.9 })
  low.forEach((value, t) => expect(value).toBeLessThanOrEqual(high[t]))
  expect(Math.abs(spectralRolloff(sine(1000))[20] - 1000)).toBeLessThan(22)
})

test('refuses bad input', () => {
  expectBadSoundRefused(spectralRolloff)
  expectInvalid('rollPercent', () => spectralRolloff(music, { rollPercent: 1 }))
  expectInvalid('rollPercent', () => spectralRolloff(music, { rollPercent: 0 }))
})
