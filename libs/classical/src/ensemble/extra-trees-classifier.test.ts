import { describe, expect, it } from 'vitest'
import golden from '../../golden/extra-trees.json' with { type: 'json' }
import type { DatasetName } from '../../test/datasets'
import { dataset, everyRow, maxDifference } from '../../test/datasets'
import { fromJSON } from '../from-json'
import type { DecisionTreeClassifierParams } from '../tree/decision-tree-classifier'
import { DecisionTreeClassifier } from '../tree/decision-tree-classifier'
import type { Tree } from '../tree/tree'
import type { ExtraTreesClassifierParams } from './extra-trees-classifier'
import { ExtraTreesClassifier } from './extra-trees-classifier'
import { RandomForestClassifier } from './random-forest-classifier'

/** Sums of the same terms, added in another order; logarithms may differ in their last bit. */
const TOLERANCE = 1e-14

function made(model: string, params: object) {
  if (model === 'ExtraTreesClassifier') return new ExtraTreesClassifier(params)
  if (model === 'RandomForestClassifier') return new RandomForestClassifier(params)
  return new DecisionTreeClassifier(params)
}

function expectSameNodes(tree: Tree, expected: { feature: number[]; threshold: number[]; right: number[] }) {
  expect([...tree.feature]).toEqual(expected.feature)
  expect([...tree.threshold]).toEqual(expected.threshold)
  expect([...tree.right].map(right => right || -1)).toEqual(expected.right)
}

function expectSameStatistics(model: DecisionTreeClassifier, expected: (typeof golden.weighted)[number]['tree']) {
  const { impurity, nNodeSamples, weightedNNodeSamples } = model.treeStatistics
  expect([...nNodeSamples]).toEqual(expected.nNodeSamples)
  expect([...weightedNNodeSamples]).toEqual(expected.weightedNNodeSamples)
  expect(maxDifference(impurity, expected.impurity)).toBeLessThanOrEqual(TOLERANCE)
}

describe('random thresholds and pruning', () => {
  for (const expected of golden.cases) {
    it(`${expected.model}: scikit-learn's trees on ${expected.data} with ${JSON.stringify(expected.params)}`, () => {
      const { X, y } = dataset(expected.data as DatasetName)
      const model = made(expected.model, expected.params)
      model.fit(X, y)
      const trees = model instanceof DecisionTreeClassifier ? [model.tree] : model.trees
      expect(trees.length).toBe(expected.trees.length)
      expected.trees.forEach((tree, t) => expectSameNodes(trees[t], tree))
      if (model instanceof DecisionTreeClassifier) expectSameStatistics(model, expected.statistics!)
      else expect(model.oobScore).toBe(expected.oobScore)
      const far = everyRow(X, 9, 1.05, -0.1)
      expect(maxDifference(model.predictProba(far).data, expected.proba)).toBeLessThanOrEqual(TOLERANCE)
      expect(maxDifference(model.featureImportances, expected.importances)).toBeLessThanOrEqual(TOLERANCE)
      const read = fromJSON(JSON.stringify(model)) as typeof model
      expect(read.predictProba(far)).toEqual(model.predictProba(far))
      expect(read.params).toEqual(model.params)
    })
  }

  for (const [i, { weights, tree }] of golden.weighted.entries()) {
    it(`grows scikit-learn's tree with ${i === 0 ? 'counts' : 'any numbers'} as weights of rows`, () => {
      const { X, y } = dataset('wine')
      const model = new DecisionTreeClassifier({ randomState: 1, splitter: 'random', ccpAlpha: 0.004 })
      model.fit(X, y, { sampleWeight: weights })
      expectSameNodes(model.tree, tree)
      expectSameStatistics(model, tree)
    })
  }

  for (const expected of golden.paths) {
    it(`walks scikit-learn's pruning path on ${expected.data} with ${JSON.stringify(expected.params)}`, () => {
      const { X, y } = dataset(expected.data as DatasetName)
      const model = new DecisionTreeClassifier(expected.params as Partial<DecisionTreeClassifierParams>)
      const { ccpAlphas, impurities } = model.costComplexityPruningPath(X, y)
      expect(maxDifference(ccpAlphas, expected.ccpAlphas)).toBeLessThanOrEqual(TOLERANCE)
      expect(maxDifference(impurities, expected.impurities)).toBeLessThanOrEqual(TOLERANCE)
      expect(model.isFitted).toBe(false)
    })
  }

  it('has as many leaves after each alpha of the path as the path says, and the root alone after the last', () => {
    const { X, y } = dataset('iris')
    const { ccpAlphas } = new DecisionTreeClassifier({ randomState: 0 }).costComplexityPruningPath(X, y)
    const leaves = [...ccpAlphas].map(ccpAlpha =>
      new DecisionTreeClassifier({ randomState: 0, ccpAlpha: ccpAlpha * (1 + 1e-9) }).fit(X, y).getNLeaves(),
    )
    for (let k = 1; k < leaves.length; k++) expect(leaves[k]).toBeLessThanOrEqual(leaves[k - 1])
    expect(leaves[leaves.length - 1]).toBe(1)
  })

  it('a file from before there was pruning still loads', () => {
    const { X, y } = dataset('iris')
    const forest = new RandomForestClassifier({ nEstimators: 2, randomState: 0 }).fit(X, y)
    const json = JSON.parse(JSON.stringify(forest))
    delete json.params.ccpAlpha
    expect(fromJSON(json, { expect: RandomForestClassifier }).predict(X)).toEqual(forest.predict(X))
  })

  it.each([
    [new DecisionTreeClassifier({ ccpAlpha: -1 }), 'ccpAlpha'],
    [new DecisionTreeClassifier({ ccpAlpha: NaN }), 'ccpAlpha'],
    [new DecisionTreeClassifier({ splitter: 'worst' as 'best' }), 'splitter'],
    [new ExtraTreesClassifier({ ccpAlpha: -0.1 }), 'ccpAlpha'],
    [new ExtraTreesClassifier({ oobScore: true }), 'oobScore'],
    [new ExtraTreesClassifier({ maxSamples: 3 } as Partial<ExtraTreesClassifierParams>), 'maxSamples'],
  ])('refuses a parameter that cannot be used: %#', (model, parameter) => {
    const error = { code: 'INVALID_PARAMETER', parameter }
    expect(() => model.fit([[0], [1]], [0, 1])).toThrow(expect.objectContaining(error) as Error)
  })
})
