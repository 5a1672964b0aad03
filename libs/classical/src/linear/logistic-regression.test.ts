import { describe, expect, it } from 'vitest'
import golden from '../../golden/linear.json' with { type: 'json' }
import { checkEstimator } from '../../test/check-estimator'
import type { DatasetName } from '../../test/datasets'
import { dataset, everyRow, matrix, relativeDifference } from '../../test/datasets'
import { fromJSON } from '../from-json'
import { StandardScaler } from '../preprocessing/standard-scaler'
import type { LogisticRegressionParams } from './logistic-regression'
import { LogisticRegression } from './logistic-regression'

/** Solved tightly, relative to the largest coefficient: what the solver's rule for the value leaves open. */
const TIGHT = 1e-6
/** After the same steps, relative to the largest: rounding, which grows with the steps. */
const SAME_STEPS = 1e-5

/** SAGA's steps are short; rounding hardly grows. */
const SAGA = 1e-9

function problem(name: string, scale: boolean, rows: number | null) {
  const { X, y } = dataset(name as DatasetName)
  const scaled = scale ? new StandardScaler().fit(X).transform(X) : X
  return {
    X: matrix(scaled.data.slice(0, (rows ?? y.length) * X.shape[1]), X.shape[1]),
    y: y.slice(0, rows ?? y.length),
  }
}

