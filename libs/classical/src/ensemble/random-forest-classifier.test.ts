import { describe, expect, it } from 'vitest'
import golden from '../../golden/ensemble.json' with { type: 'json' }
import type { DatasetName } from '../../test/datasets'
import { dataset, everyRow, maxDifference } from '../../test/datasets'
import { fromJSON } from '../from-json'
import type { RandomForestClassifierParams } from './random-forest-classifier'
import { RandomForestClassifier } from './random-forest-classifier'

/** Sums over trees of the same terms, added in another order. */
const TOLERANCE = 1e-14

describe('RandomForestClassifier', () => {
  for (const expected of golden.cases) {
    it(`grows scikit-learn's trees on ${expected.data} with ${JSON.stringify(expected.params)}`, () => {
      const { X, y } = dataset(expected.data as DatasetName)
      const model = new RandomForestClassifier(expected.params as Partial<RandomForestClassifierParams>).fit(X, y)
      expect(model.trees.length).toBe(expected.trees.length)
      expected.trees.forEach((tree, t) => {
        expect([...model.trees[t].feature]).toEqual(tree.feature)
        expect([...model.trees[t].threshold]).toEqual(tree.threshold)
        expect([...model.trees[t].right].map(right => right || -1)).toEqual(tree.right)
      })
      const far = everyRow(X, 9, 1.05, -0.1)
      expect(maxDifference(model.predictProba(far).data, expected.proba)).toBeLessThanOrEqual(TOLERANCE)
      expect([...model.apply(far).data]).toEqual(expected.apply)
      expect(maxDifference(model.featureImportances, expected.importances)).toBeLessThanOrEqual(TOLERANCE)
      expect(model.oobScore).toBe(expected.oobScore ?? null)
      if (expected.oob) {
        expect(maxDifference(model.oobDecisionFunction!.data, expected.oob)).toBeLessThanOrEqual(TOLERANCE)
      } else {
        expect(model.oobDecisionFunction).toBe(null)
      }
    })
  }

  it("draws rows by their weights, as scikit-learn's", () => {
    const { X, y } = dataset('wine')
    const { weights, proba } = golden.weighted
    const model = new RandomForestClassifier({ nEstimators: 5, randomState: 8 }).fit(X, y, { sampleWeight: weights })
    expect(maxDifference(model.predictProba(X).data, proba)).toBeLessThanOrEqual(TOLERANCE)
  })

  it('survives JSON unchanged, and is small there', () => {
    const { X, y } = dataset('digits')
    const model = new RandomForestClassifier({ nEstimators: 4, randomState: 0, oobScore: true }).fit(X, y)
    const text = JSON.stringify(model)
    const read = fromJSON(text, { expect: RandomForestClassifier })
    expect(read.trees).toEqual(model.trees)
    expect(read.predictProba(X)).toEqual(model.predictProba(X))
    expect(read.oobDecisionFunction).toEqual(model.oobDecisionFunction)
    expect(read.featureImportances).toEqual(model.featureImportances)
    const nodes = model.trees.reduce((sum, tree) => sum + tree.right.length, 0)
    const trees: unknown = JSON.parse(text).state.trees
    expect(JSON.stringify(trees).length).toBeLessThan(4 * 500 + 20 * nodes)
  })

  it('gives labels of the kind it was given', () => {
    const X = [[0], [1], [2], [3]]
    const params = { nEstimators: 15, randomState: 0 }
    expect(new RandomForestClassifier(params).fit(X, [false, false, true, true]).predict([[0], [3]])).toEqual([
      false,
      true,
    ])
    expect(new RandomForestClassifier(params).fit(X, Int32Array.of(-1, -1, 7, 7)).predict([[0], [3]])).toEqual([-1, 7])
  })

  it('has no importances where no tree has a split', () => {
    const model = new RandomForestClassifier({ nEstimators: 3, randomState: 0 }).fit([[1], [1]], ['a', 'b'])
    expect([...model.featureImportances]).toEqual([0])
    expect(model.predictProba([[1]]).data.reduce((a, b) => a + b)).toBeCloseTo(1, 12)
  })

  it.each([
    ['nEstimators', 0],
    ['nEstimators', 1.5],
    ['maxSamples', 0],
    ['maxSamples', 'half'],
    ['bootstrap', 1],
    ['oobScore', 'yes'],
    ['classWeight', 'subsample'],
    ['maxDepth', 0],
    ['randomState', 0.5],
  ])('refuses %s = %s', (parameter, value) => {
    const model = new RandomForestClassifier({ [parameter]: value })
    expect(() => model.fit([[0], [1]], [0, 1])).toThrow(
      expect.objectContaining({ code: 'INVALID_PARAMETER', parameter }) as Error,
    )
  })

  it.each([{ oobScore: true }, { maxSamples: 2 }])('refuses %s without bootstrap', params => {
    const model = new RandomForestClassifier({ bootstrap: false, ...params })
    expect(() => model.fit([[0], [1]], [0, 1])).toThrow(/without bootstrap/)
  })
})
