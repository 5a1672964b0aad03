import { InvalidParameterError } from '@genre/core'
import { segmentsOf } from '@genre/features'
import { describe, expect, it } from 'vitest'
import { chunkSpans } from './chunk-spans'

describe('chunkSpans', () => {
  it('without overlap has the segments that the models were trained on', () => {
    for (const samples of [0, 66150, 66151, 661794, 661500, 100_000]) {
      expect(chunkSpans(samples, 22050, { chunk: 3, overlap: 0 })).toEqual(segmentsOf(samples, 3, 22050))
    }
  })

  it('with overlap begins one every chunk less overlap', () => {
    const spans = chunkSpans(10 * 1000, 1000, { chunk: 4, overlap: 2.5 })
    expect(spans.map(({ start }) => start)).toEqual([0, 1500, 3000, 4500])
    expect(spans.every(({ start, end }) => end - start === 3999)).toBe(true)
  })

  it.each([
    ['chunk', 1000, { chunk: 0, overlap: 0 }],
    ['chunk', 1000, { chunk: 4000, overlap: 0 }],
    ['chunk', 1000, { chunk: Infinity, overlap: 0 }],
    ['overlap', 1000, { chunk: 4, overlap: 4 }],
    ['overlap', 1000, { chunk: 4, overlap: -0.1 }],
    ['overlap', 1000, { chunk: 4, overlap: NaN }],
    ['sampleRate', 0, { chunk: 4, overlap: 2 }],
  ])('refuses a wrong %s at %i Hz: %o', (parameter, rate, cutting) => {
    expect(() => chunkSpans(9000, rate, cutting)).toThrow(InvalidParameterError)
    expect(() => chunkSpans(9000, rate, cutting)).toThrow(parameter)
  })
})