describe('LogisticRegression', () => {
  for (const expected of golden.logistic) {
    const { data, scale, rows, params, tight } = expected
    const name = `${data}${rows ? `, ${rows} rows` : ''} with ${JSON.stringify(params)}`
    it(`takes scikit-learn's steps on ${name}`, () => {
      const { X, y } = problem(data, scale, rows)
      const model = new LogisticRegression(params as Partial<LogisticRegressionParams>).fit(X, y)
      expect(model.nIter).toBe(expected.nIter)
      expect(model.converged).toBe(expected.nIter < (params.maxIter ?? 100))
      expect(relativeDifference(model.coef.data, expected.coef)).toBeLessThanOrEqual(SAME_STEPS)
      expect(relativeDifference(model.intercept, expected.intercept)).toBeLessThanOrEqual(SAME_STEPS)
      const test = everyRow(X, 9, 1.2)
      expect(relativeDifference(model.predictProba(test).data, expected.proba)).toBeLessThanOrEqual(SAME_STEPS)
      expect(relativeDifference(model.decisionFunction(test).data, expected.decision)).toBeLessThanOrEqual(SAME_STEPS)
    })
    if (!tight) continue
    it(`has scikit-learn's coefficients, solved tightly, on ${name}`, () => {
      const { X, y } = problem(data, scale, rows)
      const tightly = { ...params, tol: 1e-10, maxIter: 20000 } as Partial<LogisticRegressionParams>
      const model = new LogisticRegression(tightly).fit(X, y)
      expect(model.converged).toBe(true)
      expect(relativeDifference(model.coef.data, tight.coef)).toBeLessThanOrEqual(TIGHT)
      expect(relativeDifference(model.intercept, tight.intercept)).toBeLessThanOrEqual(TIGHT)
    })
  }

  for (const { data, scale, rows, params, ...expected } of golden.saga) {
    it(`takes scikit-learn's SAGA steps on ${data} with ${JSON.stringify(params)}`, () => {
      const { X, y } = problem(data, scale, rows)
      const model = new LogisticRegression(params as Partial<LogisticRegressionParams>).fit(X, y)
      expect(model.nIter).toBe(expected.nIter)
      expect(relativeDifference(model.coef.data, expected.coef)).toBeLessThanOrEqual(SAGA)
      expect(relativeDifference(model.intercept, expected.intercept)).toBeLessThanOrEqual(SAGA)
      expect([...model.coef.data].map(Math.sign)).toEqual(expected.coef.map(Math.sign))
    })
  }

  it('finds the same with SAGA as with L-BFGS', () => {
    const { X, y } = problem('iris', true, null)
    const lbfgs = new LogisticRegression({ tol: 1e-10, maxIter: 1000, C: 0.5 }).fit(X, y)
    const saga = new LogisticRegression({ tol: 1e-10, maxIter: 1e5, C: 0.5, solver: 'saga', randomState: 0 }).fit(X, y)
    expect(saga.converged).toBe(true)
    expect(relativeDifference(saga.coef.data, lbfgs.coef.data)).toBeLessThanOrEqual(TIGHT)
  })

  it('weighs rows as scikit-learn does', () => {
    const { X, y } = problem('wine', true, null)
    const { weights, coef, intercept } = golden.logisticWeighted
    const model = new LogisticRegression({ tol: 1e-10, maxIter: 20000 }).fit(X, y, { sampleWeight: weights })
    expect(relativeDifference(model.coef.data, coef)).toBeLessThanOrEqual(TIGHT)
    expect(relativeDifference(model.intercept, intercept)).toBeLessThanOrEqual(TIGHT)
  })

  it('takes a weight of two for two rows', () => {
    const { X, y } = problem('iris', true, null)
    const tightly = { tol: 1e-9, maxIter: 5000 }
    const twice = new LogisticRegression(tightly).fit(matrix([...X.data, ...X.data], 4), [...y, ...y])
    const weighted = new LogisticRegression(tightly).fit(X, y, { sampleWeight: new Float64Array(y.length).fill(2) })
    expect(relativeDifference(weighted.coef.data, twice.coef.data)).toBeLessThanOrEqual(TIGHT)
  })

  it('gives probabilities that sum to 1, for any score', () => {
    const { X, y } = problem('iris', false, null)
    const model = new LogisticRegression().fit(X, y)
    const far = model.predictProba([[1e6, -1e6, 1e6, -1e6]]).data
    expect(far.reduce((a, b) => a + b)).toBeCloseTo(1, 12)
    const two = new LogisticRegression().fit([[0], [1]], [false, true])
    expect(two.predictProba([[-1e9]]).toArray()).toEqual([[1, 0]])
    expect(two.predictProba([[1e9]]).toArray()).toEqual([[0, 1]])
    expect(two.predict([[-5], [5]])).toEqual([false, true])
  })

  it('has no constant where none is wanted', () => {
    const model = new LogisticRegression({ fitIntercept: false }).fit([[1], [2], [3]], ['a', 'b', 'c'])
    expect([...model.intercept]).toEqual([0, 0, 0])
  })

  it('takes the share of l1 alone, as scikit-learn 1.9 does', () => {
    const { X, y } = problem('iris', true, null)
    const fit = (params: Partial<LogisticRegressionParams>) =>
      new LogisticRegression({ solver: 'saga', C: 0.1, randomState: 0, ...params }).fit(X, y).coef
    const named = fit({ penalty: 'elasticnet', l1Ratio: 0.4 })
    expect(fit({ l1Ratio: 0.4 })).toEqual(named)
    expect(fit({ l1Ratio: 1 })).toEqual(fit({ penalty: 'l1' }))
    expect(fit({ l1Ratio: 0 })).not.toEqual(named)
    expect(fit({ penalty: null, l1Ratio: 0.4 })).toEqual(fit({ penalty: null }))
  })

  it('survives JSON unchanged', () => {
    const { X, y } = problem('iris', true, null)
    const model = new LogisticRegression({ C: Infinity, maxIter: 5 }).fit(X, y)
    const read = fromJSON(JSON.stringify(model), { expect: LogisticRegression })
    expect(read.params).toEqual(model.params)
    expect(read.predictProba(X)).toEqual(model.predictProba(X))
    expect([read.nIter, read.converged]).toEqual([5, false])
  })

  it('refuses a file with too few scores', () => {
    const json = JSON.parse(JSON.stringify(new LogisticRegression().fit([[1], [2]], ['a', 'b'])))
    json.state.classes = ['a', 'b', 'c']
    expect(() => fromJSON(json)).toThrow(/intercept must have 3 values for 3 classes/)
  })

  it('needs two classes', () => {
    expect(() => new LogisticRegression().fit([[1], [2]], ['a', 'a'])).toThrow(/y: at least two classes/)
  })

  it.each([
    ['C', 0],
    ['C', -Infinity],
    ['penalty', 'l1'],
    ['penalty', 2],
    ['l1Ratio', 1.5],
    ['l1Ratio', 0.5],
    ['randomState', 'seed'],
    ['solver', 'liblinear'],
    ['tol', -1],
    ['maxIter', 0],
    ['fitIntercept', 1],
    ['classWeight', 'even'],
  ])('refuses %s = %s', (parameter, value) => {
    const model = new LogisticRegression({ [parameter]: value })
    expect(() => model.fit([[0], [1]], [0, 1])).toThrow(
      expect.objectContaining({ code: 'INVALID_PARAMETER', parameter }) as Error,
    )
  })
})

checkEstimator(
  'LogisticRegression by SAGA',
  () => new LogisticRegression({ solver: 'saga', penalty: 'l1', randomState: 0 }),
  {
    oneClass: 'refuses',
    oneRow: 'refuses',
  },
)
checkEstimator('LogisticRegression', () => new LogisticRegression(), { oneClass: 'refuses', oneRow: 'refuses' })
