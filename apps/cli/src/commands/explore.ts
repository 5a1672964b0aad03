import { mkdir } from 'node:fs/promises'
import { DataError } from '@genre/core'
import { SUITES } from '@genre/models'
import type { GridSize, ProtocolName, SuiteName } from '@genre/models'
import { readFeatureTable } from '@genre/gtzan/node'
import type { Command } from 'commander'
import type { Context } from '../context'
import { runQuick } from '../explore/run-quick'
import { runSuite } from '../explore/run-suite'
import { suiteText, writeSuite } from '../explore/write-suite'
import { PROTOCOLS } from '../learn/protocol-of'
import { choice, shared, someOf, wholeNumber } from '../options'
import { printable } from '../terminal'

const suites = ['quick', ...SUITES] as const

interface Options {
  table: string
  suite: 'quick' | SuiteName
  protocol?: ProtocolName[]
  out: string
  data?: string
  mode: 'librosa' | 'kaggle'
  folds: number
  grid: GridSize
  jobs: number
  seed: number
  absent?: string
  pictures?: string
  page?: string
  json?: boolean
}

export function exploreCommand(program: Command, context: Context): void {
  program
    .command('explore')
    .description('compare models on a table under one or more protocols, and report the leak between them')
    .requiredOption('-t, --table <file>', 'a table that genre extract wrote, or one of Kaggle’s')
    .requiredOption('-o, --out <dir>', 'folder for results.json, tables, pictures, report.html')
    .addOption(choice('--suite <name>', 'which models: see below', suites).default('quick'))
    .option(
      '--protocol <names>',
      `${PROTOCOLS.join(', ')}, several with commas, or all (default: row,track; for best: fault-filtered)`,
      someOf(PROTOCOLS),
    )
    .addOption(shared.jobs('worker threads for the fits; the results are the same whatever the number'))
    .addOption(shared.seed('of splits, folds and models'))
    .addOption(
      choice('--grid <size>', 'how much is tried: full, or small to see that it works', ['full', 'small']).default(
        'full',
      ),
    )
    .option('--absent <file>', 'names of rows that the table lacks: splits are drawn as if they were there')
    .option('--pictures <dir>', 'suite best: Kaggle’s images_original, for what they say of bands and rhythm')
    .option(
      '--page <file>',
      'where the Markdown page goes, linking to the folder’s pictures (default: results.md in the folder)',
    )
    .option('--data <dir>', 'suite quick: the folder the table was made from, for spectrograms in the report')
    .addOption(
      choice('--mode <mode>', 'suite quick: how the table was computed', ['librosa', 'kaggle']).default('librosa'),
    )
    .option('--folds <n>', 'suite quick: folds of the row and track protocols', wholeNumber(2), 5)
    .addOption(shared.json('print the results as JSON'))
    .addHelpText(
      'after',
      `
Suites:
  quick  four models with fixed parameters; writes model.json, which genre classify --model takes
  a3     4 transforms x 8 models with their grids, tuned on validation rows (GenreGuessr; 3 s segments)
  b4     k-NN, logistic regression and a net on 207 descriptors of whole tracks (CSC 461)
  c      random forest and SVMs with three kernels (Georgia Tech; 3 s segments)
  best   whole tracks, artists kept apart: chosen by cross-validation, tested once

Examples:
  $ genre explore --table features.csv --out exploration
  $ genre explore --table features_3_sec.csv --suite a3 --protocol all --jobs 4 --out a3
  $ genre explore --table features_3_sec.csv --suite best --pictures images_original --out best
  $ genre extract GTZAN --set extended207 --segments none --out tracks.csv && genre explore --table tracks.csv --suite b4 --out b4

row splits segments of one song over both sides, as most published results do, and so measures the recognition of songs;
track keeps songs whole; fault-filtered is the published split of GTZAN without repeats, distortions and shared artists.

Every trial is kept in trials.jsonl of the folder as soon as it is done: the same command goes on where it was stopped.`,
    )
    .action(async (options: Options) => {
      const { terminal, signal } = context
      await mkdir(options.out, { recursive: true })
      // Only the suite quick makes a model for audio, which needs the columns that audio gives.
      const columns = options.suite === 'quick' ? undefined : 'any'
      const table = await readFeatureTable(options.table, { signal, columns }).catch((error: unknown) => {
        throw quickNeeds(error)
      })
      if (options.suite === 'quick')
        return runQuick({ ...options, protocol: options.protocol ?? ['row', 'track'] }, table, context)
      const { suite } = options
      const defaults: ProtocolName[] = suite === 'best' ? ['fault-filtered'] : ['row', 'track']
      const run = await runSuite(
        { ...options, suite, table, protocols: options.protocol ?? defaults },
        terminal.progress(),
        signal,
      )
      const files = await writeSuite(options.out, run, { table: options.table, jobs: options.jobs, page: options.page })
      if (options.json) terminal.out(JSON.stringify(run.results, null, 2))
      else {
        terminal.out(suiteText(run.results, terminal.colors))
        terminal.out('')
        terminal.out(`${printable(options.out)}: ${files.join(', ')}`)
      }
      for (const { protocol, transform, model, error } of run.results.failed) {
        terminal.err(`${protocol}, ${transform}, ${model}: ${error}`)
        context.fail()
      }
    })
}

/** What the reader says of columns, in this command's words. */
function quickNeeds(error: unknown): unknown {
  if (!(error instanceof DataError)) return error
  const reason = error.reason.replace(
    "(columns: 'any' reads other tables)",
    '(the suite quick needs the columns of gtzan57; --suite a3, b4, c and best take others)',
  )
  return reason === error.reason ? error : new DataError({ table: error.table, column: error.column, reason })
}
