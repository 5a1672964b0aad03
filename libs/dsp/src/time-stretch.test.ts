import { expect, test } from 'vitest'
import { expectInvalid } from '../test/bad-input'
import { effects, every } from '../test/effects'
import { deviation, expectWithin } from '../test/golden'
import { makeSignal } from '../test/signals'
import { fftFrequencies } from './frequencies'
import { pitchShift } from './pitch-shift'
import { spectrogram } from './spectrogram'
import { stft } from './stft'
import { phaseVocoder, timeStretch } from './time-stretch'

const y = makeSignal('music').subarray(0, 4000)

test.each(effects.time_stretch)('equals librosa.effects.time_stretch at rate $rate', ({ rate, length, values }) => {
  const stretched = timeStretch(y, { rate, nFft: 256 })
  expect(stretched.length).toBe(length)
  expectWithin('timeStretch', deviation(every(stretched, 23), values), `rate ${rate}`)
})

test.each(effects.pitch_shift)(
  'is close to librosa.effects.pitch_shift by $steps steps',
  ({ steps, length, values }) => {
    // Not rounded to 16 bits, as the other signals are.
    const base = [220, 277.1826309768721, 329.6275569128699]
    const tone = Float32Array.from({ length: 16000 }, (_, i) => {
      let v = 0
      for (const b of base) {
        for (let h = 1; h < 5; h++)
          v += (0.12 / h) * Math.sin(6.283185307179586 * (b * 1.0133740137434466 * h) * (i / 22050))
      }
      return v
    })
    const shifted = pitchShift(tone, { steps })
    expect(shifted.length).toBe(length)
    expectWithin('pitchShift', deviation(every(shifted, 41, 4000, 12000), values), `${steps} steps`)
  },
)

test('keeps the pitch of a stretched tone and moves that of a shifted one', () => {
  const tone = Float32Array.from({ length: 22050 }, (_, i) => Math.sin((2 * Math.PI * 500 * i) / 22050))
  const pitch = (samples: Float32Array) => {
    const S = spectrogram(samples)
    const middle = S.pick(null, S.shape[1] >> 1).toContiguous()
    return fftFrequencies()[middle.indexOf(Math.max(...middle))]
  }
  expect(Math.abs(pitch(timeStretch(tone, { rate: 1.5 })) - 500)).toBeLessThan(11)
  expect(Math.abs(pitch(pitchShift(tone, { steps: 12 })) - 1000)).toBeLessThan(11)
  expect(Math.abs(pitch(pitchShift(tone, { steps: -5, binsPerOctave: 10 })) - 500 / Math.SQRT2)).toBeLessThan(11)
  expect(pitchShift(tone, { steps: 0 })).toEqual(tone)
})

test('gives audio for audio', () => {
  const audio = { samples: y, sampleRate: 16000 }
  expect(timeStretch(audio, { rate: 2 }).samples.length).toBe(2000)
  expect(pitchShift(audio, { steps: 1 }).sampleRate).toBe(16000)
})

test('refuses bad parameters', () => {
  expectInvalid('rate', () => timeStretch(y, { rate: 0 }))
  expectInvalid('rate', () => timeStretch(y, undefined as never))
  expectInvalid('rate', () => phaseVocoder(stft(y), { rate: -1 }))
  expectInvalid('steps', () => pitchShift(y, { steps: NaN }))
  expectInvalid('steps', () => pitchShift(y, { steps: 121 }))
  expectInvalid('binsPerOctave', () => pitchShift(y, { steps: 1, binsPerOctave: 0 }))
})
