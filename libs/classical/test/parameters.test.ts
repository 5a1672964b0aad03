import { NdArray } from '@genre/core'
import { describe, expect, it } from 'vitest'
import golden from '../golden/parameters.json' with { type: 'json' }
import {
  ColumnTransformer,
  GridSearchCV,
  KFold,
  LinearSVC,
  LogisticRegression,
  MinMaxScaler,
  Nystroem,
  Pipeline,
  QuadraticDiscriminantAnalysis,
  SVC,
  StandardScaler,
  crossValPredict,
  fromJSON,
} from '../src/index'
import type { Label, LinearSVCParams, NystroemParams, QuadraticDiscriminantAnalysisParams } from '../src/index'
import type { DatasetName } from './datasets'
import { dataset, every, everyRow, maxDifference } from './datasets'

/** Solvers stop at a tolerance; of the largest number. */
const SOLVED = 1e-6
/** Decompositions of the same matrices; of the largest number. */
const DECOMPOSED = 1e-8

type Matrix = NdArray<Float64Array>

/** exp(-gamma * sum of magnitudes) of rows of `a` and `b`. */
function laplacian(a: Matrix, b: Matrix, gamma: number): Matrix {
  const [rows, width] = a.shape
  const count = b.shape[0]
  const distance = (i: number, j: number) => {
    let sum = 0
    for (let f = 0; f < width; f++) sum += Math.abs(a.get(i, f) - b.get(j, f))
    return sum
  }
  const values = Float64Array.from({ length: rows * count }, (_, k) =>
    Math.exp(-gamma * distance(Math.floor(k / count), k % count)),
  )
  return new NdArray(values, [rows, count])
}

function scaled(name: string) {
  const { X, y } = dataset(name as DatasetName)
  return { X: new StandardScaler().fitTransform(X), y: y as Label[] }
}

const size = (values: readonly number[]) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)

function expectClose(ours: ArrayLike<number>, theirs: readonly number[], tolerance: number) {
  expect(ours.length).toBe(theirs.length)
  expect(maxDifference(ours, theirs)).toBeLessThanOrEqual(tolerance * size(theirs))
}

describe('SVC with a kernel matrix', () => {
  for (const expected of golden.precomputed) {
    it(`finds scikit-learn's vectors on ${expected.data} with ${JSON.stringify(expected.params)}`, () => {
      const { X, y } = scaled(expected.data)
      const odd = X.data.filter((_, k) => Math.floor(k / X.shape[1]) % 2 === 1)
      const [train, test] = [everyRow(X, 2, 1, 0), new NdArray(odd, [odd.length / X.shape[1], X.shape[1]])]
      const yTrain = every(y, 2)
      const K = laplacian(train as Matrix, train as Matrix, expected.gamma)
      const Q = laplacian(test, train as Matrix, expected.gamma)
      const model = new SVC({ kernel: 'precomputed', tol: 1e-10, ...expected.params }).fit(K, yTrain)
      expect([...model.support]).toEqual(expected.support)
      expect([...model.nSupport]).toEqual(expected.nSupport)
      expect(model.supportVectors.shape).toEqual([expected.support.length, 0])
      expectClose(model.dualCoef.data, expected.dualCoef, SOLVED)
      expectClose(model.intercept, expected.intercept, SOLVED)
      expectClose(model.decisionFunction(Q).data, expected.decision, SOLVED)
      if (expected.proba) expectClose(model.predictProba(Q).data, expected.proba, 1e-4)
      const read = fromJSON(JSON.stringify(model), { expect: SVC })
      expect(read.decisionFunction(Q)).toEqual(model.decisionFunction(Q))

      const imported = fromJSON(expected.model, { expect: SVC })
      expectClose(imported.decisionFunction(Q).data, expected.decision, 1e-12)

      // Folds take the columns of their training rows as well; so do those of a pipeline and a search around it.
      const cv = new KFold({ nSplits: 3, shuffle: true, randomState: 0 })
      const search = new GridSearchCV(new SVC({ kernel: 'precomputed' }), { C: [0.03, 0.1, 1] }, { cv }).fit(K, yTrain)
      expect(search.isPairwise).toBe(true)
      expect(search.bestParams).toEqual({ C: expected.search.best })
      expectClose(search.cvResults.test.score.mean, expected.search.scores, 1e-12)
      const piped = new Pipeline([['svc', new SVC({ kernel: 'precomputed', C: 0.1 })]])
      expect(Array.from(crossValPredict(piped, K, yTrain, { cv: 4 }) as ArrayLike<Label>, String)).toEqual(
        expected.crossed.map(String),
      )
    })
  }

  it('refuses what is no kernel matrix, and files that do not fit', () => {
    const K = [
      [1, 0.2],
      [0.2, 1],
    ]
    expect(() => new SVC({ kernel: 'precomputed' }).fit([[1, 0, 0], [0, 1, 0]], [0, 1])).toThrow(/kernel matrix of 2 x 2/) // prettier-ignore
    const model = new SVC({ kernel: 'precomputed' }).fit(K, [0, 1])
    expect(() => model.predict([[1]])).toThrow(expect.objectContaining({ code: 'SHAPE' }) as Error)
    expect(() => model.coef).toThrow(/kernel/)
    const outside = JSON.parse(JSON.stringify(model))
    outside.state.nFeaturesIn = 1
    expect(() => fromJSON(outside)).toThrow(expect.objectContaining({ code: 'MODEL_FORMAT' }) as Error)
    const other = JSON.parse(JSON.stringify(model))
    other.params.kernel = 'rbf'
    expect(() => fromJSON(other)).toThrow(/supportVectors must have 2 columns/)
    expect(
      () =>
      crossValPredict(new SVC({ kernel: 'precomputed' }), Array.from({ length: 8 }, (_, i) => [i]), [0, 1, 0, 1, 0, 1, 0, 1], { cv: 2 }), // prettier-ignore
    ).toThrow(/has no column/)
  })
})

