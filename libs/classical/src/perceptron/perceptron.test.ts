import { describe, expect, it } from 'vitest'
import golden from '../../golden/ridge-perceptron.json' with { type: 'json' }
import { checkEstimator } from '../../test/check-estimator'
import type { DatasetName } from '../../test/datasets'
import { dataset } from '../../test/datasets'
import { Perceptron } from './perceptron'

const refuses = { oneClass: 'refuses', oneRow: 'refuses' } as const
checkEstimator('Perceptron', () => new Perceptron(), refuses)
checkEstimator('Perceptron with a penalty', () => new Perceptron({ penalty: 'elasticnet', maxIter: 30 }), refuses)

describe('Perceptron', () => {
  it.each(golden.perceptron.map(c => [c.data, c.params, c] as const))(
    'equals scikit-learn on %s with %o, bit by bit',
    (name, params, c) => {
      const { X, y } = dataset(name as DatasetName)
      const count = name === 'digits' ? 20 : y.length
      const model = new Perceptron(params as never)
      model.fit(X.slice(0, 0, count), y.slice(0, count), { sampleWeight: c.weight })
      expect(model.nIter).toBe(c.nIter)
      expect(Array.from(model.coef.data, x => x + 0)).toEqual(c.coef)
      expect(Array.from(model.intercept, x => x + 0)).toEqual(c.intercept)
      expect(model.predict(X.slice(0, 0, count))).toEqual(c.predict)
    },
  )

  it('refuses parameters that it cannot use', () => {
    const bad = {
      penalty: 'l3',
      alpha: -1,
      l1Ratio: 2,
      fitIntercept: 1,
      maxIter: 0,
      tol: -1,
      shuffle: 'yes',
      eta0: 0,
      nIterNoChange: 0,
      earlyStopping: 1,
      validationFraction: 1,
      classWeight: 'even',
    }
    for (const [name, value] of Object.entries(bad)) {
      expect(() => new Perceptron({ [name]: value }).fit([[1], [2]], [0, 1]), name).toThrow(`${name} must be`)
    }
  })
})
