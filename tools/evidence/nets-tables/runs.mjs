// What is run. System C gives neither epochs nor learning rate: Adam 1e-3, batches of 64 tracks, 30 epochs.
import { columnsOf, fullTable, sequencesOf, splitRows } from './sequences.mjs'
import { MinMaxScaler } from '@genre/classical'
import { createNet, evaluateNet, train } from '@genre/nets'
import { scores } from '../common/scores.mjs'

/** @typedef {import('@genre/gtzan').FeatureTable} FeatureTable */
/** @typedef {import('./sequences.mjs').Protocol} Protocol */
/**
 * @typedef {object} TableRun
 * @property {string} id
 * @property {string} net
 * @property {Protocol} protocol
 * @property {number} epochs
 * @property {number} seed
 */

/** The share of the variance that the components of `lstm-pca` hold. */
const VARIANCE = 0.85
const STEPS = 10
const PROTOCOLS = /** @type {const} */ (['row', 'track', 'fault-filtered'])

/** @type {readonly (readonly [net: string, seeds: number])[]} */
const NETS = [
  ['lstm', 3],
  ['lstm-dropout', 3],
  ['lstm-pca', 3],
  ['exploration-mlp', 1],
  ['bilstm', 1],
]

/** @type {readonly TableRun[]} first one seed of all, then the others */
export const RUNS = [1, 2, 3].flatMap(seed =>
  NETS.filter(([, seeds]) => seed <= seeds).flatMap(([net]) =>
    PROTOCOLS.map(protocol => ({ id: `${net}-${protocol}-${seed}`, net, protocol, epochs: 30, seed })),
  ),
)

/**
 * @param {TableRun} run
 * @param {{ table: FeatureTable, absent: readonly string[] } & import('../common/one-run.mjs').RunContext} context
 */
export function performRun(run, context) {
  return run.net === 'exploration-mlp' ? runMlp(run, context) : runLstm(run, context)
}

/**
 * System C's nets. By track and by row they keep the last epoch, and what they would score after each epoch is in the
 * history, as the source's best is the best of these. Fault-filtered the validation part chooses the epoch, and the
 * test part is met once.
 *
 * @param {TableRun} run
 * @param {{ table: FeatureTable } & import('../common/one-run.mjs').RunContext} context
 */
async function runLstm(run, { table, store, onEpoch }) {
  const classes = [...new Set(table.labels)].sort()
  const split = splitRows(table, run.protocol, run.seed)
  const columns = columnsOf(table, split.train, run.net === 'lstm-pca' ? VARIANCE : undefined)
  const part = (/** @type {Int32Array} */ rows) => sequencesOf(table, columns, rows, { steps: STEPS, classes })
  const [learn, test] = [part(split.train), part(split.test)]
  const honest = run.protocol === 'fault-filtered'
  const model = createNet(run.net, {
    input: [STEPS, columns.width],
    classes: classes.length,
    randomState: run.seed,
  })
  const history = await train(model, learn.examples, {
    epochs: run.epochs,
    batchSize: 64,
    optimizer: { name: 'adam', learningRate: 1e-3 },
    validation: (honest ? part(split.validation) : test).examples,
    restoreBest: honest,
    randomState: run.seed,
    evaluateTrain: false,
    checkpoint: { store },
    onEpoch,
  })
  const { byTrack } = await evaluateNet(model, test.examples, { tracks: test.tracks })
  return {
    columns: columns.width,
    learnedFrom: learn.tracks.length,
    classes,
    kept: honest ? history.best?.epoch : run.epochs,
    history: history.epochs,
    ...scores(/** @type {NonNullable<typeof byTrack>} */ (byTrack), classes.length),
  }
}

/**
 * GenreGuessr's net as its source trains it: Adam 1e-3 with weight decay 1e-5, batches of 32, rate halved where validation
 * accuracy stays, the best epoch by validation kept; 70, 15 and 15 %, seed 42 for the split.
 *
 * @param {TableRun} run
 * @param {{ table: FeatureTable, absent: readonly string[] } & import('../common/one-run.mjs').RunContext} context
 */
async function runMlp(run, { table, absent, store, onEpoch }) {
  const classes = [...new Set(table.labels)].sort()
  const { excerpts, rowOf } = fullTable(table, absent)
  const drawn = splitRows(/** @type {FeatureTable} */ (excerpts), run.protocol, 42, {
    testSize: 0.15,
    validationSize: 0.15,
  })
  const present = (/** @type {Int32Array} */ rows) => Int32Array.from(rows, row => rowOf[row]).filter(row => row >= 0)
  const [learn, choose, test] = [present(drawn.train), present(drawn.validation), present(drawn.test)]
  const width = table.columns.length
  const rowsAt = (/** @type {Int32Array} */ rows) =>
    Array.from(rows, row => Array.from({ length: width }, (_, k) => table.X.get(row, k)))
  const scaler = new MinMaxScaler().fit(rowsAt(learn))
  const part = (/** @type {Int32Array} */ rows) => ({
    inputs: { data: Float32Array.from(scaler.transform(rowsAt(rows)).data), shape: [rows.length, width] },
    labels: Array.from(rows, row => classes.indexOf(table.labels[row])),
  })
  const model = createNet('exploration-mlp', { input: [width], classes: classes.length, randomState: run.seed })
  const history = await train(model, part(learn), {
    epochs: run.epochs,
    batchSize: 32,
    optimizer: { name: 'adam', learningRate: 1e-3, weightDecay: 1e-5 },
    schedule: { name: 'plateau', factor: 0.5, patience: 3, monitor: 'validationAccuracy' },
    validation: part(choose),
    restoreBest: true,
    randomState: run.seed,
    evaluateTrain: false,
    checkpoint: { store },
    onEpoch,
  })
  const names = Array.from(test, row => table.tracks[row])
  const { accuracy, byTrack } = await evaluateNet(model, part(test), { tracks: names })
  return {
    columns: width,
    learnedFrom: learn.length,
    classes,
    kept: history.best?.epoch,
    history: history.epochs,
    rowAccuracy: accuracy,
    rows: test.length,
    ...scores(/** @type {NonNullable<typeof byTrack>} */ (byTrack), classes.length),
  }
}
