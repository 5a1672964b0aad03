import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { synthesizeTrack } from '@genre/gtzan'
import { root } from '../../common/packages.mjs'
import { run } from '../../common/run.mjs'
import { chords, wavFile } from '../../common/wav.mjs'

/** What `genre classify --json` says of some files, and the files. */
export default async function () {
  const folder = mkdtempSync(path.join(tmpdir(), 'genre-browser-'))
  try {
    const sounds = {
      'reggae.wav': synthesizeTrack({ genre: 'reggae', track: 2, seed: 5, seconds: 12 }),
      'classical-44100.wav': synthesizeTrack({ genre: 'classical', track: 0, seed: 5, seconds: 9, sampleRate: 44100 }),
      'chords.wav': { samples: chords(16000, 7), sampleRate: 16000 },
      'short.wav': synthesizeTrack({ genre: 'metal', track: 1, seed: 5, seconds: 2 }),
    }
    const names = Object.keys(sounds)
    for (const [name, { samples, sampleRate }] of Object.entries(sounds)) {
      writeFileSync(path.join(folder, name), wavFile(samples, sampleRate))
    }
    const command = path.join(root, 'apps/cli/bin/genre.js')
    const { status, stdout, stderr } = await run(process.execPath, [command, 'classify', '--json', ...names], {
      cwd: folder,
    })
    if (status !== 0) throw new Error(`genre classify: ${stderr}`)
    return {
      files: JSON.parse(stdout).map((/** @type {any} */ answer) => ({
        ...answer,
        base64: readFileSync(path.join(folder, answer.file)).toString('base64'),
      })),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
