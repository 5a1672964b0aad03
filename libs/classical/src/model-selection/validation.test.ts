import { DataError, InvalidParameterError, NotFittedError, ShapeError } from '@genre/core'
import { describe, expect, it } from 'vitest'
import golden from '../../golden/validation.json' with { type: 'json' }
import { checkEstimator } from '../../test/check-estimator'
import { dataset, maxDifference } from '../../test/datasets'
import { fromJSON } from '../from-json'
import { KNeighborsClassifier } from '../neighbors/k-neighbors-classifier'
import { Pipeline } from '../pipeline/pipeline'
import { MinMaxScaler } from '../preprocessing/min-max-scaler'
import { StandardScaler } from '../preprocessing/standard-scaler'
import { checkCv } from './check-cv'
import { crossValPredict } from './cross-val-predict'
import { crossValScore, crossValidate } from './cross-validate'
import { GridSearchCV } from './grid-search-cv'
import { GroupKFold } from './group-k-fold'
import { GroupShuffleSplit } from './group-shuffle-split'
import { KFold } from './k-fold'
import { parameterGrid } from './parameter-grid'
import { PredefinedSplit } from './predefined-split'
import type { ScorerName } from './scorer'
import { ShuffleSplit } from './shuffle-split'
import type { Splitter } from './splitter'
import { StratifiedGroupKFold } from './stratified-group-k-fold'
import { StratifiedKFold } from './stratified-k-fold'
import { StratifiedShuffleSplit } from './stratified-shuffle-split'

/** Votes are exact and metrics are sums of at most 178 terms, added in another order there. */
const ROUNDING = 1e-13

const wine = dataset('wine')
const X = wine.X
const y = wine.y.map(code => ['white', 'red', 'rosé'][code as number])
const groups = y.map((_, i) => i % 13)
const make = () =>
  new Pipeline<string>([
    ['scale', new StandardScaler()],
    ['knn', new KNeighborsClassifier()],
  ])
const splitters: Record<string, number | null | Splitter> = {
  default: null,
  three: 3,
  shuffled: new KFold({ nSplits: 4, shuffle: true, randomState: 1 }),
  groups: new GroupKFold(4),
  draws: new StratifiedShuffleSplit({ nSplits: 3, testSize: 0.3, randomState: 5 }),
}

