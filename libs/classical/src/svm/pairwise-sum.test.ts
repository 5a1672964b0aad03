import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pairwiseSum, variance } from './pairwise-sum'

describe('pairwiseSum', () => {
  it('sums whole numbers exactly, whatever their count', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3000 }), n => {
        expect(pairwiseSum(Float64Array.from({ length: n }, (_, i) => i))).toBe((n * (n - 1)) / 2)
      }),
    )
  })

  it("has NumPy's rounding: np.sum(np.full(1000, 0.1)) and np.var(np.arange(300) / 7)", () => {
    expect(pairwiseSum(new Float64Array(1000).fill(0.1))).toBe(100.00000000000001)
    expect(variance(Float64Array.from({ length: 300 }, (_, i) => i / 7))).toBe(153.05952380952382)
  })
})
