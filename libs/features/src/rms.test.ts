import { ShapeError } from '@genre/core'
import { spectrogram } from '@genre/dsp'
import { expect, test } from 'vitest'
import { expectBadSoundRefused, expectInvalid } from '../test/bad-input'
import { expectClose, goldenSignals, goldenVariants, music, sine } from '../test/golden'
import { rms } from './rms'
import type { RmsOptions } from './rms'

test.each(goldenSignals)('equals librosa.feature.rms on $name', ({ name, array, audio }) => {
  expectClose('rms', rms(audio), array('rms'), name)
})

test.each(goldenVariants<RmsOptions>('rms'))('equals it with $options', ({ options, expected }) => {
  expectClose('rms', rms(music, options), expected, JSON.stringify(options))
})

test('equals it for a spectrogram', () => {
  const [{ expected }] = goldenVariants('rmsOfSpectrogram')
  expectClose('rms', rms({ spectrogram: spectrogram(music, { hopLength: 512 }) }), expected, 'spectrogram')
})

test('is the amplitude over the square root of two for a sine', () => {
  expect(rms(sine(441))[20]).toBeCloseTo(Math.SQRT1_2, 3)
  // From the spectrogram of a boxcar, which the theorem holds for.
  const view = spectrogram(sine(441), { window: 'boxcar', hopLength: 512 })
  expect(rms({ spectrogram: view })[20]).toBeCloseTo(rms(sine(441))[20], 5)
})

test('refuses bad input', () => {
  expectBadSoundRefused(rms)
  expectInvalid('frameLength', () => rms(music, { frameLength: 0 }))
  expectInvalid('hopLength', () => rms(music, { hopLength: 0.5 }))
  expectInvalid('padMode', () => rms(music, { padMode: 'mirror' as never }))
  expect(() => rms({ samples: new Float32Array(100), sampleRate: 22050 }, { center: false })).toThrow(ShapeError)
  expect(() => rms({ spectrogram: spectrogram(music) }, { frameLength: 512 })).toThrow(ShapeError)
})
