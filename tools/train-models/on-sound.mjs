// How models do on recordings, as they are and after what happens to recordings; the page of docs/results that says so.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { wilsonInterval } from '@genre/classical'
import { NdArray } from '@genre/core'
import { addNoise, resample } from '@genre/dsp'
import { FeatureExtractor } from '@genre/features'
import { readAudio } from '@genre/gtzan/node'
import { chunkSpans, featureSets } from '@genre/models'

/** @typedef {{ samples: Float32Array, sampleRate: number }} Audio */
/** @typedef {(audio: Audio, file: string, mp3: (rate: number, kbits: number) => Promise<Audio>) => Audio | Promise<Audio>} Change */

const RATE = 22050

/** @param {number} factor @returns {Change} */
const gain = factor => audio => ({
  ...audio,
  samples: audio.samples.map(x => Math.max(-1, Math.min(1, factor * x))),
})

/** @param {number} seconds from the middle @returns {Change} */
const part = seconds => audio => {
  const from = Math.max(0, Math.floor((audio.samples.length - seconds * RATE) / 2))
  return { ...audio, samples: audio.samples.slice(from, from + Math.ceil(seconds * RATE) + 2) }
}

/** @type {Record<string, Change>} */
const changes = {
  'as it is': audio => audio,
  'through 44.1 kHz and back': audio => ({
    ...audio,
    samples: resample(resample(audio.samples, { from: RATE, to: 44100 }), { from: 44100, to: RATE }),
  }),
  'MP3 at 44.1 kHz, 128 kbit/s': (_, __, mp3) => mp3(44100, 128),
  'MP3 at 16 kHz, 32 kbit/s': (_, __, mp3) => mp3(16000, 32),
  '12 dB softer': gain(10 ** (-12 / 20)),
  '12 dB louder, clipped': gain(10 ** (12 / 20)),
  'white noise 20 dB below': audio => addNoise(audio, { snr: 20, randomState: 42 }),
  '10 s of it': part(10),
  '5 s of it': part(5),
}

/**
 * @param {import('@genre/models').GenreClassifier[]} classifiers fitted without the tracks that they are tried on
 * @param {{ folder: string, tracks: ReadonlySet<string> }} recordings only genres of which at least 90 files are there count
 */
export async function tryOnSound(classifiers, { folder, tracks }) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.wav'))
  const trackOf = (/** @type {string} */ file) =>
    /** @type {string} */ (file.split(/[\\/]/).pop()).replace(/\.wav$/, '')
  const genreOf = (/** @type {string} */ file) => trackOf(file).split('.')[0]
  const whole = files.filter(file => files.filter(other => genreOf(other) === genreOf(file)).length >= 90)
  const used = whole.filter(file => tracks.has(trackOf(file))).sort()
  const extractors = new Map()
  for (const { recipe } of classifiers) {
    extractors.set(recipe.set, new FeatureExtractor(featureSets[recipe.set], { sampleRate: RATE, mode: recipe.mode }))
  }
  const scratch = mkdtempSync(join(tmpdir(), 'genre-on-sound-'))
  /** @type {Record<string, Record<string, { right: number, kept: number, moved: number[] }>>} */
  const results = {}
  for (const [done, file] of used.entries()) {
    const path = join(folder, file)
    const plain = await readAudio(path, { sampleRate: RATE })
    /** @type {Map<string, any>} */
    const first = new Map()
    for (const [change, apply] of Object.entries(changes)) {
      const audio = await apply(plain, path, async (rate, kbits) => {
        const mp3 = join(scratch, 'song.mp3')
        execFileSync('ffmpeg', ['-v', 'error', '-y', '-i', path, '-ar', String(rate), '-b:a', `${kbits}k`, mp3])
        return readAudio(mp3, { sampleRate: RATE })
      })
      /** @type {Map<string, NdArray<Float64Array>>} */
      const rows = new Map()
      for (const classifier of classifiers) {
        const { set } = classifier.recipe
        if (!rows.has(set)) rows.set(set, describe(audio, extractors.get(set)))
        const answer = classifier.classifyFeatures(/** @type {any} */ (rows.get(set)))
        if (!first.has(classifier.name)) first.set(classifier.name, answer)
        const before = first.get(classifier.name)
        const of = (results[classifier.name] ??= {})
        const result = (of[change] ??= { right: 0, kept: 0, moved: [] })
        if (answer.genre === genreOf(file)) result.right++
        if (answer.genre === before.genre) result.kept++
        result.moved.push(Math.abs(answer.probabilities[before.genre] - before.probabilities[before.genre]))
      }
    }
    if ((done + 1) % 20 === 0) console.log(`${done + 1} of ${used.length}`)
  }
  rmSync(scratch, { recursive: true })
  return { tracks: used.length, genres: [...new Set(used.map(genreOf))], results }
}

/** Cut as songs are by default: 4 s every 2 s. @param {Audio} audio @param {FeatureExtractor} extractor */
function describe({ samples }, extractor) {
  const spans = chunkSpans(samples.length, RATE, { chunk: 4, overlap: 2 })
  const list = spans.length > 0 ? spans : [{ start: 0, end: samples.length }]
  const rows = list.map(({ start, end }) => extractor.extract(samples.subarray(start, end)))
  const X = new Float64Array(rows.length * extractor.columns.length)
  rows.forEach((row, i) => X.set(row, i * row.length))
  return new NdArray(X, [rows.length, extractor.columns.length])
}

/**
 * The tables of the page, in Markdown.
 *
 * @param {Awaited<ReturnType<typeof tryOnSound>>} tried
 */
export function tables({ tracks, results }) {
  const names = Object.keys(results)
  const percent = (/** @type {number} */ p) => (100 * p).toFixed(1)
  const row = (/** @type {string[]} */ cells) => `| ${cells.join(' | ')} |`
  const head = [row(['', ...names.map(name => `\`${name}\``)]), row(['---', ...names.map(() => '---')])]
  const each = (/** @type {(name: string, change: string) => string} */ cell) =>
    Object.keys(changes).map(change => row([change, ...names.map(name => cell(name, change))]))
  const right = each((name, change) => {
    const hits = results[name][change].right
    const { low, high } = wilsonInterval(hits, tracks)
    return `${percent(hits / tracks)} (${percent(low)} to ${percent(high)})`
  })
  const moved = each((name, change) => {
    const { kept, moved } = results[name][change]
    const mean = moved.reduce((sum, each) => sum + each, 0) / moved.length
    return `${percent(kept / tracks)} %; ${percent(mean)}, ${percent(Math.max(...moved))}`
  }).slice(1)
  return { right: [...head, ...right].join('\n'), moved: [...head, ...moved].join('\n') }
}

/** Every number, a line for each model and change. @param {string} file @param {Awaited<ReturnType<typeof tryOnSound>>} tried */
export function writeResults(file, { tracks, genres, results }) {
  const lines = Object.entries(results).flatMap(([model, of]) =>
    Object.entries(of).map(([change, { right, kept, moved }]) =>
      JSON.stringify({ model, change, right, kept, moved: moved.map(p => Math.round(1e4 * p) / 1e4) }),
    ),
  )
  const head = `{"tracks":${tracks},"genres":${JSON.stringify(genres)},"results":[`
  writeFileSync(file, `${head}\n${lines.join(',\n')}\n]}\n`)
}
