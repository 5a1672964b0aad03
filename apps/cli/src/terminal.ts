import type { Progress } from '@genre/core'
import cliProgress from 'cli-progress'
import { createColors } from 'picocolors'

/** Where a command writes: answers to `out`, everything about the way there to `err`. */
export interface Terminal {
  out(text: string): void
  err(text: string): void
  /** Colours for `out`; plain text where it is no terminal, or NO_COLOR is set. */
  readonly colors: ReturnType<typeof createColors>
  /** How wide a terminal is; absent where it is none. */
  readonly columns?: number
  /** Shows how far long work has come: a bar on a terminal, a line now and then in a pipe, nothing when quiet. */
  progress(): ProgressView
}

/** Draws the progress of one piece of work; `stop` clears it. */
export interface ProgressView {
  readonly onProgress: (progress: Progress) => void
  stop(): void
}

/** The terminal of the running process. */
export function processTerminal(options: { quiet: boolean }): Terminal {
  const colored = process.stdout.isTTY === true && process.env.NO_COLOR === undefined && process.env.TERM !== 'dumb'
  return {
    out: text => void process.stdout.write(`${text}\n`),
    err: text => void process.stderr.write(`${text}\n`),
    colors: createColors(colored),
    ...(process.stdout.isTTY && { columns: process.stdout.columns }),
    progress: () => (options.quiet ? silent : process.stderr.isTTY ? bar(process.stderr) : lines()),
  }
}

const silent: ProgressView = { onProgress: () => {}, stop: () => {} }

function bar(stream: NodeJS.WriteStream): ProgressView {
  let view: cliProgress.SingleBar | null = null
  return {
    onProgress(progress) {
      if (!view) {
        view = new cliProgress.SingleBar({
          format: '{label} {bar} {value}/{total}  {rate}/s  {left} left',
          barCompleteChar: '█',
          barIncompleteChar: '░',
          hideCursor: true,
          clearOnComplete: true,
          stream,
        })
        view.start(progress.total, 0, fields(progress))
      }
      view.setTotal(progress.total)
      view.update(progress.done, fields(progress))
    },
    stop() {
      view?.stop()
      view = null
    },
  }
}

/** In a pipe or a log: a plain line every five seconds of work, and none for work that is done sooner. */
function lines(): ProgressView {
  let next = 5
  return {
    onProgress(progress) {
      if (progress.elapsed < next) return
      next = progress.elapsed + 5
      const { label, rate, left } = fields(progress)
      process.stderr.write(`${label} ${progress.done}/${progress.total}, ${rate}/s, ${left} left\n`)
    },
    stop() {},
  }
}

function fields(progress: Progress): { label: string; rate: string; left: string } {
  const rate = progress.rate >= 10 ? progress.rate.toFixed(0) : progress.rate.toFixed(1)
  const left = Number.isFinite(progress.remaining) ? `${Math.ceil(progress.remaining)} s` : '?'
  return { label: progress.label, rate, left }
}

/** Text as it may stand on one line of a terminal: control characters of a file name would otherwise act. */
export function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, c => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`)
}
