import { expect, test } from 'vitest'
import { expectBadSoundRefused, expectInvalid } from '../test/bad-input'
import { clicks, expectClose, expectWithin, goldenSignals, goldenVariants, music } from '../test/golden'
import { onsetDetect } from './onset-detect'
import type { OnsetDetectOptions } from './onset-detect'
import { onsetStrength } from './onset-strength'

test.each(goldenSignals)('equals librosa.onset.onset_detect on $name', ({ name, golden, audio }) => {
  expectWithin('onsetDetect', onsetDetect(audio).onsets, golden.onsetDetect, name)
})

test.each(goldenVariants<OnsetDetectOptions>('onsetDetect'))('equals it with $options', ({ options, expected }) => {
  const envelope = { onsetEnvelope: onsetStrength(music), sampleRate: 22050 }
  expectClose('onsetDetect', onsetDetect(envelope, options).onsets, expected, JSON.stringify(options))
})

test('finds clicks in time', () => {
  const { times } = onsetDetect(clicks)
  const wanted = Array.from({ length: 24 }, (_, k) => (k * 9450) / 22050).filter(s => s > 0.1)
  for (const second of wanted) expect(Math.min(...times.map(t => Math.abs(t - second)))).toBeLessThan(0.05)
})

test('finds nothing in nothing', () => {
  const { onsets, times } = onsetDetect({ samples: new Float32Array(9000), sampleRate: 22050 })
  expect([onsets.length, times.length]).toEqual([0, 0])
})

test('refuses bad input', () => {
  expectBadSoundRefused(onsetDetect)
  expectInvalid('preMax', () => onsetDetect(music, { preMax: -1 }))
  expectInvalid('postMax', () => onsetDetect(music, { postMax: 0 }))
  expectInvalid('preAvg', () => onsetDetect(music, { preAvg: 0.5 }))
  expectInvalid('postAvg', () => onsetDetect(music, { postAvg: 0 }))
  expectInvalid('delta', () => onsetDetect(music, { delta: -1 }))
  expectInvalid('wait', () => onsetDetect(music, { wait: -1 }))
  expectInvalid('onsetEnvelope', () => onsetDetect({ onsetEnvelope: new Float32Array(0) }))
  expectInvalid('onsetEnvelope (frame 1)', () => onsetDetect({ onsetEnvelope: Float32Array.of(0, NaN) }))
  expectInvalid('sampleRate', () => onsetDetect({ onsetEnvelope: Float32Array.of(0, 1), sampleRate: 0 }))
})
