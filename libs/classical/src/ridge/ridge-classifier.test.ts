import { DataError } from '@genre/core'
import { describe, expect, it } from 'vitest'
import golden from '../../golden/ridge-perceptron.json' with { type: 'json' }
import { checkEstimator } from '../../test/check-estimator'
import type { DatasetName } from '../../test/datasets'
import { dataset, relativeDifference } from '../../test/datasets'
import { RidgeClassifier } from './ridge-classifier'

/** Normal equations lose as many digits as their condition has, here up to 1e9 with little penalty; so do LAPACK's. */
const COEFFICIENTS = 1e-7

checkEstimator('RidgeClassifier', () => new RidgeClassifier({ alpha: 0.1 }), { oneClass: 'refuses', oneRow: 'refuses' })

describe('RidgeClassifier', () => {
  it.each(golden.ridge.map(c => [c.data, c.params, c] as const))(
    'equals scikit-learn on %s with %o',
    (name, params, c) => {
      const { X, y } = dataset(name as DatasetName)
      const count = name === 'digits' ? 20 : y.length
      const model = new RidgeClassifier(params as never)
      model.fit(X.slice(0, 0, count), y.slice(0, count), { sampleWeight: c.weight })
      expect(relativeDifference(model.coef.data, c.coef)).toBeLessThan(COEFFICIENTS)
      expect(relativeDifference(model.intercept, c.intercept)).toBeLessThan(COEFFICIENTS)
      expect(model.predict(X.slice(0, 0, count))).toEqual(c.predict)
    },
  )

  it('refuses parameters and numbers that it cannot use', () => {
    const X = [[1], [2], [3], [4]]
    const y = [0, 0, 1, 1]
    expect(() => new RidgeClassifier({ alpha: -1 }).fit(X, y)).toThrow('alpha must be')
    expect(() => new RidgeClassifier({ fitIntercept: 1 as never }).fit(X, y)).toThrow('fitIntercept must be')
    expect(() => new RidgeClassifier({ classWeight: 'even' as never }).fit(X, y)).toThrow('classWeight must be')
    expect(() => new RidgeClassifier().fit([[1e200], [-1e200], [1], [2]], y)).toThrow(DataError)
  })
})
