import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Genre } from '@genre/gtzan'
import { synthesizeTrack } from '@genre/gtzan'
import type { TestProject } from 'vitest/node'
import { aiffBytes, auBytes, mix, noise, wavBytes } from './sounds.mjs'

/** What the command says of a file. */
export interface CommandAnswer {
  readonly file: string
  readonly genre?: string
  readonly probabilities?: Readonly<Record<string, number>>
  readonly segments?: number
}

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of the sound files that all tests use. */
    folder: string
    /** What `genre classify --json` says of those that can be read. */
    command: Readonly<Record<string, CommandAnswer>>
  }
}

const root = fileURLToPath(new URL('../../../', import.meta.url))

/** Files that the command can name, by what the page should call their format. */
export const FORMATS: Readonly<Record<string, string>> = {
  'song.wav': 'wav',
  'song.mp3': 'mp3',
  'song.flac': 'flac',
  'song.ogg': 'vorbis',
  'song.opus': 'opus',
  'song.m4a': 'm4a',
  'song.aiff': 'aiff',
  'song.au': 'au',
  'stereo.wav': 'wav',
}

/** Makes the sound files, and asks the command about them. */
export default function setup({ provide }: TestProject): () => void {
  if (!existsSync(path.join(root, 'apps/web/dist/index.html')))
    throw new Error('apps/web is not built; run npm run build')
  const folder = mkdtempSync(path.join(tmpdir(), 'genre-e2e-'))
  makeFiles(folder)
  provide('folder', folder)
  provide('command', askCommand(folder, [...Object.keys(FORMATS), 'disco.wav', 'noisy.wav']))
  return () => rmSync(folder, { recursive: true, force: true })
}

/** What the command says of files in a folder; options may stand before their names. */
export function askCommand(folder: string, words: readonly string[]): Record<string, CommandAnswer> {
  const command = path.join(root, 'apps/cli/bin/genre.js')
  const text = execFileSync(process.execPath, [command, 'classify', '--json', ...words], {
    cwd: folder,
    encoding: 'utf8',
  })
  const answers = JSON.parse(text) as CommandAnswer[]
  return Object.fromEntries(answers.map(answer => [path.basename(answer.file), answer]))
}

function makeFiles(folder: string): void {
  const write = (name: string, bytes: Uint8Array) => writeFileSync(path.join(folder, name), bytes)
  const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url))
  for (const name of ['song.mp3', 'song.flac', 'song.ogg', 'song.opus', 'song.m4a']) write(name, fixture(name))

  const { samples } = synthesizeTrack({ genre: 'reggae', track: 3, seed: 1, seconds: 7 })
  const disco = synthesizeTrack({ genre: 'disco', track: 1, seed: 1, seconds: 14 }).samples
  const wide = [0, 1].map(
    track => synthesizeTrack({ genre: 'rock', track, seed: 1, seconds: 8, sampleRate: 44100 }).samples,
  )
  write('song.wav', wavBytes([samples], 22050))
  write('song.au', auBytes([samples], 22050))
  write('song.aiff', aiffBytes([samples], 22050))
  write('stereo.wav', wavBytes(wide, 44100))
  write('disco.wav', wavBytes([disco], 22050))
  // A second and a half of noise, then music in it.
  const rate = 22050
  write(
    'noisy.wav',
    wavBytes(
      [
        mix(
          noise(disco.length, 0.02),
          disco.map(x => 0.6 * x),
          1.5 * rate,
        ),
      ],
      rate,
    ),
  )

  // Two kinds of music in one song, for the pictures.
  const piece = (genre: Genre, track: number, from: number, to: number) =>
    synthesizeTrack({ genre, track, seed: 1, seconds: 30 }).samples.subarray(from * rate, to * rate)
  const medley = [piece('disco', 2, 4, 16), piece('classical', 0, 2, 9), piece('disco', 2, 16, 30)]
  write('medley.wav', wavBytes([Float32Array.from(medley.flatMap(samples => Array.from(samples)))], rate))

  // The same at 48 kHz is what the microphone hears, in a loop: quiet music, so that nothing clips.
  const long = synthesizeTrack({ genre: 'disco', track: 2, seed: 1, seconds: 24, sampleRate: 48000 }).samples
  write(
    'microphone.wav',
    wavBytes(
      [
        mix(
          noise(long.length, 0.01),
          long.map(x => 0.6 * x),
          1.6 * 48000,
        ),
      ],
      48000,
    ),
  )

  write(
    'nonsense.mp3',
    Uint8Array.from({ length: 5000 }, (_, i) => (i * i * 31 + (i >> 3)) & 0xff),
  )
  write('page.mp3', Buffer.from('<!doctype html><title>Not found</title>'))
  write('empty.wav', new Uint8Array(0))
  write('short.wav', wavBytes([samples.subarray(0, 9000)], 22050))
  write('silent.wav', wavBytes([new Float32Array(5 * 22050)], 22050))
  write('cut.wav', readFileSync(path.join(folder, 'song.wav')).subarray(0, 200_000))
  const flac = readFileSync(path.join(folder, 'song.flac'))
  write(
    'damaged.flac',
    flac.map((byte, i) => (i > 60_000 && i < 60_400 ? byte ^ 0x55 : byte)),
  )
  const m4a = Buffer.from(fixture('song.m4a'))
  m4a.write('drms', m4a.indexOf('mp4a'))
  write('bought.m4a', m4a)
  m4a.write('alac', m4a.indexOf('drms'))
  write('lossless.m4a', m4a)

  mkdirSync(path.join(folder, 'album/side b'), { recursive: true })
  write('album/one.wav', wavBytes([samples], 22050))
  write('album/side b/two.au', auBytes([disco], 22050))
  write('album/cover.jpg', Uint8Array.of(0xff, 0xd8, 0xff))

  // Ten minutes.
  const minute = synthesizeTrack({ genre: 'jazz', track: 0, seed: 1, seconds: 60 }).samples
  const ten = new Float32Array(600 * 22050)
  for (let k = 0; k < 10; k++) ten.set(minute, k * minute.length)
  write('long.wav', wavBytes([ten], 22050))
}
