import { checkInteger, checkNumber, checkOneOf, InvalidParameterError } from '@genre/core'
import type { ModelStore } from '../files/model-store'
import type { NetCard } from '../files/net-card'
import type { ClipOptions } from './clip-gradients'
import type { TrainingData } from './examples'
import type { GradientFunction } from './gradients'
import type { CheckedOptimizer, OptimizerOptions } from './optimizer-options'
import { checkOptimizer } from './optimizer-options'
import type { Monitor, ScheduleOptions } from './schedule'
import { MONITORS } from './schedule'
import type { SpecAugmentOptions } from './spec-augment'
import type { TargetOptions } from './targets'
import { checkTargets } from './targets'
import type { EpochRecord } from './training-history'

/** How far a run has come. */
export interface TrainingProgress {
  /** What is being done. */
  readonly phase: 'train' | 'evaluate'
  /** Counted from 1. */
  readonly epoch: number
  readonly epochs: number
  /** Batches of this epoch so far, and in all where that is known. */
  readonly batch: number
  readonly batches: number | undefined
  /** Mean loss and share right in this epoch so far. */
  readonly loss: number
  readonly accuracy: number
  readonly learningRate: number
  /** Examples a second, evaluation included. */
  readonly rate: number
  /** Seconds left at that rate; `Infinity` while unknown. */
  readonly remaining: number
}

/** Where a run keeps what it needs to go on after a kill. */
export interface CheckpointOptions {
  /** `last` and `best` in it are models as `saveModel` writes them; `last` also holds the state of the run. */
  readonly store: ModelStore
  /** Goes on from `last` where there is one. Default true. */
  readonly resume?: boolean
  /** Also write `last` every so many steps, not only after every epoch. */
  readonly everySteps?: number
  /** The card of the models written; the classes are numbers by default. */
  readonly card?: NetCard
}

/** Options of {@link train}. */
export interface TrainOptions extends Omit<TargetOptions, 'classWeights'> {
  /** Passes over the data. Default 20. */
  readonly epochs?: number
  /** Examples of a step, where the data are in memory. Default 32. */
  readonly batchSize?: number
  /** Default Adam with its defaults. */
  readonly optimizer?: OptimizerOptions
  /** Default constant. */
  readonly schedule?: ScheduleOptions
  /** Examples that are only scored, after each epoch. */
  readonly validation?: TrainingData
  /** Ends the run once the monitored value has not improved by more than `minDelta` (0) for `patience` epochs. */
  readonly earlyStopping?: { readonly patience: number; readonly minDelta?: number }
  /**
   * What decides which epoch is best, and early stopping. Default `'validationAccuracy'` with validation data, without them
   * `'trainLoss'`, or `'loss'` where training examples are not evaluated.
   */
  readonly monitor?: Monitor
  /** Leaves the model with the weights of the best epoch instead of the last. Default false. */
  readonly restoreBest?: boolean
  /** A weight for each class, or `'balanced'`: examples / (classes * examples of the class). */
  readonly classWeights?: readonly number[] | 'balanced'
  /** mixup: the alpha of its Beta distribution; 0, the default, is none. */
  readonly mixup?: number
  /** SpecAugment of the first input, a picture. Default none. */
  readonly specAugment?: SpecAugmentOptions | boolean
  /** Bounds for gradients; none by default. */
  readonly clip?: ClipOptions
  /** New order of examples in memory in every epoch. Default true. */
  readonly shuffle?: boolean
  /** Seeds order, dropout and augmentation. A fresh one by default. */
  readonly randomState?: number
  /**
   * Scores the training examples in evaluation mode after each epoch, as the sources do. Data that come in batches are
   * gone through a second time for it. Default true.
   */
  readonly evaluateTrain?: boolean
  readonly checkpoint?: CheckpointOptions
  /** Ends the run; with a checkpoint, what was done so far is written first. */
  readonly signal?: AbortSignal
  /** Called at most ten times a second, and at the end of each epoch. */
  readonly onProgress?: (progress: TrainingProgress) => void
  /** Called after each epoch. */
  readonly onEpoch?: (record: EpochRecord) => void
  /** Another way to a batch's gradients, e.g. on several threads. */
  readonly computeGradients?: GradientFunction
  /** Bytes that the backend has, where the built-in guess is wrong. */
  readonly memory?: number
}

