import { expectTypeOf, test } from 'vitest'
import type { CrossValidation, CurveScores, LearningCurve, Matrix, WorkerLike } from '../index'
import {
  GridSearchCV,
  KNeighborsClassifier,
  TaskPool,
  WorkerPool,
  crossValPredictAsync,
  crossValidateAsync,
  learningCurveAsync,
  validationCurveAsync,
} from '../index'
import { nodeWorkers } from '../node'

const X = [[0], [1]]
const y = ['blues', 'rock']
const knn = new KNeighborsClassifier<string>()
declare const start: () => WorkerLike

test('workers are an option of whatever cross-validates', () => {
  const workers = new WorkerPool(start, { jobs: 2 })
  const { signal } = new AbortController()
  expectTypeOf(nodeWorkers()).toEqualTypeOf<WorkerPool>()
  const search = new GridSearchCV<string>(knn, { nNeighbors: [1] })
  expectTypeOf(search.fitAsync(X, y, { workers, signal })).resolves.toEqualTypeOf<GridSearchCV<string>>()
  expectTypeOf(crossValidateAsync(knn, X, y, { workers, signal })).resolves.toEqualTypeOf<CrossValidation>()
  expectTypeOf(crossValPredictAsync(knn, X, y, { workers })).resolves.toEqualTypeOf<string[]>()
  const method = 'predictProba'
  expectTypeOf(crossValPredictAsync(knn, X, y, { workers, method })).resolves.toEqualTypeOf<Matrix>()
  expectTypeOf(learningCurveAsync(knn, X, y, { workers })).resolves.toEqualTypeOf<LearningCurve>()
  expectTypeOf(validationCurveAsync(knn, X, y, 'nNeighbors', [1])).resolves.toEqualTypeOf<CurveScores>()
  // @ts-expect-error a pool of another kind cannot read estimators
  void search.fitAsync(X, y, { workers: new TaskPool(start, { jobs: 2 }) })
  // @ts-expect-error jobs must be said
  new WorkerPool(start)
})
