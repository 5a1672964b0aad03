import { expect, test } from 'vitest'
import { expectInvalid } from '../test/bad-input'
import { likeSignal, sampleRateOf, samplesOf } from './signal'

const samples = Float32Array.of(0, 0.5)

test('samplesOf takes samples and audio, and nothing else', () => {
  expect(samplesOf(samples)).toBe(samples)
  expect(samplesOf({ samples, sampleRate: 8000 })).toBe(samples)
  for (const bad of [undefined, null, 3, 'x', [0, 1], new Float64Array(2), new Int16Array(2), {}, { samples: [0] }]) {
    expectInvalid('y', () => samplesOf(bad as never))
  }
  expectInvalid('y', () => samplesOf(new Float32Array(0)))
  expectInvalid('y \\(sample 1 of 3\\)', () => samplesOf(Float32Array.of(0, NaN, 1)))
})

test('sampleRateOf takes the rate of audio, the one given for samples, or 22 050', () => {
  expect(sampleRateOf({ samples, sampleRate: 8000 })).toBe(8000)
  expect(sampleRateOf({ samples, sampleRate: 8000 }, 8000)).toBe(8000)
  expect(sampleRateOf(samples, 16000)).toBe(16000)
  expect(sampleRateOf(samples)).toBe(22050)
  for (const bad of [0, -1, NaN, Infinity, '44100'])
    expectInvalid('sampleRate', () => sampleRateOf(samples, bad as never))
  expectInvalid('sampleRate', () => sampleRateOf({ samples } as never))
  expectInvalid('sampleRate', () => sampleRateOf({ samples, sampleRate: 8000 }, 16000))
})

test('likeSignal keeps what else audio holds', () => {
  const audio = { samples, sampleRate: 8000, title: 'a' }
  const other = Float32Array.of(1)
  expect(likeSignal(samples, other)).toBe(other)
  expect(likeSignal(audio, other, 4000)).toEqual({ samples: other, sampleRate: 4000, title: 'a' })
})