describe('crossValidate', () => {
  it.each(Object.entries(golden.crossValidate))('equals scikit-learn with every scorer: %s', (name, expected) => {
    const scoring = Object.fromEntries(Object.keys(expected).map(key => [key, key as ScorerName]))
    const result = crossValidate(make(), X, y, { cv: splitters[name], groups, scoring, returnTrainScore: true })
    for (const [key, [test, train]] of Object.entries(expected)) {
      expect(maxDifference(result.test[key], test), key).toBeLessThan(ROUNDING)
      expect(maxDifference(result.train![key], train), key).toBeLessThan(ROUNDING)
    }
    expect(result.splits).toHaveLength(expected.accuracy[0].length)
    expect(result.estimators).toBeUndefined()
  })

  it('equals scikit-learn for two classes', () => {
    const binary = wine.y.map(code => Number(code === 1))
    const { test } = crossValidate(make(), X, binary, { scoring: { f1: 'f1', rocAuc: 'rocAuc' } })
    expect(maxDifference(test.f1, golden.binary.f1)).toBeLessThan(ROUNDING)
    expect(maxDifference(test.rocAuc, golden.binary.rocAuc)).toBeLessThan(ROUNDING)
  })

  it('keeps estimators if asked, takes functions, and leaves the estimator alone', () => {
    const model = make()
    const result = crossValidate(model, X, y, { returnEstimator: true, scoring: () => 7, cv: 2 })
    expect(result.test.score).toEqual(Float64Array.of(7, 7))
    expect(result.estimators!.every(one => one.isFitted)).toBe(true)
    expect(model.isFitted).toBe(false)
    expect(crossValScore(model, X, y, { cv: 2 })).toEqual(crossValidate(model, X, y, { cv: 2 }).test.score)
    expect(crossValScore(model, X, y, { cv: 2, scoring: 'f1Macro' })).toHaveLength(2)
  })

  it('gives each fold its weights', () => {
    const scaler = new Pipeline([['scale', new StandardScaler()]])
    const seen: unknown[] = []
    const sampleWeight = y.map((_, i) => i % 3)
    const scoring = (model: unknown) => {
      seen.push(((model as Pipeline).namedSteps.scale as StandardScaler).mean)
      return 0
    }
    const { splits } = crossValidate(scaler, X, y, { cv: 2, scoring, sampleWeight })
    const train = [...splits[0].train]
    const rows = train.map(i => Array.from(X.data.subarray(i * 13, (i + 1) * 13)))
    const weights = train.map(i => sampleWeight[i])
    expect(seen[0]).toEqual(new StandardScaler().fit(rows, undefined, { sampleWeight: weights }).mean)
  })

  it('refuses what it cannot use', () => {
    expect(() => crossValidate(make(), X, y.slice(1))).toThrow(ShapeError)
    expect(() => crossValidate(5 as never, X, y)).toThrow('estimator must be an estimator')
    expect(() => crossValidate(make(), X, y, { cv: 1 })).toThrow('nSplits must be')
    expect(() => crossValidate(make(), X, y, { cv: 'five' as never })).toThrow('cv must be')
    expect(() => crossValidate(make(), X, y, { cv: [] })).toThrow('cv must be')
    expect(() => crossValidate(make(), X, y, { cv: [{ train: [0], test: [999] } as never] })).toThrow(
      'a row from 0 to 177',
    )
    expect(() => crossValidate(make(), X, y, { scoring: 'f2' as never })).toThrow(
      'scoring must be a function or one of',
    )
    expect(() => crossValidate(make(), X, y, { scoring: {} })).toThrow('scoring must be at least one scorer')
    expect(() => crossValScore(make(), X, y, { scoring: { a: 'f1' } })).toThrow('scoring must be a single scorer')
    expect(() => crossValidate(make(), X, y, { cv: new GroupKFold(3) })).toThrow('groups must be given')
    expect(() => crossValidate(new MinMaxScaler(), X, y)).toThrow('scoring must be an estimator with score')
  })
})

describe('crossValPredict', () => {
  it.each(Object.entries(golden.predict))('equals scikit-learn: %s', (name, { labels, proba }) => {
    const cv = name === 'unshuffled' ? new KFold(3) : splitters[name]
    expect(crossValPredict(make(), X, y, { cv, groups })).toEqual(labels)
    const probabilities = crossValPredict(make(), X, y, { cv, groups, method: 'predictProba' })
    expect(probabilities.shape).toEqual([178, 3])
    expect(maxDifference(probabilities.data, proba)).toBeLessThan(ROUNDING)
  })

  it('transforms rows', () => {
    const out = crossValPredict(new MinMaxScaler(), X, y, { method: 'transform', cv: 2 })
    const half = new MinMaxScaler().fit(X.slice(0, 89, 178)).transform(X.slice(0, 0, 89))
    expect(out.data.subarray(0, half.data.length)).toEqual(half.data)
  })

  it('refuses splits that are no partition and methods that are not there', () => {
    expect(() => crossValPredict(make(), X, y, { cv: new ShuffleSplit(2) })).toThrow(
      'every row as a test row exactly once',
    )
    expect(() => crossValPredict(make(), X, y, { method: 'decisionFunction' })).toThrow(
      'an estimator with decisionFunction',
    )
    expect(() => crossValPredict(make(), X, y, { method: 'score' as never })).toThrow('method must be one of')
  })
})

