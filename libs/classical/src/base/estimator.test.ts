import { InvalidParameterError, RandomState } from '@genre/core'
import { describe, expect, it } from 'vitest'
import { KNeighborsClassifier } from '../neighbors/k-neighbors-classifier'
import { Pipeline } from '../pipeline/pipeline'
import { MinMaxScaler } from '../preprocessing/min-max-scaler'
import { QuantileTransformer } from '../preprocessing/quantile-transformer'

describe('parameters', () => {
  it('are stored unchecked and have defaults; undefined stands for the default', () => {
    expect(new KNeighborsClassifier({ nNeighbors: -3 }).params).toEqual({
      nNeighbors: -3,
      weights: 'uniform',
      metric: 'minkowski',
      p: 2,
      tieBreak: 'first',
    })
    expect(new KNeighborsClassifier({ nNeighbors: undefined }).params.nNeighbors).toBe(5)
    const model = new KNeighborsClassifier({ nNeighbors: 1 })
    expect(model.setParams({ nNeighbors: undefined }).params.nNeighbors).toBe(5)
  })

  it('cannot be changed from outside', () => {
    const given = { nNeighbors: 2 }
    const model = new KNeighborsClassifier(given)
    given.nNeighbors = 9
    model.getParams().nNeighbors = 9
    expect(model.params.nNeighbors).toBe(2)
  })

  it('that do not exist are refused at once', () => {
    expect(() => new KNeighborsClassifier({ neighbors: 3 } as never)).toThrow(
      'neighbors must be one of the parameters of KNeighborsClassifier (nNeighbors, weights, metric, p, tieBreak)',
    )
    expect(() => new KNeighborsClassifier(5 as never)).toThrow(InvalidParameterError)
    expect(() => new KNeighborsClassifier({ constructor: 1 } as never)).toThrow(InvalidParameterError)
  })
})

describe('clone', () => {
  it('copies parameters deeply and forgets the state', () => {
    const range: [number, number] = [0, 2]
    const scaler = new MinMaxScaler({ featureRange: range }).fit([[1], [2]])
    const copy = scaler.clone()
    range[1] = 5
    expect(copy.params.featureRange).toEqual([0, 2])
    expect([scaler.isFitted, copy.isFitted]).toEqual([true, false])
    const pipeline = new Pipeline([['scale', scaler]])
    expect(pipeline.clone().namedSteps.scale).not.toBe(scaler)
  })

  it('shares a RandomState, whose stream goes on; JSON leaves it out', () => {
    const randomState = new RandomState(1)
    const model = new QuantileTransformer({ randomState })
    expect(model.clone().params.randomState).toBe(randomState)
    expect(model.toJSON().params.randomState).toBe(null)
  })
})

describe('supports', () => {
  it('asks a pipeline’s last step', () => {
    const knn = new Pipeline([
      ['scale', new MinMaxScaler()],
      ['knn', new KNeighborsClassifier()],
    ])
    expect(['predict', 'predictProba', 'score'].every(method => knn.supports(method))).toBe(true)
    expect(['decisionFunction', 'transform', 'fitTransform'].some(method => knn.supports(method))).toBe(false)
    const scale = new Pipeline([
      ['scale', new MinMaxScaler()],
      ['none', 'passthrough'],
    ])
    expect(['transform', 'inverseTransform', 'fitTransform'].every(method => scale.supports(method))).toBe(true)
    expect(scale.supports('predict')).toBe(false)
    expect(scale.supports('clone')).toBe(true)
  })
})
