import { DataError, InvalidParameterError } from '@genre/core'
import { describe, expect, it } from 'vitest'
import golden from '../../golden/features.json' with { type: 'json' }
import { checkEstimator } from '../../test/check-estimator'
import type { DatasetName } from '../../test/datasets'
import { dataset, everyRow, maxDifference, relativeDifference } from '../../test/datasets'
import { ColumnTransformer } from '../compose/column-transformer'
import { fromJSON } from '../from-json'
import { Nystroem } from '../kernel-approximation/nystroem'
import { RBFSampler } from '../kernel-approximation/rbf-sampler'
import { KNeighborsClassifier } from '../neighbors/k-neighbors-classifier'
import { FunctionTransformer } from '../preprocessing/function-transformer'
import { MinMaxScaler } from '../preprocessing/min-max-scaler'
import { OutlierHandler, iqrInliers } from '../preprocessing/outlier-handler'
import { StandardScaler } from '../preprocessing/standard-scaler'
import { CorrelationFilter, correlationMatrix } from './correlation-filter'
import { chiSquaredTail, fTail } from './distributions'
import { SelectKBest } from './select-k-best'

const refuses = { oneClass: 'refuses', oneRow: 'refuses' } as const
checkEstimator('SelectKBest', () => new SelectKBest({ k: 2 }), { oneRow: 'refuses' })
checkEstimator('SelectKBest by chi2', () => new SelectKBest({ scoreFunc: 'chi2', k: 1 }), {
  ...refuses,
  positive: true,
})
checkEstimator('CorrelationFilter', () => new CorrelationFilter())
checkEstimator('OutlierHandler', () => new OutlierHandler())
checkEstimator('OutlierHandler, median', () => new OutlierHandler({ strategy: 'median', factor: 0.5 }))
checkEstimator('OutlierHandler, log1p', () => new OutlierHandler({ strategy: 'log1p', factor: 0.5 }))
checkEstimator('FunctionTransformer', () => new FunctionTransformer({ func: 'signedLog1p' }))
checkEstimator('Nystroem', () => new Nystroem({ nComponents: 5, randomState: 0 }))
checkEstimator('RBFSampler', () => new RBFSampler({ nComponents: 5, randomState: 0 }))
checkEstimator('ColumnTransformer', () => {
  return new ColumnTransformer([['a', new MinMaxScaler(), [2, 0]]], { remainder: 'passthrough' })
})

describe('SelectKBest', () => {
  it.each(golden.select.map(c => [c.data, c.scoreFunc, c.k, c] as const))(
    'equals scikit-learn on %s by %s, %i columns',
    (name, scoreFunc, k, c) => {
      const { X, y } = dataset(name as DatasetName)
      const model = new SelectKBest({ scoreFunc: scoreFunc as 'chi2', k }).fit(X, y)
      c.scores.forEach((score, j) => {
        // scikit-learn subtracts sums of squares, which costs digits.
        if (score === null) expect(model.scores[j]).toBeNaN()
        else expect(model.scores[j] / score).toBeCloseTo(1, 8)
        const p = c.pValues[j]
        if (p === null) expect(model.pValues[j]).toBeNaN()
        else expect(Math.abs(model.pValues[j] - p)).toBeLessThanOrEqual(1e-6 * p + 1e-300)
      })
      expect(model.support.map(Number)).toEqual(c.support)
      expect(model.transform(X).shape[1]).toBe(Math.min(k, X.shape[1]))
    },
  )

  it('refuses what it cannot use', () => {
    const { X, y } = dataset('iris')
    expect(() => new SelectKBest({ k: 0 }).fit(X, y)).toThrow('k must be')
    expect(() => new SelectKBest({ scoreFunc: 'mutual' as never }).fit(X, y)).toThrow('scoreFunc must be')
    expect(() => new SelectKBest().fit(X)).toThrow('y must be labels')
    expect(() => new SelectKBest({ scoreFunc: 'chi2' }).fit([[1], [-1]], [0, 1])).toThrow(
      'X, row 1, column 0: chi2 needs',
    )
    expect(() => new SelectKBest().fit([[1], [2]], [0, 1])).toThrow(DataError)
    expect(new SelectKBest({ k: 'all' }).fit(X, y).selected).toEqual([0, 1, 2, 3])
  })

  it('knows its distributions', () => {
    for (const [f, a, b, p] of golden.fTail) expect(Math.abs(fTail(f, a, b) - p)).toBeLessThanOrEqual(1e-11 * p)
    for (const [x, k, p] of golden.chiTail) expect(Math.abs(chiSquaredTail(x, k) - p)).toBeLessThanOrEqual(1e-11 * p)
    expect([fTail(Infinity, 1, 1), chiSquaredTail(Infinity, 1)]).toEqual([0, 0])
  })
})

describe('CorrelationFilter', () => {
  const { X } = dataset('cancer')

  it('equals NumPy', () => {
    expect(maxDifference(correlationMatrix(X).data, golden.correlation.matrix)).toBeLessThan(1e-13)
    expect(new CorrelationFilter().fit(X).selected).toEqual(golden.correlation.kept)
    expect(new CorrelationFilter({ threshold: 1 }).fit(X).selected).toHaveLength(30)
  })

  it('keeps constant columns and refuses thresholds out of range', () => {
    expect(
      new CorrelationFilter().fit([
        [0.1, 1],
        [0.1, 2],
        [0.1, 3],
      ]).selected,
    ).toEqual([0, 1])
    expect(() => new CorrelationFilter({ threshold: 2 }).fit(X)).toThrow('threshold must be')
  })
})