/** Options with their defaults. */
export interface CheckedTrainOptions {
  readonly epochs: number
  readonly batchSize: number
  readonly optimizer: CheckedOptimizer
  readonly schedule: ScheduleOptions
  readonly monitor: Monitor
  readonly specAugment: SpecAugmentOptions | undefined
  readonly mixup: number
  readonly shuffle: boolean
  readonly evaluateTrain: boolean
}

/** @throws InvalidParameterError for the first option that cannot be */
export function checkTrainOptions(options: TrainOptions, classes: number): CheckedTrainOptions {
  const evaluateTrain = options.evaluateTrain ?? true
  const validated = options.validation !== undefined
  const fallback = validated ? 'validationAccuracy' : evaluateTrain ? 'trainLoss' : 'loss'
  const monitor = checkOneOf('monitor', options.monitor ?? fallback, MONITORS)
  checkAvailable('monitor', monitor, validated, evaluateTrain)
  const schedule = options.schedule ?? { name: 'constant' as const }
  if (schedule.name === 'plateau') {
    checkAvailable('schedule.monitor', schedule.monitor ?? 'validationLoss', validated, evaluateTrain)
  }
  if (options.earlyStopping) {
    checkInteger('earlyStopping.patience', options.earlyStopping.patience, { min: 0 })
    checkNumber('earlyStopping.minDelta', options.earlyStopping.minDelta ?? 0, { min: 0 })
  }
  const { clip } = options
  if (clip?.norm !== undefined) checkNumber('clip.norm', clip.norm, { min: 0, exclusive: 'min' })
  if (clip?.value !== undefined) checkNumber('clip.value', clip.value, { min: 0, exclusive: 'min' })
  if (options.randomState !== undefined) checkInteger('randomState', options.randomState, { min: 0, max: 0xffffffff })
  if (options.checkpoint?.everySteps !== undefined) {
    checkInteger('checkpoint.everySteps', options.checkpoint.everySteps, { min: 1 })
  }
  const { classWeights } = options
  checkTargets({ ...options, classWeights: classWeights === 'balanced' ? undefined : classWeights }, classes)
  const { specAugment } = options
  return {
    epochs: checkInteger('epochs', options.epochs ?? 20, { min: 1 }),
    batchSize: checkInteger('batchSize', options.batchSize ?? 32, { min: 1 }),
    optimizer: checkOptimizer(options.optimizer),
    schedule,
    monitor,
    specAugment: specAugment === true ? {} : specAugment || undefined,
    mixup: checkNumber('mixup', options.mixup ?? 0, { min: 0 }),
    shuffle: options.shuffle ?? true,
    evaluateTrain,
  }
}

function checkAvailable(parameter: string, monitor: Monitor, validated: boolean, evaluateTrain: boolean): void {
  const missing =
    (monitor.startsWith('validation') && !validated && 'validation data') ||
    (monitor.startsWith('train') && !evaluateTrain && 'evaluateTrain')
  if (missing) throw new InvalidParameterError({ parameter, received: monitor, allowed: `used with ${missing}` })
}

/** Weights that give every class the same sum: scikit-learn's `'balanced'`. */
export function balancedWeights(labels: ArrayLike<number>, classes: number): number[] {
  const counts = new Float64Array(classes)
  for (let i = 0; i < labels.length; i++) counts[labels[i]]++
  return Array.from(counts, count => (count > 0 ? labels.length / (classes * count) : 1))
}
