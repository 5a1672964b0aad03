import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { GenreError } from '@genre/core'
import { writeAtomic } from '@genre/core/node'
import { encodeWav } from '@genre/gtzan'
import type { Classification } from '@genre/models'
import { shippedModels } from '@genre/models'
import type { Command } from 'commander'
import type { Context } from '../context'
import type { Failure } from '../failure'
import { failureOf } from '../failure'
import { loadClassifier } from '../learn/load-classifier'
import { RawReader } from '../live/microphone'
import { openSound, soundOptions } from '../live/open-sound'
import type { SoundOptions } from '../live/open-sound'
import { positive, seconds as secondsFrom, shared, wholeNumber } from '../options'
import { clean, cleaningPictures } from '../sound/clean'
import { printable } from '../terminal'

interface Options extends SoundOptions {
  out: string
  model: string
  seconds: number
  noise: number
  countdown: number
  json?: boolean
}

export function recordCommand(program: Command, context: Context): void {
  const command = program
    .command('record')
    .description('count down, record ten seconds, take the noise of the first one out, and name the genre')
    .addOption(shared.out('the folder for raw.wav, denoised.wav and three pictures').makeOptionMandatory())
    .option('--seconds <s>', 'how long to record', positive(3600), 10)
    .option('--noise <s>', 'seconds of nothing but noise at the beginning; 0 for none', secondsFrom, 1)
    .option('--countdown <n>', 'seconds to count down before', wholeNumber(0), 3)
    .option('--model <name>', `a shipped model (${shippedModels.join(', ')}) or a model file`, shippedModels[0])
    .addOption(shared.json())
  soundOptions(command, 16000)
  command
    .addHelpText(
      'after',
      `
Examples:
  $ genre record --out take1
  $ sox song.wav -t raw -e signed -b 16 -c 1 -r 16000 - | genre record --stdin --countdown 0 --out take2

Be quiet for the first second: what is heard then is taken for noise.`,
    )
    .action(async (options: Options) => {
      const { terminal, signal } = context
      const classifier = await loadClassifier(options.model)
      if (options.noise >= options.seconds)
        throw new GenreError('INVALID_PARAMETER', '--noise must be shorter than --seconds')
      for (let left = options.countdown; left > 0; left--) {
        terminal.err(`${left} ...`)
        await wait(1000, undefined, { signal })
      }
      const sound = openSound(options, context)
      terminal.err(`recording ${options.seconds} s through ${sound.name}`)
      const raw = await take(sound, options.seconds, signal)
      const audio = { samples: raw, sampleRate: sound.format.rate }
      const files: Record<string, Uint8Array> = { 'raw.wav': encodeWav(audio) }
      let heard = audio
      let snr: { before: number | null; after: number | null } | undefined
      if (options.noise > 0) {
        const cleaned = clean(audio, { noise: { start: 0, end: options.noise }, normalize: true })
        snr = cleaned.snr
        files['denoised.wav'] = encodeWav(cleaned.audio)
        for (const [name, png] of Object.entries(cleaningPictures(audio, cleaned))) files[`${name}.png`] = png
        // What was taken for noise is no music.
        const from = Math.round(options.noise * audio.sampleRate)
        heard = { ...audio, samples: cleaned.audio.samples.subarray(from) }
      }
      await mkdir(options.out, { recursive: true })
      for (const [name, bytes] of Object.entries(files)) await writeAtomic(join(options.out, name), [bytes], { signal })
      const answer = await classified(() => classifier.classify(heard))
      const seconds = raw.length / audio.sampleRate
      const short = seconds < options.seconds - 0.01
      if (options.json) {
        const facts = { out: options.out, seconds, sampleRate: audio.sampleRate, files: Object.keys(files) }
        terminal.out(JSON.stringify({ ...facts, ...(snr && { snr }), ...answer }, null, 2))
      } else {
        terminal.out(`${printable(options.out)}: ${Object.keys(files).join(', ')} (${seconds.toFixed(1)} s)`)
        if ('error' in answer) terminal.err(terminal.colors.red(answer.error.message))
        else {
          const percent = `${Math.round(100 * answer.probabilities[answer.genre])} %`
          terminal.out(`${terminal.colors.bold(answer.genre)} ${percent}`)
        }
      }
      if (short) terminal.err(`the sound ended after ${seconds.toFixed(1)} of ${options.seconds} s`)
      if ('error' in answer) context.fail()
    })
}

type Answer = Pick<Classification, 'genre' | 'probabilities'> | { error: Failure }

async function classified(classify: () => Classification | Promise<Classification>): Promise<Answer> {
  try {
    const { genre, probabilities } = await classify()
    return { genre, probabilities }
  } catch (error) {
    return { error: failureOf(error) }
  }
}

async function take(sound: ReturnType<typeof openSound>, seconds: number, signal: AbortSignal): Promise<Float32Array> {
  const reader = new RawReader(sound.format)
  const samples = new Float32Array(Math.round(seconds * sound.format.rate))
  let filled = 0
  const stop = () => sound.stop()
  signal.addEventListener('abort', stop, { once: true })
  try {
    for await (const bytes of sound.bytes) {
      signal.throwIfAborted()
      const fresh = reader.push(bytes).subarray(0, samples.length - filled)
      samples.set(fresh, filled)
      filled += fresh.length
      if (filled === samples.length) break
    }
  } catch (error) {
    signal.throwIfAborted()
    if (filled === 0) throw error
  } finally {
    sound.stop()
    signal.removeEventListener('abort', stop)
  }
  if (filled === 0) throw new GenreError('NO_SOUND', `no sound came from ${sound.name}`)
  return samples.slice(0, filled)
}
