import type { Terminal } from './terminal'

/** What every command is given. */
export interface Context {
  readonly terminal: Terminal
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal
  /** What comes on standard input. */
  readonly input: () => AsyncIterable<Uint8Array>
  /** Notes that something asked for could not be done: the exit code becomes 1. */
  fail(): void
}