describe('OutlierHandler', () => {
  const { X } = dataset('cancer')
  const expected = golden.outliers

  it('equals NumPy', () => {
    const cap = new OutlierHandler().fit(X)
    expect(relativeDifference(cap.lower, expected.lower)).toBeLessThan(1e-14)
    expect(relativeDifference(cap.upper, expected.upper)).toBeLessThan(1e-14)
    expect(relativeDifference(cap.median, expected.median)).toBeLessThan(1e-14)
    const some = everyRow(X, 40)
    expect(relativeDifference(cap.transform(some).data, expected.cap)).toBeLessThan(1e-14)
    const median = new OutlierHandler({ strategy: 'median' }).fit(X)
    expect(relativeDifference(median.transform(some).data, expected.medianFilled)).toBeLessThan(1e-14)
    const log = new OutlierHandler({ strategy: 'log1p' }).fit(X)
    expect(relativeDifference(log.transform(some).data, expected.log1p)).toBeLessThan(1e-14)
    expect([...iqrInliers(X)]).toEqual(expected.inliers)
  })

  it('refuses parameters out of range', () => {
    expect(() => new OutlierHandler({ strategy: 'remove' as never }).fit(X)).toThrow('strategy must be')
    expect(() => new OutlierHandler({ factor: -1 }).fit(X)).toThrow('factor must be')
    expect(() => iqrInliers(X, { factor: NaN })).toThrow('factor must be')
  })
})

describe('kernel maps', () => {
  const Z = new StandardScaler().fitTransform(dataset('wine').X)

  it.each(golden.maps as [string, object, number[]][])('%s equals scikit-learn with %o', (type, params, transform) => {
    const model = type === 'Nystroem' ? new Nystroem(params as never) : new RBFSampler(params as never)
    const actual = model.fit(Z).transform(everyRow(Z, 30))
    expect(maxDifference(actual.data, transform)).toBeLessThan(1e-11)
  })

  it('refuse parameters out of range', () => {
    expect(() => new Nystroem({ gamma: -1 }).fit(Z)).toThrow('gamma must be')
    expect(() => new Nystroem({ nComponents: 0 }).fit(Z)).toThrow('nComponents must be')
    expect(() => new RBFSampler({ gamma: 'auto' as never }).fit(Z)).toThrow('gamma must be')
    expect(() => new RBFSampler({ nComponents: 0 }).fit(Z)).toThrow('nComponents must be')
    expect(new Nystroem({ nComponents: 500, randomState: 0 }).fitTransform(Z).shape).toEqual([178, 178])
  })
})

describe('FunctionTransformer', () => {
  it('takes names and functions', () => {
    const back = new FunctionTransformer({ func: 'log1p', inverseFunc: 'expm1' }).fit([[1]])
    expect(back.inverseTransform(back.transform([[5]])).get(0, 0)).toBeCloseTo(5, 14)
    const own = new FunctionTransformer({ func: (x, column) => x * 10 ** column })
    expect(own.fitTransform([[1, 2]]).toArray()).toEqual([[1, 20]])
    expect(() => JSON.stringify(own)).toThrow('func must be plain data')
    expect(() => new FunctionTransformer({ func: 'sin' as never }).fit([[1]])).toThrow(
      'func must be a function or one of',
    )
    expect(() => new FunctionTransformer({ func: 'sqrt' }).fitTransform([[4, -1]])).toThrow(
      'X, row 0, column 1: the function of -1',
    )
  })
})

describe('ColumnTransformer', () => {
  const { X, y } = dataset('wine')
  const make = (remainder: 'drop' | 'passthrough') =>
    new ColumnTransformer(
      [
        ['a', new MinMaxScaler(), [3, 0]],
        ['b', 'passthrough', [1, 3]],
        ['c', 'drop', [2]],
        ['d', new StandardScaler(), [5]],
      ],
      { remainder },
    )

  it.each(['drop', 'passthrough'] as const)('equals scikit-learn, remainder %s', remainder => {
    const model = make(remainder).fit(X)
    expect(relativeDifference(model.transform(everyRow(X, 30)).data, golden.columns[remainder])).toBeLessThan(1e-14)
    const back = fromJSON(JSON.stringify(model), { expect: ColumnTransformer })
    expect(back.transform(X)).toEqual(model.transform(X))
  })

  it('reaches its transformers by name', () => {
    const model = make('drop').setParams({ d__withMean: false })
    expect(model.getParams().d__withMean).toBe(false)
    expect((model.fit(X).namedTransformers.d as StandardScaler).isFitted).toBe(true)
  })

  it('refuses steps that are none', () => {
    const scaler = new MinMaxScaler()
    const bad = [
      null,
      [],
      [['a', scaler]],
      [['a', scaler, []]],
      [['a', scaler, [-1]]],
      [['a', scaler, [99]]],
      [['a', 5, [0]]],
    ]
    bad.push(
      [['a__b', scaler, [0]]] as never,
      [
        ['a', scaler, [0]],
        ['a', scaler, [1]],
      ] as never,
    )
    bad.push([['knn', new KNeighborsClassifier(), [0]]] as never)
    for (const steps of bad) {
      expect(() => new ColumnTransformer(steps as never).fit(X, y), JSON.stringify(steps)).toThrow(
        InvalidParameterError,
      )
    }
    expect(() => new ColumnTransformer([], { remainder: 'keep' as never }).fit(X)).toThrow('remainder must be')
  })
})
