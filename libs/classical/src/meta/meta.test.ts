import { InvalidParameterError, NdArray } from '@genre/core'
import { describe, expect, it } from 'vitest'
import golden from '../../golden/meta.json' with { type: 'json' }
import { checkEstimator } from '../../test/check-estimator'
import type { DatasetName } from '../../test/datasets'
import { dataset, everyRow, maxDifference } from '../../test/datasets'
import type { AnyEstimator } from '../base/estimator'
import { LinearDiscriminantAnalysis } from '../discriminant/linear-discriminant-analysis'
import { fromJSON } from '../from-json'
import { KMeans } from '../cluster/k-means'
import { GroupKFold } from '../model-selection/group-k-fold'
import { GaussianNB } from '../naive-bayes/gaussian-nb'
import { KNeighborsClassifier } from '../neighbors/k-neighbors-classifier'
import { Pipeline } from '../pipeline/pipeline'
import { MinMaxScaler } from '../preprocessing/min-max-scaler'
import { StandardScaler } from '../preprocessing/standard-scaler'
import { RidgeClassifier } from '../ridge/ridge-classifier'
import { CalibratedClassifierCV } from './calibrated-classifier-cv'
import { fitIsotonic, isotonicAt } from './isotonic'
import type { NamedEstimator } from './named-estimators'
import { fitSigmoid } from './sigmoid-calibration'
import { StackingClassifier } from './stacking-classifier'
import { VotingClassifier } from './voting-classifier'

/** Probabilities carry the rounding of what is beneath them: discriminants and densities. */
const PROBABILITIES = 1e-9
/**
 * Sigmoids are found by the same steps. The corners of isotonic curves lie where probabilities differ by rounding, and
 * scikit-learn's temperatures end where the loss is flat to it.
 */
const SIGMOIDS = 1e-9
const OTHERS = 1e-5

const base = (): NamedEstimator[] => [
  ['nb', new GaussianNB()],
  [
    'knn',
    new Pipeline([
      ['scale', new StandardScaler()],
      ['knn', new KNeighborsClassifier({ nNeighbors: 7 })],
    ]),
  ],
  ['lda', new LinearDiscriminantAnalysis()],
]
const simple = (): NamedEstimator[] => [
  ['nb', new GaussianNB()],
  ['gone', 'drop'],
  ['knn', new KNeighborsClassifier({ nNeighbors: 3 })],
]
const refuses = { oneClass: 'refuses', oneRow: 'refuses' } as const

checkEstimator('VotingClassifier', () => new VotingClassifier(simple()), { oneRow: 'refuses' })
checkEstimator('VotingClassifier, soft', () => new VotingClassifier(simple(), { voting: 'soft', weights: [1, 2, 3] }), {
  oneRow: 'refuses',
})
checkEstimator(
  'StackingClassifier',
  () => new StackingClassifier(simple(), { finalEstimator: new LinearDiscriminantAnalysis(), cv: 3 }),
  refuses,
)
checkEstimator('CalibratedClassifierCV', () => new CalibratedClassifierCV(new RidgeClassifier(), { cv: 3 }), refuses)
checkEstimator(
  'CalibratedClassifierCV, isotonic',
  () => new CalibratedClassifierCV(new GaussianNB(), { method: 'isotonic', cv: 3 }),
  {
    oneRow: 'refuses',
  },
)
checkEstimator(
  'CalibratedClassifierCV, temperature',
  () => new CalibratedClassifierCV(new LinearDiscriminantAnalysis(), { method: 'temperature', cv: 3, ensemble: false }),
  refuses,
)

