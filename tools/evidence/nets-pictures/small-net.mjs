// The small net on stretches of the pictures: one random stretch of every track an epoch, SpecAugment, mixup; at the end the
// probabilities of several windows of a track are averaged.
import { RandomState } from '@genre/core'
import { createNet, evaluateNet, train } from '@genre/nets'
import { scores } from '../common/scores.mjs'
import { cut, FRAMES, splitTracks, windowStarts } from './pictures.mjs'

/**
 * @typedef {object} SmallRun
 * @property {string} id
 * @property {'small'} kind
 * @property {'track' | 'fault-filtered'} protocol
 * @property {'validation' | 'test'} scoredOn what it is scored on: a run on 'validation' learns from the training part alone
 * @property {boolean} [withValidation] learn from the validation part as well
 * @property {number} bands
 * @property {number} frames
 * @property {readonly number[]} [widths]
 * @property {number} mixup
 * @property {number} epochs
 * @property {number} seed
 */

export const RECIPE = /** @type {const} */ ({
  optimizer: { name: 'adamw', learningRate: 2e-3, weightDecay: 0.02 },
  schedule: { name: 'cosine' },
  batchSize: 16,
  labelSmoothing: 0.1,
  dropout: 0.3,
})

/**
 * The small net as all its runs have it.
 *
 * @param {{ bands: number, frames: number, seed: number }} run
 * @param {readonly number[]} widths
 * @param {number} classes
 */
export function smallNet({ bands, frames, seed }, widths, classes) {
  return createNet('small', { input: [bands, frames, 1], widths, dropout: RECIPE.dropout, classes, randomState: seed })
}

/**
 * How all its runs train it, but for the batches.
 *
 * @param {{ bands: number, frames: number, mixup: number, epochs: number, seed: number }} run
 */
export function howToTrain({ bands, frames, mixup, epochs, seed }) {
  const { optimizer, schedule, labelSmoothing } = RECIPE
  const specAugment = { frequencyWidth: Math.round(bands / 8), timeWidth: Math.round(frames / 8) }
  return { epochs, optimizer, schedule, labelSmoothing, mixup, specAugment, randomState: seed, evaluateTrain: false }
}

/**
 * @param {SmallRun} run
 * @param {{ pictures: import('./pictures.mjs').Pictures, levels: Float32Array } & import('../common/one-run.mjs').RunContext} context
 */
export async function runSmallNet(run, { pictures, levels, store, onEpoch }) {
  const { bands, frames, seed } = run
  const { tracks, labels, classes } = pictures
  const split = splitTracks(tracks, run.protocol, { seed: 42 })
  const learn = run.withValidation ? [...split.train, ...split.validation] : split.train
  const scored = run.scoredOn === 'test' ? split.test : split.validation
  const { batchSize } = RECIPE
  const widths = run.widths ?? [24, 48, 96, 192]
  const model = smallNet(run, widths, classes.length)
  /** @param {number} epoch */
  function* batches(epoch) {
    const random = new RandomState(1000 * seed + epoch)
    const order = Array.from(random.permutation(learn.length), i => learn[i])
    for (let at = 0; at < order.length; at += batchSize) {
      const rows = order.slice(at, at + batchSize)
      const places = rows.map(row => ({ row, start: random.nextInteger(0, FRAMES - frames + 1) }))
      yield { inputs: cut(levels, bands, frames, places), labels: rows.map(row => labels[row]) }
    }
  }
  /** @param {readonly number[]} rows @param {number} windows */
  const examples = (rows, windows) => {
    const places = rows.flatMap(row => windowStarts(frames, windows).map(start => ({ row, start })))
    return {
      inputs: cut(levels, bands, frames, places),
      labels: places.map(({ row }) => labels[row]),
      tracks: places.map(({ row }) => tracks[row]),
    }
  }
  const history = await train(model, batches, {
    ...howToTrain(run),
    batchSize,
    // The curve of a run that chooses: the window in the middle. The test part is never seen while a net learns.
    ...(run.scoredOn === 'validation' && { validation: examples(scored, 1) }),
    checkpoint: { store },
    onEpoch,
  })
  const windows = frames > FRAMES / 2 ? 3 : 5
  const { tracks: byWindow, ...test } = examples(scored, windows)
  const { accuracy, byTrack } = await evaluateNet(model, test, { tracks: byWindow, batchSize: 32 })
  const probabilities = scores(/** @type {NonNullable<typeof byTrack>} */ (byTrack), classes.length)
  return {
    recipe: { ...RECIPE, widths, windows },
    learnedFrom: learn.length,
    classes,
    history: history.epochs,
    windowAccuracy: accuracy,
    ...probabilities,
  }
}
