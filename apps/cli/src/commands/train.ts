import { gtzan57 } from '@genre/features'
import { tableHash } from '@genre/gtzan'
import type { Evaluation, ProtocolName } from '@genre/models'
import { evaluate, GenreClassifier, netsOfAudio } from '@genre/models'
import { writeModel } from '@genre/models/node'
import { DataError, InvalidParameterError } from '@genre/core'
import type { Command } from 'commander'
import { Argument } from 'commander'
import type { Context } from '../context'
import { segmentLength, TABLE_RATE } from '../explore/segment-length'
import { loadData } from '../learn/load-data'
import { modelCard } from '../learn/model-card'
import { fairest, protocolOf, PROTOCOLS } from '../learn/protocol-of'
import { evaluationData, resultsText } from '../learn/results-text'
import { trainable, trainables } from '../learn/trainables'
import { trainNet } from '../nets/train-net'
import { choice, oneOf, parameter, positive, shared, someOf, wholeNumber } from '../options'
import { printable } from '../terminal'

interface Options {
  data: string
  out?: string
  mode: 'librosa' | 'kaggle'
  protocol: ProtocolName[]
  folds: number
  param?: Record<string, unknown>
  seed: number
  jobs: number
  epochs: number
  batchSize: number
  learningRate: number
  json?: boolean
}

const NAMES = [...trainables.map(({ name }) => name), ...netsOfAudio]

export function trainCommand(program: Command, context: Context): void {
  program
    .command('train')
    .description('train a model by name, say how good it is, and write it with its card')
    .addArgument(new Argument('<name>', 'the model').choices(NAMES).argParser(oneOf(NAMES)))
    .requiredOption(
      '--data <table|dir>',
      'a table of segments (.csv, .parquet), or a folder or archive of audio files; for a net also Kaggle’s mel pictures',
    )
    .addOption(shared.out('the model file to write; of a net a folder, by default its name'))
    .addOption(
      choice('--mode <mode>', 'how the descriptors are, or were, computed', ['librosa', 'kaggle']).default('librosa'),
    )
    .option('--protocol <names>', `${PROTOCOLS.join(', ')} or all, separated by commas`, someOf(PROTOCOLS), ['track'])
    .option('--folds <n>', 'of the row and track protocols', wholeNumber(2), 5)
    .option(
      '--param <name=value>',
      'a parameter of the model, in scikit-learn’s words in camelCase; may be repeated',
      parameter,
    )
    .option('--epochs <n>', 'of a net: passes over the data', wholeNumber(1), 30)
    .option('--batch-size <n>', 'of a net: examples of a step', wholeNumber(1), 32)
    .option('--learning-rate <x>', 'of a net, at first', positive(10), 5e-4)
    .addOption(shared.seed())
    .addOption(shared.jobs('worker threads'))
    .addOption(shared.json())
    .addHelpText(
      'after',
      `
Models:
${trainables.map(({ name, description }) => `  ${name.padEnd(10)} ${description}`).join('\n')}

Nets, from audio (npm install @genre/nets @tensorflow/tfjs; genre models --json tells of each):
${lines(netsOfAudio)}

Examples:
  $ genre train forest --data features_3_sec.csv --mode kaggle --out forest.json
  $ genre train svm --data collection --protocol all --param C=100 --out svm.json
  $ genre classify --model svm.json song.mp3
  $ genre train small --data collection --epochs 40
  $ genre train small --data images_original --protocol fault-filtered --out pictures
  $ genre classify --model small song.mp3

The model that is written has learned from every row; its scores come from cross-validation before that. A net learns from 70 % of
the tracks, 15 % choose its best epoch, 15 % score it; stopped or killed, the same command goes on where it was.`,
    )
    .action(async (name: string, options: Options) => {
      if (netsOfAudio.includes(name)) return trainNet(name, options, context)
      const { terminal, signal } = context
      const { out } = options
      if (out === undefined) {
        throw new InvalidParameterError({
          parameter: '--out',
          received: out,
          allowed: 'given: the model file to write',
        })
      }
      const { create, description } = trainable(name)
      const { seed, param = {} } = options
      const make = () => create(param, seed)
      make() // a wrong parameter is told before an hour's work
      const table = await loadData(options.data, options, context)
      const segment = checkTable(table, options.data)
      const evaluations: Evaluation[] = []
      const view = terminal.progress()
      try {
        for (const protocol of options.protocol) {
          const folds = protocolOf(protocol, table, { folds: options.folds, randomState: seed })
          evaluations.push(await evaluate(name, make, table, folds, { signal, onProgress: view.onProgress }))
        }
      } finally {
        view.stop()
      }
      const estimator = make()
      estimator.fit(table.X, table.labels)
      signal.throwIfAborted()
      const given = Object.entries(param).map(([key, value]) => `${key} = ${JSON.stringify(value)}`)
      const facts = {
        description: [description, ...given].join(', '),
        data: `${options.data} (${tableHash(table)})`,
        rows: table.labels.length,
        tracks: new Set(table.tracks).size,
        randomState: seed,
      }
      const card = modelCard(facts, evaluations, fairest(evaluations))
      const recipe = { set: gtzan57.name, mode: options.mode, sampleRate: TABLE_RATE, segment }
      await writeModel(out, GenreClassifier.fromEstimator({ name, estimator, recipe, card }))
      if (options.json) {
        terminal.out(JSON.stringify({ out, name, card, evaluations: evaluations.map(evaluationData) }, null, 2))
        return
      }
      terminal.out(resultsText(evaluations, terminal.colors))
      terminal.out(`${printable(out)}: ${card.description}, fitted on ${card.rows} segments of ${card.tracks} tracks`)
    })
}

/** Words on lines of a help text. */
function lines(words: readonly string[]): string {
  const out: string[] = []
  for (let i = 0; i < words.length; i += 6) out.push(`  ${words.slice(i, i + 6).join(', ')}`)
  return out.join(',\n')
}

/** The length of the table's segments; a model needs to know what to cut audio into, and which descriptors to compute. */
function checkTable(table: Parameters<typeof segmentLength>[0] & { columns: readonly string[] }, name: string): number {
  const columns = gtzan57.columns.map(column => column.name)
  if (table.columns.length !== columns.length || columns.some((column, k) => table.columns[k] !== column)) {
    throw new DataError({ table: name, reason: 'does not have the columns of gtzan57, which a model file needs' })
  }
  const segment = segmentLength(table)
  if (segment !== null) return segment
  throw new DataError({ table: name, reason: 'has no segments of one length, which a model file needs' })
}
