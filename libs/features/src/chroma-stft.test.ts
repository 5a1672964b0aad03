import { spectrogram } from '@genre/dsp'
import { expect, test } from 'vitest'
import { expectBadSoundRefused, expectInvalid } from '../test/bad-input'
import { expectClose, goldenSignals, goldenVariants, music, sine } from '../test/golden'
import { chromaStft } from './chroma-stft'
import type { ChromaStftOptions } from './chroma-stft'

test.each(goldenSignals)('equals librosa.feature.chroma_stft on $name', ({ name, golden, array, audio }) => {
  // The spectrum of an impulse is flat: its peaks, and with them its tuning, are rounding errors.
  const tuning = name === 'impulse' ? golden.tuningFromPower : undefined
  expectClose('chromaStft', chromaStft(audio, { tuning }), array('chromaStft'), name)
  expectClose('chromaStft', chromaStft(audio, { tuning: 0 }), array('chromaStftTuning0'), `${name}, tuning 0`)
})

test.each(goldenVariants<ChromaStftOptions>('chromaStft'))('equals it with $options', ({ options, expected }) => {
  expectClose('chromaStft', chromaStft(music, options), expected, JSON.stringify(options))
})

test('takes a spectrogram of magnitudes or of power', () => {
  const direct = chromaStft(music)
  const magnitudes = { spectrogram: spectrogram(music, { hopLength: 512 }), sampleRate: 22050 }
  const power = { spectrogram: spectrogram(music, { hopLength: 512, power: 2 }), sampleRate: 22050, power: 2 as const }
  expect(chromaStft(magnitudes)).toEqual(direct)
  expect(chromaStft(power)).toEqual(direct)
})

test('puts a sine into its pitch class', () => {
  const chroma = chromaStft(sine(261.63 * 4))
  for (let t = 2; t < 40; t++) expect(chroma.get(0, t)).toBe(1)
})

test('leaves silence at zero', () => {
  expect(chromaStft({ samples: new Float32Array(5000), sampleRate: 22050 }).data.every(v => v === 0)).toBe(true)
})

test('refuses bad input', () => {
  expectBadSoundRefused(chromaStft)
  expectInvalid('nChroma', () => chromaStft(music, { nChroma: 1.5 }))
  expectInvalid('norm', () => chromaStft(music, { norm: -1 }))
  expectInvalid('tuning', () => chromaStft(music, { tuning: NaN }))
  expectInvalid('hopLength', () => chromaStft(music, { hopLength: 0 }))
})
