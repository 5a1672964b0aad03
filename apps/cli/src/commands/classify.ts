import { shippedModels } from '@genre/models'
import type { Command } from 'commander'
import type { Answer, TimelineEntry } from '../classify-file'
import { classifyAll } from '../classify-pool'
import type { Context } from '../context'
import type { Failure } from '../failure'
import { positive, seconds, shared } from '../options'
import { printable } from '../terminal'

interface Options {
  json?: boolean
  model: string
  chunk?: number
  overlap?: number
  timeline?: boolean
  jobs: number
}

export function classifyCommand(program: Command, context: Context): void {
  program
    .command('classify')
    .description('name the genre of audio files (wav, mp3, flac, ogg, opus, m4a, au, aiff)')
    .argument('<file...>', 'audio files')
    .addOption(shared.json('print one JSON array instead of a table'))
    .option('--model <name>', `a shipped model (${shippedModels.join(', ')}) or a model file`, shippedModels[0])
    .option('--chunk <s>', 'length of the chunks that are named one by one and averaged (default: 4)', positive(3600))
    .option('--overlap <s>', 'what a chunk shares with the next (default: 2, or half a chunk if that is less)', seconds)
    .option('--timeline', 'tell of every chunk what it sounds like, and how much it carried the answer')
    .addOption(shared.jobs('worker threads, for several files'))
    .addHelpText(
      'after',
      `
Examples:
  $ genre classify song.mp3
  $ genre classify --json *.wav > genres.json
  $ genre classify --timeline --chunk 10 --overlap 5 song.mp3
  $ genre classify --model demo-output/model.json song.flac

Exit code: 0 if every file was answered, 1 if any failed, 2 for wrong usage.`,
    )
    .action(async (files: string[], options: Options) => {
      const answers: Answer[] = []
      const { terminal, signal } = context
      const { columns = Infinity } = terminal
      const room = Math.min(40, Math.max(4, columns - 18))
      const width = Math.min(room, Math.max(...files.map(file => printable(file).length)))
      for await (const answer of classifyAll(files, { ...options, signal })) {
        const { file } = answer
        answers.push(answer)
        if (options.json) continue
        if ('error' in answer) terminal.err(terminal.colors.red(printable(answer.error.message)))
        else {
          terminal.out(line(answer, width, terminal))
          for (const chunk of answer.chunks ?? []) terminal.out(chunkLine(chunk, terminal.colors))
        }
        if ('warnings' in answer)
          for (const text of answer.warnings ?? []) terminal.err(`${printable(file)}: note: ${text}`)
      }
      if (options.json) terminal.out(JSON.stringify(answers, null, 2))
      if (answers.some(answer => 'error' in answer)) context.fail()
    })
}

function line(
  answer: Exclude<Answer, { error: Failure }>,
  width: number,
  { colors, columns = Infinity }: Context['terminal'],
): string {
  const ranked = Object.entries(answer.probabilities).sort((a, b) => b[1] - a[1])
  const [first, ...others] = ranked
  const bar = '█'.repeat(Math.max(1, Math.round(20 * first[1]))).padEnd(20)
  const rest = others.slice(0, 2).map(([genre, p]) => `${genre} ${percent(p)}`.padEnd(15))
  const name = printable(answer.file)
  const shown = name.length > width ? `…${name.slice(1 - width)}` : name.padEnd(width)
  const chunks = `(${answer.segments} ${answer.segments === 1 ? 'chunk' : 'chunks'})`
  const verdict = `${shown}  ${colors.bold(first[0].padEnd(9))} ${percent(first[1]).padStart(5)}`
  // A narrow terminal goes without the bar, then without the chunks, then without the runners-up.
  const [parts] = [[bar, rest.join(' '), chunks], [rest.join(' '), chunks], [rest.join(' ')], []].filter(
    some => width + 17 + some.reduce((sum, part) => sum + 2 + part.length, 0) <= columns || some.length === 0,
  )
  const paint = (part: string) => (part === bar ? colors.cyan(part) : part === chunks ? colors.dim(part) : part)
  return [verdict, ...parts.map(paint)].join('  ')
}

/** A chunk: when, what, and by how many points the answer would fall without it. */
function chunkLine(
  { start, end, genre, probabilities, influence }: TimelineEntry,
  colors: Context['terminal']['colors'],
): string {
  const time = (seconds: number) => `${Math.floor(seconds / 60)}:${(seconds % 60).toFixed(1).padStart(4, '0')}`
  const bar = '█'.repeat(Math.round(20 * probabilities[genre])).padEnd(20)
  const points = `${influence < 0 ? '−' : '+'}${Math.abs(100 * influence).toFixed(1)}`
  const when = `${time(start)} to ${time(end)}`.padStart(18)
  return `${when}  ${genre.padEnd(9)} ${percent(probabilities[genre]).padStart(5)}  ${colors.cyan(bar)}  ${points}`
}

function percent(p: number): string {
  return `${Math.round(100 * p)} %`
}
