import { DataError, InvalidParameterError, NdArray, RandomState } from '@genre/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { builtWorker } from '../../test/built-worker'
import type { AnyEstimator } from '../base/estimator'
import { KNeighborsClassifier } from '../neighbors/k-neighbors-classifier'
import { nodeWorkers } from '../node/node-workers'
import { Pipeline } from '../pipeline/pipeline'
import { FunctionTransformer } from '../preprocessing/function-transformer'
import { StandardScaler } from '../preprocessing/standard-scaler'
import { SVC } from '../svm/svc'
import { DecisionTreeClassifier } from '../tree/decision-tree-classifier'
import { RandomForestClassifier } from '../ensemble/random-forest-classifier'
import { crossValPredict, crossValPredictAsync } from './cross-val-predict'
import { crossValidate, crossValidateAsync } from './cross-validate'
import { GridSearchCV } from './grid-search-cv'
import { GroupKFold } from './group-k-fold'
import { learningCurve, learningCurveAsync, validationCurve, validationCurveAsync } from './learning-curve'
import { RandomizedSearchCV } from './randomized-search-cv'

const random = new RandomState(3)
const rows = 90
const X = new NdArray(
  Float64Array.from({ length: rows * 4 }, () => random.nextNormal()),
  [rows, 4],
)
const y = Array.from({ length: rows }, (_, i) => ['blues', 'jazz', 'rock'][i % 3])
y.forEach((label, i) => (X.data[4 * i] += label === 'rock' ? 3 : label === 'jazz' ? 1 : 0))
const groups = y.map((_, i) => `track ${Math.floor(i / 9)}`)

let worker: Awaited<ReturnType<typeof builtWorker>>
beforeAll(async () => {
  worker = await builtWorker('src/node/classical-worker.ts')
})
afterAll(() => worker.remove())

async function withWorkers<T>(jobs: number, work: (workers: ReturnType<typeof nodeWorkers>) => Promise<T>): Promise<T> {
  const workers = nodeWorkers({ jobs, file: worker.file })
  try {
    return await work(workers)
  } finally {
    await workers.close()
    expect(workers.running).toBe(0)
  }
}

/** All that a search holds, bytes and all, but for the seconds. */
function bytes(search: AnyEstimator): string {
  const { state, ...json } = search.toJSON()
  return JSON.stringify({ ...json, state: { ...(state as object), fitTime: 0, scoreTime: 0 } })
}

const pipeline = new Pipeline([
  ['scale', new StandardScaler()],
  ['model', new SVC({ probability: true, randomState: 1 })],
])
const searches: Record<string, () => GridSearchCV<string> | RandomizedSearchCV<string>> = {
  'a pipeline by a grid': () =>
    new GridSearchCV<string>(
      pipeline,
      { model__C: [0.1, 1, Infinity], scale: [new StandardScaler(), 'passthrough'] },
      {
        cv: new GroupKFold(3),
        scoring: { a: 'accuracy', b: 'negLogLoss' },
        refit: 'b',
        returnTrainScore: true,
        errorScore: NaN,
      },
    ),
  'a forest at random': () =>
    new RandomizedSearchCV<string>(
      new RandomForestClassifier({ nEstimators: 5, randomState: 4, classWeight: { rock: 2 } }),
      { maxDepth: { integer: [1, 6] }, maxFeatures: ['sqrt', null] },
      { nIter: 4, randomState: 0, cv: 3 },
    ),
  'no refit': () =>
    new GridSearchCV<string>(new DecisionTreeClassifier({ randomState: 0 }), { maxDepth: [1, 3] }, { refit: false }),
}

