// The two nets of the CS 4100 project: the CNN on pictures, the FCNN on the table of whole tracks, unscaled and scaled.
import { StandardScaler } from '@genre/classical'
import { RandomState } from '@genre/core'
import { selectRows } from '@genre/gtzan'
import { createNet, evaluateNet, train } from '@genre/nets'
import { scores } from '../common/scores.mjs'
import { splitTracks } from './pictures.mjs'

/** As the source: Adam 1e-3, batches of 32, 30 epochs, no schedule, the last epoch's weights. */
const OPTIMIZER = /** @type {const} */ ({ name: 'adam', learningRate: 1e-3 })
const BATCH = 32

/**
 * @typedef {object} CnnRun
 * @property {string} id
 * @property {'cnn'} kind
 * @property {'track' | 'fault-filtered'} protocol
 * @property {readonly [number, number]} size height and width
 * @property {number} epochs
 * @property {number} seed
 *
 * @typedef {object} FcnnRun
 * @property {string} id
 * @property {'fcnn'} kind
 * @property {'track' | 'fault-filtered'} protocol
 * @property {boolean} scaled
 * @property {number} epochs
 * @property {number} seed
 */

/**
 * By track: 80 and 20 % at random, as the source. Fault-filtered: it learns from the training part; that for validation is
 * not used, as nothing is chosen.
 *
 * @param {readonly string[]} tracks
 * @param {{ protocol: 'track' | 'fault-filtered', seed: number }} run
 */
function parts(tracks, { protocol, seed }) {
  return splitTracks(tracks, protocol, { seed, testSize: 0.2, validationSize: 0 })
}

/**
 * @param {CnnRun} run
 * @param {{ pictures: import('./pictures.mjs').Pictures, colours: Uint8Array } & import('../common/one-run.mjs').RunContext} context
 */
export async function runCnn(run, { pictures, colours, store, onEpoch }) {
  const { tracks, labels, classes } = pictures
  const split = parts(tracks, run)
  const [height, width] = run.size
  const size = height * width * 3
  const input = [height, width, 3]
  const model = createNet('cs4100-cnn', { input, classes: classes.length, randomState: run.seed })
  /** @param {readonly number[]} rows */
  const examples = rows => {
    const data = new Float32Array(rows.length * size)
    for (let i = 0; i < rows.length; i++) {
      const from = rows[i] * size
      for (let j = 0; j < size; j++) data[i * size + j] = colours[from + j] / 255
    }
    return { inputs: { data, shape: [rows.length, ...input] }, labels: rows.map(row => labels[row]) }
  }
  /** @param {number} epoch */
  function* batches(epoch) {
    const order = Array.from(
      new RandomState(1000 * run.seed + epoch).permutation(split.train.length),
      i => split.train[i],
    )
    for (let at = 0; at < order.length; at += BATCH) yield examples(order.slice(at, at + BATCH))
  }
  const history = await train(model, batches, {
    epochs: run.epochs,
    optimizer: OPTIMIZER,
    randomState: run.seed,
    evaluateTrain: false,
    checkpoint: { store },
    onEpoch,
  })
  const names = split.test.map(row => tracks[row])
  const { byTrack } = await evaluateNet(model, examples(split.test), { tracks: names, batchSize: BATCH })
  return {
    learnedFrom: split.train.length,
    classes,
    history: history.epochs,
    ...scores(/** @type {NonNullable<typeof byTrack>} */ (byTrack), classes.length),
  }
}

/**
 * @param {FcnnRun} run
 * @param {{ table: import('@genre/gtzan').FeatureTable } & import('../common/one-run.mjs').RunContext} context
 */
export async function runFcnn(run, { table, store, onEpoch }) {
  const classes = [...new Set(table.labels)].sort()
  const split = parts(table.tracks, run)
  const part = (/** @type {readonly number[]} */ rows) => {
    const { X, lengths } = selectRows(table, rows)
    const width = X.shape[1]
    // `length` comes first: the source drops the name and the label only.
    return rows.map((_, i) => [lengths[i], ...Array.from({ length: width }, (_, k) => X.get(i, k))])
  }
  let [learn, test] = [part(split.train), part(split.test)]
  if (run.scaled) {
    const scaler = new StandardScaler().fit(learn)
    const scale = (/** @type {number[][]} */ rows) => {
      const { data, shape } = scaler.transform(rows)
      return rows.map((_, i) => Array.from(data.subarray(i * shape[1], (i + 1) * shape[1])))
    }
    ;[learn, test] = [scale(learn), scale(test)]
  }
  const labelsOf = (/** @type {readonly number[]} */ rows) => rows.map(row => classes.indexOf(table.labels[row]))
  const data = (/** @type {number[][]} */ rows, /** @type {readonly number[]} */ which) => ({
    inputs: { data: Float32Array.from(rows.flat()), shape: [rows.length, rows[0].length] },
    labels: labelsOf(which),
  })
  const model = createNet('cs4100-fcnn', {
    input: [learn[0].length],
    classes: classes.length,
    randomState: run.seed,
  })
  const history = await train(model, data(learn, split.train), {
    epochs: run.epochs,
    batchSize: BATCH,
    optimizer: OPTIMIZER,
    randomState: run.seed,
    evaluateTrain: true,
    checkpoint: { store },
    onEpoch,
  })
  const names = split.test.map(row => table.tracks[row])
  const { byTrack } = await evaluateNet(model, data(test, split.test), { tracks: names })
  return {
    learnedFrom: split.train.length,
    classes,
    history: history.epochs,
    ...scores(/** @type {NonNullable<typeof byTrack>} */ (byTrack), classes.length),
  }
}
