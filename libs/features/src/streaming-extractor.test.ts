import fc from 'fast-check'
import { expect, test } from 'vitest'
import { music } from '../test/golden'
import { extractFeatures } from './extract-features'
import type { FeatureSet } from './feature-set'
import { gtzan57 } from './gtzan57'
import { StreamingExtractor } from './streaming-extractor'

const small: FeatureSet = {
  name: 'small',
  columns: [
    { name: 'centroid', descriptor: 'spectralCentroid' },
    { name: 'percussive', descriptor: 'percussive', statistic: 'var' },
  ],
}

test('gives the rows of the whole, whatever the pieces', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9000 }), { minLength: 1, maxLength: 6 }), pieces => {
      if (pieces.every(size => size === 0)) return
      const segment = 0.3
      const live = new StreamingExtractor(small, { segment, mode: 'kaggle' })
      const rows = []
      for (let from = 0, i = 0; from < music.samples.length; i++) {
        const to = from + pieces[i % pieces.length]
        rows.push(...live.push(music.samples.subarray(from, to)))
        from = to
      }
      const whole = extractFeatures(music, small, { segment, mode: 'kaggle' })
      expect(rows.map(({ values }) => [...values])).toEqual(whole.map(row => Object.values(row)))
      expect(rows.map(({ start }) => start)).toEqual(rows.map((_, i) => i * 6615))
      expect(rows.every(({ start, end }) => end - start === 6614)).toBe(true)
    }),
    { numRuns: 15 },
  )
})

test('has the columns of its set, and begins again after flush', () => {
  const live = new StreamingExtractor(gtzan57, { sampleRate: 22050, segment: 1 })
  expect(live.columns.length).toBe(57)
  const [first] = live.push(music.samples.subarray(0, 30000))
  live.flush()
  const again = live.push(music.samples.subarray(0, 22051))
  expect(again).toEqual([first])
  // A segment of exactly its length is complete with the next sample only.
  live.flush()
  expect(live.push(music.samples.subarray(0, 22050))).toEqual([])
  expect(live.push(music.samples.subarray(22050, 22051))).toEqual([first])
})

test('refuses what is not right', () => {
  expect(() => new StreamingExtractor(gtzan57, {} as never)).toThrow(/segment/)
  expect(() => new StreamingExtractor(gtzan57, undefined as never)).toThrow(/segment/)
  expect(() => new StreamingExtractor({ name: 'none', columns: [] }, { segment: 3 })).toThrow(/set/)
  const live = new StreamingExtractor(small, { segment: 0.5 })
  expect(() => live.push([0] as never)).toThrow(/samples/)
  live.push(new Float32Array(10))
  expect(() => live.push(Float32Array.of(0, NaN))).toThrow(/number 11 of the stream/)
})
