// Encodes seven seconds of the synthesized collection in every compressed format: `node apps/web/e2e/make-fixtures.mjs` with
// FFmpeg on the PATH. The files are kept in `fixtures`, so the tests need no encoder.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { synthesizeTrack } from '@genre/gtzan'
import { wavBytes } from './sounds.mjs'

const folder = fileURLToPath(new URL('fixtures/', import.meta.url))
const scratch = mkdtempSync(path.join(tmpdir(), 'genre-fixtures-'))
const source = path.join(scratch, 'song.wav')
writeFileSync(source, wavBytes([synthesizeTrack({ genre: 'reggae', track: 3, seed: 1, seconds: 7 }).samples], 22050))

/** @type {Record<string, string[]>} */
const formats = {
  'song.mp3': ['-c:a', 'libmp3lame', '-b:a', '40k'],
  'song.flac': ['-c:a', 'flac', '-compression_level', '12', '-t', '4'],
  'song.ogg': ['-c:a', 'libvorbis', '-b:a', '40k'],
  'song.opus': ['-c:a', 'libopus', '-b:a', '32k'],
  'song.m4a': ['-c:a', 'aac', '-b:a', '48k'],
}
for (const [name, options] of Object.entries(formats)) {
  execFileSync('ffmpeg', [
    '-v',
    'error',
    '-y',
    '-i',
    source,
    '-map_metadata',
    '-1',
    '-fflags',
    '+bitexact',
    '-flags:a',
    '+bitexact',
    ...options,
    path.join(folder, name),
  ])
}
rmSync(scratch, { recursive: true })
