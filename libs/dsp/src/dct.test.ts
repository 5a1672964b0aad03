import { NdArray, ShapeError } from '@genre/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { expectInvalid } from '../test/bad-input'
import type { GoldenMatrix } from '../test/golden'
import { at, deviation, expectWithin, golden, goldenSignals, largest } from '../test/golden'
import { noise } from '../test/signals'
import { DctPlan, dct } from './dct'
import { powerToDb } from './decibels'
import { melSpectrogram } from './mel-spectrogram'
import { frameMajor } from './spectrogram-layout'

interface Case {
  bands: number
  norm: 'ortho' | null
  in: GoldenMatrix
  out: GoldenMatrix
}
const { cases } = golden<{ cases: Case[] }>('dct')

test.each(cases)('equals scipy.fft.dct of $bands bands, norm $norm', ({ bands, norm, in: input, out }) => {
  const S = frameMajor(bands, 3, Float32Array.from(input.values))
  const C = dct(S, { norm })
  expect(C.shape).toEqual(out.shape)
  expectWithin('dct', deviation(C.data, out.values, largest(out.values)))
})

test.each(goldenSignals)('gives the cepstrum of librosa.feature.mfcc on $name', ({ name, y, reference }) => {
  const C = dct(powerToDb(melSpectrogram(y)), { n: 20 })
  expectWithin(
    'dct',
    deviation(at(C, undefined, reference.dct_frames), reference.dct.values, largest(reference.dct.values)),
    name,
  )
})

test('keeps the length of every vector (orthonormal)', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), n => {
      const x = frameMajor(n, 1, noise(n, n, 1))
      const energy = (v: Float32Array) => v.reduce((sum, a) => sum + a * a, 0)
      expect(energy(dct(x).data)).toBeCloseTo(energy(x.data), 5)
    }),
  )
})

test('keeps the first coefficients if told so', () => {
  const S = frameMajor(16, 2, noise(32, 1, 1))
  expect(dct(S, { n: 5 }).toArray()).toEqual((dct(S).toArray() as number[][]).slice(0, 5))
})

test('refuses what does not fit', () => {
  const S = frameMajor(16, 2)
  expectInvalid('n', () => dct(S, { n: 17 }))
  expectInvalid('n', () => dct(S, { n: 0 }))
  expectInvalid('norm', () => dct(S, { norm: 'forward' as 'ortho' }))
  expectInvalid('size', () => new DctPlan(0))
  expect(() => new DctPlan(8).apply(S)).toThrow(ShapeError)
  expect(() => dct(new NdArray(new Float32Array(4), [4]))).toThrow(ShapeError)
})
