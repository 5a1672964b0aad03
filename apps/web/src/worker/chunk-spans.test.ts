import { segmentsOf } from '@genre/features'
import { describe, expect, it } from 'vitest'
import { chunkSpans, overlapOf } from './chunk-spans'

describe('chunkSpans', () => {
  it('without overlap has the segments that the model was trained on', () => {
    for (const samples of [661_794, 661_500, 66_151, 200_000]) {
      expect(chunkSpans(samples, 22050, { length: 3, overlap: 0 })).toEqual(segmentsOf(samples, 3, 22050))
    }
  })

  it('advances by the length less the overlap', () => {
    const spans = chunkSpans(30 * 1000, 1000, { length: 4, overlap: 2 })
    expect(spans.map(({ start }) => start)).toEqual([0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24].map(s => 1000 * s))
    expect(spans.every(({ start, end }) => end - start === 3999)).toBe(true)
  })

  it('takes a song without a whole chunk as one', () => {
    expect(chunkSpans(1500, 1000, { length: 4, overlap: 2 })).toEqual([{ start: 0, end: 1500 }])
    expect(chunkSpans(4000, 1000, { length: 4, overlap: 2 })).toEqual([{ start: 0, end: 4000 }])
  })

  it('never stands still', () => {
    expect(overlapOf({ length: 1, overlap: 5 })).toBe(0.5)
    expect(chunkSpans(10_001, 1000, { length: 1, overlap: 5 })).toHaveLength(19)
  })
})