describe('checkCv', () => {
  it('takes every splitter as plain data', () => {
    const all: Splitter[] = [
      new KFold({ nSplits: 3, shuffle: true, randomState: 4 }),
      new StratifiedKFold(3),
      new GroupKFold({ nSplits: 3, shuffle: true, randomState: 4 }),
      new StratifiedGroupKFold(3),
      new ShuffleSplit({ nSplits: 3, testSize: 0.3, randomState: 4 }),
      new GroupShuffleSplit({ nSplits: 3, trainSize: 0.3, randomState: 4 }),
      new StratifiedShuffleSplit({ nSplits: 3, testSize: 0.3, randomState: 4 }),
      new PredefinedSplit(y.map((_, i) => i % 3)),
    ]
    for (const splitter of all) {
      const again = checkCv(JSON.parse(JSON.stringify(splitter)), make())
      expect(again).toBeInstanceOf(splitter.constructor)
      expect(again.split(X, y, groups)).toEqual(splitter.split(X, y, groups))
    }
    expect(() => checkCv({ splitter: 'toString' }, make())).toThrow(InvalidParameterError)
    expect(checkCv(3, new MinMaxScaler())).toBeInstanceOf(KFold)
    expect(checkCv(3, make())).toBeInstanceOf(StratifiedKFold)
  })
})

describe('parameterGrid', () => {
  it('equals scikit-learn', () => {
    const grid = parameterGrid([{ b: [1, 2], a: ['x', null] }, { c: [3] }])
    expect(grid.map(one => Object.entries(one).sort())).toEqual(golden.grid)
  })

  it('refuses what has no values', () => {
    for (const grid of [{ a: [] }, { a: 5 }, [], null, [null]]) {
      expect(() => parameterGrid(grid as never), JSON.stringify(grid)).toThrow(InvalidParameterError)
    }
  })
})

const search = () =>
  new GridSearchCV<string>(
    make(),
    { knn__nNeighbors: [1, 3, 40], knn__weights: ['uniform', 'distance'], scale__withStd: [true, false] },
    {
      cv: 4,
      scoring: { accuracy: 'accuracy', negLogLoss: 'negLogLoss' },
      refit: 'negLogLoss',
      returnTrainScore: true,
    },
  )

checkEstimator(
  'GridSearchCV',
  () =>
    new GridSearchCV(
      new KNeighborsClassifier(),
      { nNeighbors: [1, 3] },
      { cv: new KFold({ nSplits: 3, shuffle: true, randomState: 0 }) },
    ),
  { oneRow: 'refuses' },
)

