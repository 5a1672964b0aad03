import { spectrogram } from '@genre/dsp'
import { expect, test } from 'vitest'
import { expectBadSoundRefused, expectInvalid } from '../test/bad-input'
import { expectClose, goldenSignals, goldenVariants, music } from '../test/golden'
import { spectralContrast } from './spectral-contrast'
import type { SpectralContrastOptions } from './spectral-contrast'

test.each(goldenSignals)('equals librosa.feature.spectral_contrast on $name', ({ name, array, audio }) => {
  expectClose('spectralContrast', spectralContrast(audio), array('spectralContrast'), name)
})

test.each(goldenVariants<SpectralContrastOptions>('spectralContrast'))(
  'equals it with $options',
  ({ options, expected }) => {
    expectClose('spectralContrast', spectralContrast(music, options), expected, JSON.stringify(options))
  },
)

test('takes a spectrogram', () => {
  const given = { spectrogram: spectrogram(music, { hopLength: 512 }), sampleRate: 22050 }
  expect(spectralContrast(given)).toEqual(spectralContrast(music))
  expectInvalid('spectrogram', () => spectralContrast({ spectrogram: {} as never }))
  const negative = spectrogram(music)
  negative.set(5, 2, -1)
  expectInvalid('spectrogram (bin 5, frame 2)', () => spectralContrast({ spectrogram: negative }))
})

test('is 0 dB for a flat spectrum', () => {
  const samples = new Float32Array(2048).fill(1, 1024, 1025)
  const contrast = spectralContrast({ samples, sampleRate: 22050 })
  for (let band = 0; band < 7; band++) expect(contrast.get(band, 2)).toBeCloseTo(0, 4)
})

test('refuses bad input', () => {
  expectBadSoundRefused(spectralContrast)
  expectInvalid('nBands', () => spectralContrast({ ...music, sampleRate: 8000 }))
  expectInvalid('nBands', () => spectralContrast(music, { nBands: 0 }))
  expectInvalid('quantile', () => spectralContrast(music, { quantile: 0 }))
  expectInvalid('fMin', () => spectralContrast(music, { fMin: -1 }))
  expectInvalid('nFft', () => spectralContrast(music, { nFft: 32, fMin: 100, nBands: 2 }))
})
