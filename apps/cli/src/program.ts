import { readFileSync } from 'node:fs'
import { Command, CommanderError } from 'commander'
import tab from '@bomb.sh/tab/commander'
import { classifyCommand } from './commands/classify'
import { denoiseCommand } from './commands/denoise'
import { evaluateCommand } from './commands/evaluate'
import { exploreCommand } from './commands/explore'
import { extractCommand } from './commands/extract'
import { gtzanCommand } from './commands/gtzan'
import { healthCommand } from './commands/health'
import { listenCommand } from './commands/listen'
import { modelsCommand } from './commands/models'
import { recordCommand } from './commands/record'
import { reportCommand } from './commands/report'
import { spectrogramCommand } from './commands/spectrogram'
import { synthesizeCommand } from './commands/synthesize'
import { trainCommand } from './commands/train'
import { checkOutput } from './check-output'
import { applyConfigFile } from './config-file'
import type { Context } from './context'
import { failureOf, isAbort } from './failure'
import type { Terminal } from './terminal'
import { processTerminal } from './terminal'

/** Exit codes: all done; something asked for failed; wrong usage; stopped by Ctrl-C. */
const OK = 0
const FAILED = 1
const USAGE = 2
const INTERRUPTED = 130

/**
 * Runs the command with the given words and returns its exit code. Nothing here ends the process.
 *
 * @param words - the command line after the program's name
 * @param options.terminal - where to write; default the process's own
 * @param options.signal - stops the work
 * @param options.input - what comes on standard input; default the process's own
 */
export async function main(
  words: readonly string[],
  options: { terminal?: Terminal; signal?: AbortSignal; input?: AsyncIterable<Uint8Array> } = {},
): Promise<number> {
  const terminal = options.terminal ?? processTerminal({ quiet: words.includes('--quiet') || words.includes('-q') })
  const signal = options.signal ?? new AbortController().signal
  let code = OK
  const input = () => options.input ?? (process.stdin as AsyncIterable<Uint8Array>)
  const context: Context = { terminal, signal, input, fail: () => void (code = FAILED) }
  const program = createProgram(context)
  try {
    // Completion is asked for while a line is being typed, and must not stumble over a file.
    if (words[0] !== 'complete') await applyConfigFile(program, configOf(words))
    await program.parseAsync([...words], { from: 'user' })
    return signal.aborted ? INTERRUPTED : code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? OK : USAGE
    if (isAbort(error) || signal.aborted) {
      terminal.err('stopped')
      return INTERRUPTED
    }
    const { code: kind, message } = failureOf(error)
    terminal.err(terminal.colors.red(message))
    if (process.env.GENRE_DEBUG && error instanceof Error) terminal.err(error.stack ?? '')
    return kind === 'INVALID_PARAMETER' || kind === 'CONFIG' ? USAGE : FAILED
  }
}

/** The whole command line: its words, options and help. */
export function createProgram(context: Context): Command {
  const program = new Command('genre')
    .description('Music genre classification: librosa’s descriptors, scikit-learn’s models, honest results')
    .version(version(), '-V, --version')
    .option('-q, --quiet', 'no progress')
    .option('--config <file>', 'defaults for options; else .genrerc, .genrerc.json or genre.config.json here or above')
    .exitOverride()
    .showSuggestionAfterError(true)
    .showHelpAfterError('(genre --help lists the commands; genre COMMAND --help explains one)')
    .configureOutput({
      writeOut: text => context.terminal.out(text.trimEnd()),
      writeErr: text => context.terminal.err(text.trimEnd()),
    })
  classifyCommand(program, context)
  extractCommand(program, context)
  healthCommand(program, context)
  synthesizeCommand(program, context)
  exploreCommand(program, context)
  trainCommand(program, context)
  evaluateCommand(program, context)
  denoiseCommand(program, context)
  recordCommand(program, context)
  listenCommand(program, context)
  spectrogramCommand(program, context)
  reportCommand(program, context)
  modelsCommand(program, context)
  gtzanCommand(program, context)
  for (const command of program.commands) {
    command.option('-q, --quiet', 'no progress').option('--config <file>', 'a file of defaults for options')
  }
  program.hook('preAction', (_, command) => checkOutput((command.opts() as { out?: unknown }).out, '--out'))
  tab(program)
  const complete = program.commands.find(command => command.name() === 'complete')
  complete
    ?.description('print the script that completes words in a shell: zsh, bash, fish or powershell')
    .addHelpText(
      'after',
      '\nExamples:\n  $ source <(genre complete bash)\n  $ genre complete fish > ~/.config/fish/completions/genre.fish',
    )
  return program
}

/** The file that `--config` names, wherever it stands. */
function configOf(words: readonly string[]): string | undefined {
  const at = words.findIndex(word => word === '--config' || word.startsWith('--config='))
  if (at < 0) return undefined
  return words[at].includes('=') ? words[at].slice('--config='.length) : words[at + 1]
}

function version(): string {
  return (JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }).version
}
