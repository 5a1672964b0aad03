import type { KNeighborsClassifier } from '@genre/classical'
import type { Audio } from '@genre/core'
import { expectTypeOf } from 'vitest'
import type { Candidate, Classification, Comparison, Learner, ModelCard, Protocol } from './index'
import {
  GenreClassifier,
  compareModels,
  evaluate,
  quickSuite,
  rowProtocol,
  shippedModels,
  trackProtocol,
} from './index'
import { readModel, writeModel } from './node'

declare const audio: Audio
declare const classifier: GenreClassifier
declare const data: { X: number[][]; labels: string[]; tracks: string[] }

expectTypeOf(GenreClassifier.load()).resolves.toEqualTypeOf<GenreClassifier>()
expectTypeOf(GenreClassifier.fromJSON).parameter(0).toEqualTypeOf<unknown>()
expectTypeOf(classifier.classify(audio)).toEqualTypeOf<Classification>()
expectTypeOf(classifier.classify(audio).probabilities).toEqualTypeOf<Readonly<Record<string, number>>>()
expectTypeOf(classifier.card).toEqualTypeOf<ModelCard | null>()
expectTypeOf(shippedModels).toEqualTypeOf<readonly string[]>()
expectTypeOf(readModel('model.json')).resolves.toEqualTypeOf<GenreClassifier>()
expectTypeOf(writeModel('model.json', classifier)).resolves.toBeVoid()

expectTypeOf(rowProtocol(data, { folds: 3 })).toEqualTypeOf<Protocol>()
expectTypeOf(quickSuite(1)).toEqualTypeOf<Candidate[]>()
expectTypeOf(compareModels(data, quickSuite(), [trackProtocol(data)])).resolves.toEqualTypeOf<Comparison>()
expectTypeOf<KNeighborsClassifier<string>>().toExtend<Learner>()
expectTypeOf(evaluate).parameter(1).returns.toEqualTypeOf<Learner>()

// @ts-expect-error audio has a sample rate
classifier.classify({ samples: new Float32Array(1) })
// @ts-expect-error a classifier comes from a file or a fitted estimator
new GenreClassifier()
