import { readFileSync } from 'node:fs'
import { Command, CommanderError } from 'commander'
import { classifyCommand } from './commands/classify'
import { exploreCommand } from './commands/explore'
import { extractCommand } from './commands/extract'
import { healthCommand } from './commands/health'
import { modelsCommand } from './commands/models'
import { synthesizeCommand } from './commands/synthesize'
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
 */
export async function main(
  words: readonly string[],
  options: { terminal?: Terminal; signal?: AbortSignal } = {},
): Promise<number> {
  const terminal = options.terminal ?? processTerminal({ quiet: words.includes('--quiet') || words.includes('-q') })
  const signal = options.signal ?? new AbortController().signal
  let code = OK
  const context: Context = { terminal, signal, fail: () => void (code = FAILED) }
  const program = createProgram(context)
  try {
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
    return kind === 'INVALID_PARAMETER' ? USAGE : FAILED
  }
}

/** The whole command line: its words, options and help. */
export function createProgram(context: Context): Command {
  const program = new Command('genre')
    .description('Music genre classification: librosa’s descriptors, scikit-learn’s models, honest results')
    .version(version(), '-V, --version')
    .option('-q, --quiet', 'no progress')
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
  modelsCommand(program, context)
  for (const command of program.commands) command.option('-q, --quiet', 'no progress')
  return program
}

function version(): string {
  return (JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }).version
}
