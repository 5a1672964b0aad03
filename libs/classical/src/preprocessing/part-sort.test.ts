import { RandomState } from '@genre/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { partSort } from './part-sort'

describe('partSort', () => {
  it('brings to the wanted positions what sorting brings there', () => {
    const value = fc.oneof(fc.double({ noNaN: true, min: -1e300, max: 1e300 }), fc.integer({ min: 0, max: 3 }))
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 200 }),
        fc.array(fc.nat(), { maxLength: 6 }),
        (list, picks) => {
          const wanted = [...new Set(picks.map(pick => pick % list.length))].sort((a, b) => a - b)
          const values = Float64Array.from(list)
          partSort(values, wanted)
          const sorted = Float64Array.from(list).sort()
          for (const at of wanted) expect(values[at] === sorted[at]).toBe(true)
          expect(values.sort().every((x, i) => x === sorted[i])).toBe(true)
        },
      ),
    )
  })

  it.each([
    ['ascending', (i: number) => i],
    ['descending', (i: number) => -i],
    ['all the same', () => 3],
    ['up and down', (i: number) => (i % 2 ? i : -i)],
    ['like an organ', (i: number) => Math.min(i, 4999 - i)],
  ])('does so for long lists: %s', (_, value) => {
    const values = Float64Array.from({ length: 5000 }, (_, i) => value(i))
    const sorted = values.slice().sort()
    const wanted = [0, 1249, 1250, 2499, 2500, 3750, 4999]
    partSort(values, wanted)
    for (const at of wanted) expect(values[at]).toBe(sorted[at])
  })

  it('does so for many random numbers', () => {
    const values = new RandomState(0).standardNormal(6948)
    const sorted = values.slice().sort()
    partSort(values, [1736, 1737, 3473, 3474, 5210, 5211])
    for (const at of [1736, 1737, 3473, 3474, 5210, 5211]) expect(values[at]).toBe(sorted[at])
  })
})