describe('searches on worker threads', () => {
  it.each(Object.keys(searches))('%s: the same bytes on this thread and on 1, 2 and 3 others', async name => {
    const expected = bytes(searches[name]().fit(X, y, { groups }))
    expect(bytes(await searches[name]().fitAsync(X, y, { groups }))).toBe(expected)
    for (const jobs of [1, 2, 3]) {
      const progress: number[] = []
      const onProgress = (p: { done: number; total: number }) => progress.push(p.done / p.total)
      await withWorkers(jobs, async workers => {
        const search = await searches[name]().fitAsync(X, y, { groups, workers, onProgress })
        expect(bytes(search)).toBe(expected)
      })
      expect(progress.at(-1)).toBe(1)
    }
  })

  it('cross-validation, predictions and curves are the same as well', async () => {
    const knn = new KNeighborsClassifier<string>({ nNeighbors: 3 })
    const weighted = { sampleWeight: Float64Array.from({ length: rows }, (_, i) => 1 + (i % 4)) }
    const tree = new DecisionTreeClassifier<string>({ randomState: 0 })
    await withWorkers(2, async workers => {
      const options = { returnTrainScore: true, returnEstimator: true, ...weighted }
      const timeless = (found: ReturnType<typeof crossValidate>) =>
        JSON.stringify({ ...found, fitTime: 0, scoreTime: 0 })
      const there = await crossValidateAsync(tree, X, y, { ...options, workers })
      expect(timeless(there)).toBe(timeless(crossValidate(tree, X, y, options)))
      expect((there.estimators![0] as typeof tree).predict(X)).toHaveLength(rows)
      expect(await crossValPredictAsync(knn, X, y, { workers })).toEqual(crossValPredict(knn, X, y))
      const method = 'predictProba'
      expect(await crossValPredictAsync(knn, X, y, { method, workers })).toEqual(crossValPredict(knn, X, y, { method }))
      const shuffled = { shuffle: true, randomState: 2, cv: 3 }
      expect(await learningCurveAsync(knn, X, y, { ...shuffled, workers })).toEqual(learningCurve(knn, X, y, shuffled))
      const curve = [knn, X, y, 'nNeighbors', [1, 5]] as const
      expect(await validationCurveAsync(...curve, { workers })).toEqual(validationCurve(...curve))
    })
    expect(await validationCurveAsync(knn, X, y, 'nNeighbors', [1])).toEqual(
      validationCurve(knn, X, y, 'nNeighbors', [1]),
    )
  })

  it('leaves no thread and the old state when it is cancelled in the middle of a fit', async () => {
    const long = new GridSearchCV<string>(new RandomForestClassifier({ randomState: 0 }), { nEstimators: [1, 300_000] })
    const workers = nodeWorkers({ jobs: 2, file: worker.file })
    const controller = new AbortController()
    const search = long.fitAsync(X, y, { workers, signal: controller.signal })
    setTimeout(() => controller.abort(new Error('enough')), 300)
    await expect(search).rejects.toThrow('enough')
    expect(workers.running).toBe(0)
    expect(long.isFitted).toBe(false)
    await expect(long.fitAsync(X, y, { workers, signal: AbortSignal.abort() })).rejects.toThrow(/abort/)
    expect(workers.running).toBe(0)
  })

  it('names the candidate over which a thread broke down', async () => {
    const dying = new URL(
      'data:text/javascript,import { parentPort } from "node:worker_threads"; parentPort.on("message", m => m.type === "task" && process.exit(7))',
    )
    const workers = nodeWorkers({ jobs: 2, file: dying })
    const search = new GridSearchCV<string>(new KNeighborsClassifier(), { nNeighbors: [1, 2] }, { cv: 2 })
    await expect(search.fitAsync(X, y, { workers })).rejects.toMatchObject({
      code: 'WORKER',
      message: expect.stringMatching(
        /a worker thread broke down \(candidate 0, split [01]\): it ended with code 7/,
      ) as string,
    })
    expect(workers.running).toBe(0)
  })

  it('throws what a fit throws, as what it was', async () => {
    await withWorkers(2, async workers => {
      const search = new GridSearchCV<string>(new SVC(), { C: [1, -1] })
      const error = await search.fitAsync(X, y, { workers }).catch((e: unknown) => e)
      expect(error).toBeInstanceOf(InvalidParameterError)
      expect(error).toMatchObject({ parameter: 'C', received: -1 })
    })
  })

  it('refuses NaN before anything is sent, and names its row and column', async () => {
    const holed = new NdArray(X.data.slice(), [rows, 4])
    holed.data[4 * 17 + 2] = NaN
    await withWorkers(2, async workers => {
      const error = await searches['no refit']()
        .fitAsync(holed, y, { workers })
        .catch((e: unknown) => e)
      expect(error).toBeInstanceOf(DataError)
      expect(error).toMatchObject({ row: 17, column: 2 })
      expect(workers.running).toBe(0)
    })
  })

  it('says what cannot be sent to a thread, and that it works on this one', async () => {
    class Mine extends KNeighborsClassifier<string> {}
    const grid = (estimator: AnyEstimator, options = {}) =>
      new GridSearchCV<string>(estimator, {}, { cv: 2, ...options })
    const function_ = () => 1
    const cases: [GridSearchCV<string>, RegExp][] = [
      [grid(new Mine()), /absent \(work is then done on this thread\).*Mine is a class of its own/],
      [grid(new Pipeline([['mine', new Mine()]])), /Mine is a class of its own/],
      [grid(new SVC({ randomState: new RandomState(0) })), /randomState is a RandomState/],
      [grid(new KNeighborsClassifier(), { scoring: function_ }), /scoring cannot be sent.*name a scorer/],
    ]
    await withWorkers(2, async workers => {
      for (const [search, message] of cases) {
        await expect(search.fitAsync(X, y, { workers })).rejects.toThrow(message)
        expect((await search.fitAsync(X, y)).isFitted).toBe(true)
      }
      expect(workers.running).toBe(0)
    })
    expect(new FunctionTransformer().type).toBe('FunctionTransformer')
  })
})
