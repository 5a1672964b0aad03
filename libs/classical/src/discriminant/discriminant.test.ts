import { DataError, InvalidParameterError } from '@genre/core'
import { describe, expect, it } from 'vitest'
import golden from '../../golden/discriminant.json' with { type: 'json' }
import { checkEstimator } from '../../test/check-estimator'
import type { DatasetName } from '../../test/datasets'
import { dataset, everyRow, maxDifference, relativeDifference } from '../../test/datasets'
import { LinearDiscriminantAnalysis } from './linear-discriminant-analysis'
import { QuadraticDiscriminantAnalysis } from './quadratic-discriminant-analysis'

/** Coefficients solve systems whose condition is up to 1e8 here; LAPACK's own solvers differ by as much. */
const COEFFICIENTS = 1e-8
const PROBABILITIES = 1e-8

const refuses = { oneClass: 'refuses', oneRow: 'refuses' } as const
checkEstimator('LinearDiscriminantAnalysis', () => new LinearDiscriminantAnalysis(), refuses)
checkEstimator(
  'LinearDiscriminantAnalysis lsqr',
  () => new LinearDiscriminantAnalysis({ solver: 'lsqr', shrinkage: 'auto' }),
  refuses,
)
checkEstimator(
  'LinearDiscriminantAnalysis eigen',
  () => new LinearDiscriminantAnalysis({ solver: 'eigen', shrinkage: 0.1 }),
  refuses,
)
checkEstimator('QuadraticDiscriminantAnalysis', () => new QuadraticDiscriminantAnalysis({ regParam: 0.1 }), refuses)
checkEstimator(
  'QuadraticDiscriminantAnalysis eigen',
  () => new QuadraticDiscriminantAnalysis({ solver: 'eigen', shrinkage: 0.1 }),
  refuses,
)

