import { expectTypeOf, test } from 'vitest'
import type { NdArray } from '@genre/core'
import type { Label, Matrix, Tree } from '../index'
import {
  DecisionTreeClassifier,
  HistGradientBoostingClassifier,
  LinearSVC,
  LogisticRegression,
  MLPClassifier,
  RandomForestClassifier,
  SVC,
  permutationImportance,
} from '../index'

const X = [
  [1, 2],
  [3, 4],
]
const y = ['blues', 'rock']

test('models predict the labels that they are made for', () => {
  expectTypeOf(new SVC<string>().fit(X, y).predict(X)).toEqualTypeOf<string[]>()
  expectTypeOf(new LinearSVC<number>().fit(X, Int8Array.of(1, 2)).predict(X)).toEqualTypeOf<number[]>()
  expectTypeOf(new LogisticRegression<boolean>().fit(X, [true, false]).classes).toEqualTypeOf<boolean[]>()
  expectTypeOf(new RandomForestClassifier().predict(X)).toEqualTypeOf<Label[]>()
  expectTypeOf(new MLPClassifier<string>().fit(X, y)).toEqualTypeOf<MLPClassifier<string>>()
  // @ts-expect-error -- labels of another kind
  new DecisionTreeClassifier<string>().fit(X, [1, 2])
})

test('parameters are words and numbers of a kind', () => {
  new SVC({ kernel: 'rbf', gamma: 'scale', classWeight: 'balanced' })
  new SVC<string>({ classWeight: { blues: 2 } })
  new RandomForestClassifier({ maxFeatures: 'sqrt', classWeight: 'balanced_subsample', maxDepth: null })
  new LogisticRegression({ penalty: null, C: Infinity })
  // @ts-expect-error -- no such kernel
  new SVC({ kernel: 'chi2' })
  // @ts-expect-error -- no such parameter
  new SVC({ c: 1 })
  // @ts-expect-error -- subsamples are a forest's
  new DecisionTreeClassifier({ classWeight: 'balanced_subsample' })
  // @ts-expect-error -- one number a layer
  new MLPClassifier({ hiddenLayerSizes: 100 })
  // @ts-expect-error -- bins are counted
  new HistGradientBoostingClassifier({ maxBins: '255' })
})

test('fitted attributes have their shapes', () => {
  expectTypeOf(new SVC().dualCoef).toEqualTypeOf<Matrix>()
  expectTypeOf(new SVC().support).toExtend<Int32Array>()
  expectTypeOf(new LogisticRegression().coef).toEqualTypeOf<Matrix>()
  expectTypeOf(new RandomForestClassifier().trees).toEqualTypeOf<readonly Tree[]>()
  expectTypeOf(new RandomForestClassifier().oobScore).toEqualTypeOf<number | null>()
  expectTypeOf(new RandomForestClassifier().apply(X)).toEqualTypeOf<NdArray<Int32Array>>()
})

test('permutationImportance takes any model with a score', () => {
  expectTypeOf(permutationImportance(new SVC<string>(), X, y).mean).toExtend<Float64Array>()
  // @ts-expect-error -- labels of another kind
  permutationImportance(new SVC<string>(), X, [1, 2])
  // @ts-expect-error -- no score
  permutationImportance({ predict: () => y }, X, y)
})
