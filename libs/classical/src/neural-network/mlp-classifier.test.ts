import { describe, expect, it } from 'vitest'
import golden from '../../golden/neural-network.json' with { type: 'json' }
import { checkEstimator } from '../../test/check-estimator'
import type { Label } from '../base/labels'
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
      const network = new Network({ sizes: [4, 5, 3, outputs], activation, alpha: 0.1, batch: 20 })
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

  describe('with what PyTorch has', () => {
    const { X, y } = problem('wine', null)
    const a3 = {
      hiddenLayerSizes: [16, 8],
      batchNorm: 'afterLinear',
      dropout: [0.2, 0.3],
      alpha: 0,
      weightDecay: 1e-5,
      learningRate: 'plateau',
      plateauFactor: 0.5,
      plateauPatience: 3,
      batchSize: 32,
      earlyStopping: true,
      nIterNoChange: Infinity,
      initialWeights: 'fanIn',
      randomState: 0,
    } as const
    const b4 = { ...a3, batchNorm: 'beforeLinear', inputNorm: true, dropout: 0.3, solver: 'adamw' } as const

    it.each([
      ['after linear layers', a3],
      ['before them and on the input', b4],
    ])('learns, and predicts the same from JSON: %s', (_, params) => {
      const model = new MLPClassifier({ ...params, maxIter: 40 }).fit(X, y, { validationData: [X, y] })
      expect(model.nIter).toBe(40)
      expect(model.validationScores).toHaveLength(40)
      // The best pass was kept, and nothing is dropped or normalised by batch any more.
      expect(model.score(X, y)).toBe(Math.max(...model.validationScores!))
      expect(model.score(X, y)).toBeGreaterThan(0.95)
      const read = fromJSON(JSON.stringify(model), { expect: MLPClassifier })
      expect(read.predictProba(X)).toEqual(model.predictProba(X))
      const again = model.clone().fit(X, y, { validationData: [X, y] })
      expect(again.predictProba(X)).toEqual(model.predictProba(X))
    })

    it('counts the parameters of published networks', () => {
      const columns = 57
      const rows = Array.from({ length: 20 }, (_, i) => Array.from({ length: columns }, (_, j) => Math.sin(i * 7 + j)))
      const labels = rows.map((_, i) => i % 10)
      const net = new MLPClassifier({
        hiddenLayerSizes: [256, 128, 64],
        batchNorm: 'afterLinear',
        dropout: [0.2, 0.3, 0.4],
        maxIter: 1,
      })
      expect(net.fit(rows, labels).nParameters).toBe(57546)
      net.setParams({ hiddenLayerSizes: [100], batchNorm: 'none', dropout: 0 })
      expect(net.fit(rows, labels).nParameters).toBe(57 * 100 + 100 + 100 * 10 + 10)
    })

    it('measures the loss of validation rows, and stops where it no longer falls', () => {
      const params = {
        ...b4,
        validationMetric: 'loss',
        nIterNoChange: 4,
        maxIter: 200,
        learningRateInit: 0.02,
      } as const
      const model = new MLPClassifier(params).fit(X, y, { validationData: [X, y] })
      const scores = Array.from(model.validationScores!)
      expect(model.converged).toBe(true)
      expect(model.nIter).toBeLessThan(200)
      const proba = model.predictProba(X)
      const loss = y.reduce<number>((sum, label, i) => sum - Math.log(proba.get(i, label as number)), 0) / y.length
      expect(loss).toBeCloseTo(Math.min(...scores), 12)
    })

    it('leaves out a last batch of one row, and refuses batches of one', () => {
      const few = matrix(X.data.slice(0, 9 * X.shape[1]), X.shape[1])
      const labels = [0, 1, 0, 1, 0, 1, 0, 1, 0]
      const model = new MLPClassifier({ batchNorm: 'afterLinear', batchSize: 4, maxIter: 3, randomState: 0 })
      expect(model.fit(few, labels).predictProba(few).data.every(Number.isFinite)).toBe(true)
      expect(() => model.setParams({ batchSize: 1 }).fit(few, labels)).toThrow(/batches of one row/)
    })

    it('refuses validation data that do not fit', () => {
      const model = new MLPClassifier({ maxIter: 1 })
      const fit = (rows: number[][], labels: Label[]) => model.fit(X, y, { validationData: [rows, labels] })
      expect(() => fit([[1, 2]], [0])).toThrow(/validationData\[0\]/)
      expect(() => fit(X.toArray() as number[][], [0])).toThrow(/validationData\[1\]/)
      expect(() => fit((X.toArray() as number[][]).slice(0, 2), [0, 9])).toThrow(/row 1/)
    })

    it.each([{ batchNorm: 'afterLinear' }, { inputNorm: true }, { dropout: 0.5 }, { weightDecay: 1 }] as const)(
      'refuses %o with lbfgs',
      params => {
        const model = new MLPClassifier({ ...params, solver: 'lbfgs' })
        expect(() => model.fit(X, y)).toThrow(expect.objectContaining({ parameter: Object.keys(params)[0] }) as Error)
      },
    )

    it('refuses a file whose norms do not fit', () => {
      const model = new MLPClassifier({ ...b4, maxIter: 1 }).fit(X, y)
      const json = () => JSON.parse(JSON.stringify(model))
      const less = json()
      less.state.norms.pop()
      expect(() => fromJSON(less)).toThrow(/norms must have 3 items/)
      const turned = json()
      turned.state.norms.reverse()
      expect(() => fromJSON(turned)).toThrow(/norms\[0\] must have 13 columns/)
      const other = json()
      other.state.batchNorm = 'everywhere'
      expect(() => fromJSON(other)).toThrow(/unknown batchNorm/)
    })
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
    ['solver', 'adamax'],
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
    ['batchNorm', true],
    ['inputNorm', 'yes'],
    ['normMomentum', 2],
    ['normEpsilon', 0],
    ['dropout', 1],
    ['dropout', [0.1, 0.2]],
    ['weightDecay', -1],
    ['initialWeights', 'he'],
    ['validationMetric', 'f1'],
    ['plateauFactor', 1],
    ['plateauPatience', -1],
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
checkEstimator(
  'MLPClassifier with batch norm and dropout',
  () =>
    new MLPClassifier({
      hiddenLayerSizes: [8],
      maxIter: 40,
      learningRateInit: 0.05,
      batchNorm: 'afterLinear',
      inputNorm: true,
      dropout: 0.1,
      solver: 'adamw',
      weightDecay: 1e-3,
      randomState: 0,
    }),
  { oneClass: 'refuses', oneRow: 'refuses' },
)
