import { ShapeError } from '@genre/core'
import { expect, test } from 'vitest'
import { expectInvalid } from '../test/bad-input'
import { at, deviation, expectWithin, goldenSignals } from '../test/golden'
import { noise } from '../test/signals'
import { melSpectrogram } from './mel-spectrogram'
import { spectrogram } from './spectrogram'

test.each(goldenSignals)('equals librosa.feature.melspectrogram on $name', ({ name, y, reference }) => {
  const M = melSpectrogram(y)
  expect(M.shape).toEqual([128, reference.shape[1]])
  const scale = reference.mel_max || 1
  expectWithin('melSpectrogram', deviation(at(M, undefined, reference.mel_frames), reference.mel.values, scale), name)
  const perBand = Array.from({ length: 128 }, (_, band) => {
    let sum = 0
    for (let t = 0; t < M.shape[1]; t++) sum += M.get(band, t)
    return sum
  })
  expectWithin('melSpectrogram', deviation(perBand, reference.mel_per_band, scale * M.shape[1]), `${name} per band`)
})

test('takes a spectrogram that is at hand, and the rate of audio', () => {
  const samples = noise(3000, 1, 1)
  const direct = melSpectrogram({ samples, sampleRate: 16000 }, { nFft: 512, nMels: 30 })
  const S = spectrogram(samples, { nFft: 512, power: 2 })
  expect(melSpectrogram({ spectrogram: S }, { sampleRate: 16000, nMels: 30 })).toEqual(direct)
  expect(melSpectrogram(samples, { sampleRate: 16000, nFft: 512, nMels: 30 })).toEqual(direct)
})

test('uses the magnitude if told so', () => {
  const y = noise(3000, 1, 1)
  const M = melSpectrogram(y, { power: 1 })
  expect(M).toEqual(melSpectrogram({ spectrogram: spectrogram(y) }))
})

test('refuses what does not fit', () => {
  const samples = noise(3000, 1, 1)
  expectInvalid('sampleRate', () => melSpectrogram({ samples, sampleRate: 16000 }, { sampleRate: 22050 }))
  expectInvalid('sampleRate', () => melSpectrogram({ samples, sampleRate: NaN }))
  expectInvalid('spectrogram', () => melSpectrogram({ spectrogram: {} as never }))
  expectInvalid('power', () => melSpectrogram(samples, { power: 3 as 2 }))
  expect(() => melSpectrogram({ spectrogram: spectrogram(samples) }, { nFft: 512 })).toThrow(ShapeError)
})