describe("LinearSVC with penalty: 'l1'", () => {
  for (const expected of golden.l1) {
    it(`finds scikit-learn's coefficients on ${expected.data} with ${JSON.stringify(expected.params)}`, () => {
      const { X, y } = scaled(expected.data)
      const fixed = { penalty: 'l1', tol: 1e-9, maxIter: 100000, randomState: 0 } as const
      const model = new LinearSVC({ ...fixed, ...(expected.params as Partial<LinearSVCParams>) }).fit(X, y)
      expect(model.converged).toBe(true)
      const limit = SOLVED * size([...expected.coef, ...expected.intercept])
      expect(maxDifference(model.coef.data, expected.coef)).toBeLessThanOrEqual(limit)
      expect(maxDifference(model.intercept, expected.intercept)).toBeLessThanOrEqual(limit)
      expect([...model.coef.data].map(value => value === 0)).toEqual(expected.coef.map(value => value === 0))
    })
  }

  it('refuses what cannot be solved', () => {
    const fit = (params: Partial<LinearSVCParams>) => () => new LinearSVC({ penalty: 'l1', ...params }).fit([[0], [1]], [0, 1]) // prettier-ignore
    expect(fit({ loss: 'hinge' })).toThrow(expect.objectContaining({ parameter: 'loss' }) as Error)
    expect(fit({ dual: true })).toThrow(expect.objectContaining({ parameter: 'dual' }) as Error)
    expect(fit({ penalty: 'l0' as 'l1' })).toThrow(expect.objectContaining({ parameter: 'penalty' }) as Error)
  })
})

describe('QuadraticDiscriminantAnalysis with storeCovariance', () => {
  for (const expected of golden.covariances) {
    it(`has scikit-learn's covariances on ${expected.data} with ${JSON.stringify(expected.params)}`, () => {
      const { X, y } = dataset(expected.data as DatasetName)
      const params = expected.params as Partial<QuadraticDiscriminantAnalysisParams>
      const model = new QuadraticDiscriminantAnalysis({ ...params, storeCovariance: true }).fit(X, y)
      const values = model.covariance!.flatMap(matrix => [...matrix.data])
      expectClose(values, expected.covariance, DECOMPOSED)
      expect(fromJSON(JSON.stringify(model), { expect: QuadraticDiscriminantAnalysis }).covariance).toEqual(
        model.covariance,
      )
    })
  }

  it('keeps none unless asked to, and reads files from before it could', () => {
    const { X, y } = dataset('iris')
    const model = new QuadraticDiscriminantAnalysis().fit(X, y)
    expect(model.covariance).toBe(null)
    const json = JSON.parse(JSON.stringify(model))
    delete json.state.covariance
    delete json.params.storeCovariance
    expect(fromJSON(json, { expect: QuadraticDiscriminantAnalysis }).covariance).toBe(null)
  })
})

