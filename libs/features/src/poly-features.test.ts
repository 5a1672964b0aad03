import { spectrogram } from '@genre/dsp'
import { expect, test } from 'vitest'
import { expectBadSoundRefused, expectInvalid } from '../test/bad-input'
import { expectClose, goldenSignals, goldenVariants, music } from '../test/golden'
import { polyFeatures } from './poly-features'
import type { PolyFeaturesOptions } from './poly-features'

test.each(goldenSignals)('equals librosa.feature.poly_features on $name', ({ name, array, audio }) => {
  expectClose('polyFeatures', polyFeatures(audio), array('polyFeatures'), name)
})

test.each(goldenVariants<PolyFeaturesOptions>('polyFeatures'))('equals it with $options', ({ options, expected }) => {
  expectClose('polyFeatures', polyFeatures(music, options), expected, JSON.stringify(options))
})

test('takes a spectrogram', () => {
  const given = { spectrogram: spectrogram(music, { hopLength: 512 }), sampleRate: 22050 }
  expect(polyFeatures(given)).toEqual(polyFeatures(music))
  expectInvalid('spectrogram', () => polyFeatures({ spectrogram: {} as never }))
  const negative = spectrogram(music)
  negative.set(5, 2, -1)
  expectInvalid('spectrogram (bin 5, frame 2)', () => polyFeatures({ spectrogram: negative }))
})

test('recovers a polynomial', () => {
  const frequency = Array.from({ length: 1025 }, (_, k) => (k * 22050) / 2048)
  const quadratic = frequency.map(f => 3e-6 * f * f + 0.01 * f + 2)
  const view = spectrogram(new Float32Array(1), { nFft: 2048 })
  view.data.set(quadratic)
  const [a, b, c] = polyFeatures({ spectrogram: view }, { order: 2 }).pick(null, 0).toArray() as number[]
  expect(a).toBeCloseTo(3e-6, 12)
  expect(b).toBeCloseTo(0.01, 8)
  expect(c).toBeCloseTo(2, 5)
})

test('refuses bad input', () => {
  expectBadSoundRefused(polyFeatures)
  expectInvalid('order', () => polyFeatures(music, { order: -1 }))
})
