import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { writeAtomic } from '@genre/core/node'
import { faultFilteredSplit, tableHash } from '@genre/gtzan'
import type { FeatureTable } from '@genre/gtzan'
import { readFeatureTable } from '@genre/gtzan/node'
import { compareModels, quickSuite, rowProtocol, trackProtocol } from '@genre/models'
import type { Comparison, Protocol, ProtocolName } from '@genre/models'
import { writeModel } from '@genre/models/node'
import type { Command } from 'commander'
import type { Context } from '../context'
import { comparisonTable } from '../explore/comparison-table'
import { forestImportances } from '../explore/forest-importances'
import { winningModel } from '../explore/winning-model'
import { oneOf, someOf, wholeNumber } from '../options'
import { printable } from '../terminal'

const suites = ['quick'] as const
const protocols = ['row', 'track', 'fault-filtered'] as const

interface Options {
  table: string
  suite: (typeof suites)[number]
  protocol: ProtocolName[]
  out: string
  data?: string
  mode: 'librosa' | 'kaggle'
  folds: number
  seed: number
  json?: boolean
}

export function exploreCommand(program: Command, context: Context): void {
  program
    .command('explore')
    .description('compare models on a table under one or more protocols, and report the leak between them')
    .requiredOption('-t, --table <file>', 'a table that genre extract wrote, or one of Kaggle’s')
    .requiredOption('-o, --out <dir>', 'folder for results.json, report.html and model.json')
    .option('--suite <name>', `which models: ${suites.join(', ')}`, oneOf(suites), 'quick')
    .option('--protocol <names>', `${protocols.join(', ')}, several with commas, or all`, someOf(protocols), [
      'row',
      'track',
    ])
    .option('--data <dir>', 'the folder the table was made from, for spectrograms in the report')
    .option('--mode <mode>', 'how the table was computed: librosa or kaggle', oneOf(['librosa', 'kaggle']), 'librosa')
    .option('--folds <n>', 'folds of the row and track protocols', wholeNumber(2), 5)
    .option('--seed <n>', 'seed of folds and models', wholeNumber(0), 42)
    .option('--json', 'print the results as JSON')
    .addHelpText(
      'after',
      `
Examples:
  $ genre explore --table features.csv --out exploration
  $ genre explore --table features_3_sec.csv --mode kaggle --protocol all --out exploration
  $ genre classify --model exploration/model.json song.mp3

row splits segments of one song over both sides, as most published results do, and so measures the recognition of songs;
track keeps songs whole; fault-filtered is the published split of GTZAN without repeats, distortions and shared artists.`,
    )
    .action(async (options: Options) => {
      const { terminal, signal } = context
      await mkdir(options.out, { recursive: true })
      const table = await readFeatureTable(options.table, { signal })
      const folds = { folds: options.folds, randomState: options.seed }
      const candidates = quickSuite(options.seed)
      const view = terminal.progress()
      const comparison = await compareModels(
        table,
        candidates,
        options.protocol.map(name => protocolOf(name, table, folds)),
        { signal, onProgress: view.onProgress },
      ).finally(() => view.stop())

      const hash = tableHash(table)
      const results = resultsOf(comparison, {
        table: options.table,
        tableHash: hash,
        suite: options.suite,
        seed: options.seed,
      })
      await writeAtomic(join(options.out, 'results.json'), [`${JSON.stringify(results, null, 2)}\n`])
      const facts = { mode: options.mode, data: options.table, randomState: options.seed }
      const winner = winningModel(table, comparison, candidates, facts)
      if ('classifier' in winner) await writeModel(join(options.out, 'model.json'), winner.classifier)
      // Charts bring a whole grammar of graphics along: only who draws them waits for it.
      const { explorationReport } = await import('../explore/exploration-report')
      const { pictureSpectrograms } = await import('../explore/spectrograms')
      const report = await explorationReport({
        comparison,
        source: options.table,
        hash,
        candidates,
        seed: options.seed,
        importances: forestImportances(table, options.seed),
        pictures: options.data === undefined ? [] : await pictureSpectrograms(options.data, signal),
      })
      await writeAtomic(join(options.out, 'report.html'), [report])

      if (options.json) terminal.out(JSON.stringify(results, null, 2))
      else {
        terminal.out(comparisonTable(comparison, terminal.colors))
        terminal.out('')
        if ('reason' in winner) terminal.err(`no model.json was written: ${winner.reason}`)
        const files = ['report.html', 'results.json', ...('classifier' in winner ? ['model.json'] : [])]
        terminal.out(`${printable(options.out)}: ${files.join(', ')}`)
      }
    })
}

function protocolOf(name: ProtocolName, table: FeatureTable, folds: { folds: number; randomState: number }): Protocol {
  if (name === 'row') return rowProtocol(table, folds)
  if (name === 'track') return trackProtocol(table, folds)
  const { train, validation, test } = faultFilteredSplit(table)
  return {
    name,
    method: 'published split: train and validation parts learned, test part tested',
    folds: [{ train: Int32Array.from([...train, ...validation]), test }],
  }
}

/** What results.json holds: everything but the answers row by row. */
function resultsOf(comparison: Comparison, facts: Record<string, unknown>) {
  const evaluations = comparison.evaluations.map(({ right: _, ...evaluation }) => evaluation)
  return { format: 'genre-exploration', version: 1, ...facts, ...comparison, evaluations }
}
