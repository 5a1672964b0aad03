import { describe, expect, it } from 'vitest'
import golden from '../../golden/transforms.json' with { type: 'json' }
import { checkEstimator } from '../../test/check-estimator'
import { maxDifference } from '../../test/datasets'
import { fromJSON } from '../from-json'
import { DummyClassifier } from './dummy-classifier'

for (const strategy of ['prior', 'most_frequent', 'stratified', 'uniform'] as const) {
  checkEstimator(`DummyClassifier, ${strategy}`, () => new DummyClassifier({ strategy, randomState: 0 }), {
    ignoresX: true,
    draws: strategy === 'stratified' || strategy === 'uniform',
  })
}

describe('DummyClassifier', () => {
  const y = ['b', 'a', 'c', 'b', 'b', 'a', 'd']
  const X = y.map(() => [0, 0])
  const rows = Array.from({ length: 60 }, () => [0, 0])

  it.each(golden.dummy)('equals scikit-learn, draws and all: %o', ({ strategy, weight, prior, predict, proba }) => {
    const constant = strategy === 'constant' ? 'c' : null
    const model = new DummyClassifier({ strategy: strategy as 'prior', randomState: 5, constant })
    model.fit(X, y, { sampleWeight: weight })
    expect(maxDifference(model.classPrior, prior)).toBeLessThan(1e-15)
    expect(model.predict(rows).join('')).toBe(predict)
    expect(maxDifference(model.predictProba(rows.slice(0, 9)).data, proba)).toBeLessThan(1e-15)
    expect(fromJSON(JSON.stringify(model), { expect: DummyClassifier }).predict(rows).join('')).toBe(predict)
  })

  it('refuses parameters that it cannot use', () => {
    expect(() => new DummyClassifier({ strategy: 'mean' as never }).fit(X, y)).toThrow('strategy must be one of')
    expect(() => new DummyClassifier({ strategy: 'constant', constant: 'z' }).fit(X, y)).toThrow(
      'constant must be one of',
    )
    expect(() => new DummyClassifier({ strategy: 'constant' }).fit(X, y)).toThrow(
      'constant must be one of the classes "a"',
    )
  })
})
