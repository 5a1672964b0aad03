import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { RandomState } from '@genre/core'
import { chords } from '../common/wav.mjs'

/**
 * What every entry works on, the same in each run: 30 s of synthetic music (or a file of the user's) and a table as large as a
 * part of GTZAN's.
 *
 * @param {string} [file] an audio file to take instead
 * @returns {Promise<import('./entry').Inputs>}
 */
export async function makeInputs(file) {
  const audio = file ? await decoded(file) : { samples: chords(22050, 30), sampleRate: 22050 }
  return {
    audio,
    audio44k: { samples: chords(44100, 30), sampleRate: 44100 },
    ...tables(2000, 500, 57, 10),
  }
}

/** @param {string} file */
async function decoded(file) {
  const { readAudio } = await import('@genre/gtzan/node')
  const { resample } = await import('@genre/dsp')
  const audio = await readAudio(file)
  return audio.sampleRate === 22050 ? audio : resample(audio, { to: 22050 })
}

/**
 * Rows around the centres of ten classes, close enough that no model is always right.
 *
 * @param {number} train
 * @param {number} test
 * @param {number} columns
 * @param {number} classes
 */
export function tables(train, test, columns, classes) {
  const random = new RandomState(7)
  const centres = random.standardNormal(classes * columns).map(value => 0.6 * value)
  const table = (/** @type {number} */ rows) => {
    const data = random.standardNormal(rows * columns)
    const y = Array.from({ length: rows }, (_, row) => row % classes)
    for (let i = 0; i < data.length; i++) {
      data[i] += centres[y[Math.floor(i / columns)] * columns + (i % columns)]
    }
    return { X: { data, shape: /** @type {[number, number]} */ ([rows, columns]) }, y }
  }
  return { train: table(train), test: table(test) }
}

/**
 * Writes the inputs for the peer to read.
 *
 * @param {import('./entry').Inputs} inputs
 * @param {string} folder
 */
export function writeInputs({ audio, audio44k, train, test }, folder) {
  const write = (/** @type {string} */ name, /** @type {Float32Array | Float64Array} */ values) =>
    writeFileSync(path.join(folder, name), new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
  write('y.f32', audio.samples)
  write('y44k.f32', audio44k.samples)
  write('X_train.f64', train.X.data)
  write('y_train.f64', Float64Array.from(train.y))
  write('X_test.f64', test.X.data)
  const about = { sampleRate: audio.sampleRate, train: train.X.shape, test: test.X.shape }
  writeFileSync(path.join(folder, 'about.json'), JSON.stringify(about))
}
