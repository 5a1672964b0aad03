import { InvalidParameterError, ModelFormatError } from '@genre/core'
import type * as tf from '@tensorflow/tfjs'
import { readAttached, readModelFile, readWeights } from '../files/load-model'
import type { ModelStore } from '../files/model-store'
import type { NetCard } from '../files/net-card'
import { writeModelFiles } from '../files/save-model'
import type { NetSpec } from '../spec/net-spec'
import { isExamples } from './examples'
import type { TrainingData } from './examples'
import { hashExamples } from './hash-examples'
import type { ScheduleState } from './schedule'
import type { CheckedTrainOptions, TrainOptions } from './train-options'
import type { EpochRecord, TrainingHistory } from './training-history'

/** Where a run is: all that, beside weights and optimizer slots, decides how it goes on. */
export interface RunState {
  readonly seed: number
  /** Epochs done. */
  readonly epoch: number
  /** Batches done in the epoch under way. */
  batch: number
  /** Sums over those batches. */
  readonly sums: { loss: number; correct: number; examples: number; seconds: number }
  steps: number
  readonly history: readonly EpochRecord[]
  readonly best: TrainingHistory['best']
  /** Epochs without improvement. */
  readonly bad: number
  readonly stopped: boolean
}

const STATE_VERSION = 1

/**
 * What must be the same when a run is taken up again, or the result would not be that of one run. `epochs` may differ: a run
 * may be made longer, except where the schedule depends on it.
 */
export async function runFingerprint(
  data: TrainingData,
  options: CheckedTrainOptions,
  given: TrainOptions,
): Promise<Record<string, unknown>> {
  const { optimizer, schedule, batchSize, specAugment, mixup, shuffle, monitor } = options
  const { classWeights, labelSmoothing, clip, earlyStopping } = given
  const dependsOnEpochs = schedule.name === 'halving' || schedule.name === 'cosine'
  return JSON.parse(
    JSON.stringify({
      optimizer,
      schedule,
      batchSize,
      specAugment,
      mixup,
      shuffle,
      monitor,
      classWeights,
      labelSmoothing,
      clip,
      earlyStopping,
      epochs: dependsOnEpochs ? options.epochs : undefined,
      data: isExamples(data) ? await hashExamples(data) : undefined,
    }),
  ) as Record<string, unknown>
}

/** Writes a run down: the model, and beside it the optimizer's slots and the state. One file decides what is valid. */
export async function writeCheckpoint(
  store: ModelStore,
  model: tf.LayersModel,
  card: NetCard,
  run: {
    state: RunState
    schedule: ScheduleState
    fingerprint: Record<string, unknown>
    slots: readonly Float32Array[]
  },
): Promise<void> {
  const { state, schedule, fingerprint, slots } = run
  const values = new Float32Array(slots.reduce((sum, slot) => sum + slot.length, 0))
  let offset = 0
  for (const slot of slots) {
    values.set(slot, offset)
    offset += slot.length
  }
  await writeModelFiles(store, model, card, {
    state: { version: STATE_VERSION, ...state, schedule, fingerprint },
    content: new Uint8Array(values.buffer),
  })
}

/** A run as it was written down; `undefined` where nothing was. */
export async function readCheckpoint(
  store: ModelStore,
  expected: {
    spec: NetSpec
    fingerprint: Record<string, unknown>
    seed: number | undefined
    slotSizes: readonly number[]
  },
): Promise<{ state: RunState; schedule: ScheduleState; weights: Float32Array; slots: Float32Array[] } | undefined> {
  if ((await store.read('model.json')) === undefined) return undefined
  const name = `${store.location}/model.json`
  const file = await readModelFile(store)
  const state = file.training?.state as (RunState & { version: number; schedule: ScheduleState }) | undefined
  if (!file.training || !state)
    throw new ModelFormatError({ file: name, reason: 'it is no checkpoint of a training run' })
  const { schedule, fingerprint, ...rest } = checkState(state, name)
  if (JSON.stringify(file.spec) !== JSON.stringify(expected.spec)) {
    throw mismatch(store, 'model', `the net ${file.spec.name}`, `the net of the checkpoint, or use resume: false`)
  }
  for (const key of new Set([...Object.keys(fingerprint), ...Object.keys(expected.fingerprint)])) {
    if (JSON.stringify(fingerprint[key]) !== JSON.stringify(expected.fingerprint[key])) {
      throw mismatch(store, key, expected.fingerprint[key], JSON.stringify(fingerprint[key]))
    }
  }
  if (expected.seed !== undefined && expected.seed !== rest.seed) {
    throw mismatch(store, 'randomState', expected.seed, String(rest.seed))
  }
  const bytes = await readAttached(store, file.training.file)
  const total = expected.slotSizes.reduce((sum, size) => sum + size, 0)
  if (bytes.length !== 4 * total) {
    const reason = `it has ${bytes.length} bytes instead of the ${4 * total} of this optimizer`
    throw new ModelFormatError({ file: `${store.location}/${file.training.file.path}`, reason })
  }
  const values = new Float32Array(bytes.slice().buffer)
  let offset = 0
  const slots = expected.slotSizes.map(size => values.slice(offset, (offset += size)))
  return { state: rest, schedule, weights: await readWeights(store, file), slots }
}

function mismatch(store: ModelStore, parameter: string, received: unknown, allowed: string): InvalidParameterError {
  const rest = `${allowed} as in the checkpoint ${store.location} (another store or resume: false starts anew)`
  return new InvalidParameterError({ parameter, received, allowed: rest })
}

function checkState(
  value: unknown,
  file: string,
): RunState & { schedule: ScheduleState; fingerprint: Record<string, unknown> } {
  const state = value as Record<string, unknown>
  const count = (x: unknown) => Number.isSafeInteger(x) && (x as number) >= 0
  const record = (x: unknown): x is Record<string, unknown> => typeof x === 'object' && x !== null && !Array.isArray(x)
  const { schedule, sums } = state
  const valid =
    state.version === STATE_VERSION &&
    ['seed', 'epoch', 'batch', 'steps', 'bad'].every(key => count(state[key])) &&
    typeof state.stopped === 'boolean' &&
    Array.isArray(state.history) &&
    state.history.length === state.epoch &&
    state.history.every(record) &&
    (state.best === null || (record(state.best) && typeof state.best.value === 'number')) &&
    record(sums) &&
    ['loss', 'correct', 'examples', 'seconds'].every(key => Number.isFinite(sums[key])) &&
    record(schedule) &&
    Number.isFinite(schedule.rate) &&
    record(state.fingerprint)
  if (!valid) throw new ModelFormatError({ file, reason: 'its training state is damaged or of an unknown version' })
  const { version: _, ...rest } = state
  return rest as unknown as RunState & { schedule: ScheduleState; fingerprint: Record<string, unknown> }
}
