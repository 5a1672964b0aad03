import { DataError, InvalidParameterError } from '@genre/core'
import { describe, expect, it } from 'vitest'
import golden from '../../golden/naive-bayes.json' with { type: 'json' }
import { checkEstimator } from '../../test/check-estimator'
import type { DatasetName } from '../../test/datasets'
import { dataset, everyRow, maxDifference, relativeDifference } from '../../test/datasets'
import { GaussianNB } from './gaussian-nb'

/** Means and variances are sums of at most 569 terms. */
const MOMENTS = 1e-13
/** Probabilities hang on log densities of up to some thousands, so their roundings are as much larger. */
const PROBABILITIES = 1e-10

checkEstimator('GaussianNB', () => new GaussianNB(), { oneRow: 'refuses' })

describe('GaussianNB', () => {
  it.each(golden.cases.map(c => [c.data, c.params, c] as const))(
    'equals scikit-learn on %s with %o',
    (name, params, c) => {
      const { X, y } = dataset(name as DatasetName)
      const model = new GaussianNB(params).fit(X, y, { sampleWeight: c.weight })
      expect(relativeDifference(model.theta.data, c.theta)).toBeLessThan(MOMENTS)
      expect(relativeDifference(model.var.data, c.var)).toBeLessThan(MOMENTS)
      expect(relativeDifference(model.classPrior, c.prior)).toBeLessThan(MOMENTS)
      expect(model.epsilon / c.epsilon).toBeCloseTo(1, 13)
      expect(model.predict(X)).toEqual(c.predict)
      expect(maxDifference(model.predictProba(everyRow(X, 5)).data, c.proba)).toBeLessThan(PROBABILITIES)
    },
  )

  it('refuses priors that are none, and columns without variance', () => {
    const X = [[1], [2], [3], [4]]
    const y = [0, 0, 1, 1]
    for (const priors of [[1], [0.5, 0.6], [-0.5, 1.5], [NaN, 1], 'even', [0.2, 0.3, 0.5]]) {
      expect(() => new GaussianNB({ priors: priors as never }).fit(X, y), String(priors)).toThrow(InvalidParameterError)
    }
    expect(() => new GaussianNB({ varSmoothing: -1 }).fit(X, y)).toThrow('varSmoothing must be')
    expect(() => new GaussianNB().fit([[1], [1], [1], [1]], y)).toThrow('X, column 0: the variance within class 0 is 0')
    expect(() => new GaussianNB({ varSmoothing: 0 }).fit([[1], [1], [3], [4]], y)).toThrow(DataError)
    expect(() => new GaussianNB().fit([[1e200], [-1e200], [3], [4]], y)).toThrow('overflows')
    expect(() => new GaussianNB().fit(X, y, { sampleWeight: [0, 0, 1, 1] })).toThrow('all weights of class 0 are 0')
  })

  it('answers far away from all that it saw', () => {
    const model = new GaussianNB().fit([[1], [2], [3], [4]], [0, 0, 1, 1])
    expect([...model.predictProba([[1e300]]).data].every(p => p >= 0 && p <= 1)).toBe(true)
  })
})
