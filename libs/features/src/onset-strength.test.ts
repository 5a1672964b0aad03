import { melSpectrogram, powerToDb, spectrogram } from '@genre/dsp'
import { expect, test } from 'vitest'
import { expectBadSoundRefused, expectInvalid } from '../test/bad-input'
import { expectClose, goldenSignals, goldenVariants, music } from '../test/golden'
import { onsetStrength } from './onset-strength'
import type { OnsetStrengthOptions } from './onset-strength'

test.each(goldenSignals)('equals librosa.onset.onset_strength on $name', ({ name, array, audio }) => {
  expectClose('onsetStrength', onsetStrength(audio), array('onsetStrength'), name)
  const median = onsetStrength(audio, { aggregate: 'median' })
  expectClose('onsetStrength', median, array('onsetStrengthMedian'), `${name}, median`)
})

test.each(goldenVariants<OnsetStrengthOptions>('onsetStrength'))('equals it with $options', c => {
  expectClose('onsetStrength', onsetStrength(music, c.options), c.expected, JSON.stringify(c.options))
})

test('takes spectrograms and mel spectrograms in dB', () => {
  const direct = onsetStrength(music)
  expect(onsetStrength({ spectrogram: spectrogram(music, { hopLength: 512 }), sampleRate: 22050 })).toEqual(direct)
  const mel = melSpectrogram(music, { hopLength: 512 })
  expect(onsetStrength({ logMel: powerToDb(mel) })).toEqual(direct)
  // The median of an odd number of bands is one of them.
  const odd = melSpectrogram(music, { hopLength: 512, nMels: 41 })
  const envelope = onsetStrength({ logMel: powerToDb(odd) }, { aggregate: 'median' })
  expect(envelope.some(value => value > 0)).toBe(true)
})

test('peaks where a click begins', () => {
  const samples = new Float32Array(22050)
  samples[11025] = 1
  const envelope = onsetStrength({ samples, sampleRate: 22050 })
  expect(Math.abs(envelope.indexOf(Math.max(...envelope)) - 11025 / 512)).toBeLessThan(2)
})

test('refuses bad input', () => {
  expectBadSoundRefused(onsetStrength)
  expectInvalid('lag', () => onsetStrength(music, { lag: 0 }))
  expectInvalid('maxSize', () => onsetStrength(music, { maxSize: 0 }))
  expectInvalid('aggregate', () => onsetStrength(music, { aggregate: 'max' as never }))
})
