import { NdArray } from '@genre/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { expectSameBits } from '../test/same-bits'
import { noise } from '../test/signals'
import { FilterBank } from './filter-bank'
import { frameMajor } from './spectrogram-layout'

const matrix = (rows: number, bins: number) => new NdArray(noise(rows * bins, 3, 1), [rows, bins])
const spectra = (bins: number, frames: number) => frameMajor(bins, frames, noise(bins * frames, 5, 1))

test('is the matrix product, for any number of rows, bins and frames', () => {
  const sizes = fc.record({
    rows: fc.integer({ min: 1, max: 30 }),
    bins: fc.integer({ min: 1, max: 40 }),
    frames: fc.integer({ min: 0, max: 35 }),
  })
  fc.assert(
    fc.property(sizes, ({ rows, bins, frames }) => {
      const [B, S] = [matrix(rows, bins), spectra(bins, frames)]
      const out = new FilterBank(B).apply(S)
      expect(out.shape).toEqual([rows, frames])
      for (let r = 0; r < rows; r++) {
        for (let t = 0; t < frames; t++) {
          let sum = 0
          for (let k = 0; k < bins; k++) sum += B.get(r, k) * S.get(k, t)
          expect(out.get(r, t)).toBe(Math.fround(sum))
        }
      }
      expectSameBits(out.data, new FilterBank(B, { simd: false }).apply(S).data)
    }),
    { numRuns: 60 },
  )
})

test('takes views, and memory for the result', () => {
  const B = matrix(3, 8)
  const turned = new NdArray(B.toContiguous(), [8, 3], [1, 8])
  const S = spectra(8, 4)
  const out = new Float32Array(20)
  expect(new FilterBank(new NdArray(turned.data, [3, 8], [8, 1])).apply(S, out).data.subarray(0, 12)).toEqual(
    new FilterBank(B).apply(S).data,
  )
})

test('refuses what does not fit', () => {
  expect(() => new FilterBank(5 as never)).toThrow(/matrix/)
  expect(() => new FilterBank(new NdArray(new Float32Array(3), [3]))).toThrow(/matrix/)
  expect(() => new FilterBank(matrix(2, 8)).apply(spectra(7, 2))).toThrow(/8 bins/)
  expect(() => new FilterBank(matrix(2, 8)).apply(spectra(8, 2), new Float32Array(3))).toThrow(/at least 4/)
})
