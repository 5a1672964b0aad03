import { NdArray, ShapeError } from '@genre/core'
import { expect, test } from 'vitest'
import { expectInvalid } from '../test/bad-input'
import { deviation, expectWithin, golden, largest } from '../test/golden'
import { noise } from '../test/signals'
import { MelFilterBank, melFilterBank } from './mel-filter-bank'

interface Bank {
  options: { sr: number; n_fft: number; n_mels?: number; fmin?: number; fmax?: number; htk?: boolean; norm?: null }
  shape: [number, number]
  rows: { start: number; values: number[] }[]
}
const { banks } = golden<{ banks: Bank[] }>('mel')

test.each(banks)('equals librosa.filters.mel with $options, every weight', ({ options: o, shape, rows }) => {
  const W = melFilterBank({
    sampleRate: o.sr,
    nFft: o.n_fft,
    nMels: o.n_mels,
    fMin: o.fmin,
    fMax: o.fmax,
    htk: o.htk,
    norm: o.norm,
  })
  expect(W.shape).toEqual(shape)
  const expected = new Float64Array(shape[0] * shape[1])
  rows.forEach((row, i) => expected.set(row.values, i * shape[1] + row.start))
  expectWithin('melFilterBank', deviation(W.data, expected, largest(expected)), JSON.stringify(o))
})

test('has triangles of area 1 with Slaney’s norm and of height 1 without', () => {
  const W = melFilterBank({ nFft: 16384, nMels: 40 })
  const plain = melFilterBank({ nFft: 16384, nMels: 40, norm: null })
  for (let band = 0; band < 40; band++) {
    const weights = [...W.data.subarray(band * W.shape[1], (band + 1) * W.shape[1])]
    expect((weights.reduce((a, b) => a + b) * 22050) / 16384).toBeCloseTo(1, 2)
    expect(Math.max(...plain.data.subarray(band * W.shape[1], (band + 1) * W.shape[1]))).toBeCloseTo(1, 1)
  }
})

test('applies as a matrix product, to any memory order, and to memory of the caller', () => {
  const bank = new MelFilterBank({ nFft: 256, nMels: 20, sampleRate: 8000 })
  const W = bank.toMatrix()
  const S = new NdArray(noise(129 * 7, 1, 1), [129, 7])
  const out = new Float32Array(200)
  const mel = bank.apply(S, out)
  expect(mel.data).toBe(out)
  for (let t = 0; t < 7; t++) {
    for (let band = 0; band < 20; band++) {
      let sum = 0
      for (let k = 0; k < 129; k++) sum += W.get(band, k) * S.get(k, t)
      expect(mel.get(band, t)).toBeCloseTo(sum, 6)
    }
  }
})

test('refuses bad parameters and shapes', () => {
  expectInvalid('nMels', () => melFilterBank({ nMels: 0 }))
  expectInvalid('sampleRate', () => melFilterBank({ sampleRate: 0 }))
  expectInvalid('nFft', () => melFilterBank({ nFft: 0.5 }))
  expectInvalid('fMin', () => melFilterBank({ fMin: -1 }))
  expectInvalid('fMax', () => melFilterBank({ fMin: 500, fMax: 400 }))
  expectInvalid('norm', () => melFilterBank({ norm: 'l1' as 'slaney' }))
  expect(() => new MelFilterBank().apply(new NdArray(new Float32Array(10), [5, 2]))).toThrow(ShapeError)
  expect(() => new MelFilterBank().apply(new NdArray(new Float32Array(1025), [1025, 1]), new Float32Array(5))).toThrow(
    ShapeError,
  )
})
