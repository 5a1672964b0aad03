import { describe, expect, it } from 'vitest'
import golden from '../../golden/svm.json' with { type: 'json' }
import { checkEstimator } from '../../test/check-estimator'
import type { DatasetName } from '../../test/datasets'
import { dataset, every, everyRow, relativeDifference } from '../../test/datasets'
import { fromJSON } from '../from-json'
import { StandardScaler } from '../preprocessing/standard-scaler'
import type { LinearSVCParams } from './linear-svc'
import { LinearSVC } from './linear-svc'

/** Relative to the largest coefficient: the solver stops when a step changes the value by less than 1e-12 of it. */
const TOLERANCE = 1e-6

function problem(name: string, scale: boolean) {
  const { X, y } = dataset(name as DatasetName)
  return { X: scale ? new StandardScaler().fit(X).transform(X) : X, y }
}

describe('LinearSVC', () => {
  for (const expected of golden.linear) {
    const { data, scale, step, params } = expected
    it(`equals scikit-learn's on ${data}, every ${step}, with ${JSON.stringify(params)}`, () => {
      const { X, y } = problem(data, scale)
      const model = new LinearSVC(params as Partial<LinearSVCParams>).fit(everyRow(X, step), every(y, step))
      expect(relativeDifference(model.coef.data, expected.coef)).toBeLessThanOrEqual(TOLERANCE)
      expect(relativeDifference(model.intercept, expected.intercept)).toBeLessThanOrEqual(TOLERANCE)
      const test = everyRow(X, 7)
      expect(relativeDifference(model.decisionFunction(test).data, expected.decision)).toBeLessThanOrEqual(TOLERANCE)
      expect(model.predict(test)).toEqual(expected.predict)
      if (params.maxIter < 1000) expect(model.nIter).toBe(expected.nIter)
      expect(model.converged).toBe(expected.nIter < params.maxIter)
    })
  }

  it('counts weights where classes are balanced', () => {
    const { X, y } = problem('wine', true)
    const model = new LinearSVC({ tol: 1e-9, maxIter: 100000, classWeight: 'balanced' })
    model.fit(X, y, { sampleWeight: golden.weighted.weights })
    const { coef, intercept } = golden.linearWeighted
    expect(relativeDifference(model.coef.data, coef)).toBeLessThanOrEqual(TOLERANCE)
    expect(relativeDifference(model.intercept, intercept)).toBeLessThanOrEqual(TOLERANCE)
  })

  it('finds the same by either way', () => {
    const { X, y } = problem('iris', true)
    const tightly = { tol: 1e-10, maxIter: 1e6, C: 0.3 }
    const primal = new LinearSVC({ ...tightly, dual: false }).fit(X, y)
    const dual = new LinearSVC({ ...tightly, dual: true, randomState: 0 }).fit(X, y)
    expect(relativeDifference(dual.coef.data, primal.coef.data)).toBeLessThanOrEqual(TOLERANCE)
  })

  it('takes a weight of two for two rows', () => {
    const { X, y } = problem('iris', true)
    const tightly = { tol: 1e-10, maxIter: 1e6 }
    const sampleWeight = y.map((_, i) => i % 3)
    const rows = y.flatMap((_, i) => new Array<number>(i % 3).fill(i))
    const taken = new LinearSVC(tightly).fit(
      rows.map(i => X.data.subarray(4 * i, 4 * i + 4)),
      rows.map(i => y[i]),
    )
    const weighed = new LinearSVC(tightly).fit(X, y, { sampleWeight })
    expect(relativeDifference(weighed.coef.data, taken.coef.data)).toBeLessThanOrEqual(TOLERANCE)
  })

  it('survives JSON unchanged', () => {
    const { X, y } = problem('wine', true)
    const model = new LinearSVC().fit(X, y)
    const read = fromJSON(JSON.stringify(model), { expect: LinearSVC })
    expect(read.decisionFunction(X)).toEqual(model.decisionFunction(X))
    expect([read.nIter, read.converged]).toEqual([model.nIter, true])
  })

  it('needs two classes, each with a row that counts', () => {
    expect(() => new LinearSVC().fit([[1], [2]], ['a', 'a'])).toThrow(/y: at least two classes/)
    expect(() => new LinearSVC().fit([[1], [2]], ['a', 'b'], { sampleWeight: [1, 0] })).toThrow(
      /every class needs a row/,
    )
  })

  it.each([
    ['C', 0],
    ['loss', 'log'],
    ['dual', 'yes'],
    ['tol', 0],
    ['maxIter', 0],
    ['fitIntercept', 'yes'],
    ['interceptScaling', 0],
    ['classWeight', 3],
    ['randomState', -3],
  ])('refuses %s = %s', (parameter, value) => {
    const model = new LinearSVC({ [parameter]: value })
    expect(() => model.fit([[0], [1]], [0, 1])).toThrow(
      expect.objectContaining({ code: 'INVALID_PARAMETER', parameter }) as Error,
    )
  })

  it('refuses to solve the primal problem of the hinge loss', () => {
    expect(() => new LinearSVC({ loss: 'hinge', dual: false }).fit([[0], [1]], [0, 1])).toThrow(/dual must be true/)
  })
})

checkEstimator('LinearSVC', () => new LinearSVC(), { oneClass: 'refuses', oneRow: 'refuses' })
checkEstimator('LinearSVC, dual', () => new LinearSVC({ dual: true, randomState: 0 }), {
  oneClass: 'refuses',
  oneRow: 'refuses',
})
