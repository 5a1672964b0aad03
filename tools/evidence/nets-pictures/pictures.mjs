// Kaggle's folder of mel pictures (images_original) as arrays: levels in dB for the small net, colours for CS 4100's CNN.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createFeatureTable, faultFilteredSplit, trackSplit } from '@genre/gtzan'
import { decodePng, kagglePicture } from '@genre/nets'
import { melPictureLevels } from '@genre/viz'

export const FRAMES = 336
export const FRAME_RATE = 336 / 30

/**
 * @typedef {object} Pictures
 * @property {string[]} tracks 'blues.00000', in the order of names
 * @property {string[]} classes
 * @property {number[]} labels
 * @property {string[]} files
 */

/**
 * @param {string} dir
 * @returns {Promise<Pictures>}
 */
export async function listPictures(dir) {
  const found = (await readdir(dir, { recursive: true }))
    .map(file => ({ file: join(dir, file), name: /([a-z]+)\.?(\d{5})\.png$/.exec(file) }))
    .filter(({ name }) => name !== null)
    .sort((a, b) => (a.file < b.file ? -1 : 1))
  if (found.length === 0) throw new Error(`${dir}: no pictures named as blues/blues00000.png`)
  const genres = found.map(({ name }) => /** @type {RegExpExecArray} */ (name)[1])
  const classes = [...new Set(genres)].sort()
  return {
    tracks: found.map(({ name }) => `${name?.[1]}.${name?.[2]}`),
    files: found.map(({ file }) => file),
    classes,
    labels: genres.map(genre => classes.indexOf(genre)),
  }
}

/**
 * Which tracks learn, choose and test, as places in `tracks`: at random by the seed, or the published split. The draw is over all
 * of GTZAN's names, so that a seed means the same tracks as for a table, though one track has no picture.
 *
 * @param {readonly string[]} tracks
 * @param {'track' | 'fault-filtered'} protocol
 * @param {{ seed: number, testSize?: number, validationSize?: number }} sizes
 */
export function splitTracks(tracks, protocol, { seed, testSize = 0.15, validationSize = 0.15 }) {
  const genreOf = (/** @type {string} */ track) => track.slice(0, track.indexOf('.'))
  const numbers = Array.from({ length: 100 }, (_, i) => String(i).padStart(5, '0'))
  const names = [...new Set(tracks.map(genreOf))].flatMap(genre => numbers.map(number => `${genre}.${number}`))
  const table = createFeatureTable({
    columns: [],
    filenames: names.map(name => `${name}.wav`),
    lengths: names.map(() => 1),
    labels: names.map(genreOf),
    values: names.map(() => []),
  })
  const split =
    protocol === 'fault-filtered'
      ? faultFilteredSplit(table)
      : trackSplit(table, { testSize, validationSize, randomState: seed })
  const place = new Map(tracks.map((track, row) => [track, row]))
  const places = (/** @type {Int32Array} */ rows) =>
    Array.from(rows, row => place.get(names[row]) ?? -1).filter(row => row >= 0)
  return { train: places(split.train), validation: places(split.validation), test: places(split.test) }
}

/**
 * The mel spectrograms of pictures: per picture `bands` x 336 values from -1 (80 dB below the loudest) to 1, row by row. Fewer
 * bands than 128 are means of neighbours.
 *
 * @param {readonly string[]} files
 * @param {number} bands a divisor of 128
 */
export async function readLevels(files, bands) {
  const group = 128 / bands
  const out = new Float32Array(files.length * bands * FRAMES)
  for (const [i, file] of files.entries()) {
    const { data, shape } = decodePng(await readFile(file), { file })
    const levels = melPictureLevels({ width: shape[1], height: shape[0], data }).data
    const picture = out.subarray(i * bands * FRAMES, (i + 1) * bands * FRAMES)
    for (let band = 0; band < bands; band++) {
      for (let frame = 0; frame < FRAMES; frame++) {
        let sum = 0
        for (let k = 0; k < group; k++) sum += levels[frame * 128 + band * group + k]
        picture[band * FRAMES + frame] = sum / group / 40 + 1
      }
    }
  }
  return out
}

/**
 * The pictures as CS 4100 takes them, bytes.
 *
 * @param {readonly string[]} files
 * @param {readonly [number, number]} size height and width
 */
export async function readColours(files, [height, width]) {
  const size = height * width * 3
  const out = new Uint8Array(files.length * size)
  for (const [i, file] of files.entries()) {
    out.set(kagglePicture(await readFile(file), { height, width, file }).data, i * size)
  }
  return out
}

/**
 * Stretches of frames of some pictures, one after the other: (starts, bands, frames, 1).
 *
 * @param {Float32Array} levels
 * @param {number} bands
 * @param {number} frames
 * @param {readonly { row: number, start: number }[]} places
 */
export function cut(levels, bands, frames, places) {
  const data = new Float32Array(places.length * bands * frames)
  places.forEach(({ row, start }, i) => {
    for (let band = 0; band < bands; band++) {
      const from = (row * bands + band) * FRAMES + start
      data.set(levels.subarray(from, from + frames), (i * bands + band) * frames)
    }
  })
  return { data, shape: [places.length, bands, frames, 1] }
}

/**
 * `count` windows of `frames` frames, evenly over a picture.
 *
 * @param {number} frames
 * @param {number} count
 */
export function windowStarts(frames, count) {
  if (count === 1) return [Math.floor((FRAMES - frames) / 2)]
  return Array.from({ length: count }, (_, i) => Math.round((i * (FRAMES - frames)) / (count - 1)))
}
