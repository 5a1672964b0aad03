import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { normalize, resample, trim } from '@genre/dsp'
import { extractTable, openDataset, readAudio, validate } from '@genre/gtzan/node'
import { melPictures, pixelsToInput, resizePicture, squarePictures, writeSafetensors } from '@genre/nets'
import { readJson, writeJson, writeWhole } from '../common/json-file.mjs'
import { nets } from './settings.mjs'

/**
 * The examples of one net: names, tracks and genres of its windows, and a file with their pictures.
 *
 * @typedef {{
 *   key: string
 *   genres: string[]
 *   filenames: string[]
 *   tracks: string[]
 *   labels: string[]
 *   features?: number[][]
 *   hash: string
 *   seconds: number
 * }} Examples
 */

/**
 * The files of the genres that are there whole, or of those that were asked for, without those that cannot be read (as
 * jazz.00054 of Kaggle's copy); and how many of them are known byte for byte.
 *
 * @param {string} audio
 * @param {string[] | undefined} wanted
 * @param {(line: string) => void} say
 */
export async function listTracks(audio, wanted, say) {
  const dataset = await openDataset(audio, { extensions: ['wav', 'au'] })
  /** @type {Map<string, number>} */
  const counts = new Map()
  for (const { label } of dataset.files) counts.set(label, (counts.get(label) ?? 0) + 1)
  const genres = wanted ?? [...counts].filter(([, count]) => count >= 90).map(([genre]) => genre)
  const missing = genres.filter(genre => !counts.has(genre))
  if (missing.length > 0) throw new Error(`${audio} has no audio of ${missing.join(', ')}`)
  if (genres.length < 2) {
    throw new Error(`${audio} has ${genres.length} genres of 90 tracks or more; name two or more with --genres`)
  }
  genres.sort()
  const { files: checked } = await validate(audio)
  const status = new Map(checked.map(({ track, status }) => [track, status]))
  const all = dataset.files.filter(file => genres.includes(file.label))
  const files = all.filter(({ track }) => !['unreadable', 'known-damage'].includes(String(status.get(track))))
  for (const { name } of all.filter(file => !files.includes(file))) say(`${name} cannot be read and is left out`)
  return { genres, files, originals: files.filter(({ track }) => status.get(track) === 'original').length }
}

/**
 * Makes the pictures (and descriptors) of one net's windows, unless they are there from an earlier run.
 *
 * @param {import('./settings.mjs').NetName} net
 * @param {{
 *   files: readonly import('@genre/gtzan/node').DatasetFile[]
 *   genres: string[]
 *   size: number
 *   windows: number
 *   work: string
 *   say: (line: string) => void
 * }} options
 * @returns {Promise<{ examples: Examples, pictures: string }>}
 */
export async function prepareExamples(net, { files, genres, size, windows, work, say }) {
  const key = `${net}, ${size} pixels, ${windows} windows of ${files.map(file => file.track).join(' ')}`
  const index = path.join(work, `${net}.json`)
  const pictures = path.join(work, `${net}.safetensors`)
  const found = readJson(index)
  if (found?.key === key && existsSync(pictures)) return { examples: found, pictures }

  const start = process.cpuUsage()
  /** @type {Map<string, ArrayLike<number>> | undefined} */
  const descriptors = nets[net].features > 0 ? await descriptorsOf(files, work, say) : undefined
  /** @type {Pick<Examples, 'filenames' | 'tracks' | 'labels'> & { pictures: import('@genre/nets').Picture[], features: number[][] }} */
  const rows = { filenames: [], tracks: [], labels: [], pictures: [], features: [] }
  for (const [number, file] of files.entries()) {
    const audio = await readAudio(file.path)
    const all = windowsOf(net, audio)
    if (all.count < windows) throw new Error(`${file.name} has ${all.count} windows, fewer than ${windows}`)
    for (let i = 0; i < windows; i++) {
      const window = Math.floor(((i + 0.5) * all.count) / windows)
      const filename = `${file.track}.${window}.wav`
      rows.filenames.push(filename)
      rows.tracks.push(file.track)
      rows.labels.push(file.label)
      rows.pictures.push(pictureOf(net, all.at(window), size))
      if (descriptors) rows.features.push(Array.from(/** @type {ArrayLike<number>} */ (descriptors.get(filename))))
    }
    if (number % 100 === 99) say(`${net}: pictures of ${number + 1} of ${files.length} tracks`)
  }
  const { data, shape } = pixelsToInput(rows.pictures)
  const content = writeSafetensors([['pictures', { data, shape }]])
  writeWhole(pictures, content)
  const { user, system } = process.cpuUsage(start)
  const examples = {
    key,
    genres,
    filenames: rows.filenames,
    tracks: rows.tracks,
    labels: rows.labels,
    ...(descriptors && { features: rows.features }),
    hash: createHash('sha256').update(content).digest('hex'),
    seconds: (user + system) / 1e6,
  }
  writeJson(index, examples)
  return { examples, pictures }
}

/**
 * The windows that the source cuts a track into: how many, and each when asked for.
 *
 * @param {import('./settings.mjs').NetName} net
 * @param {import('@genre/core').Audio} audio
 */
function windowsOf(net, { samples, sampleRate }) {
  const mel = net === 'csc461-cnn'
  const all = mel ? trim(normalize(samples)).trimmed : resample(samples, { from: sampleRate, to: 12000 })
  const rate = mel ? sampleRate : 12000
  const [length, step] = mel ? [4 * rate, 2 * rate] : [3 * rate, 3 * rate]
  return {
    count: Math.floor((all.length - length) / step) + 1,
    at: (/** @type {number} */ i) => ({ samples: all.subarray(i * step, i * step + length), sampleRate: rate }),
  }
}

/**
 * @param {import('./settings.mjs').NetName} net
 * @param {import('@genre/core').Audio} window
 * @param {number} size
 * @returns {import('@genre/nets').Picture}
 */
function pictureOf(net, window, size) {
  if (net === 'csc461-cnn') return melPictures(window, { height: size, width: size })[0]
  return resizePicture(squarePictures(window)[0], { height: size, width: size, method: 'area' })
}

/**
 * The 57 descriptors of all 3 s segments, by the segment's name.
 *
 * @param {readonly import('@genre/gtzan/node').DatasetFile[]} files
 * @param {string} work
 * @param {(line: string) => void} say
 */
async function descriptorsOf(files, work, say) {
  let last = 0
  const { table, skipped } = await extractTable(
    files.map(file => file.path),
    {
      mode: 'kaggle',
      segments: 3,
      jobs: 1,
      cache: path.join(work, 'descriptors'),
      onProgress: ({ done }) => {
        if (done >= last + 100) say(`descriptors of ${(last = done)} of ${files.length} tracks`)
      },
    },
  )
  if (skipped.length > 0) throw new Error(`${skipped[0].file}: ${skipped[0].error.message}`)
  const width = table.columns.length
  return new Map(table.filenames.map((name, row) => [name, table.X.data.subarray(row * width, (row + 1) * width)]))
}