describe('GridSearchCV', () => {
  const expected = golden.search
  const fitted = search().fit(X, y)

  it('equals scikit-learn', () => {
    const { params, test, train } = fitted.cvResults
    expect(params.map(p => [p.knn__nNeighbors, p.knn__weights, p.scale__withStd])).toEqual(expected.params)
    for (const name of ['accuracy', 'negLogLoss'] as const) {
      for (const [part, actual] of [
        ['test', test[name]],
        ['train', train[name]],
      ] as const) {
        expect(maxDifference(actual.mean, expected[name][part].mean)).toBeLessThan(ROUNDING)
        expect(maxDifference(actual.std, expected[name][part].std)).toBeLessThan(ROUNDING)
        expect(maxDifference(actual.splits.data, expected[name][part].splits)).toBeLessThan(ROUNDING)
      }
    }
    expect([...test.accuracy.rank]).toEqual(expected.accuracy.test.rank)
    expect(fitted.bestIndex).toBe(expected.bestIndex)
    expect(Math.abs(fitted.bestScore - expected.bestScore)).toBeLessThan(ROUNDING)
    expect(fitted.predict(X)).toEqual(expected.predict)
    expect(Math.abs(fitted.score(X, y) - expected.score)).toBeLessThan(ROUNDING)
    expect(fitted.classes).toEqual(['red', 'rosé', 'white'])
    expect(fitted.nFeaturesIn).toBe(13)
  })

  it('does the same when it gives way to other work', async () => {
    const other = await search().fitAsync(X, y)
    expect(other.cvResults.test).toEqual(fitted.cvResults.test)
    expect(other.bestParams).toEqual(fitted.bestParams)
  })

  it('reports progress and can be cancelled', async () => {
    const seen: number[] = []
    search().fit(X, y, { onProgress: ({ done, total }) => seen.push(done / total) })
    expect(seen.at(-1)).toBe(1)
    const one = search()
    const control = new AbortController()
    const work = one.fitAsync(X, y, { signal: control.signal, onProgress: () => control.abort(new Error('enough')) })
    await expect(work).rejects.toThrow('enough')
    expect(one.isFitted).toBe(false)
    await expect(search().fitAsync(X, y, { signal: AbortSignal.abort(new Error('before')) })).rejects.toThrow('before')
  })

  it('keeps groups whole', () => {
    const grid = { knn__nNeighbors: [1, 3] }
    const result = new GridSearchCV(make(), grid, { cv: new GroupKFold(4) }).fit(X, y, { groups })
    const scores = crossValScore(make().setParams({ knn__nNeighbors: 1 }), X, y, { cv: new GroupKFold(4), groups })
    expect(Array.from(result.cvResults.test.score.splits.data.subarray(0, 4))).toEqual([...scores])
  })

  it('gives a failing candidate its score, or fails', () => {
    const grid = { knn__nNeighbors: [1, 170] }
    expect(() => new GridSearchCV(make(), grid).fit(X, y)).toThrow('nNeighbors must be at most 142')
    const result = new GridSearchCV(make(), grid, { errorScore: NaN }).fit(X, y)
    expect([...result.cvResults.test.score.rank]).toEqual([1, 2])
    expect(result.cvResults.test.score.mean[1]).toBeNaN()
    expect(fromJSON(JSON.stringify(result), { expect: GridSearchCV }).cvResults).toEqual(result.cvResults)
  })

  it('survives JSON with several scorers and a splitter', () => {
    const back = fromJSON(JSON.stringify(fitted), { expect: GridSearchCV<string> })
    expect(back.cvResults).toEqual(fitted.cvResults)
    expect(back.bestParams).toEqual(fitted.bestParams)
    expect(back.predict(X)).toEqual(fitted.predict(X))
    const cv = new GroupKFold(3)
    const grouped = new GridSearchCV(make(), { knn__nNeighbors: [1] }, { cv }).fit(X, y, { groups })
    const again = fromJSON(JSON.stringify(grouped), { expect: GridSearchCV })
    expect(again.clone().fit(X, y, { groups }).bestScore).toBe(grouped.bestScore)
    const custom = new GridSearchCV(make(), { knn__nNeighbors: [1] }, { scoring: () => 1 }).fit(X, y)
    expect(() => JSON.stringify(custom)).toThrow('scoring must be plain data or an estimator, to be saved')
  })

  it('says what is missing without refit', () => {
    const options = { refit: false, scoring: { a: 'accuracy', f: 'f1Macro' } } as const
    const result = new GridSearchCV(make(), { knn__nNeighbors: [1] }, options).fit(X, y)
    expect(result.cvResults.test.f.mean).toHaveLength(1)
    expect(() => result.bestIndex).toThrow('refit must be set, for there to be a bestIndex')
    expect(() => result.predict(X)).toThrow('for there to be a bestEstimator')
    const single = new GridSearchCV(make(), { knn__nNeighbors: [3, 1] }, { refit: false }).fit(X, y)
    expect(single.bestParams).toEqual(single.cvResults.params[single.bestIndex])
  })

  it('refuses parameters out of range', () => {
    const bad = (options: object, grid: object = { knn__nNeighbors: [1] }) => {
      return () => new GridSearchCV(make(), grid as never, options as never).fit(X, y)
    }
    expect(bad({ refit: 'f1' })).toThrow('refit must be true or false')
    expect(bad({ scoring: { a: 'accuracy', b: 'accuracy' } })).toThrow('refit must be false or one of the scorers a, b')
    expect(bad({ errorScore: 'ignore' })).toThrow('errorScore must be')
    expect(bad({ returnTrainScore: 1 })).toThrow('returnTrainScore must be')
    expect(bad({}, { knn__C: [1] })).toThrow('C must be one of the parameters of KNeighborsClassifier')
    expect(bad({}, {})).not.toThrow()
    expect(() => search().predict(X)).toThrow(NotFittedError)
    expect(() => search().fit([[NaN]], ['a'])).toThrow(DataError)
    expect(() =>
      new GridSearchCV(new KNeighborsClassifier({ nNeighbors: 1 }), {}, { cv: 2 }).fit(
        [[1], [2], [NaN], [3]],
        [0, 0, 1, 1],
      ),
    ).toThrow(DataError)
  })
})
