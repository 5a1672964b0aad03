import { expect, test } from 'vitest'
import { expectInvalid } from '../test/bad-input'
import { effects } from '../test/effects'
import { camelCase } from '../test/options'
import { makeSignal } from '../test/signals'
import { split, trim } from './trim'
import type { SilenceOptions } from './trim'

const music = makeSignal('music')
const y = new Float32Array(36000)
y.set(music.subarray(0, 9000), 7000)
y.set(
  music.subarray(0, 5000).map(v => 0.3 * v),
  25000,
)

test.each(effects.silences)('equals librosa.effects.trim and split with $options', c => {
  const options = camelCase<SilenceOptions>(c.options)
  const { trimmed, interval } = trim(y, options)
  expect([interval.start, interval.end]).toEqual(c.trim)
  expect(trimmed).toEqual(y.subarray(...c.trim))
  expect(split(y, options).map(({ start, end }) => [start, end])).toEqual(c.split)
})

test('takes the default reference from the signal: silence is as loud as its own peak', () => {
  const silence = new Float32Array(3000)
  expect(trim(silence).interval).toEqual({ start: 0, end: 3000 })
  expect(trim(silence, { ref: 1 }).interval).toEqual({ start: 0, end: 0 })
  expect(split(silence, { ref: 1 })).toEqual([])
})

test('gives audio for audio', () => {
  const { trimmed } = trim({ samples: y, sampleRate: 8000 })
  expect(trimmed.sampleRate).toBe(8000)
})

test('refuses bad parameters', () => {
  expectInvalid('topDb', () => trim(y, { topDb: NaN }))
  expectInvalid('frameLength', () => trim(y, { frameLength: 0 }))
  expectInvalid('hopLength', () => split(y, { hopLength: 0.5 }))
  expectInvalid('y', () => split(new Float32Array(0)))
})
