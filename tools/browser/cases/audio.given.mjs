import { readdirSync } from 'node:fs'
import path from 'node:path'
import { GENRES, synthesizeTrack } from '@genre/gtzan'
import { readAudio } from '@genre/gtzan/node'
import { root } from '../../common/packages.mjs'
import { add } from '../suite/watch.mjs'

const FOLDER = 'libs/gtzan/golden/audio'

/** What Node reads from the audio files of every format that @genre/gtzan is tested with, and what it synthesizes. */
export default async function () {
  const files = []
  for (const name of readdirSync(path.join(root, FOLDER)).sort()) {
    try {
      const { samples, sampleRate, warnings } = await readAudio(path.join(root, FOLDER, name), { sampleRate: null })
      files.push({
        name,
        path: `${FOLDER}/${name}`,
        sampleRate,
        length: samples.length,
        hash: add(0, samples),
        warnings,
      })
    } catch (error) {
      files.push({ name, path: `${FOLDER}/${name}`, problem: /** @type {any} */ (error).problem })
    }
  }
  const options = GENRES.map(genre => ({ genre, track: 1, seed: 3, seconds: 4 }))
  return { files, synthesized: options.map(each => ({ options: each, hash: add(0, synthesizeTrack(each).samples) })) }
}