describe('VotingClassifier', () => {
  it.each(golden.voting.map(c => [c.data, c.options, c] as const))(
    'equals scikit-learn on %s with %o',
    (name, options, c) => {
      const { X, y } = dataset(name as DatasetName)
      const half = new NdArray(everyRow(X, 2).data, everyRow(X, 2).shape)
      const model = new VotingClassifier(base(), options as never).fit(
        half,
        y.filter((_, i) => i % 2 === 0),
      )
      expect(model.predict(X)).toEqual(c.predict)
      if (c.proba) expect(maxDifference(model.predictProba(everyRow(X, 9)).data, c.proba)).toBeLessThan(PROBABILITIES)
      expect(model.supports('predictProba')).toBe(c.proba !== null)
    },
  )

  it('reaches its estimators by name', () => {
    const given = simple()
    const model = new VotingClassifier(given).setParams({
      knn__nNeighbors: 1,
      nb: new GaussianNB({ varSmoothing: 1 }),
    } as never)
    expect(model.getParams().knn__nNeighbors).toBe(1)
    const { X, y } = dataset('iris')
    model.fit(X, y)
    expect(Object.keys(model.namedEstimators)).toEqual(['nb', 'knn'])
    expect((model.namedEstimators.nb as GaussianNB).params.varSmoothing).toBe(1)
    expect((given[0][1] as AnyEstimator).isFitted).toBe(false)
  })

  it('refuses what it cannot use', () => {
    const X = [[1], [2], [8], [9]]
    const y = [0, 0, 1, 1]
    const nb = new GaussianNB()
    const bad = [
      [],
      null,
      [['a', 'drop']],
      [['a', 5]],
      [['a__b', nb]],
      [
        ['a', nb],
        ['a', nb],
      ],
      [['a', new KMeans()]],
    ]
    for (const list of bad)
      expect(() => new VotingClassifier(list as never).fit(X, y), JSON.stringify(list)).toThrow(InvalidParameterError)
    const one: NamedEstimator[] = [['nb', nb]]
    expect(() => new VotingClassifier(one, { voting: 'loud' as never }).fit(X, y)).toThrow('voting must be one of')
    for (const weights of [[1, 2], [-1], [0], 'x']) {
      expect(() => new VotingClassifier(one, { weights: weights as never }).fit(X, y)).toThrow('weights must be')
    }
    expect(() => new VotingClassifier([['r', new RidgeClassifier()]], { voting: 'soft' }).fit(X, y)).toThrow(
      'with predictProba',
    )
    expect(() => new VotingClassifier(one).fit(X, y).predictProba(X)).toThrow(
      "voting must be 'soft' to have probabilities",
    )
  })
})

describe('StackingClassifier', () => {
  it.each(golden.stacking.map(c => [c.data, c.options, c] as const))(
    'equals scikit-learn on %s with %o',
    (name, options, c) => {
      const { X, y } = dataset(name as DatasetName)
      const model = new StackingClassifier(base(), {
        finalEstimator: new LinearDiscriminantAnalysis(),
        ...(options as object),
      })
      model.fit(X, y)
      expect(model.predict(X)).toEqual(c.predict)
      const some = everyRow(X, 9)
      const answers = model.transform(some)
      const first = Math.min(9, answers.shape[1])
      const columns = answers.slice(1, 0, first).toContiguous()
      expect(maxDifference(columns, c.transform) / Math.max(...c.transform)).toBeLessThan(PROBABILITIES)
      expect(maxDifference(model.predictProba(some).data, c.proba)).toBeLessThan(1e-7)
    },
  )

  it('ends with a logistic regression unless told otherwise', () => {
    const { X, y } = dataset('iris')
    const model = new StackingClassifier<string>([['nb', new GaussianNB()]], { cv: 3 }).fit(X, y as string[])
    expect(model.finalEstimator.type).toBe('LogisticRegression')
    expect(model.score(X, y as string[])).toBeGreaterThan(0.94)
    expect(fromJSON(JSON.stringify(model), { expect: StackingClassifier }).predict(X)).toEqual(model.predict(X))
  })

  it('refuses what it cannot use', () => {
    const X = [[1], [2], [8], [9]]
    const y = [0, 0, 1, 1]
    const make = (options: object) => () =>
      new StackingClassifier([['nb', new GaussianNB()]], options as never).fit(X, y)
    expect(make({ finalEstimator: new KMeans() })).toThrow('finalEstimator must be a classifier')
    expect(make({ finalEstimator: 'logistic' })).toThrow('finalEstimator must be an estimator')
    expect(make({ stackMethod: 'decisionFunction' })).toThrow('nb must be an estimator with decisionFunction')
    expect(make({ passthrough: 1 })).toThrow('passthrough must be')
    expect(make({ cv: 1 })).toThrow('nSplits must be')
  })
})

