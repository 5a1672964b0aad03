import { describe, expect, it } from 'vitest'
import golden from '../../golden/transforms.json' with { type: 'json' }
import { checkEstimator } from '../../test/check-estimator'
import { dataset, everyRow } from '../../test/datasets'
import { PolynomialFeatures } from './polynomial-features'

checkEstimator('PolynomialFeatures', () => new PolynomialFeatures())
checkEstimator(
  'PolynomialFeatures of products',
  () => new PolynomialFeatures({ degree: [2, 3], interactionOnly: true }),
)

describe('PolynomialFeatures', () => {
  const { X } = dataset('iris')

  it.each(golden.polynomial.map(c => [c.params, c] as const))(
    'equals scikit-learn with %o, bit by bit',
    (params, c) => {
      const model = new PolynomialFeatures(params as never).fit(X)
      expect(model.powers.toArray()).toEqual(c.powers)
      expect(model.nOutputFeatures).toBe(c.powers.length)
      expect([...model.transform(everyRow(X, 50)).data]).toEqual(c.transform)
    },
  )

  it('makes 1711 columns of 57', () => {
    const row = [Array.from({ length: 57 }, (_, j) => j)]
    const model = new PolynomialFeatures().fit(row)
    expect(model.nOutputFeatures).toBe(1711)
    const last = model.transform(row).get(0, 1710)
    expect(last).toBe(56 * 56)
  })

  it('refuses parameters that it cannot use', () => {
    for (const degree of [-1, 1.5, [3, 2], [1], [0, 1, 2], ['1', 2], 101, 'two']) {
      expect(() => new PolynomialFeatures({ degree: degree as never }).fit(X), String(degree)).toThrow('degree must be')
    }
    expect(() => new PolynomialFeatures({ degree: 0, includeBias: false }).fit(X)).toThrow('output columns')
    expect(() => new PolynomialFeatures({ degree: 3 }).fit([new Float64Array(1000)])).toThrow(
      'at most 16777216 output columns',
    )
    expect(() => new PolynomialFeatures({ includeBias: 1 as never }).fit(X)).toThrow('includeBias must be')
    expect(() => new PolynomialFeatures({ interactionOnly: 1 as never }).fit(X)).toThrow('interactionOnly must be')
    expect(() => new PolynomialFeatures().fitTransform([[1e200]])).toThrow('overflow')
  })
})
