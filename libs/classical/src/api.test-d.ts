import type { NdArray } from '@genre/core'
import { expectTypeOf, test } from 'vitest'
import type { AnyEstimator, ClassScores, Label, Matrix } from './index'
import {
  GridSearchCV,
  KNeighborsClassifier,
  LabelEncoder,
  MinMaxScaler,
  Pipeline,
  crossValPredict,
  encodeLabels,
  f1Score,
  fromJSON,
  precisionRecallFscoreSupport,
  trainTestSplit,
} from './index'

const X = [
  [1, 2],
  [3, 4],
]
const y = ['blues', 'rock']

test('trainTestSplit keeps the type of each array, twice', () => {
  const matrix = null as unknown as NdArray<Float64Array>
  const parts = trainTestSplit([X, y, matrix, Int32Array.of(1, 2)])
  expectTypeOf(parts[0]).toEqualTypeOf<number[][]>()
  expectTypeOf(parts[1]).toEqualTypeOf<number[][]>()
  expectTypeOf(parts[2]).toEqualTypeOf<string[]>()
  expectTypeOf(parts[5]).toEqualTypeOf<NdArray<Float64Array>>()
  expectTypeOf(parts[7]).toExtend<Int32Array>()
  expectTypeOf(parts).toHaveProperty('length').toEqualTypeOf<8>()
  // @ts-expect-error -- nothing to split
  trainTestSplit([])
  // @ts-expect-error -- no such option
  trainTestSplit([X, y], { test_size: 0.3 })
})

test('classifiers predict the labels that they are made for', () => {
  const named = new KNeighborsClassifier<string>()
  expectTypeOf(named.fit(X, y)).toEqualTypeOf<KNeighborsClassifier<string>>()
  expectTypeOf(named.predict(X)).toEqualTypeOf<string[]>()
  expectTypeOf(named.classes).toEqualTypeOf<string[]>()
  expectTypeOf(named.predictProba(X)).toEqualTypeOf<Matrix>()
  expectTypeOf(new KNeighborsClassifier().predict(X)).toEqualTypeOf<Label[]>()
  expectTypeOf(new KNeighborsClassifier<number>().fit(X, Int8Array.of(1, 2)).predict(X)).toEqualTypeOf<number[]>()
  // @ts-expect-error -- labels of another kind
  named.fit(X, [1, 2])
  // @ts-expect-error -- typed arrays hold numbers
  named.fit(X, Int8Array.of(1, 2))
  // @ts-expect-error -- no such parameter
  new KNeighborsClassifier({ k: 3 })
  // @ts-expect-error -- no such weights
  new KNeighborsClassifier({ weights: 'near' })
})

test('parameters are typed, nested ones go by name', () => {
  expectTypeOf(new KNeighborsClassifier().getParams().nNeighbors).toEqualTypeOf<number>()
  const pipeline = new Pipeline<string>([
    ['scale', new MinMaxScaler()],
    ['knn', new KNeighborsClassifier()],
  ])
  pipeline.setParams({ knn__nNeighbors: 3 })
  expectTypeOf(pipeline.predict(X)).toEqualTypeOf<string[]>()
  expectTypeOf(pipeline.getParams().knn__nNeighbors).toEqualTypeOf<unknown>()
  const search = new GridSearchCV<string>(pipeline, { knn__nNeighbors: [1, 3] })
  expectTypeOf(search.fit(X, y).bestParams).toEqualTypeOf<Readonly<Record<string, unknown>>>()
  expectTypeOf(search.fitAsync(X, y)).resolves.toEqualTypeOf<GridSearchCV<string>>()
})

test('averages decide between one number and one a class', () => {
  expectTypeOf(f1Score(y, y, { average: 'macro' })).toEqualTypeOf<number>()
  expectTypeOf(f1Score(y, y, { average: null })).toEqualTypeOf<Float64Array>()
  expectTypeOf(precisionRecallFscoreSupport(y, y)).toEqualTypeOf<ClassScores>()
})

test('labels keep their type', () => {
  expectTypeOf(encodeLabels(y).classes).toEqualTypeOf<string[]>()
  expectTypeOf(new LabelEncoder<boolean>().inverseTransform([0])).toEqualTypeOf<boolean[]>()
  expectTypeOf(crossValPredict(new KNeighborsClassifier(), X, y)).toEqualTypeOf<string[]>()
  expectTypeOf(crossValPredict(new KNeighborsClassifier(), X, y, { method: 'predictProba' })).toEqualTypeOf<Matrix>()
})

test('fromJSON gives the class that is expected', () => {
  expectTypeOf(fromJSON('')).toEqualTypeOf<AnyEstimator>()
  expectTypeOf(fromJSON('', { expect: KNeighborsClassifier<string> })).toEqualTypeOf<KNeighborsClassifier<string>>()
})
