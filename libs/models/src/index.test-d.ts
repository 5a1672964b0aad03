import type { KNeighborsClassifier } from '@genre/classical'
import type { Audio } from '@genre/core'
import { expectTypeOf } from 'vitest'
import type {
  Candidate,
  CellResult,
  Classification,
  Comparison,
  ExperimentData,
  ExperimentProtocol,
  ExperimentRecord,
  ExperimentResults,
  Learner,
  ModelCard,
  Protocol,
  Suite,
} from './index'
import {
  GenreClassifier,
  compareModels,
  evaluate,
  quickSuite,
  rowProtocol,
  runExperiment,
  shippedModels,
  suiteNamed,
  trackProtocol,
  trackStatistics,
} from './index'
import { experimentWorkers, openTrialLog, readModel, writeModel } from './node'

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

declare const table: ExperimentData
declare const protocols: ExperimentProtocol[]
expectTypeOf(runExperiment({ suite: 'a3', data: table, protocols })).resolves.toEqualTypeOf<ExperimentResults>()
expectTypeOf(
  runExperiment({ suite: 'c', data: table, protocols, pool: experimentWorkers({ jobs: 2 }) }),
).resolves.toExtend<{
  readonly cells: readonly CellResult[]
}>()
expectTypeOf(trackStatistics(table)).toEqualTypeOf<ExperimentData>()
expectTypeOf(suiteNamed('b4')).toEqualTypeOf<Suite>()
expectTypeOf(openTrialLog('trials.jsonl', { seed: 1 }).known).toExtend<ReadonlyMap<string, ExperimentRecord>>()
// @ts-expect-error there is no such suite
void runExperiment({ suite: 'a4', data: table, protocols })
