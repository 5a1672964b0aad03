import { shippedModels } from '@genre/models'
import type { Command } from 'commander'
import type { Context } from '../context'
import { loadClassifier } from '../learn/load-classifier'
import type { Moment } from '../live/live-genre'
import { LiveGenre } from '../live/live-genre'
import { openSound, soundOptions } from '../live/open-sound'
import type { SoundOptions } from '../live/open-sound'
import { RawReader } from '../live/microphone'
import { positive, seconds as secondsFrom, shared } from '../options'

interface Options extends SoundOptions {
  model: string
  window: number
  every: number
  noise: number
  duration?: number
  json?: boolean
}

export function listenCommand(program: Command, context: Context): void {
  const command = program
    .command('listen')
    .description('name the genre of what a microphone hears, every second, for as long as it plays')
    .option('--model <name>', `a shipped model (${shippedModels.join(', ')}) or a model file`, shippedModels[0])
    .option('--window <s>', 'how much of the past an answer hears', positive(600), 10)
    .option('--every <s>', 'how often there is an answer', positive(60), 1)
    .option(
      '--noise <s>',
      'seconds of nothing but noise at the beginning, taken out of the rest; 0 for none',
      secondsFrom,
      1,
    )
    .option('--duration <s>', 'stop after so much sound', positive(86_400))
    .addOption(shared.json('print each answer as one line of JSON'))
  soundOptions(command)
  command
    .addHelpText(
      'after',
      `
Examples:
  $ genre listen
  $ ffmpeg -loglevel error -i song.mp3 -f s16le -ac 1 -ar 22050 - | genre listen --stdin --rate 22050
  $ genre listen --json --duration 60 > history.jsonl

The microphone is heard through arecord, sox or ffmpeg, whichever is installed. Ctrl-C ends it.`,
    )
    .action(async (options: Options) => {
      const { terminal, signal } = context
      const classifier = await loadClassifier(options.model)
      const sound = openSound(options, context)
      const { rate } = sound.format
      const live = new LiveGenre(classifier, { ...options, rate })
      const reader = new RawReader(sound.format)
      const history: Moment[] = []
      const most = options.duration === undefined ? Infinity : Math.round(options.duration * rate)
      let heard = 0
      const stop = () => sound.stop()
      signal.addEventListener('abort', stop, { once: true })
      if (!options.json) {
        const noise = options.noise > 0 ? `; ${options.noise} s of noise first` : ''
        terminal.err(`listening through ${sound.name}${noise}. Ctrl-C ends it.`)
      }
      try {
        for await (const bytes of sound.bytes) {
          if (signal.aborted) break
          const samples = reader.push(bytes).subarray(0, most - heard)
          heard += samples.length
          for await (const moment of live.push(samples)) {
            history.push(moment)
            if (history.length > 3600) history.shift()
            terminal.out(options.json ? JSON.stringify(moment) : line(moment, history, context))
          }
          if (heard >= most) break
        }
      } catch (error) {
        if (!signal.aborted) throw error
      } finally {
        sound.stop()
        signal.removeEventListener('abort', stop)
      }
      if (history.length === 0 && !signal.aborted) {
        terminal.err(`only ${(heard / rate).toFixed(1)} s of sound came; an answer needs ${options.noise + 1} s`)
        context.fail()
      }
      if (!options.json && history.length > 0) terminal.err(summary(history))
    })
}

function line(
  { seconds, genre, probabilities, note }: Moment,
  history: readonly Moment[],
  { terminal }: Context,
): string {
  const { colors } = terminal
  const time = `${String(Math.floor(seconds / 60)).padStart(2)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`
  if (genre === undefined) return `${time}  ${colors.dim(note ?? '')}`
  const ranked = Object.entries(probabilities!).sort((a, b) => b[1] - a[1])
  const [first, ...others] = ranked
  const percent = (p: number) => `${Math.round(100 * p)} %`
  const bar = '█'.repeat(Math.max(1, Math.round(20 * first[1]))).padEnd(20)
  const rest = others.slice(0, 2).map(([name, p]) => `${name} ${percent(p)}`.padEnd(15))
  const past = history
    .slice(-10)
    .map(moment => (moment.genre ?? '-').slice(0, 2))
    .join(' ')
  return `${time}  ${colors.bold(first[0].padEnd(9))} ${percent(first[1]).padStart(5)}  ${colors.cyan(bar)}  ${rest.join(' ')}  ${colors.dim(past)}`
}

function summary(history: readonly Moment[]): string {
  const counts = new Map<string, number>()
  for (const { genre } of history) if (genre !== undefined) counts.set(genre, (counts.get(genre) ?? 0) + 1)
  const total = [...counts.values()].reduce((sum, n) => sum + n, 0)
  if (total === 0) return 'nothing was heard'
  const parts = [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([genre, n]) => `${genre} ${Math.round((100 * n) / total)} %`)
  return `of ${total} answers: ${parts.join(', ')}`
}