describe('LinearDiscriminantAnalysis', () => {
  it('is not moved by a column that is constant but for the rounding of its mean', () => {
    const { X, y } = dataset('iris')
    const rows = X.toArray() as number[][]
    const without = new LinearDiscriminantAnalysis().fit(X, y).predictProba(X)
    for (const constant of [-3.7, 0.1, 1e9 / 3]) {
      const wider = rows.map(row => [...row, constant])
      const model = new LinearDiscriminantAnalysis().fit(wider, y)
      expect(maxDifference(model.predictProba(wider).data, without.data)).toBeLessThan(PROBABILITIES)
    }
  })

  it.each(golden.linear.map(c => [c.data, c.params, c] as const))(
    'equals scikit-learn on %s with %o',
    (name, params, c) => {
      const { X, y } = dataset(name as DatasetName)
      const model = new LinearDiscriminantAnalysis(params as never).fit(X, y)
      const some = everyRow(X, 25)
      expect(relativeDifference(model.coef.data, c.coef)).toBeLessThan(COEFFICIENTS)
      expect(relativeDifference(model.intercept, c.intercept)).toBeLessThan(COEFFICIENTS)
      expect(model.predict(X)).toEqual(c.predict)
      expect(relativeDifference(model.decisionFunction(some).data, c.decision)).toBeLessThan(COEFFICIENTS)
      expect(maxDifference(model.predictProba(some).data, c.proba)).toBeLessThan(PROBABILITIES)
      if (c.covariance) expect(relativeDifference(model.covariance!.data, c.covariance)).toBeLessThan(1e-13)
      if (!c.ratio || !c.transform) return
      expect(maxDifference(model.explainedVarianceRatio!, c.ratio)).toBeLessThan(COEFFICIENTS)
      const projected = model.transform(some)
      const width = projected.shape[1]
      expect(width).toBe(c.ratio.length)
      for (let j = 0; j < width; j++) {
        const column = (values: ArrayLike<number>, sign = 1) => {
          return Array.from({ length: some.shape[0] }, (_, i) => sign * values[i * width + j])
        }
        const expected = column(c.transform)
        const difference = (sign: number) => relativeDifference(column(projected.data, sign), expected)
        expect(Math.min(difference(1), difference(-1))).toBeLessThan(COEFFICIENTS)
      }
    },
  )

  it('refuses parameters and data that it cannot use', () => {
    const { X, y } = dataset('iris')
    const fit = (params: object) => () => new LinearDiscriminantAnalysis(params as never).fit(X, y)
    expect(fit({ solver: 'qr' })).toThrow('solver must be one of')
    expect(fit({ shrinkage: 0.5 })).toThrow("shrinkage must be null with the solver 'svd'")
    expect(fit({ solver: 'lsqr', shrinkage: 2 })).toThrow('shrinkage must be')
    expect(fit({ solver: 'lsqr', shrinkage: 'much' })).toThrow('shrinkage must be')
    expect(fit({ priors: [0.5, 0.5] })).toThrow('3 numbers of at least 0 that sum to 1')
    expect(fit({ priors: [1, 0, 0] })).toThrow('priors must be greater than 0')
    expect(fit({ nComponents: 3 })).toThrow('nComponents must be at most 2')
    expect(fit({ nComponents: 0 })).toThrow(InvalidParameterError)
    expect(fit({ tol: -1 })).toThrow('tol must be')
    const lsqr = new LinearDiscriminantAnalysis({ solver: 'lsqr' }).fit(X, y)
    expect(() => lsqr.transform(X)).toThrow("solver must be 'svd' or 'eigen' to transform")
    expect([lsqr.supports('transform'), lsqr.supports('predict')]).toEqual([false, true])
    const twice = X.toArray() as number[][]
    const same = twice.map(row => [...row, row[0]])
    expect(() => new LinearDiscriminantAnalysis({ solver: 'eigen' }).fit(same, y)).toThrow('not positive definite')
    expect(() => new LinearDiscriminantAnalysis().fit([[1], [2]], ['a', 'b'])).toThrow('more rows than classes')
    expect(() => new LinearDiscriminantAnalysis().fit([[1], [1], [2], [2]], ['a', 'a', 'b', 'b'])).toThrow(DataError)
  })
})

describe('QuadraticDiscriminantAnalysis', () => {
  it.each(golden.quadratic.map(c => [c.data, c.params, c] as const))(
    'equals scikit-learn on %s with %o',
    (name, params, c) => {
      const { X, y } = dataset(name as DatasetName)
      const model = new QuadraticDiscriminantAnalysis(params as never).fit(X, y)
      const some = everyRow(X, 25)
      expect(relativeDifference(model.scalings.data, c.scalings)).toBeLessThan(1e-12)
      expect(model.predict(X)).toEqual(c.predict)
      expect(relativeDifference(model.decisionFunction(some).data, c.decision)).toBeLessThan(COEFFICIENTS)
      expect(maxDifference(model.predictProba(some).data, c.proba)).toBeLessThan(PROBABILITIES)
      expect(model.rotations[0].shape).toEqual([X.shape[1], X.shape[1]])
    },
  )

  it('refuses parameters and data that it cannot use', () => {
    const { X, y } = dataset('iris')
    const fit = (params: object) => () => new QuadraticDiscriminantAnalysis(params as never).fit(X, y)
    expect(fit({ solver: 'lsqr' })).toThrow('solver must be one of')
    expect(fit({ shrinkage: 0.5 })).toThrow("shrinkage must be null with the solver 'svd'")
    expect(fit({ regParam: 2 })).toThrow('regParam must be')
    expect(fit({ tol: 10 })).toThrow('the covariance of class setosa is not of full rank; raise regParam')
    expect(fit({ tol: 10, solver: 'eigen' })).toThrow('set shrinkage')
    const odd = y.map((label, i) => (i === 0 ? 'alone' : label))
    expect(() => new QuadraticDiscriminantAnalysis().fit(X, odd)).toThrow('class alone has a single row')
  })
})
