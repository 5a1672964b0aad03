import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MaxHeap } from './max-heap'

describe('MaxHeap', () => {
  it('gives keys in descending order, whatever comes and goes', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.integer({ min: 0, max: 9 }))), steps => {
        const heap = new MaxHeap<number>(key => key)
        let kept: number[] = []
        for (const key of steps) {
          if (key !== null) {
            heap.push(key)
            kept.push(key)
          } else {
            const largest = kept.length ? Math.max(...kept) : undefined
            expect(heap.pop()).toBe(largest)
            kept = kept.filter((_, k) => k !== kept.indexOf(largest!))
          }
          expect(heap.size).toBe(kept.length)
        }
        expect(heap.takeAll().sort()).toEqual(kept.sort())
        expect(heap.pop()).toBe(undefined)
      }),
    )
  })

  it("takes equal keys in the order of Python's heapq", () => {
    const heap = new MaxHeap<[number, string]>(([key]) => key)
    for (const name of 'abcdefg') heap.push([1, name])
    expect(Array.from({ length: 7 }, () => heap.pop()![1]).join('')).toBe('acfgebd')
  })
})
