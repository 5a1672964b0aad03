import { describe, expect, it } from 'vitest'
import golden from '../../golden/quantile-transformer.json' with { type: 'json' }
import { normalQuantile } from './normal-quantile'
import { QuantileTransformer } from './quantile-transformer'

/** Rounding of an interpolation, times the steepest slope of the normal quantile function within its bounds. */
const TOLERANCE = { uniform: 1e-12, normal: 1e-8 }

describe('QuantileTransformer', () => {
  for (const { name, nQuantiles, outputDistribution, X, quantiles, ...expected } of golden.cases) {
    it(`equals scikit-learn's on ${name}, ${nQuantiles} quantiles, ${outputDistribution}`, () => {
      const distribution = outputDistribution as 'uniform' | 'normal'
      const model = new QuantileTransformer({ nQuantiles, outputDistribution: distribution }).fit(X)
      quantiles.forEach((row, q) =>
        row.forEach((value, j) =>
          expect(model.quantiles.get(q, j)).toBeCloseTo(value, 12 - Math.ceil(Math.log10(1 + Math.abs(value)))),
        ),
      )
      for (const [rows, values] of [
        [X, expected.transformed],
        [expected.beyond, expected.beyondTransformed],
      ] as const) {
        const result = model.transform(rows)
        values.forEach((row, i) =>
          row.forEach((value, j) =>
            expect(Math.abs(result.get(i, j) - value), `row ${i}, column ${j}`).toBeLessThanOrEqual(
              TOLERANCE[distribution],
            ),
          ),
        )
      }
    })
  }

  it('takes the same random rows as scikit-learn where there are more than subsample', () => {
    const { X, quantiles } = golden.subsample
    const model = new QuantileTransformer({ nQuantiles: 7, subsample: 20, randomState: 3 }).fit(X)
    expect(model.quantiles.toArray()).toEqual(quantiles.map(row => row.map(value => expect.closeTo(value, 9))))
  })

  it('refuses parameters that cannot be', () => {
    const X = [[1], [2]]
    expect(() => new QuantileTransformer({ nQuantiles: 0 }).fit(X)).toThrow(/nQuantiles/)
    expect(() => new QuantileTransformer({ nQuantiles: 50, subsample: 20 }).fit(X)).toThrow(/subsample/)
    expect(() => new QuantileTransformer({ outputDistribution: 'beta' as 'normal' }).fit(X)).toThrow(
      /outputDistribution/,
    )
  })
})

describe('normalQuantile', () => {
  it('equals scipy.stats.norm.ppf to 14 figures', () => {
    for (const [p, z] of golden.normalQuantile as [number, number | null][]) {
      if (z === null) expect(normalQuantile(p)).toBe(p === 0 ? -Infinity : Infinity)
      else expect(Math.abs(normalQuantile(p) - z)).toBeLessThanOrEqual(1e-14 * Math.max(1, Math.abs(z)))
    }
    expect(normalQuantile(-0.1)).toBeNaN()
    expect(normalQuantile(1.1)).toBeNaN()
  })
})
