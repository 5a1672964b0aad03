import { ShapeError } from '@genre/core'
import { expect, test } from 'vitest'
import { expectInvalid } from '../test/bad-input'
import { effects } from '../test/effects'
import { deviation, expectWithin } from '../test/golden'
import { makeSignal } from '../test/signals'
import { toMono } from './to-mono'

test('equals librosa.to_mono', () => {
  const y = makeSignal('music')
  const channels = [y.subarray(0, 20), y.subarray(20, 40), y.subarray(40, 60)]
  expectWithin('toMono', deviation(toMono(channels), effects.mono))
  expect(toMono([y])).toEqual(y)
})

test('refuses what are no channels', () => {
  expectInvalid('channels', () => toMono([]))
  expectInvalid('channels', () => toMono(new Float32Array(4) as never))
  expectInvalid('channels\\[1\\]', () => toMono([new Float32Array(2), [0, 0] as never]))
  expect(() => toMono([new Float32Array(2), new Float32Array(3)])).toThrow(ShapeError)
})
