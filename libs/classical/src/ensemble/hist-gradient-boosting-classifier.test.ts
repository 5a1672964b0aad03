import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import golden from '../../golden/ensemble.json' with { type: 'json' }
import { checkEstimator } from '../../test/check-estimator'
import type { DatasetName } from '../../test/datasets'
import { dataset, everyRow, maxDifference, relativeDifference } from '../../test/datasets'
import { fromJSON } from '../from-json'
import { binThresholds } from './boosting/bin-columns'
import type { HistGradientBoostingClassifierParams } from './hist-gradient-boosting-classifier'
import { HistGradientBoostingClassifier } from './hist-gradient-boosting-classifier'

/** Sums of leaf values; exponentials and logarithms may differ in the last bit. */
const TOLERANCE = 1e-12

type TreeValues = (typeof golden.boostingWeighted.trees)[0]

function expectSameTrees(model: HistGradientBoostingClassifier, expected: readonly TreeValues[]) {
  const { roots, feature, number, right } = model.trees
  expect(roots.length).toBe(expected.length)
  expected.forEach((tree, t) => {
    const [from, to] = [roots[t], roots[t] + tree.right.length]
    expect([...feature.subarray(from, to)]).toEqual(tree.feature)
    expect([...right.subarray(from, to)].map(node => node && node - from)).toEqual(tree.right)
    expect(relativeDifference(number.subarray(from, to), tree.number)).toBeLessThanOrEqual(TOLERANCE)
  })
  expect(right.length).toBe(expected.reduce((sum, tree) => sum + tree.right.length, 0))
}

describe('HistGradientBoostingClassifier', () => {
  for (const expected of golden.boosting) {
    it(`grows scikit-learn's trees on ${expected.data} with ${JSON.stringify(expected.params)}`, () => {
      const { X, y } = dataset(expected.data as DatasetName)
      const params = expected.params as Partial<HistGradientBoostingClassifierParams>
      const model = new HistGradientBoostingClassifier(params).fit(X, y)
      expect(model.nIter).toBe(expected.nIter)
      expectSameTrees(model, expected.trees)
      const far = everyRow(X, 9, 1.05, -0.1)
      expect(maxDifference(model.decisionFunction(far).data, expected.decision)).toBeLessThanOrEqual(TOLERANCE)
      expect(maxDifference(model.predictProba(far).data, expected.proba)).toBeLessThanOrEqual(TOLERANCE)
      expect(model.predict(far)).toEqual(expected.predict)
      expect(maxDifference(model.trainScore, expected.trainScore)).toBeLessThanOrEqual(TOLERANCE)
      expect(maxDifference(model.validationScore, expected.validationScore)).toBeLessThanOrEqual(TOLERANCE)
    })
  }

  it('weighs rows as scikit-learn does, in bins and in trees', () => {
    const { X, y } = dataset('wine')
    const model = new HistGradientBoostingClassifier({ maxIter: 4, maxBins: 20 })
    model.fit(X, y, { sampleWeight: golden.weighted.weights })
    expectSameTrees(model, golden.boostingWeighted.trees)
    const { decision } = golden.boostingWeighted
    expect(maxDifference(model.decisionFunction(everyRow(X, 9)).data, decision)).toBeLessThanOrEqual(TOLERANCE)
  })

  it('cuts columns so that no bin is much fuller than another', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 300 }),
        fc.integer({ min: 2, max: 255 }),
        (values, maxBins) => {
          const bounds = binThresholds(Float64Array.from(values), null, maxBins)
          expect(bounds.length).toBe(Math.min(values.length, maxBins) - 1)
          const counts = new Array<number>(bounds.length + 1).fill(0)
          for (const value of values) counts[bounds.filter(bound => value > bound).length]++
          expect(Math.min(...counts)).toBeGreaterThan(0)
          expect(Math.max(...counts)).toBeLessThanOrEqual(Math.ceil(values.length / maxBins) + 1)
        },
      ),
    )
  })

  it('survives JSON unchanged', () => {
    const { X, y } = dataset('iris')
    const model = new HistGradientBoostingClassifier({ maxIter: 3, earlyStopping: true, randomState: 0 }).fit(X, y)
    const read = fromJSON(JSON.stringify(model), { expect: HistGradientBoostingClassifier })
    expect(read.trees).toEqual(model.trees)
    expect(read.decisionFunction(X)).toEqual(model.decisionFunction(X))
    expect(read.validationScore).toEqual(model.validationScore)
  })

  it('refuses a file whose nodes lead in circles or into another tree', () => {
    const { X, y } = dataset('iris')
    const model = new HistGradientBoostingClassifier({ maxIter: 1 }).fit(X, y)
    const json = () => JSON.parse(JSON.stringify(model))
    const bytes = (text: string) => Uint8Array.from(atob(text), letter => letter.charCodeAt(0))
    const base64 = (values: Uint8Array) => btoa(String.fromCharCode(...values))
    const right = bytes(json().state.right.data)
    for (const change of [0, 1, right[0] + 1]) {
      const broken = json()
      broken.state.right.data = base64(right.map((value, node) => (node === 0 ? change : value)))
      expect(() => fromJSON(broken)).toThrow(expect.objectContaining({ code: 'MODEL_FORMAT' }) as Error)
    }
  })

  it('needs two classes', () => {
    expect(() => new HistGradientBoostingClassifier().fit([[1], [2]], ['a', 'a'])).toThrow(/y: at least two classes/)
  })

  it.each([
    ['learningRate', 0],
    ['maxIter', 0],
    ['maxLeafNodes', 1],
    ['maxDepth', 0],
    ['minSamplesLeaf', 0],
    ['l2Regularization', -1],
    ['maxBins', 256],
    ['earlyStopping', 'yes'],
    ['validationFraction', 0],
    ['nIterNoChange', 0],
    ['tol', -1],
    ['classWeight', 'even'],
    ['randomState', -1],
  ])('refuses %s = %s', (parameter, value) => {
    const model = new HistGradientBoostingClassifier({ [parameter]: value })
    expect(() => model.fit([[0], [1]], [0, 1])).toThrow(
      expect.objectContaining({ code: 'INVALID_PARAMETER', parameter }) as Error,
    )
  })
})

checkEstimator(
  'HistGradientBoostingClassifier',
  () => new HistGradientBoostingClassifier({ maxIter: 10, minSamplesLeaf: 3 }),
  { oneClass: 'refuses', oneRow: 'refuses' },
)
