import { SYNTHESIZED_SECONDS } from '@genre/gtzan'
import { synthesizeDataset } from '@genre/gtzan/node'
import type { Command } from 'commander'
import type { Context } from '../context'
import { positive, shared, wholeNumber } from '../options'
import { printable } from '../terminal'

interface Options {
  out: string
  tracks: number
  seed: number
  seconds: number
  faults: boolean
  jobs: number
  json?: boolean
}

export function synthesizeCommand(program: Command, context: Context): void {
  program
    .command('synthesize')
    .description('make a seeded collection of ten synthetic genres, for those who have no GTZAN')
    .requiredOption('-o, --out <dir>', 'the folder to make')
    .option('--tracks <n>', 'tracks of each genre', wholeNumber(1), 10)
    .option('--seed <n>', 'the same seed gives the same bytes on any machine', wholeNumber(0), 1)
    .option('--seconds <s>', 'length of a track', positive(600), SYNTHESIZED_SECONDS)
    .option('--no-faults', 'plant no corrupt file')
    .addOption(shared.jobs())
    .addOption(shared.json('print the manifest as JSON'))
    .addHelpText(
      'after',
      `
Examples:
  $ genre synthesize --out collection
  $ genre synthesize --tracks 100 --seed 7 --out big`,
    )
    .action(async (options: Options) => {
      const { terminal, signal } = context
      const view = terminal.progress()
      const started = performance.now()
      const manifest = await synthesizeDataset(options.out, {
        tracksPerGenre: options.tracks,
        seed: options.seed,
        seconds: options.seconds,
        corrupt: options.faults,
        jobs: options.jobs,
        signal,
        onProgress: view.onProgress,
      }).finally(() => view.stop())
      if (options.json) {
        terminal.out(JSON.stringify(manifest, null, 2))
        return
      }
      const seconds = ((performance.now() - started) / 1000).toFixed(1)
      const planted = manifest.faults.length ? `, ${manifest.faults.length} of them faulty on purpose` : ''
      terminal.out(
        `${printable(options.out)}: ${manifest.tracks.length} files${planted}, seed ${options.seed}, in ${seconds} s`,
      )
    })
}
