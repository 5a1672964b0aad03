// How well this package's own sets of descriptors tell genres, beside gtzan57, from sound and from Kaggle's mel pictures of the
// same tracks:
//
//   node tools/reference/features/own-sets.mjs --audio GTZAN [--images images_original] [--cache DIR] [--test]
//   node tools/reference/features/own-sets.mjs --table features_30_sec.csv --images images_original [--test]
//
// Takes the genres of which at least 90 tracks are there. Three repeats of five folds of the training and validation
// tracks of the fault-filtered split, artists kept apart; with --test the test tracks instead. Wants built packages.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import {
  LinearDiscriminantAnalysis,
  Pipeline,
  SVC,
  StandardScaler,
  StratifiedGroupKFold,
  bootstrapInterval,
  wilsonInterval,
} from '@genre/classical'
import { FeatureExtractor, bandRhythm, extractFromLogMel, gtzan57, melTexture, timbreTexture } from '@genre/features'
import { artistIndex, faultFilteredSplit } from '@genre/gtzan'
import { openDataset, readAudio, readFeatureTable } from '@genre/gtzan/node'
import { decodePng } from '@genre/nets'
import { melPictureLevels } from '@genre/viz'

/** A picture shows 30 s in 336 columns. */
const FRAME_RATE = 336 / 30

const { values: given } = parseArgs({
  options: {
    audio: { type: 'string' },
    table: { type: 'string' },
    images: { type: 'string' },
    cache: { type: 'string' },
    test: { type: 'boolean', default: false },
  },
})
if (!given.audio && !(given.table && given.images)) {
  console.error(
    'usage: own-sets.mjs (--audio GTZAN | --table features_30_sec.csv) [--images images_original] [--cache DIR] [--test]',
  )
  process.exit(2)
}

/** @typedef {{ track: string, label: string, sound: Record<string, number>, picture?: Record<string, number> }} Row */
const levels = { name: 'levels', columns: [...bandRhythm.columns, ...melTexture.columns] }
const rows = given.audio ? await ofSound(given.audio) : await ofTable(/** @type {string} */ (given.table))
const excerpts = {
  filenames: rows.map(({ track }) => track),
  tracks: rows.map(({ track }) => track),
  labels: rows.map(({ label }) => label),
}
const split = faultFilteredSplit(excerpts)
const learn = [...split.train, ...(split.validation ?? [])]
const test = [...split.test]
const artists = artistIndex()
const labels = rows.map(({ label }) => label)
const groups = rows.map(({ track }) => artists.get(track) ?? track)
console.log(
  `${rows.length} tracks of ${new Set(labels).size} genres, ${learn.length} to learn from, ${test.length} to test`,
)

const names = (/** @type {{ columns: readonly { name: string }[] }} */ set) => set.columns.map(({ name }) => name)
/** @type {[string, (row: Row) => number[]][]} */
const sets = []
const take = (/** @type {string[]} */ columns, /** @type {Record<string, number>} */ record) =>
  columns.map(name => record[name])
const own = names(gtzan57)
for (const [source, of] of /** @type {[string, (row: Row) => Record<string, number>][]} */ ([
  ['sound', row => row.sound],
  ['pictures', row => row.picture],
])) {
  if (source === 'sound') sets.push(['gtzan57', row => take(own, row.sound)])
  if (rows.some(row => of(row)?.band1_mean === undefined)) continue
  sets.push(
    [`bandRhythm, ${source}`, row => take(names(bandRhythm), of(row))],
    [`timbreRhythm, ${source}`, row => [...take(own, row.sound), ...take(names(bandRhythm), of(row))]],
    [`melTexture, ${source}`, row => take(names(melTexture), of(row))],
    [`timbreTexture, ${source}`, row => [...take(own, row.sound), ...take(names(levels), of(row))]],
  )
}
const models = {
  'discriminant analysis': () => new LinearDiscriminantAnalysis({ solver: 'lsqr', shrinkage: 'auto' }),
  'support vector machine': () => new SVC({ C: 10 }),
}
const folds = [0, 1, 2].flatMap(randomState => [
  ...new StratifiedGroupKFold({ nSplits: 5, shuffle: true, randomState }).split(
    learn.map(() => [0]),
    learn.map(i => labels[i]),
    learn.map(i => groups[i]),
  ),
])

const headings = ['columns', 'model', ...(given.test ? ['test tracks'] : ['cross-validation', 'more than gtzan57'])]
console.log(`| ${headings.join(' | ')} |\n| ${headings.map(() => '---').join(' | ')} |`)
/** @type {Record<string, Float64Array>} */
const first = {}
for (const [name, of] of sets) {
  const X = rows.map(of)
  for (const [model, create] of Object.entries(models)) {
    const cells = given.test ? [tested(create, X)] : validated(create, X, model)
    console.log(`| ${[name, model, ...cells].join(' | ')} |`)
  }
}

