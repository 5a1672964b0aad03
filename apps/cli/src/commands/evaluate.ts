import type { FeatureTable } from '@genre/gtzan'
import { knownChecksum } from '@genre/gtzan/node'
import { tableHash } from '@genre/gtzan'
import { DataError, GenreError } from '@genre/core'
import type { NdArray } from '@genre/core'
import { writeAtomic } from '@genre/core/node'
import type { Evaluation, Learner, Protocol, ProtocolName } from '@genre/models'
import { evaluate, featureSets, netsOfAudio, shippedModels } from '@genre/models'
import type { Command } from 'commander'

import type { Context } from '../context'
import { loadData } from '../learn/load-data'
import type { Classifier } from '../learn/load-classifier'
import { isNet, loadClassifier } from '../learn/load-classifier'
import { protocolOf, PROTOCOLS } from '../learn/protocol-of'
import { evaluationData, resultsText } from '../learn/results-text'
import { trainable, trainables } from '../learn/trainables'
import { netProbabilities } from '../nets/net-probabilities'
import { choice, parameter, shared, someOf, wholeNumber } from '../options'
import { printable } from '../terminal'

interface Options {
  data: string
  out?: string
  mode?: 'librosa' | 'kaggle'
  protocol?: ProtocolName[]
  folds: number
  param?: Record<string, unknown>
  seed: number
  jobs: number
  json?: boolean
}

export function evaluateCommand(program: Command, context: Context): void {
  program
    .command('evaluate')
    .description('measure a model on data: one that is trained as it is, or one by name under several protocols')
    .argument(
      '<model>',
      `a model file, the folder of a net, a shipped model (${shippedModels.join(', ')}), or a name that train knows`,
    )
    .requiredOption('--data <table|dir>', 'a table (.csv, .parquet), or a folder or archive of audio files')
    .addOption(shared.out('where to keep the results as JSON, for genre report'))
    .addOption(
      choice('--mode <mode>', 'how descriptors of audio files are computed; default: as the model wants them', [
        'librosa',
        'kaggle',
      ]),
    )
    .option(
      '--protocol <names>',
      `of models by name: ${PROTOCOLS.join(', ')} or all; of trained ones: fault-filtered, which tests on that split’s test part alone`,
      someOf(PROTOCOLS),
    )
    .option('--folds <n>', 'of the row and track protocols', wholeNumber(2), 5)
    .option('--param <name=value>', 'a parameter of a model by name; may be repeated', parameter)
    .addOption(shared.seed())
    .addOption(shared.jobs('worker threads for the descriptors'))
    .addOption(shared.json())
    .addHelpText(
      'after',
      `
Examples:
  $ genre evaluate forest --data features_3_sec.csv --protocol all
  $ genre evaluate forest.json --data other_songs
  $ genre evaluate small --data other_songs --protocol fault-filtered
  $ genre evaluate gtzan57-logistic --data my_music --json

A trained model is tested on every row of the data. If it was trained on the same table, that is said, and its score means nothing.`,
    )
    .action(async (model: string, options: Options) => {
      const { terminal, signal } = context
      const byName = trainables.some(({ name }) => name === model)
      const classifier = byName ? null : await loaded(model, options.jobs)
      if (classifier && options.param)
        throw new DataError({ table: model, reason: 'is trained already; it takes no --param' })
      const table = await tableOf(classifier, options, context)
      const evaluations: Evaluation[] = []
      const view = terminal.progress()
      try {
        if (classifier) evaluations.push(...(await asItIs(classifier, table, options)))
        else {
          const { create } = trainable(model)
          for (const name of options.protocol ?? ['track']) {
            const protocol = protocolOf(name, table, { folds: options.folds, randomState: options.seed })
            const make = () => create(options.param ?? {}, options.seed)
            evaluations.push(await evaluate(model, make, table, protocol, { signal, onProgress: view.onProgress }))
          }
        }
      } finally {
        view.stop()
      }
      const results = {
        format: 'genre-evaluation',
        version: 1,
        model,
        data: options.data,
        tableHash: tableHash(table),
        segments: table.labels.length,
        tracks: new Set(table.tracks).size,
        seed: options.seed,
        ...(classifier?.card && { card: classifier.card }),
        evaluations: evaluations.map(evaluationData),
      }
      const text = JSON.stringify(results, null, 2)
      if (options.out !== undefined) await writeAtomic(options.out, [`${text}\n`], { signal })
      if (options.json) terminal.out(text)
      else {
        terminal.out(resultsText(evaluations, terminal.colors))
        if (options.out !== undefined) terminal.out(`${printable(options.out)}: the results`)
      }
    })
}

