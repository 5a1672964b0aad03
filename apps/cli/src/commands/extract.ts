import { extractToFile } from '@genre/gtzan/node'
import type { Command } from 'commander'
import { InvalidArgumentError } from 'commander'
import type { Context } from '../context'
import { featureSetOf, SET_NAMES } from '../feature-set-of'
import { choice, shared } from '../options'
import { printable } from '../terminal'

interface Options {
  out: string
  set: string
  mode: 'librosa' | 'kaggle'
  segments: number | 'none'
  jobs: number
  cache?: string
  resume?: boolean
  json?: boolean
}

export function extractCommand(program: Command, context: Context): void {
  program
    .command('extract')
    .description('compute the descriptors of every audio file of a folder, on all cores, into one table')
    .argument('<dir>', 'a GTZAN folder of any known layout, its .tar.gz, or any folder with a folder per genre')
    .requiredOption('-o, --out <file>', 'the table to write (.csv or .parquet)')
    .option('--set <name>', `descriptor set: ${SET_NAMES.join(', ')}, or a JSON file with one’s own`, 'gtzan57')
    .addOption(
      choice('--mode <mode>', 'librosa: today’s defaults; kaggle: as the published tables', [
        'librosa',
        'kaggle',
      ]).default('librosa'),
    )
    .option('--segments <seconds>', 'length of a segment in seconds, or none for one row per file', segments, 3)
    .addOption(shared.jobs())
    .option('--resume', 'keep finished files beside the table until it is written, and go on from there')
    .option('--cache <dir>', 'keep every file’s descriptors here and compute only what is new')
    .addOption(shared.json('print the report as JSON'))
    .addHelpText(
      'after',
      `
Examples:
  $ genre extract gtzan --out features_3_sec.csv
  $ genre extract gtzan --out features_30_sec.csv --segments none --mode kaggle
  $ genre extract gtzan --out features.csv --resume      (stopped and run again, it goes on where it was)
  $ genre extract gtzan --out features.parquet --set extended207 --segments none
  $ genre extract genres.tar.gz --out features.csv --set my-descriptors.json

A file that cannot be read is reported and passed over; the exit code is then 1.`,
    )
    .action(async (dir: string, options: Options) => {
      const { terminal, signal } = context
      const set = await featureSetOf(options.set)
      const view = terminal.progress()
      const result = await extractToFile(dir, options.out, {
        set,
        mode: options.mode,
        segments: options.segments,
        jobs: options.jobs,
        cache: options.cache,
        resume: options.resume,
        signal,
        onProgress: view.onProgress,
      }).finally(() => view.stop())
      const { table, skipped, warnings, seconds, jobs } = result
      const rows = table.labels.length
      const tracks = new Set(table.tracks).size
      if (options.json) {
        terminal.out(
          JSON.stringify(
            { out: options.out, rows, tracks, columns: table.columns.length, skipped, warnings, seconds, jobs },
            null,
            2,
          ),
        )
      } else {
        for (const { file, error } of skipped)
          terminal.err(`${printable(file)}: passed over: ${printable(error.message)}`)
        for (const { file, message } of warnings) terminal.err(`${printable(file)}: note: ${printable(message)}`)
        const what = `${rows} rows of ${table.columns.length} descriptors from ${tracks} tracks`
        const pace = `${seconds.toFixed(1)} s on ${jobs} ${jobs === 1 ? 'thread' : 'threads'}`
        terminal.out(
          rows > 0 ? `${printable(options.out)}: ${what} in ${pace}` : 'no file gave a row; no table was written',
        )
        if (skipped.length) terminal.out(`${skipped.length} passed over`)
      }
      if (skipped.length || rows === 0) context.fail()
    })
}

function segments(text: string): number | 'none' {
  if (text === 'none') return text
  const seconds = Number(text)
  if (text.trim() === '' || !(seconds >= 0.1 && seconds <= 3600)) {
    throw new InvalidArgumentError('It must be a number of seconds from 0.1 to 3600, or none.')
  }
  return seconds
}
