// The small net by the row protocol: each picture cut into ten stretches of 3 s, as the table of segments is, and these divided
// at random, so that nearly all test tracks are learned from as well.
import { createFeatureTable, rowSplit } from '@genre/gtzan'
import { evaluateNet, train } from '@genre/nets'
import { scores } from '../common/scores.mjs'
import { cut, FRAMES } from './pictures.mjs'
import { howToTrain, RECIPE, smallNet } from './small-net.mjs'

const PIECES = 10

/**
 * @typedef {object} RowRun
 * @property {string} id
 * @property {'small-rows'} kind
 * @property {'row'} protocol
 * @property {'test'} scoredOn
 * @property {number} bands
 * @property {number} frames
 * @property {readonly number[]} widths
 * @property {number} mixup
 * @property {number} epochs
 * @property {number} seed
 */

/**
 * @param {RowRun} run
 * @param {{ pictures: import('./pictures.mjs').Pictures, levels: Float32Array } & import('../common/one-run.mjs').RunContext} context
 */
export async function runSmallRows(run, { pictures, levels, store, onEpoch }) {
  const { bands, frames, widths } = run
  const { tracks, labels, classes } = pictures
  const rows = tracks.flatMap((track, row) =>
    Array.from({ length: PIECES }, (_, k) => ({
      row,
      start: Math.round((k * FRAMES) / PIECES),
      name: `${track}.${k}.wav`,
    })),
  )
  const table = createFeatureTable({
    columns: [],
    filenames: rows.map(({ name }) => name),
    lengths: rows.map(() => 1),
    labels: rows.map(({ row }) => classes[labels[row]]),
    values: rows.map(() => []),
  })
  const split = rowSplit(table, { testSize: 0.15, validationSize: 0.15, randomState: 42 })
  /** @param {Int32Array} which */
  const examples = which => {
    const places = Array.from(which, i => rows[i])
    return { inputs: cut(levels, bands, frames, places), labels: places.map(({ row }) => labels[row]) }
  }
  const model = smallNet(run, widths, classes.length)
  const history = await train(model, examples(split.train), {
    ...howToTrain(run),
    batchSize: 2 * RECIPE.batchSize,
    checkpoint: { store },
    onEpoch,
  })
  const names = Array.from(split.test, i => tracks[rows[i].row])
  const { accuracy, byTrack } = await evaluateNet(model, examples(split.test), { tracks: names })
  return {
    learnedFrom: split.train.length,
    classes,
    history: history.epochs,
    windows: split.test.length,
    windowAccuracy: accuracy,
    ...scores(/** @type {NonNullable<typeof byTrack>} */ (byTrack), classes.length),
  }
}
