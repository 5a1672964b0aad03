import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { GenreError } from '@genre/core'

/** How raw samples are written one after the other. */
export const FORMATS = ['s16le', 'f32le'] as const

/** What raw samples are. */
export interface RawFormat {
  readonly format: (typeof FORMATS)[number]
  readonly rate: number
  readonly channels: number
}

/** Raw bytes as they come, and an end to them. */
export interface Capture {
  readonly bytes: AsyncIterable<Uint8Array>
  /** What is heard through, in words. */
  readonly name: string
  stop(): void
}

/** Programs that write what a microphone hears to their standard output as 16-bit samples. */
const RECORDERS: readonly (readonly [program: string, args: (rate: number) => string[]])[] = [
  ['arecord', rate => ['-q', '-t', 'raw', '-f', 'S16_LE', '-c', '1', '-r', String(rate)]],
  ['rec', rate => ['-q', '-t', 'raw', '-e', 'signed', '-b', '16', '-c', '1', '-r', String(rate), '-']],
  ['sox', rate => ['-q', '-d', '-t', 'raw', '-e', 'signed', '-b', '16', '-c', '1', '-r', String(rate), '-']],
  ['ffmpeg', rate => ['-loglevel', 'error', '-f', process.platform === 'darwin' ? 'avfoundation' : 'alsa', '-i', process.platform === 'darwin' ? ':0' : 'default', '-f', 's16le', '-ac', '1', '-ar', String(rate), '-']], // prettier-ignore
]

/**
 * Starts the first program that is installed and can listen to a microphone.
 *
 * @throws GenreError with code `'NO_MICROPHONE'` if none is
 */
export function openMicrophone(rate: number): Capture & { readonly format: RawFormat } {
  const found = RECORDERS.find(([program]) => isInstalled(program))
  if (!found) {
    const names = RECORDERS.map(([program]) => program).join(', ')
    throw new GenreError(
      'NO_MICROPHONE',
      `none of ${names} is installed; raw samples can come on standard input (--stdin)`,
    )
  }
  const [program, args] = found
  const child = spawn(program, args(rate), { stdio: ['ignore', 'pipe', 'pipe'] })
  return {
    name: program,
    format: { format: 's16le', rate, channels: 1 },
    bytes: outputOf(child, program),
    stop: () => void child.kill(),
  }
}

async function* outputOf(child: ChildProcess, program: string): AsyncGenerator<Uint8Array> {
  let said = ''
  child.stderr!.on('data', chunk => (said = (said + String(chunk)).slice(-500)))
  const ended = new Promise<number | null>(resolve => {
    child.on('error', () => resolve(1))
    child.on('close', resolve)
  })
  for await (const chunk of child.stdout!) yield chunk as Uint8Array
  const code = await ended
  if (code) {
    const why = said.trim().split('\n').at(-1) ?? ''
    throw new GenreError('NO_MICROPHONE', `${program} cannot record${why === '' ? '' : `: ${why}`}`)
  }
}

function isInstalled(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some(folder => {
    try {
      accessSync(join(folder, program), constants.X_OK)
      return folder !== ''
    } catch {
      return false
    }
  })
}

/** The samples of raw bytes, mixed to one channel; what does not fill a sample waits for the next bytes. */
export class RawReader {
  readonly #format: RawFormat
  #rest: Uint8Array = new Uint8Array(0)

  constructor(format: RawFormat) {
    this.#format = format
  }

  push(bytes: Uint8Array): Float32Array {
    const { format, channels } = this.#format
    const width = (format === 's16le' ? 2 : 4) * channels
    const all = new Uint8Array(this.#rest.length + bytes.length)
    all.set(this.#rest)
    all.set(bytes, this.#rest.length)
    const frames = Math.floor(all.length / width)
    this.#rest = all.slice(frames * width)
    const view = new DataView(all.buffer)
    const samples = new Float32Array(frames)
    for (let i = 0; i < frames; i++) {
      let sum = 0
      for (let c = 0; c < channels; c++) {
        const at = i * width + c * (width / channels)
        const value = format === 's16le' ? view.getInt16(at, true) / 32768 : view.getFloat32(at, true)
        // a stream has no second try: what is no number is silence
        sum += value - value === 0 ? value : 0
      }
      samples[i] = sum / channels
    }
    return samples
  }
}
