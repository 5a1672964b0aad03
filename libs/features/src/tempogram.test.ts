import { expect, test } from 'vitest'
import { expectBadSoundRefused, expectInvalid } from '../test/bad-input'
import { decode, expectClose, goldenSignals, goldenVariants, music, readGolden } from '../test/golden'
import type { GoldenArray } from '../test/golden'
import { EnvelopeCorrelator, rampPadded, tempoFrequencies, tempogram } from './tempogram'
import type { TempogramOptions } from './tempogram'

test.each(goldenSignals)('equals librosa.feature.tempogram on $name', ({ name, array, audio }) => {
  expectClose('tempogram', tempogram(audio), array('tempogram'), name)
})

test.each(goldenVariants<TempogramOptions>('tempogram'))('equals it with $options', ({ options, expected }) => {
  expectClose('tempogram', tempogram(music, options), expected, JSON.stringify(options))
})

test('the mean of its frames is one inverse transform', () => {
  const onsetEnvelope = Float32Array.from({ length: 200 }, (_, t) => (t % 17 === 0 ? 1 + (t % 5) : 0))
  const gram = tempogram({ onsetEnvelope }, { winLength: 60 })
  const mean = new Float64Array(60)
  new EnvelopeCorrelator(60).meanAutocorrelation(rampPadded(onsetEnvelope, 30), 200, mean)
  for (let lag = 0; lag < 60; lag++) {
    let sum = 0
    for (let t = 0; t < 200; t++) sum += gram.get(lag, t)
    expect(mean[lag]).toBeCloseTo(sum / 200, 12)
  }
})

test('peaks at the period of its envelope', () => {
  const onsetEnvelope = Float32Array.from({ length: 500 }, (_, t) => (t % 20 === 0 ? 1 : 0))
  const frame = tempogram({ onsetEnvelope }, { winLength: 100 }).pick(null, 250).toArray() as number[]
  expect(frame[0]).toBe(1)
  expect(frame.indexOf(Math.max(...frame.slice(1)))).toBe(20)
})

test('tempoFrequencies equals librosa.tempo_frequencies', () => {
  const { tempoFrequencies: expected } = readGolden<{ tempoFrequencies: GoldenArray }>('banks.json')
  expect(tempoFrequencies(344).subarray(1)).toEqual(decode(expected))
  expect(tempoFrequencies(2, { sampleRate: 8000, hopLength: 80 })).toEqual(Float64Array.of(Infinity, 6000))
  expectInvalid('lags', () => tempoFrequencies(0))
})

test('refuses bad input', () => {
  expectBadSoundRefused(tempogram)
  expectInvalid('winLength', () => tempogram(music, { winLength: 0 }))
  expectInvalid('winLength', () => tempogram({ onsetEnvelope: new Float32Array(10) }, { winLength: 11, center: false }))
  expectInvalid('norm', () => tempogram(music, { norm: 0 }))
  expectInvalid('window', () => tempogram(music, { window: 'han' as never }))
})