describe('Nystroem with other kernels', () => {
  const X = new MinMaxScaler().fitTransform(dataset('wine').X)
  for (const expected of golden.nystroem) {
    it(`maps as scikit-learn with ${JSON.stringify(expected.params)}`, () => {
      const params = expected.params as Partial<NystroemParams>
      const model = new Nystroem({ nComponents: 7, randomState: 1, ...params }).fit(X)
      expect([...model.componentIndices]).toEqual(expected.indices)
      expectClose(model.normalization.data, expected.normalization, DECOMPOSED)
      const transformed = model.transform(everyRow(X, 20, 1, 0))
      expectClose(transformed.data, expected.transformed, DECOMPOSED)
      const read = fromJSON(JSON.stringify(model), { expect: Nystroem })
      expect(read.transform(everyRow(X, 20, 1, 0))).toEqual(transformed)
    })
  }

  it('reads files from before there were others, and refuses what a kernel cannot take', () => {
    const model = new Nystroem({ nComponents: 3, randomState: 0 }).fit(X)
    const json = JSON.parse(JSON.stringify(model))
    for (const name of ['kernel', 'coef0', 'degree']) delete json.params[name]
    expect(fromJSON(json, { expect: Nystroem }).transform(X)).toEqual(model.transform(X))
    expect(() => new Nystroem({ kernel: 'chi2' }).fit([[1, 2], [3, -1]])).toThrow(/at least 0/) // prettier-ignore
    expect(() => new Nystroem({ kernel: 'rbF' as 'rbf' }).fit(X)).toThrow(/kernel/)
    expect(() => new Nystroem({ kernel: 'poly', degree: 1.5 }).fit(X)).toThrow(/degree/)
    expect(() => new Nystroem({ kernel: 'poly', degree: 3 }).fit([[1e200], [2e200]])).toThrow(/not finite/)
  })
})

describe('ColumnTransformer with weights and a remainder', () => {
  const { X } = dataset('iris')
  for (const expected of golden.columns) {
    it(`gives scikit-learn's columns with ${JSON.stringify(expected.weights)} and ${expected.remainder}`, () => {
      const others: Record<string, StandardScaler | MinMaxScaler> = {
        StandardScaler: new StandardScaler(),
        MinMaxScaler: new MinMaxScaler(),
      }
      const remainder = others[expected.remainder] ?? (expected.remainder as 'drop' | 'passthrough')
      const steps = [['a', new MinMaxScaler(), [1]] as const, ['b', 'passthrough', [0]] as const]
      const weights = expected.weights as Record<string, number> | null
      const model = new ColumnTransformer(steps, { remainder, transformerWeights: weights })
      const all = model.fitTransform(X)
      expectClose(everyRow(all, 15, 1, 0).data, expected.transformed, 1e-14)
      const read = fromJSON(JSON.stringify(model), { expect: ColumnTransformer })
      expect(read.transform(X)).toEqual(all)
      if (typeof remainder !== 'string') {
        expect(remainder.isFitted).toBe(false)
        expect(model.namedTransformers.remainder).toMatchObject({ isFitted: true, type: expected.remainder })
        expect(Object.keys(model.clone().getParams())).toContain('remainder__' + Object.keys(remainder.params)[0])
      }
    })
  }

  it('reads files from before, takes a remainder of no columns, and refuses what it cannot use', () => {
    const scale = ['a', new MinMaxScaler(), [0, 1, 2, 3]] as const
    const model = new ColumnTransformer([scale]).fit(X)
    const json = JSON.parse(JSON.stringify(model))
    delete json.state.remainder
    delete json.params.transformerWeights
    expect(fromJSON(json, { expect: ColumnTransformer }).transform(X)).toEqual(model.transform(X))
    const none = new ColumnTransformer([scale], { remainder: new StandardScaler() }).fit(X)
    expect(fromJSON(JSON.stringify(none), { expect: ColumnTransformer }).transform(X)).toEqual(model.transform(X))

    const bad = (options: object) => () => new ColumnTransformer([scale], options).fit(X)
    expect(bad({ transformerWeights: { c: 1 } })).toThrow(/names of steps \(a, remainder\)/)
    expect(bad({ transformerWeights: { a: NaN } })).toThrow(/transformerWeights\.a/)
    expect(bad({ remainder: 'keep' })).toThrow(/remainder/)
    expect(bad({ remainder: new SVC() })).toThrow(/transform/)
    const huge = JSON.parse(JSON.stringify(none))
    huge.state.nFeaturesIn = 2 ** 31
    expect(() => fromJSON(huge)).toThrow(expect.objectContaining({ code: 'MODEL_FORMAT' }) as Error)
  })
})

it.each([
  ['newton-cg', /'lbfgs', which finds the same minimum/],
  ['newton-cholesky', /'lbfgs', which finds the same minimum/],
  ['sag', /'saga', which finds the same minimum/],
  ['liblinear', /one class against the rest and penalises the intercept/],
  ['lbfgz', /lbfgs/],
])('LogisticRegression refuses the solver %s and says which to take', (solver, message) => {
  expect(() => new LogisticRegression({ solver: solver as 'lbfgs' }).fit([[0], [1]], [0, 1])).toThrow(message)
})
