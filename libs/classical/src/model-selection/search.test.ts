import { InvalidParameterError } from '@genre/core'
import { describe, expect, it } from 'vitest'
import golden from '../../golden/search.json' with { type: 'json' }
import { checkEstimator } from '../../test/check-estimator'
import { dataset, maxDifference } from '../../test/datasets'
import { fromJSON } from '../from-json'
import { KNeighborsClassifier } from '../neighbors/k-neighbors-classifier'
import { Pipeline } from '../pipeline/pipeline'
import { StandardScaler } from '../preprocessing/standard-scaler'
import { GroupKFold } from './group-k-fold'
import { learningCurve, validationCurve } from './learning-curve'
import type { ParamDistributions } from './parameter-sampler'
import { parameterSampler } from './parameter-sampler'
import { RandomizedSearchCV } from './randomized-search-cv'
import { takeRows } from './take'

/** Scores are shares of rows. */
const ROUNDING = 1e-13

const { X, y } = dataset('wine')
const make = () =>
  new Pipeline([
    ['scale', new StandardScaler()],
    ['knn', new KNeighborsClassifier()],
  ])

describe('parameterSampler', () => {
  it.each(golden.sampler as [unknown, number, number, Record<string, unknown>[]][])(
    'draws what scikit-learn draws: %o, %i draws, seed %i',
    (distributions, nIter, randomState, expected) => {
      const drawn = parameterSampler(distributions as ParamDistributions, {
        nIter,
        randomState,
      })
      const wanted = expected
      expect(drawn.map(one => Object.keys(one).sort())).toEqual(wanted.map(one => Object.keys(one).sort()))
      drawn.forEach((one, i) => {
        for (const [name, value] of Object.entries(one)) {
          // exp and log differ in the last bit between libraries.
          if (name === 'l') expect((value as number) / (wanted[i][name] as number)).toBeCloseTo(1, 13)
          else expect(value).toBe(wanted[i][name])
        }
      })
    },
  )

  it('refuses distributions that are none', () => {
    const bad = [null, 5, [], [5], { a: [] }, { a: 5 }, { a: {} }, { a: { uniform: [1, 0] } }, { a: { uniform: [0] } }]
    bad.push(
      { a: { logUniform: [0, 1] } } as never,
      { a: { integer: [0.5, 2] } } as never,
      { a: { normal: [0, 1] } } as never,
    )
    for (const distributions of bad) {
      expect(() => parameterSampler(distributions as never), JSON.stringify(distributions)).toThrow(
        InvalidParameterError,
      )
    }
    expect(() => parameterSampler({ a: [1] }, { nIter: 0 })).toThrow('nIter must be')
  })
})

checkEstimator(
  'RandomizedSearchCV',
  () =>
    new RandomizedSearchCV(
      new KNeighborsClassifier(),
      { nNeighbors: { integer: [1, 5] } },
      { cv: 3, nIter: 2, randomState: 0 },
    ),
  { oneRow: 'refuses' },
)

describe('RandomizedSearchCV', () => {
  it('equals scikit-learn', () => {
    const space = { knn__nNeighbors: { integer: [1, 60] as const }, knn__weights: ['uniform', 'distance'] }
    const search = new RandomizedSearchCV(make(), space, { nIter: 6, randomState: 3, cv: 4 }).fit(X, y)
    const { params, test } = search.cvResults
    expect(params.map(p => [p.knn__nNeighbors, p.knn__weights])).toEqual(golden.search.params)
    expect(maxDifference(test.score.mean, golden.search.mean)).toBeLessThan(ROUNDING)
    expect(search.bestIndex).toBe(golden.search.best)
    const back = fromJSON(JSON.stringify(search), { expect: RandomizedSearchCV })
    expect(back.cvResults).toEqual(search.cvResults)
    expect(back.clone().fit(X, y).bestParams).toEqual(search.bestParams)
  })

  it('refuses parameters out of range', () => {
    const fit =
      (space: object, options = {}) =>
      () =>
        new RandomizedSearchCV(make(), space as never, options).fit(X, y)
    expect(fit({ knn__C: [1] })).toThrow('C must be one of the parameters of KNeighborsClassifier')
    expect(fit({ knn__nNeighbors: 5 })).toThrow('paramDistributions.knn__nNeighbors must be')
    expect(fit({ knn__nNeighbors: [5] }, { nIter: 0 })).toThrow('nIter must be')
  })
})

describe('learningCurve', () => {
  it.each(golden.learning)('equals scikit-learn with $options', ({ options, order, sizes, train, test }) => {
    const curve = learningCurve(make(), takeRows(X, order), takeRows(y, order), options as never)
    expect(curve.trainSizes).toEqual(sizes)
    expect(maxDifference(curve.trainScores.data, train)).toBeLessThan(ROUNDING)
    expect(maxDifference(curve.testScores.data, test)).toBeLessThan(ROUNDING)
  })

  it('refuses sizes out of range', () => {
    for (const trainSizes of [[], [0], [1.5], [500], [-1], ['1']]) {
      expect(() => learningCurve(make(), X, y, { trainSizes: trainSizes as never })).toThrow('trainSizes must be')
    }
    expect(() => learningCurve(make(), X, y, { shuffle: 1 as never })).toThrow('shuffle must be')
  })
})

describe('validationCurve', () => {
  it('equals scikit-learn', () => {
    const groups = y.map((_, i) => i % 13)
    const curve = validationCurve(make(), X, y, 'knn__nNeighbors', [1, 5, 25], { cv: new GroupKFold(4), groups })
    expect(maxDifference(curve.trainScores.data, golden.validation.train)).toBeLessThan(ROUNDING)
    expect(maxDifference(curve.testScores.data, golden.validation.test)).toBeLessThan(ROUNDING)
  })

  it('refuses unknown parameters and no values', () => {
    expect(() => validationCurve(make(), X, y, 'knn__C', [1])).toThrow('C must be one of the parameters')
    expect(() => validationCurve(make(), X, y, 'knn__nNeighbors', [])).toThrow('values must be a list')
  })
})
