import { NdArray } from '@genre/core'
import { expect, test } from 'vitest'
import { expectInvalid } from '../test/bad-input'
import { effects } from '../test/effects'
import { deviation, expectWithin } from '../test/golden'
import { normalize } from './normalize'
import { frameMajor } from './spectrogram-layout'

test.each(effects.normalize)('equals librosa.util.normalize with norm $norm of $each, small: $small', c => {
  const [bins, frames] = effects.normalize_in.shape
  const X = frameMajor(bins, frames, Float32Array.from(effects.normalize_in.values))
  const norm = Number(c.norm)
  const out = normalize(X, { norm, each: c.each, small: c.small, threshold: 1e-3 })
  expectWithin('normalize', deviation(out.data, c.out.values))
})

test('scales samples to a peak of 1 and leaves silence', () => {
  const y = Float32Array.of(0.25, -0.5)
  expect([...normalize(y)]).toEqual([0.5, -1])
  expect([...y]).toEqual([0.25, -0.5])
  expect([...normalize(new Float32Array(3))]).toEqual([0, 0, 0])
  expect(normalize(Float32Array.of(3, 4), { norm: 2 })[0]).toBeCloseTo(0.6, 7)
})

test('refuses bad parameters and values', () => {
  const y = Float32Array.of(1)
  expectInvalid('norm', () => normalize(y, { norm: -1 }))
  expectInvalid('norm', () => normalize(y, { norm: NaN }))
  expectInvalid('threshold', () => normalize(y, { threshold: 0 }))
  expectInvalid('small', () => normalize(y, { small: 'fill' as 'keep' }))
  expectInvalid('each', () => normalize(new NdArray(y, [1, 1]), { each: 'rows' as 'bins' }))
  expectInvalid('values', () => normalize(Float32Array.of(1, NaN)))
  expectInvalid('values', () => normalize(Float32Array.of(Infinity)))
  expectInvalid('values', () => normalize([1] as never))
})
