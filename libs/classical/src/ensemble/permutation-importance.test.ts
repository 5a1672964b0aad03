import { describe, expect, it } from 'vitest'
import golden from '../../golden/ensemble.json' with { type: 'json' }
import { dataset, maxDifference } from '../../test/datasets'
import { DecisionTreeClassifier } from '../tree/decision-tree-classifier'
import { permutationImportance } from './permutation-importance'
import { RandomForestClassifier } from './random-forest-classifier'

/** Differences of shares of 178 rows. */
const TOLERANCE = 1e-14

describe('permutationImportance', () => {
  it("equals scikit-learn's", () => {
    const { X, y } = dataset('wine')
    const { weights } = golden.weighted
    const model = new RandomForestClassifier({ nEstimators: 5, randomState: 8 }).fit(X, y, { sampleWeight: weights })
    const before = X.data.slice()
    const result = permutationImportance(model, X, y, { nRepeats: 3, randomState: 9 })
    const { importances, mean, standardDeviation } = golden.permutation
    expect(maxDifference(result.importances.data, importances)).toBeLessThanOrEqual(TOLERANCE)
    expect(maxDifference(result.mean, mean)).toBeLessThanOrEqual(TOLERANCE)
    expect(maxDifference(result.standardDeviation, standardDeviation)).toBeLessThanOrEqual(TOLERANCE)
    expect(X.data).toEqual(before)
  })

  it('takes another score, and weights', () => {
    const X = [[0], [1], [2], [3]]
    const y = ['a', 'a', 'b', 'b']
    const tree = new DecisionTreeClassifier<string>({ randomState: 0 }).fit(X, y)
    const constant = permutationImportance(tree, X, y, { nRepeats: 2, randomState: 0, scoring: () => 5 })
    expect([...constant.importances.data]).toEqual([0, 0])
    const weighted = permutationImportance(tree, X, y, { randomState: 0, sampleWeight: [1, 0, 0, 0] })
    expect([...weighted.importances.data].every(fall => fall === 0 || fall === 1)).toBe(true)
  })

  it('refuses less than one repeat', () => {
    const tree = new DecisionTreeClassifier({ randomState: 0 }).fit([[0], [1]], [0, 1])
    expect(() => permutationImportance(tree, [[0], [1]], [0, 1], { nRepeats: 0 })).toThrow(/nRepeats/)
  })
})
