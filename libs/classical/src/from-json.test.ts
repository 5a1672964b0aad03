import { ModelFormatError } from '@genre/core'
import { describe, expect, it } from 'vitest'
import { fromJSON } from './from-json'
import { QuadraticDiscriminantAnalysis } from './discriminant/quadratic-discriminant-analysis'
import { KNeighborsClassifier } from './neighbors/k-neighbors-classifier'
import { Pipeline } from './pipeline/pipeline'
import { MinMaxScaler } from './preprocessing/min-max-scaler'

const model = new KNeighborsClassifier<string>({ nNeighbors: 1 }).fit(
  [
    [0, 1],
    [1, 0.1],
  ],
  ['blues', 'rock'],
)

describe('toJSON', () => {
  it('names format, version, type, parameters and state', () => {
    const json = JSON.parse(JSON.stringify(model))
    expect(json).toEqual({
      format: 'genre-classical',
      version: 1,
      type: 'KNeighborsClassifier',
      params: { nNeighbors: 1, weights: 'uniform', metric: 'minkowski', p: 2, tieBreak: 'first' },
      state: {
        classes: ['blues', 'rock'],
        nFeaturesIn: 2,
        fitX: { dtype: 'float64', shape: [2, 2], data: 'AAAAAAAAAAAAAAAAAADwPwAAAAAAAPA/mpmZmZmZuT8=' },
        fitY: { dtype: 'uint8', shape: [2], data: 'AAE=' },
      },
    })
  })

  it('works inside other data, where JSON.stringify hands over a key', () => {
    const text = JSON.stringify({ models: [model] })
    expect(fromJSON(JSON.parse(text).models[0]).type).toBe('KNeighborsClassifier')
  })
})

describe('fromJSON', () => {
  const json = () => JSON.parse(JSON.stringify(model))

  it('reads text and data, and checks the class that is expected', () => {
    expect(fromJSON(JSON.stringify(model), { expect: KNeighborsClassifier }).predict([[0, 1]])).toEqual(['blues'])
    expect(fromJSON(json())).toBeInstanceOf(KNeighborsClassifier)
    expect(() => fromJSON(json(), { expect: Pipeline })).toThrow(
      'model file: holds a KNeighborsClassifier, not a Pipeline',
    )
  })

  it('names the file and the place', () => {
    const broken = json()
    broken.state.fitY.shape = [30]
    expect(() => fromJSON(broken, { file: 'genres.json' })).toThrow('genres.json: model.state.fitY: data does not have')
    expect(() => fromJSON('{', { file: 'genres.json' })).toThrow('genres.json: no JSON')
  })

  it('refuses another format, version or type, and says what it knows', () => {
    expect(() => fromJSON({ ...json(), format: 'pickle' })).toThrow("format must be 'genre-classical'")
    expect(() => fromJSON({ ...json(), version: 2 })).toThrow('version must be 1; a newer package may know this one')
    for (const type of ['Nothing', '', 'constructor', '__proto__', 'toString', 5, null]) {
      expect(() => fromJSON({ ...json(), type }), String(type)).toThrow('unknown type')
    }
    expect(() => fromJSON({ ...json(), more: 1 })).toThrow('unknown property "more"')
  })

  it('refuses parameters that the estimator refuses', () => {
    expect(() => fromJSON({ ...json(), params: { nNeighbors: 0 } })).toThrow('nNeighbors must be an integer at least 1')
    expect(() => fromJSON({ ...json(), params: { C: 1 } })).toThrow('C must be one of the parameters')
    expect(() => fromJSON({ ...json(), params: null })).toThrow('params must be an object')
    expect(() => fromJSON({ ...json(), params: { nNeighbors: { $number: 'ten' } } })).toThrow('$number must be')
  })

  it('refuses arrays with holes, which data may have that never was text', () => {
    const X = [
      [0, 1],
      [1, 0.1],
      [0.2, 0.5],
      [0.9, 0.7],
    ]
    const trained = new Pipeline<string>([
      ['scale', new MinMaxScaler()],
      ['qda', new QuadraticDiscriminantAnalysis({ solver: 'eigen', shrinkage: 0.5 })],
    ]).fit(X, ['blues', 'rock', 'blues', 'rock'])
    let tried = 0
    const visit = (value: unknown, whole: unknown) => {
      if (typeof value !== 'object' || value === null) return
      for (const key of Object.keys(value)) {
        const holder = value as Record<string, unknown>
        const item = holder[key]
        if (Array.isArray(value)) {
          delete holder[key]
          expect(() => fromJSON(whole)).toThrow(ModelFormatError)
          holder[key] = item
          tried++
        }
        visit(item, whole)
      }
    }
    const data: unknown = JSON.parse(JSON.stringify(trained))
    visit(data, data)
    expect(tried).toBeGreaterThan(10)
    expect(fromJSON(data)).toBeInstanceOf(Pipeline)
  })

  it('does not follow nesting without end', () => {
    let nested: unknown = new MinMaxScaler().toJSON()
    for (let k = 0; k < 40; k++) {
      nested = {
        format: 'genre-classical',
        version: 1,
        type: 'Pipeline',
        params: { steps: [['a', nested]] },
        state: null,
      }
    }
    expect(() => fromJSON(nested)).toThrow(ModelFormatError)
    expect(() => fromJSON(nested)).toThrow('nested deeper than 64 levels')
    const loop: Record<string, unknown> = { ...json() }
    loop.params = { nNeighbors: loop }
    expect(() => fromJSON(loop)).toThrow('nested deeper')
  })
})