async function loaded(model: string, threads: number): Promise<Classifier> {
  try {
    return await loadClassifier(model, { threads })
  } catch (error) {
    if (!netsOfAudio.includes(model)) throw error
    const reason = `${model} is a net, and there is no folder of that name with a trained one; genre train ${model} trains and scores it`
    throw new GenreError('INVALID_PARAMETER', reason, { cause: error })
  }
}

/** The descriptors that a model wants, or what a net says of the sound. */
function tableOf(classifier: Classifier | null, options: Options, context: Context): Promise<FeatureTable> {
  if (classifier && isNet(classifier)) return netProbabilities(classifier, options.data, context)
  const mode = options.mode ?? classifier?.recipe.mode ?? 'librosa'
  const set = classifier ? featureSets[classifier.recipe.set] : undefined
  return loadData(options.data, { set, mode, jobs: options.jobs }, context)
}

/** A trained model on rows that it is hoped not to know. */
async function asItIs(classifier: Classifier, table: FeatureTable, options: Options): Promise<Evaluation[]> {
  const columns = isNet(classifier) ? classifier.classes : classifier.columns
  if (table.columns.length !== columns.length || columns.some((column, k) => table.columns[k] !== column)) {
    throw new DataError({ table: options.data, reason: `does not have the columns that ${classifier.name} takes` })
  }
  const wanted = options.protocol ?? []
  const onSplit = wanted.includes('fault-filtered')
  if (wanted.some(name => name !== 'fault-filtered')) {
    const reason = 'is trained already: it can be tested as it is, or under fault-filtered on that split’s test part'
    throw new DataError({ table: classifier.name, reason })
  }
  const all = Int32Array.from(table.labels.keys())
  const known = warningOf(classifier, table)
  const protocol: Protocol = {
    name: onSplit ? 'fault-filtered' : known ? 'row' : 'track',
    method: onSplit ? 'trained before; the published split’s test part tested' : 'trained before; every row tested',
    folds: [{ train: all.subarray(0, 1), test: onSplit ? protocolOf('fault-filtered', table, {}).folds[0].test : all }],
    ...(known && { warning: known }),
  }
  const genres = new Set(classifier.classes)
  const stranger = table.labels.find(label => !genres.has(label))
  if (stranger !== undefined) {
    throw new DataError({
      table: options.data,
      column: 'label',
      reason: `${stranger} is no genre of ${classifier.name}`,
    })
  }
  const learned: Learner = {
    classes: classifier.classes,
    fit: () => undefined,
    predictProba: isNet(classifier)
      ? X => X as NdArray<Float64Array>
      : X => classifier.classifyFeatures(X as NdArray<Float64Array>).segmentProbabilities,
  }
  return [await evaluate(classifier.name, () => learned, table, protocol)]
}

/** Why the score of a trained model means nothing, if its card says that it has learned from the data. */
function warningOf(classifier: Classifier, table: FeatureTable): string | undefined {
  if (isNet(classifier))
    return 'the card of a net does not name its tracks: of those it was trained on, it knows the answers'
  const data = classifier.card?.data ?? ''
  if (data.includes(tableHash(table))) return 'the model was trained on this very table: it knows the answers'
  const isGtzan = table.tracks.filter(track => knownChecksum(track) !== undefined).length > table.tracks.length / 2
  return /^GTZAN\b/.test(data) && isGtzan ? 'the model was trained on GTZAN, whose tracks these are by name' : undefined
}
