import { availableParallelism } from 'node:os'
import { extended207, gtzan57 } from '@genre/features'
import { extractToFile } from '@genre/gtzan/node'
import type { Command } from 'commander'
import { InvalidArgumentError } from 'commander'
import type { Context } from '../context'
import { oneOf, wholeNumber } from '../options'
import { printable } from '../terminal'

const sets = { gtzan57, extended207 } as const

interface Options {
  out: string
  set: keyof typeof sets
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
    .argument('<dir>', 'a GTZAN folder of any known layout, or any folder with a folder per genre')
    .requiredOption('-o, --out <file>', 'the table to write (.csv or .parquet)')
    .option('--set <name>', `descriptor set: ${Object.keys(sets).join(', ')}`, oneOf(words(sets)), 'gtzan57')
    .option(
      '--mode <mode>',
      'librosa: today’s defaults; kaggle: as the published tables',
      oneOf(['librosa', 'kaggle']),
      'librosa',
    )
    .option('--segments <seconds>', 'length of a segment in seconds, or none for one row per file', segments, 3)
    .option('-j, --jobs <n>', 'worker threads', wholeNumber(1), availableParallelism())
    .option('--resume', 'keep finished files beside the table until it is written, and go on from there')
    .option('--cache <dir>', 'keep every file’s descriptors here and compute only what is new')
    .option('--json', 'print the report as JSON')
    .addHelpText(
      'after',
      `
Examples:
  $ genre extract gtzan --out features_3_sec.csv
  $ genre extract gtzan --out features_30_sec.csv --segments none --mode kaggle
  $ genre extract gtzan --out features.csv --resume      (stopped and run again, it goes on where it was)
  $ genre extract gtzan --out features.parquet --set extended207 --segments none

A file that cannot be read is reported and passed over; the exit code is then 1.`,
    )
    .action(async (dir: string, options: Options) => {
      const { terminal, signal } = context
      const view = terminal.progress()
      const result = await extractToFile(dir, options.out, {
        set: sets[options.set],
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

function words<T extends object>(record: T): (keyof T & string)[] {
  return Object.keys(record) as (keyof T & string)[]
}

function segments(text: string): number | 'none' {
  if (text === 'none') return text
  const seconds = Number(text)
  if (text.trim() === '' || !(seconds >= 0.1 && seconds <= 3600)) {
    throw new InvalidArgumentError('It must be a number of seconds from 0.1 to 3600, or none.')
  }
  return seconds
}
