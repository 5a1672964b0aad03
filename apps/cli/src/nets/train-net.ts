import { join } from 'node:path'
import { InvalidParameterError, NdArray } from '@genre/core'
import { writeAtomic } from '@genre/core/node'
import { MinMaxScaler, takeRows } from '@genre/classical'
import type { Split } from '@genre/gtzan'
import { assertNoLeak, faultFilteredSplit, rowSplit, trackSplit } from '@genre/gtzan'
import { windowRecipe } from '@genre/models'
import type { ProtocolName } from '@genre/models'
import type { NetCard } from '@genre/nets'
import type { Context } from '../context'
import { printable } from '../terminal'
import { importNets } from './import-nets'
import type { NetExamples } from './net-examples'
import { loadNetExamples } from './net-examples'
import { isPictureFolder, loadPictureExamples, PICTURE_RECIPE } from './picture-examples'

/** What `genre train NET` is told. */
export interface TrainNetOptions {
  readonly data: string
  /** The folder of the model; the net's name by default. */
  readonly out?: string
  readonly protocol: readonly ProtocolName[]
  readonly param?: Record<string, unknown>
  readonly seed: number
  readonly jobs: number
  readonly epochs: number
  readonly batchSize: number
  readonly learningRate: number
  readonly json?: boolean
}

/**
 * Trains a net on a collection of audio, or on Kaggle's mel pictures of GTZAN, goes on where an earlier run into the same
 * folder was stopped, scores the best epoch on the test part by window and by track, and leaves the model with its card in the
 * folder.
 */
export async function trainNet(name: string, options: TrainNetOptions, context: Context): Promise<void> {
  const nets = await importNets()
  const { directoryStore } = await import('@genre/nets/node')
  const { terminal, signal } = context
  const { seed, param = {}, epochs, batchSize } = options
  const recipe = windowRecipe(name)
  // A wrong parameter is told before an hour's work.
  const trial = nets.describeNet(name, param)
  const size = nets.netSize(trial)
  const [picture, descriptors] = trial.layers.flatMap(layer => (layer.op === 'input' ? [layer.shape] : []))
  const backend = await nets.selectBackend({ threads: options.jobs })
  terminal.err(`${name}: ${size.parameters} parameters, on ${backend.name} (${backend.threads} threads)`)
  const pictures = await isPictureFolder(options.data)
  if (pictures && descriptors) {
    const allowed = 'audio, as the net takes descriptors as well, which pictures do not have'
    throw new InvalidParameterError({ parameter: '--data', received: options.data, allowed })
  }
  const examples = pictures
    ? await loadPictureExamples(options.data, { shape: picture }, context)
    : await loadNetExamples(options.data, { recipe, shape: picture, features: descriptors !== undefined }, context)
  const protocol = options.protocol[0]
  const split = splitOf(protocol, examples, seed)
  const described = examples.features && new NdArray(Float64Array.from(examples.features.data), examples.features.shape)
  const scaler = described && new MinMaxScaler().fit(takeRows(described, split.train))
  const inputs = scaler ? [examples.pictures, scaler.transform(described)] : [examples.pictures]
  const part = (rows: Int32Array) => nets.selectExamples({ inputs, labels: examples.labels }, rows)
  const [train, validation, test] = [part(split.train), part(split.validation), part(split.test)]
  const model = nets.createNet(name, { ...param, classes: examples.classes.length, randomState: seed })
  const folder = options.out ?? name
  const store = directoryStore(folder)
  const dataHash = await nets.hashExamples(train)
  const card: NetCard = {
    classes: examples.classes,
    description: `${name}, ${epochs} epochs, Adam ${options.learningRate}`,
    recipe: { ...(pictures ? PICTURE_RECIPE : recipe), input: picture },
    ...(scaler && { scaler: scaler.toJSON() }),
    protocol,
    seed,
    dataHash,
    limits: ['It answers with one of the genres it was trained on, whatever it hears.'],
  }
  const view = terminal.progress()
  const started = performance.now()
  const history = await nets
    .train(model, train, {
      epochs,
      batchSize,
      optimizer: { name: 'adam', learningRate: options.learningRate, weightDecay: 1e-4 },
      schedule: { name: 'halving' },
      validation,
      restoreBest: true,
      // A picture is few windows: without masks a net knows them by heart.
      specAugment: pictures,
      randomState: seed,
      checkpoint: { store, card },
      signal,
      onProgress: ({ epoch, batch, batches, remaining }) => {
        const total = epochs * (batches ?? 1)
        const done = Math.min(total, (epoch - 1) * (batches ?? 1) + batch)
        const elapsed = (performance.now() - started) / 1000
        const rate = elapsed > 0 ? done / elapsed : 0
        view.onProgress({ label: `epoch ${epoch}/${epochs}`, done, total, elapsed, rate, remaining })
      },
      onEpoch: record => {
        const share = (value?: number) => `${(100 * (value ?? 0)).toFixed(1)} %`
        terminal.err(
          `epoch ${record.epoch}/${epochs}  loss ${record.loss.toFixed(3)}  train ${share(record.trainAccuracy)}  ` +
            `validation ${share(record.validationAccuracy)}  ${record.seconds.toFixed(1)} s`,
        )
      },
    })
    .finally(() => view.stop())
  const tracks = Array.from(split.test, row => examples.table.tracks[row])
  const { accuracy, loss, byTrack } = await nets.evaluateNet(model, test, { tracks, batchSize, signal })
  const scores = { windowAccuracy: accuracy, trackAccuracy: byTrack!.accuracy, loss }
  await nets.saveModel(store, model, { ...card, scores })
  const result = {
    out: folder,
    name,
    protocol,
    scores,
    windows: split.test.length,
    tracks: byTrack!.tracks.length,
    history,
  }
  await writeAtomic(join(folder, 'history.json'), [`${JSON.stringify(result, null, 1)}\n`])
  if (options.json) {
    terminal.out(JSON.stringify(result, null, 2))
    return
  }
  const percent = (value: number) => `${(100 * value).toFixed(1)} %`
  if (split.warning) terminal.err(split.warning)
  terminal.out(
    `${printable(folder)}: ${name}, best epoch ${history.best?.epoch} of ${history.epochs.length}; protocol ${protocol}: ` +
      `${percent(accuracy)} of ${result.windows} windows, ${percent(byTrack!.accuracy)} of ${result.tracks} tracks`,
  )
}

/** Parts of 70, 15 and 15 %, or the published split. */
function splitOf(protocol: ProtocolName, { table }: NetExamples, seed: number): Split {
  if (protocol === 'fault-filtered') return faultFilteredSplit(table)
  const sizes = { testSize: 0.15, validationSize: 0.15, randomState: seed }
  if (protocol === 'row') return rowSplit(table, sizes)
  const split = trackSplit(table, sizes)
  assertNoLeak(split, table)
  return split
}
