// One net, trained on one split with @genre/nets in a process of its own: node train.mjs JOB.json
// train.py does the same with PyTorch; both take the same job and write the same result.
import { readFileSync } from 'node:fs'
import {
  createNet,
  evaluateNet,
  netSize,
  netSpecOf,
  readSafetensors,
  selectBackend,
  selectExamples,
  train,
} from '@genre/nets'
import { readJson, writeJson } from '../common/json-file.mjs'

/**
 * @typedef {{
 *   key: string
 *   net: import('./settings.mjs').NetName
 *   protocol: 'row' | 'track'
 *   seed: number
 *   framework: 'wasm' | 'tfjs-node' | 'pytorch'
 *   classes: string[]
 *   labels: number[]
 *   tracks: string[]
 *   train: number[]
 *   test: number[]
 *   pictures: string
 *   features: string | null
 *   size: number
 *   widths: number[]
 *   hidden: number
 *   epochs: number
 *   batchSize: number
 *   optimizer: { name: 'adam' | 'adamw', learningRate: number, weightDecay: number }
 *   schedule: { name: 'constant' } | { name: 'halving', factor: number }
 *   peersFrom: string | null
 *   out: string
 * }} Job
 *
 * @typedef {{ count: number, accuracy: number, confusion: number[][] }} Score
 * @typedef {{ epoch: number, loss: number, accuracy: number, testLoss: number, testAccuracy: number, cpuSeconds: number, seconds: number }} Epoch
 * @typedef {Pick<Job, 'key' | 'net' | 'protocol' | 'seed' | 'framework' | 'size' | 'widths' | 'hidden' | 'batchSize'> & {
 *   detail: string
 *   parameters: number
 *   epochs: Epoch[]
 *   train: Score
 *   windows: Score & { loss: number }
 *   tracks: Score
 * }} Result
 */

/** @type {Job} */
const job = readJson(process.argv[2])
const { net, seed, classes } = job
const { description } = await selectBackend({
  backends: [job.framework === 'tfjs-node' ? 'tfjs-node' : 'wasm'],
  threads: 1,
  ...(job.peersFrom && { peersFrom: job.peersFrom }),
})

const arrays = [job.pictures, ...(job.features ? [job.features] : [])].map(
  file => [...readSafetensors(new Uint8Array(readFileSync(file)), file).tensors.values()][0],
)
const examples = { inputs: arrays, labels: job.labels }
const learned = selectExamples(examples, job.train)
const tested = selectExamples(examples, job.test)

const model = createNet(net, {
  input: [job.size, job.size, 1],
  ...(job.features && { features: arrays[1].shape[1] }),
  classes: classes.length,
  widths: job.widths,
  hidden: job.hidden,
  randomState: seed,
})

/** Processor seconds of this process. */
const clock = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}
let before = clock()
/** @type {number[]} */
const cpuSeconds = []
const history = await train(model, learned, {
  epochs: job.epochs,
  batchSize: job.batchSize,
  optimizer: job.optimizer,
  schedule: job.schedule,
  validation: tested, // for the curves; nothing is chosen by it
  evaluateTrain: false,
  monitor: 'loss',
  randomState: seed,
  onEpoch: ({ epoch, loss, validationAccuracy }) => {
    cpuSeconds.push(clock() - before)
    before = clock()
    console.log(`epoch ${epoch}: loss ${loss.toFixed(3)}, test ${(100 * (validationAccuracy ?? 0)).toFixed(1)} %`)
  },
})

/** @param {Float32Array} probabilities @param {ArrayLike<number>} labels @returns {Score} */
function score(probabilities, labels) {
  const confusion = classes.map(() => classes.map(() => 0))
  let right = 0
  for (let i = 0; i < labels.length; i++) {
    const row = probabilities.subarray(i * classes.length, (i + 1) * classes.length)
    const answer = row.indexOf(Math.max(...row))
    confusion[labels[i]][answer]++
    if (answer === labels[i]) right++
  }
  return { count: labels.length, accuracy: right / labels.length, confusion }
}

const seen = await evaluateNet(model, learned)
const result = await evaluateNet(model, tested, { tracks: job.test.map(row => job.tracks[row]) })
const byTrack = /** @type {NonNullable<typeof result.byTrack>} */ (result.byTrack)
const { key, protocol, framework, size, widths, hidden, batchSize } = job
writeJson(
  job.out,
  /** @satisfies {Result} */ ({
    ...{ key, net, protocol, seed, framework, size, widths, hidden, batchSize },
    detail: `${description}, Node ${process.version}`,
    parameters: netSize(netSpecOf(model)).parameters,
    epochs: history.epochs.map((epoch, i) => ({
      epoch: epoch.epoch,
      loss: epoch.loss,
      accuracy: epoch.accuracy,
      testLoss: epoch.validationLoss ?? NaN,
      testAccuracy: epoch.validationAccuracy ?? NaN,
      cpuSeconds: cpuSeconds[i],
      seconds: epoch.seconds,
    })),
    train: score(seen.probabilities, learned.labels),
    windows: { ...score(result.probabilities, tested.labels), loss: result.loss },
    tracks: score(byTrack.probabilities, byTrack.labels),
  }),
)
process.exit(0)
