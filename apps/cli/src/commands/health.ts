import { checkHealth, quarantine, restoreQuarantine } from '@genre/gtzan/node'
import type { MoveReport } from '@genre/gtzan/node'
import type { Command } from 'commander'
import type { Context } from '../context'
import { shared } from '../options'
import { printable } from '../terminal'

interface Options {
  quarantine?: string
  restore?: boolean
  knownFaults: boolean
  copies: boolean
  jobs: number
  json?: boolean
}

export function healthCommand(program: Command, context: Context): void {
  program
    .command('health')
    .description('read every audio file of a folder and say what is wrong with it')
    .argument('<dir>', 'a GTZAN folder of any known layout, its .tar.gz, or any folder with a folder per genre')
    .option('--quarantine <dir>', 'move unreadable files there, keeping their paths')
    .option('--restore', 'bring the files of --quarantine back')
    .option('--no-known-faults', 'do not name the known repeats and distortions of GTZAN')
    .option('--no-copies', 'do not look for copies by what they sound like')
    .addOption(shared.jobs())
    .addOption(shared.json('print the report as JSON'))
    .addHelpText(
      'after',
      `
Examples:
  $ genre health gtzan
  $ genre health gtzan --quarantine gtzan-bad
  $ genre health gtzan --quarantine gtzan-bad --restore

Exit code: 1 if a file cannot be read (or moved), 0 otherwise.`,
    )
    .action(async (dir: string, options: Options, command: Command) => {
      const { terminal, signal } = context
      if (options.restore) {
        if (options.quarantine === undefined) command.error('error: --restore needs --quarantine <dir>')
        const moves = await restoreQuarantine(options.quarantine, dir, { signal })
        if (options.json) terminal.out(JSON.stringify(moves, null, 2))
        else tell(moves, 'brought back', context)
        if (moves.left.length) context.fail()
        return
      }
      const view = terminal.progress()
      const report = await checkHealth(dir, {
        knownFaults: options.knownFaults ? undefined : false,
        copies: options.copies,
        jobs: options.jobs,
        signal,
        onProgress: view.onProgress,
      }).finally(() => view.stop())
      const moves =
        options.quarantine === undefined ? undefined : await quarantine(report, options.quarantine, { signal })
      const { counts, files, skipped, seconds } = report
      if (options.json) {
        terminal.out(JSON.stringify({ ...report, ...(moves && { quarantine: moves }) }, null, 2))
      } else {
        for (const { file, status, problems } of files) {
          if (status === 'ok') continue
          const mark = status === 'bad' ? terminal.colors.red('bad    ') : terminal.colors.yellow('warning')
          terminal.out(`${mark} ${printable(file)}: ${problems.map(({ message }) => printable(message)).join('; ')}`)
        }
        for (const { file, error } of skipped) terminal.err(`${printable(file)}: ${printable(error.message)}`)
        terminal.out(
          `${files.length} files in ${seconds.toFixed(1)} s: ${counts.ok} sound, ${counts.warning} with warnings, ${counts.bad} bad`,
        )
        if (moves) tell(moves, `moved to ${options.quarantine}`, context)
      }
      if (counts.bad > 0 || skipped.length > 0) context.fail()
    })
}

function tell({ moved, left }: MoveReport, done: string, { terminal }: Context): void {
  if (moved.length) terminal.out(`${moved.length} ${moved.length === 1 ? 'file' : 'files'} ${printable(done)}`)
  for (const { file, reason } of left) terminal.err(`${printable(file)} stays where it is: ${reason}`)
}
