import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import golden from '../../golden/tree.json' with { type: 'json' }
import type { DatasetName } from '../../test/datasets'
import { dataset, every, everyRow, matrix, maxDifference } from '../../test/datasets'
import { Decoding } from '../base/schema'
import { fromJSON } from '../from-json'
import type { DecisionTreeClassifierParams } from './decision-tree-classifier'
import { DecisionTreeClassifier } from './decision-tree-classifier'
import { checkTree } from './tree-field'

/** Impurities and importances are sums of the same terms; logarithms may differ in the last bit. */
const TOLERANCE = 1e-14

type TreeValues = (typeof golden.close)['tree']

function expectSameTree(model: DecisionTreeClassifier, expected: TreeValues) {
  const { tree, treeStatistics } = model
  expect([...tree.feature]).toEqual(expected.feature)
  expect([...tree.threshold]).toEqual(expected.threshold)
  expect([...tree.right].map(right => right || -1)).toEqual(expected.right)
  expect([...tree.right].map((right, node) => (right ? node + 1 : -1))).toEqual(expected.left)
  expect([...treeStatistics.nNodeSamples]).toEqual(expected.nNodeSamples)
  expect([...treeStatistics.weightedNNodeSamples]).toEqual(expected.weightedNNodeSamples)
  expect(maxDifference(treeStatistics.impurity, expected.impurity)).toBeLessThanOrEqual(TOLERANCE)
}