describe('CalibratedClassifierCV', () => {
  const estimators: Record<string, () => AnyEstimator> = {
    ridge: () =>
      new Pipeline([
        ['scale', new StandardScaler()],
        ['ridge', new RidgeClassifier()],
      ]),
    nb: () => new GaussianNB(),
    lda: () => new LinearDiscriminantAnalysis(),
  }

  it('leaves the curve flat for a class that is never likely, as scikit-learn', () => {
    const values = Float64Array.of(1.7e-12, 6.3e-32, 1.9e-9, 1.7e-8)
    expect(fitSigmoid(values, Uint8Array.of(1, 0, 1, 0), new Float64Array(4).fill(1))).toEqual({ a: 0, b: 0 })
  })

  it.each(golden.calibrated.map(c => [c.estimator, c.data, c.options, c] as const))(
    'equals scikit-learn: %s on %s with %o',
    (estimator, name, options, c) => {
      const { X, y } = dataset(name as DatasetName)
      const byGroup = 'cv' in options && options.cv === 'groups'
      const given = byGroup ? { cv: new GroupKFold(3) } : options
      const groups = y.map((_, i) => i % 11)
      const model = new CalibratedClassifierCV(estimators[estimator](), given as never).fit(X, y, { groups })
      const tolerance = 'method' in options && options.method !== 'sigmoid' ? OTHERS : SIGMOIDS
      expect(maxDifference(model.predictProba(everyRow(X, 9)).data, c.proba)).toBeLessThan(tolerance)
      expect(model.predict(X)).toEqual(c.predict)
    },
  )

  it('calibrates on weighted rows', () => {
    const { X, y } = dataset('iris')
    const make = () => new CalibratedClassifierCV(new GaussianNB(), { cv: 3 })
    const plain = make().fit(X, y).predictProba(X)
    const even = make()
      .fit(X, y, { sampleWeight: y.map(() => 1) })
      .predictProba(X)
    expect(even).toEqual(plain)
    const uneven = make()
      .fit(X, y, { sampleWeight: y.map((_, i) => 1 + (i % 3)) })
      .predictProba(X)
    expect(maxDifference(uneven.data, plain.data)).toBeGreaterThan(1e-4)
  })

  it('refuses what it cannot use', () => {
    const X = [[1], [2], [8], [9]]
    const y = [0, 0, 1, 1]
    const make = (options: object, estimator: unknown = new GaussianNB()) => {
      return () => new CalibratedClassifierCV(estimator as AnyEstimator, options as never).fit(X, y)
    }
    expect(make({})).toThrow('class 0 has 2 rows, fewer than there are folds (5)')
    expect(make({ method: 'platt' })).toThrow('method must be one of')
    expect(make({ ensemble: 'auto' })).toThrow('ensemble must be')
    expect(make({}, new MinMaxScaler())).toThrow('estimator must be a classifier')
    expect(make({}, 5)).toThrow('estimator must be an estimator')
  })
})

describe('isotonic', () => {
  it('equals scikit-learn', () => {
    const { x, y, weight, at, values, corners } = golden.isotonic
    const curve = fitIsotonic(Float64Array.from(x), Float64Array.from(y), Float64Array.from(weight))
    expect([...curve.x]).toEqual(corners)
    at.forEach((t, k) => expect(isotonicAt(curve, t)).toBeCloseTo(values[k], 12))
  })
})