/** Accuracy on the test tracks with Wilson's interval. @param {() => any} create @param {number[][]} X */
function tested(create, X) {
  const said = answers(create, X, learn, test)
  const hits = test.filter((i, k) => said[k] === labels[i]).length
  const { low, high } = wilsonInterval(hits, test.length)
  return `${percent(hits / test.length)} (${percent(low)} to ${percent(high)})`
}

/** Accuracy by cross-validation, and by how much it is above that of the first set. @param {() => any} create @param {number[][]} X @param {string} model */
function validated(create, X, model) {
  const right = new Float64Array(learn.length)
  for (const fold of folds) {
    const [from, on] = [fold.train, fold.test].map(which => Array.from(which, k => learn[k]))
    const said = answers(create, X, from, on)
    fold.test.forEach((k, i) => (right[k] += said[i] === labels[on[i]] ? 1 / 3 : 0))
  }
  if (!first[model]) {
    first[model] = right
    return [share(right), '']
  }
  return [share(right), share(right.map((v, i) => v - first[model][i]))]
}

/** Mean and 95 % interval in percent, whole artists drawn. @param {Float64Array} list */
function share(list) {
  const mean = (/** @type {Int32Array} */ sample) => sample.reduce((sum, i) => sum + list[i], 0) / sample.length
  const drawn = learn.map(i => groups[i])
  const { estimate, low, high } = bootstrapInterval(list.length, mean, { groups: drawn, randomState: 0 })
  return `${percent(estimate)} (${percent(low)} to ${percent(high)})`
}

/** @param {number} value */
function percent(value) {
  return (100 * value).toFixed(1)
}

/** @param {() => any} create @param {number[][]} X @param {number[]} from @param {number[]} on @returns {string[]} */
function answers(create, X, from, on) {
  // Columns that never change (rates above what the pictures show) say nothing.
  const used = X[0].map((_, c) => c).filter(c => from.some(i => X[i][c] !== X[from[0]][c]))
  const of = (/** @type {number[]} */ which) => which.map(i => used.map(c => X[i][c]))
  const model = new Pipeline([
    ['scale', new StandardScaler()],
    ['model', create()],
  ])
  return Array.from(
    model
      .fit(
        of(from),
        from.map(i => labels[i]),
      )
      .predict(of(on)),
    String,
  )
}

/** Descriptors of sound; kept in a file, as they take a tenth of a second a track. @param {string} audio @returns {Promise<Row[]>} */
async function ofSound(audio) {
  const file = given.cache && path.join(given.cache, 'own-sets.json')
  if (file && existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'))
  const { files } = await openDataset(audio)
  const extractor = new FeatureExtractor(timbreTexture, { sampleRate: 22050 })
  /** @type {Row[]} */
  const found = []
  for (const { path: place, track, label } of wholeGenres(files)) {
    const sound = await readAudio(place).catch(() => null)
    const png = pictureOf(track)
    if (!sound || (given.images && !png)) continue
    const values = extractor.extract(sound.samples)
    const record = Object.fromEntries(extractor.columns.map((name, k) => [name, values[k]]))
    found.push({ track, label, sound: record, ...(png && { picture: levelsIn(png) }) })
  }
  if (file) {
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, JSON.stringify(found))
  }
  return found
}

/** The 57 of Kaggle's table, and what pictures say. @param {string} file @returns {Promise<Row[]>} */
async function ofTable(file) {
  const { X, columns, tracks, labels: genres } = await readFeatureTable(file)
  const listed = tracks.map((track, row) => ({ track, row, label: genres[row] }))
  return wholeGenres(listed).flatMap(({ track, row, label }) => {
    const png = pictureOf(track)
    const sound = Object.fromEntries(columns.map((name, c) => [name, X.get(row, c)]))
    return png ? [{ track, label, sound, picture: levelsIn(png) }] : []
  })
}

/** @template {{ label: string }} T @param {readonly T[]} list */
function wholeGenres(list) {
  return list.filter(({ label }) => list.filter(other => other.label === label).length >= 90)
}

/** @param {string} track */
function pictureOf(track) {
  const [genre, number] = track.split('.')
  const png = given.images && path.join(given.images, genre, `${genre}${number}.png`)
  return png && existsSync(png) ? png : undefined
}

/** @param {string} png */
function levelsIn(png) {
  const { data, shape } = decodePng(readFileSync(png), { file: png })
  const logMel = melPictureLevels({ width: shape[1], height: shape[0], data })
  return extractFromLogMel({ logMel }, levels, { frameRate: FRAME_RATE })
}
