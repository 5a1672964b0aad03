import fc from 'fast-check'
import { expect, test } from 'vitest'
import { median, select } from './select'

const values = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 60 })

test('select puts the element of a rank into its place', () => {
  fc.assert(
    fc.property(values, fc.nat(), (list, r) => {
      const rank = r % list.length
      const array = Float32Array.from(list)
      expect(select(array, list.length, rank)).toBe([...list].sort((a, b) => a - b)[rank])
      array.forEach((value, i) => expect(i < rank ? value <= array[rank] : value >= array[rank]).toBe(true))
    }),
  )
})

test('median is the middle, or the mean of the two', () => {
  fc.assert(
    fc.property(values, list => {
      const sorted = [...list].sort((a, b) => a - b)
      const n = list.length
      const expected = n % 2 ? sorted[(n - 1) / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2
      expect(median(Float32Array.from(list))).toBe(expected)
      expect(median(Float64Array.from(list))).toBe(expected)
    }),
  )
})
