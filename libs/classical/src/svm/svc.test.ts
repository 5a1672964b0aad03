import { describe, expect, it } from 'vitest'
import golden from '../../golden/svm.json' with { type: 'json' }
import type { DatasetName } from '../../test/datasets'
import { dataset, every, everyRow, relativeDifference } from '../../test/datasets'
import { fromJSON } from '../from-json'
import { StandardScaler } from '../preprocessing/standard-scaler'
import type { SVCParams } from './svc'
import { SVC } from './svc'

/**
 * Relative to the largest coefficient. The kernel matrix is rounded to single precision, here and there alike except
 * where scalar products, summed in another order, fall to different sides of a rounding boundary (6e-8).
 */
const TOLERANCE = 1e-6

function problem(name: string, scale: boolean) {
  const { X, y } = dataset(name as DatasetName)
  return { X: scale ? new StandardScaler().fit(X).transform(X) : X, y }
}

describe('SVC', () => {
  for (const expected of golden.cases) {
    const { data, scale, step } = expected
    it(`equals scikit-learn's on ${data}, every ${step}, ${JSON.stringify(expected.params)}`, () => {
      const { X, y } = problem(data, scale)
      const params = expected.params as Partial<SVCParams>
      const model = new SVC(params).fit(everyRow(X, step), every(y, step))
      expect([...model.support]).toEqual(expected.support)
      expect([...model.nSupport]).toEqual(expected.nSupport)
      expect(relativeDifference(model.dualCoef.data, expected.dualCoef)).toBeLessThanOrEqual(TOLERANCE)
      expect(relativeDifference(model.intercept, expected.intercept)).toBeLessThanOrEqual(TOLERANCE)
      const test = everyRow(X, 7, 1.1)
      expect(relativeDifference(model.decisionFunction(test).data, expected.decision)).toBeLessThanOrEqual(TOLERANCE)
      expect(model.predict(test)).toEqual(expected.predict)
      if (expected.coef) expect(relativeDifference(model.coef.data, expected.coef)).toBeLessThanOrEqual(TOLERANCE)
      else expect(() => model.coef).toThrow(/kernel must be 'linear'/)
      if (expected.proba) {
        // The sigmoids come from five more machines each, and from an iteration that stops at 1e-5.
        expect(relativeDifference(model.predictProba(test).data, expected.proba)).toBeLessThanOrEqual(1e-5)
      } else {
        expect(() => model.predictProba(test)).toThrow(/probability must be true/)
      }
    })
  }

  it('takes the steps that LIBSVM takes, one by one, at the default tolerance', () => {
    const { X, y } = problem('digits', false)
    const model = new SVC({ C: 2 }).fit(X, y)
    expect([...model.nIter]).toEqual(golden.path.nIter)
    const sums = new Float64Array(model.support.length)
    model.dualCoef.data.forEach((value, k) => (sums[k % sums.length] += value))
    expect(relativeDifference(sums, golden.path.dualCoef)).toBeLessThanOrEqual(1e-9)
  })

  it("multiplies C by weights of rows, as scikit-learn's", () => {
    const { X, y } = problem('wine', true)
    const { weights, support, dualCoef, intercept } = golden.weighted
    const model = new SVC({ tol: 1e-10 }).fit(X, y, { sampleWeight: weights })
    expect([...model.support]).toEqual(support)
    expect(relativeDifference(model.dualCoef.data, dualCoef)).toBeLessThanOrEqual(TOLERANCE)
    expect(relativeDifference(model.intercept, intercept)).toBeLessThanOrEqual(TOLERANCE)
  })

  it('finds the same solution with hardly any cache, and without shrinking', () => {
    const { X, y } = problem('wine', true)
    const params = { C: 3, tol: 1e-9 }
    const model = new SVC(params).fit(X, y)
    for (const other of [{ cacheSize: 1e-3 }, { shrinking: false }, { cacheSize: 1e-3, shrinking: false }]) {
      const again = new SVC({ ...params, ...other }).fit(X, y)
      expect(again.support).toEqual(model.support)
      expect(relativeDifference(again.dualCoef.data, model.dualCoef.data)).toBeLessThanOrEqual(1e-7)
    }
  })

  it('meets the conditions of optimality', () => {
    const { X, y } = problem('cancer', true)
    const C = 2
    const model = new SVC({ C, tol: 1e-8 }).fit(X, y)
    const alphas = new Float64Array(y.length)
    model.support.forEach((row, k) => (alphas[row] = Math.abs(model.dualCoef.data[k])))
    const sum = model.dualCoef.data.reduce((a, b) => a + b, 0)
    expect(Math.abs(sum)).toBeLessThan(1e-9)
    const values = model.decisionFunction(X).data
    y.forEach((label, i) => {
      const margin = values[i] * (label === 1 ? 1 : -1)
      // The kernel matrix was rounded, decision values are not.
      if (alphas[i] === 0) expect(margin).toBeGreaterThan(1 - 1e-5)
      else if (alphas[i] === C) expect(margin).toBeLessThan(1 + 1e-5)
      else expect(Math.abs(margin - 1)).toBeLessThan(1e-5)
    })
  })

  it('keeps its digits far from the origin', () => {
    const { X, y } = problem('iris', false)
    const far = everyRow(X, 1, 1, 1e6)
    const near = new SVC({ gamma: 0.5 }).fit(X, y)
    const model = new SVC({ gamma: 0.5 }).fit(far, y)
    expect(model.predict(far)).toEqual(near.predict(X))
  })

  it('survives JSON unchanged', () => {
    const { X, y } = problem('iris', false)
    for (const params of [{ probability: true, randomState: 1 }, { kernel: 'linear' as const }]) {
      const model = new SVC(params).fit(X, y)
      const read = fromJSON(JSON.stringify(model), { expect: SVC })
      expect(read.decisionFunction(X)).toEqual(model.decisionFunction(X))
      expect(read.predict(X)).toEqual(model.predict(X))
      if (params.kernel) expect(read.coef).toEqual(model.coef)
      else expect(read.predictProba(X)).toEqual(model.predictProba(X))
    }
  })

  it('refuses files that do not fit together', () => {
    const json = () => JSON.parse(JSON.stringify(new SVC().fit([[0], [1], [2]], ['a', 'b', 'c'])))
    const three = json()
    three.state.intercept = { dtype: 'float32', shape: [1], data: 'AACAPw==' }
    three.state.nIter = { dtype: 'uint8', shape: [1], data: 'AQ==' }
    expect(() => fromJSON(three)).toThrow(/intercept must have 3 values/)
    const one = json()
    one.state.classes = ['a']
    expect(() => fromJSON(one)).toThrow(expect.objectContaining({ code: 'MODEL_FORMAT' }) as Error)
    const short = json()
    short.state.nSupport.data = btoa('\x01\x01\x00')
    expect(() => fromJSON(short)).toThrow(/nSupport must sum/)
  })

  it('needs two classes, each with a row that counts', () => {
    expect(() => new SVC().fit([[1], [2]], ['a', 'a'])).toThrow(/y: at least two classes/)
    expect(() => new SVC().fit([[1], [2]], ['a', 'b'], { sampleWeight: [1, 0] })).toThrow(/every class needs a row/)
  })

  it.each([
    ['C', 0],
    ['kernel', 'cosine'],
    ['degree', 1.5],
    ['gamma', 'large'],
    ['gamma', -1],
    ['gamma', null],
    ['coef0', NaN],
    ['tol', 0],
    ['shrinking', 'yes'],
    ['cacheSize', 0],
    ['maxIter', -2],
    ['classWeight', 3],
    ['decisionFunctionShape', 'ova'],
    ['breakTies', 1],
    ['probability', 'platt'],
    ['randomState', -3],
  ])('refuses %s = %s', (parameter, value) => {
    const model = new SVC({ [parameter]: value })
    expect(() => model.fit([[0], [1]], [0, 1])).toThrow(
      expect.objectContaining({ code: 'INVALID_PARAMETER', parameter }) as Error,
    )
  })

  it("refuses to break ties of 'ovo'", () => {
    const model = new SVC({ breakTies: true, decisionFunctionShape: 'ovo' })
    expect(() => model.fit([[0], [1]], [0, 1])).toThrow(/breakTies/)
  })
})
