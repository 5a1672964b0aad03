import { describe, expect, it } from 'vitest'
import golden from '../../golden/neural-network.json' with { type: 'json' }
import { checkEstimator } from '../../test/check-estimator'
import type { DatasetName } from '../../test/datasets'
import { dataset, everyRow, matrix, relativeDifference } from '../../test/datasets'
import { fromJSON } from '../from-json'
import { StandardScaler } from '../preprocessing/standard-scaler'
import type { MLPClassifierParams } from './mlp-classifier'
import { MLPClassifier } from './mlp-classifier'
import { Network } from './network'

/** Rounding, which up to a few hundred steps make a few thousand times larger; relative to the largest number. */
const TOLERANCE = 1e-9

function problem(name: string, rows: number | null) {
  const { X, y } = dataset(name as DatasetName)
  const scaled = new StandardScaler().fit(X).transform(X)
  const count = rows ?? y.length
  return { X: matrix(scaled.data.slice(0, count * X.shape[1]), X.shape[1]), y: y.slice(0, count) }
}

describe('MLPClassifier', () => {
  for (const { data, rows, params, ...expected } of golden.cases) {
    it(`takes scikit-learn's steps on ${data} with ${JSON.stringify(params)}`, () => {
      const { X, y } = problem(data, rows)
      const model = new MLPClassifier(params as Partial<MLPClassifierParams>).fit(X, y)
      expect(model.nIter).toBe(expected.nIter)
      expect(model.converged).toBe(expected.nIter < params.maxIter)
      expect(relativeDifference(model.lossCurve, expected.lossCurve)).toBeLessThanOrEqual(TOLERANCE)
      expect(relativeDifference([model.loss], [expected.loss])).toBeLessThanOrEqual(TOLERANCE)
      expect(model.validationScores && [...model.validationScores]).toEqual(expected.validationScores ?? null)
      model.coefs.forEach(({ data: coef }, l) => {
        expect(relativeDifference(coef, expected.coefs[l])).toBeLessThanOrEqual(TOLERANCE)
      })
      model.intercepts.forEach((intercept, l) => {
        expect(relativeDifference(intercept, expected.intercepts[l])).toBeLessThanOrEqual(TOLERANCE)
      })
      const test = everyRow(X, 8)
      expect(relativeDifference(model.predictProba(test).data, expected.proba)).toBeLessThanOrEqual(TOLERANCE)
      expect(model.predict(test)).toEqual(expected.predict)
    })
  }

  it('weighs rows as scikit-learn does', () => {
    const { X, y } = problem('iris', null)
    const { weights, loss, proba } = golden.weighted
    const model = new MLPClassifier({ hiddenLayerSizes: [5], randomState: 9, maxIter: 6 })
    model.fit(X, y, { sampleWeight: weights })
    expect(relativeDifference([model.loss], [loss])).toBeLessThanOrEqual(TOLERANCE)
    expect(relativeDifference(model.predictProba(everyRow(X, 8)).data, proba)).toBeLessThanOrEqual(TOLERANCE)
  })

  it.each(['identity', 'logistic', 'tanh', 'relu'] as const)('has the gradient of its loss with %s', activation => {
    const { X, y } = problem('iris', null)
    const codes = Int32Array.from(y, label => ['setosa', 'versicolor', 'virginica'].indexOf(label as string))
    for (const outputs of [1, 3]) {
      const network = new Network([4, 5, 3, outputs], activation, 0.1, 20)
      network.parameters.forEach((_, k) => (network.parameters[k] = Math.sin(3 * k + 1)))
      const rows = Int32Array.of(3, 70, 99, 4)
      const weights = y.map((_, i) => 1 + (i % 3))
      const loss = () => network.lossAndGradient(X.data, rows, codes, Float64Array.from(weights))
      loss()
      const gradient = network.gradient.slice()
      network.parameters.forEach((value, k) => {
        network.parameters[k] = value + 1e-6
        const above = loss()
        network.parameters[k] = value - 1e-6
        const below = loss()
        network.parameters[k] = value
        expect(Math.abs((above - below) / 2e-6 - gradient[k]), `parameter ${k}`).toBeLessThan(1e-7)
      })
    }
  })

  it('survives JSON unchanged', () => {
    const { X, y } = problem('wine', null)
    const params = {
      hiddenLayerSizes: [6, 3],
      maxIter: 3,
      randomState: 0,
      activation: 'tanh' as const,
      earlyStopping: true,
    }
    const model = new MLPClassifier(params).fit(X, y)
    const read = fromJSON(JSON.stringify(model), { expect: MLPClassifier })
    expect(read.predictProba(X)).toEqual(model.predictProba(X))
    expect(read.lossCurve).toEqual(model.lossCurve)
    expect(read.validationScores).toEqual(model.validationScores)
    expect(read.coefs).toEqual(model.coefs)
  })

  it('refuses a file whose layers do not fit', () => {
    const { X, y } = problem('iris', null)
    const model = new MLPClassifier({ hiddenLayerSizes: [4], maxIter: 1, randomState: 0 }).fit(X, y)
    const json = () => JSON.parse(JSON.stringify(model))
    const turned = json()
    turned.state.layers.reverse()
    expect(() => fromJSON(turned)).toThrow(/layers\[0\].coef must have 4 rows|layers\[1\].coef must have/)
    const short = json()
    short.state.layers.pop()
    expect(() => fromJSON(short)).toThrow(/the last layer must have 3 columns/)
    const other = json()
    other.state.activation = 'sine'
    expect(() => fromJSON(other)).toThrow(/unknown activation/)
  })

  it('needs two classes, and rows for validation', () => {
    expect(() => new MLPClassifier().fit([[1], [2]], ['a', 'a'])).toThrow(/y: at least two classes/)
    const few = new MLPClassifier({ earlyStopping: true, validationFraction: 0.3, randomState: 0 })
    expect(() => few.fit([[1], [2], [3], [4]], [0, 0, 1, 1])).not.toThrow()
    expect(() => few.fit([[1], [2], [3]], [0, 0, 1])).toThrow()
  })

  it.each([
    ['hiddenLayerSizes', 10],
    ['activation', 'sine'],
    ['solver', 'adamw'],
    ['alpha', -1],
    ['batchSize', 0],
    ['learningRate', 'slow'],
    ['learningRateInit', 0],
    ['powerT', -1],
    ['maxIter', 0],
    ['shuffle', 'yes'],
    ['tol', -1],
    ['momentum', 2],
    ['nesterovsMomentum', 1],
    ['earlyStopping', 1],
    ['validationFraction', 1],
    ['beta1', 1],
    ['beta2', 1],
    ['epsilon', 0],
    ['nIterNoChange', 0],
    ['maxFun', 0],
    ['randomState', 'seed'],
  ])('refuses %s = %s', (parameter, value) => {
    const model = new MLPClassifier({ [parameter]: value })
    expect(() => model.fit([[0], [1]], [0, 1])).toThrow(
      expect.objectContaining({ code: 'INVALID_PARAMETER', parameter }) as Error,
    )
  })
})

checkEstimator(
  'MLPClassifier',
  () => new MLPClassifier({ hiddenLayerSizes: [6], maxIter: 60, learningRateInit: 0.05, randomState: 0 }),
  {
    oneClass: 'refuses',
    oneRow: 'refuses',
  },
)