describe('DecisionTreeClassifier', () => {
  for (const expected of golden.cases) {
    it(`grows scikit-learn's tree on ${expected.data} with ${JSON.stringify(expected.params)}`, () => {
      const { X, y } = dataset(expected.data as DatasetName)
      const model = new DecisionTreeClassifier(expected.params as Partial<DecisionTreeClassifierParams>).fit(X, y)
      expectSameTree(model, expected.tree)
      const far = everyRow(X, 7, 1.05, -0.1)
      expect([...model.predictProba(far).data]).toEqual(expected.proba)
      expect([...model.apply(far)]).toEqual(expected.apply)
      expect(model.score(far, every(y, 7))).toBe(expected.score)
      expect(model.getDepth()).toBe(expected.depth)
      expect(model.getNLeaves()).toBe(expected.leaves)
      expect(maxDifference(model.featureImportances, expected.importances)).toBeLessThanOrEqual(TOLERANCE)
    })
  }

  for (const [i, { weights, tree }] of golden.weighted.entries()) {
    it(`grows scikit-learn's tree with ${i === 0 ? 'counts' : 'any numbers'} as weights of rows`, () => {
      const { X, y } = dataset('wine')
      const model = new DecisionTreeClassifier({ randomState: 1, maxFeatures: 4 })
      expectSameTree(model.fit(X, y, { sampleWeight: weights }), tree)
    })
  }

  it('puts no threshold between values that are at most 1e-7 apart, as scikit-learn', () => {
    const { X, y, columns, tree } = golden.close
    expectSameTree(new DecisionTreeClassifier({ randomState: 2 }).fit(matrix(X, columns), y), tree)
  })

  it('gives the same tree for counts as for the same numbers by way of fractions', () => {
    const { X, y } = dataset('digits')
    const params = { randomState: 4, maxFeatures: 8 }
    const sampleWeight = y.map((_, i) => i % 3)
    const byCounts = new DecisionTreeClassifier(params).fit(X, y, { sampleWeight })
    const byFractions = new DecisionTreeClassifier(params).fit(X, y, { sampleWeight: sampleWeight.map(w => w / 4) })
    expect(byFractions.tree).toEqual(byCounts.tree)
  })

  it('survives JSON unchanged', () => {
    const { X, y } = dataset('iris')
    const model = new DecisionTreeClassifier({ randomState: 0 }).fit(X, y)
    const read = fromJSON(JSON.stringify(model), { expect: DecisionTreeClassifier })
    expect(read.params).toEqual(model.params)
    expect(read.tree).toEqual(model.tree)
    expect(read.treeStatistics).toEqual(model.treeStatistics)
    expect(read.predict(X)).toEqual(model.predict(X))
  })

  it('refuses a file in which a right child is its own parent', () => {
    const json = JSON.parse(JSON.stringify(new DecisionTreeClassifier({ randomState: 0 }).fit([[0], [1]], [0, 1])))
    json.state.tree.right.data = btoa('\x01\x00\x00')
    expect(() => fromJSON(json)).toThrow(expect.objectContaining({ code: 'MODEL_FORMAT' }) as Error)
  })

  it('refuses a file whose arrays are no tree', () => {
    const leaf = { feature: [0], threshold: [0], right: [0], start: [0, 1], classCode: [0], share: [1] }
    const tree = (changes: Partial<typeof leaf>) => {
      const merged = { ...leaf, ...changes }
      return {
        feature: Int32Array.from(merged.feature),
        threshold: Float64Array.from(merged.threshold),
        right: Int32Array.from(merged.right),
        start: Int32Array.from(merged.start),
        classCode: Int32Array.from(merged.classCode),
        share: Float64Array.from(merged.share),
      }
    }
    const check = (changes: Partial<typeof leaf>) => () => checkTree(tree(changes), decoding())
    expect(check({})).not.toThrow()
    expect(check({ right: [2, 0, 0], start: [0, 0, 1, 2], classCode: [0, 1], share: [1, 1] })).not.toThrow()
    expect(check({ start: [0] })).toThrow(/start must have 2 items/)
    expect(check({ start: [0, 2] })).toThrow(/end with all shares/)
    expect(check({ right: [1, 0], start: [0, 0, 1] })).toThrow(/node 1 is a leaf/)
    expect(check({ right: [0, 0], start: [0, 1, 1] })).toThrow(/node 0 is a leaf/)
    expect(check({ right: [2, 0, 2], start: [0, 0, 1, 1] })).toThrow(/must be a leaf/)
    expect(check({ start: [0, 0], classCode: [], share: [] })).toThrow(/neither a split nor class shares/)
    expect(check({ right: [2, 0, 0], start: [0, 1, 1, 1] })).toThrow(/a split and class shares/)
  })

  it('knows a leaf by itself: one class, one row, or no difference', () => {
    for (const [X, y] of [
      [
        [[1], [2]],
        ['blues', 'blues'],
      ],
      [[[3, 4]], ['rock']],
    ] as const) {
      const model = new DecisionTreeClassifier({ randomState: 0 }).fit(X, y)
      expect(model.getNLeaves()).toBe(1)
      expect(model.getDepth()).toBe(0)
      expect([...model.featureImportances].every(importance => importance === 0)).toBe(true)
    }
    const same = new DecisionTreeClassifier({ randomState: 0 }).fit([[5], [5], [5]], ['a', 'b', 'b'])
    expect(same.predictProba([[0]]).toArray()).toEqual([[1 / 3, 2 / 3]])
    expect(same.predict([[0]])).toEqual(['b'])
  })

  it('separates any rows that differ, and gives each the label it had', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 0, max: 0xffffffff }),
        fc.constantFrom<'gini' | 'entropy'>('gini', 'entropy'),
        (values, randomState, criterion) => {
          const X = values.map(value => [value, value % 7])
          const y = values.map(value => Math.abs(value) % 4)
          const model = new DecisionTreeClassifier<number>({ randomState, criterion, maxFeatures: 1 }).fit(X, y)
          expect(model.predict(X)).toEqual(y)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('handles more rows than fit 16 bits as it handles few', () => {
    const rows = 70_000
    const X = Array.from({ length: rows }, (_, i) => [(i * 7919) % rows, i % 3])
    const y = X.map(([a]) => Number(a >= 30_000) + Number(a >= 50_000))
    const model = new DecisionTreeClassifier({ randomState: 0 }).fit(X, y)
    expect([...model.tree.threshold]).toEqual([29_999.5, 0, 49_999.5, 0, 0])
    expect([...model.treeStatistics.nNodeSamples]).toEqual([70_000, 30_000, 40_000, 20_000, 20_000])
  })

  it('refuses values that are too large for float32', () => {
    expect(() => new DecisionTreeClassifier().fit([[1], [1e39]], [0, 1])).toThrow(/X, row 1, column 0: 1e\+39/)
    const model = new DecisionTreeClassifier().fit([[1], [2]], [0, 1])
    expect(() => model.predict([[-1e300]])).toThrow(/float32/)
  })

  it.each([
    ['criterion', 'mse'],
    ['maxDepth', 0],
    ['maxLeafNodes', 1],
    ['minSamplesSplit', 1],
    ['minSamplesSplit', 2.5],
    ['minSamplesLeaf', 0],
    ['minWeightFractionLeaf', 0.6],
    ['maxFeatures', 'auto'],
    ['maxFeatures', 0],
    ['maxFeatures', 1.5],
    ['minImpurityDecrease', -1],
    ['classWeight', 'even'],
    ['randomState', -1],
    ['randomState', 'seed'],
  ])('refuses %s = %s', (parameter, value) => {
    const model = new DecisionTreeClassifier({ [parameter]: value })
    expect(() => model.fit([[0], [1]], [0, 1])).toThrow(
      expect.objectContaining({ code: 'INVALID_PARAMETER', parameter }) as Error,
    )
  })
})

function decoding(): Decoding {
  const estimator = () => {
    throw new Error('no estimators within')
  }
  return new Decoding({ file: 'model', path: 'model', estimator })
}
