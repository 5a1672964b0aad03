import fc from 'fast-check'
import { expect, it } from 'vitest'
import { SampleCollector } from './sample-collector'

it('gives back what was pushed, whatever was expected', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 50_000 }), { maxLength: 12 }),
      fc.integer({ min: 0, max: 200_000 }),
      fc.integer({ min: 0, max: 1000 }),
      (lengths, hint, trust) => {
        const collector = new SampleCollector(hint, trust)
        let next = 0
        for (const length of lengths) collector.push(Float32Array.from({ length }, () => next++))
        const samples = collector.finish()
        expect(samples.length).toBe(next)
        expect(collector.length).toBe(next)
        expect(samples.every((sample, i) => sample === i)).toBe(true)
      },
    ),
    { numRuns: 50 },
  )
})

it('does not allocate what only a header claims', () => {
  const collector = new SampleCollector(2 ** 40, 1000)
  collector.push(Float32Array.of(1, 2))
  expect(collector.finish()).toEqual(Float32Array.of(1, 2))
})

it('makes no copy where the expectation was right', () => {
  const collector = new SampleCollector(3, 3)
  const room = collector.extend(3)
  room.set([1, 2, 3])
  expect(collector.finish().buffer).toBe(room.buffer)
})
