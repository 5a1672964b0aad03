import { GenreError, InvalidParameterError, ModelFormatError } from '@genre/core'
import { describe, expect, it } from 'vitest'
import { checkEstimator } from '../../test/check-estimator'
import { dataset } from '../../test/datasets'
import { fromJSON } from '../from-json'
import { KNeighborsClassifier } from '../neighbors/k-neighbors-classifier'
import { MinMaxScaler } from '../preprocessing/min-max-scaler'
import { StandardScaler } from '../preprocessing/standard-scaler'
import { Pipeline } from './pipeline'

const make = () =>
  new Pipeline([
    ['scale', new MinMaxScaler()],
    ['nothing', 'passthrough'],
    ['knn', new KNeighborsClassifier({ nNeighbors: 3 })],
  ])

checkEstimator(
  'Pipeline',
  () =>
    new Pipeline([
      ['scale', new MinMaxScaler()],
      ['knn', new KNeighborsClassifier({ nNeighbors: 1 })],
    ]),
)
checkEstimator(
  'Pipeline of transformers',
  () =>
    new Pipeline([
      ['a', new MinMaxScaler()],
      ['b', new StandardScaler()],
    ]),
)

describe('Pipeline', () => {
  const { X, y } = dataset('wine')

  it('does what its steps do one after the other', () => {
    const model = make().fit(X, y)
    const scaler = new MinMaxScaler().fit(X)
    const knn = new KNeighborsClassifier({ nNeighbors: 3 }).fit(scaler.transform(X), y)
    expect(model.predict(X)).toEqual(knn.predict(scaler.transform(X)))
    expect(model.predictProba(X)).toEqual(knn.predictProba(scaler.transform(X)))
    expect(model.score(X, y)).toBe(knn.score(scaler.transform(X), y))
    expect(model.classes).toEqual(knn.classes)
    expect(model.nFeaturesIn).toBe(13)
    expect(model.kind).toBe('classifier')
  })

  it('transforms and goes back', () => {
    const model = new Pipeline([
      ['a', new MinMaxScaler()],
      ['none', 'passthrough'],
      ['b', new StandardScaler()],
    ])
    const transformed = model.fitTransform(X)
    expect(transformed).toEqual(model.transform(X))
    expect(transformed).toEqual(new StandardScaler().fitTransform(new MinMaxScaler().fitTransform(X)))
    model.inverseTransform(transformed).data.forEach((x, k) => expect(x).toBeCloseTo(X.data[k], 9))
    expect(model.kind).toBe('transformer')
    expect(new Pipeline([['only', 'passthrough']]).fitTransform(X)).toBe(X)
  })

  it('leaves the estimators that it was given unfitted', () => {
    const scaler = new MinMaxScaler()
    const model = new Pipeline([
      ['scale', scaler],
      ['knn', new KNeighborsClassifier()],
    ]).fit(X, y)
    expect(scaler.isFitted).toBe(false)
    expect((model.namedSteps.scale as MinMaxScaler).dataMin).toEqual(new MinMaxScaler().fit(X).dataMin)
  })

  it('reaches parameters of steps, and steps, by name', () => {
    const model = make()
    expect(Object.keys(model.getParams())).toEqual(
      expect.arrayContaining(['steps', 'scale', 'knn', 'knn__nNeighbors', 'knn__weights', 'scale__featureRange']),
    )
    model.setParams({ knn__nNeighbors: 7 })
    expect(model.getParams().knn__nNeighbors).toBe(7)
    const copy = model.clone().setParams({ knn__nNeighbors: 1 })
    expect([model.getParams().knn__nNeighbors, copy.getParams().knn__nNeighbors]).toEqual([7, 1])
    model.setParams({ scale: new StandardScaler() } as never)
    expect(model.fit(X, y).namedSteps.scale).toBeInstanceOf(StandardScaler)
    expect(() => model.setParams({ knn__C: 1 })).toThrow('C must be one of the parameters of KNeighborsClassifier')
    expect(() => model.setParams({ svc__C: 1 })).toThrow("svc__C must be a parameter of one of 'scale', 'knn'")
  })

  it('refuses steps that are none', () => {
    const knn = new KNeighborsClassifier()
    const bad: unknown[] = [[], null, 'x', [['a']], [['a', 5]], [['', knn]], [['a__b', knn]], [['steps', knn]]]
    bad.push(
      [
        ['a', knn],
        ['a', knn],
      ],
      [
        ['first', knn],
        ['last', knn],
      ],
    )
    for (const steps of bad) {
      expect(() => new Pipeline(steps as never).fit(X, y), JSON.stringify(steps)).toThrow(GenreError)
    }
  })

  it('says which method the last step lacks', () => {
    const model = new Pipeline([['scale', new MinMaxScaler()]]).fit(X)
    expect(() => model.predict(X)).toThrow(
      'steps must be an estimator with predict as the last step; received "MinMaxScaler"',
    )
    expect(() => make().fit(X, y).transform(X)).toThrow(InvalidParameterError)
  })

  it('refuses JSON whose fitted steps are not those of its parameters', () => {
    const json = JSON.parse(JSON.stringify(make().fit(X, y)))
    json.state.steps[0] = JSON.parse(JSON.stringify(new StandardScaler().fit(X)))
    expect(() => fromJSON(json)).toThrow(ModelFormatError)
    json.state.steps = [null, null]
    expect(() => fromJSON(json)).toThrow('2 fitted steps, but 3 parameters')
  })
})
