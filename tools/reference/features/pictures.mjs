// How well the columns of bandRhythm tell genres, from Kaggle's mel pictures of all tracks:
//
//   node tools/reference/features/pictures.mjs --images images_original --table features_30_sec.csv
//
// Linear discriminant analysis with shrinkage, fault-filtered split and five folds by track. Wants built packages.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { LinearDiscriminantAnalysis, Pipeline, StandardScaler } from '@genre/classical'
import { bandRhythm, extractFromLogMel } from '@genre/features'
import { faultFilteredSplit } from '@genre/gtzan'
import { readFeatureTable } from '@genre/gtzan/node'
import { decodePng } from '@genre/nets'
import { melPictureLevels } from '@genre/viz'

/** A picture shows 30 s in 336 columns. */
const FRAME_RATE = 336 / 30

const { values } = parseArgs({ options: { images: { type: 'string' }, table: { type: 'string' } } })
if (!values.images || !values.table) {
  console.error('usage: pictures.mjs --images images_original --table features_30_sec.csv')
  process.exit(2)
}
const { images } = values
const table = await readFeatureTable(values.table)
/** @type {Map<string, ReturnType<typeof melPictureLevels>>} */
const pictures = new Map()
for (const file of readdirSync(images, { recursive: true, encoding: 'utf8' })) {
  const [, genre, number] = /([a-z]+)(\d+)\.png$/.exec(file) ?? []
  if (!genre) continue
  const { data, shape } = decodePng(readFileSync(path.join(images, file)), { file })
  pictures.set(`${genre}.${number}`, melPictureLevels({ width: shape[1], height: shape[0], data }))
}
console.log(`${pictures.size} pictures`)

const columns = bandRhythm.columns.map(({ name }) => name)
const rows = table.tracks.map((track, row) => ({ row, logMel: pictures.get(track) })).filter(({ logMel }) => logMel)
const bands = rows.map(({ logMel }) => {
  const levels = /** @type {ReturnType<typeof melPictureLevels>} */ (logMel)
  const record = extractFromLogMel({ logMel: levels }, bandRhythm, { frameRate: FRAME_RATE })
  return columns.map(name => record[name])
})
const own = rows.map(({ row }) => Array.from({ length: table.X.shape[1] }, (_, column) => table.X.get(row, column)))
const labels = rows.map(({ row }) => table.labels[row])
const every = labels.map((_, i) => i)
const split = faultFilteredSplit(table)
const at = new Map(rows.map(({ row }, i) => [row, i]))
const places = (/** @type {Iterable<number>} */ which) =>
  [...which].map(row => at.get(row)).filter(i => i !== undefined)
const train = places([...split.train, ...(split.validation ?? [])])
const test = places(split.test)

for (const [name, X] of Object.entries({
  'the 57': own,
  'the 387 of the pictures': bands,
  both: own.map((row, i) => [...row, ...bands[i]]),
})) {
  const folds = [0, 1, 2, 3, 4].map(f =>
    share(
      X,
      every.filter(i => i % 5 !== f),
      every.filter(i => i % 5 === f),
    ),
  )
  const filtered = share(X, train, test)
  console.log(
    `${name}: fault-filtered ${filtered.toFixed(3)} (${test.length} tracks), by track ${mean(folds).toFixed(3)}`,
  )
}

/** @param {number[][]} X @param {Iterable<number>} learn @param {Iterable<number>} tell */
function share(X, learn, tell) {
  const take = (/** @type {Iterable<number>} */ which) => [...which]
  const [a, b] = [take(learn), take(tell)]
  // Columns that never change (rates above what the pictures show) say nothing.
  const used = X[0].map((_, c) => c).filter(c => a.some(i => X[i][c] !== X[a[0]][c]))
  const of = (/** @type {number[]} */ which) => which.map(i => used.map(c => X[i][c]))
  const model = new Pipeline([
    ['scale', new StandardScaler()],
    ['lda', new LinearDiscriminantAnalysis({ solver: 'lsqr', shrinkage: 'auto' })],
  ])
  const said = model
    .fit(
      of(a),
      a.map(i => labels[i]),
    )
    .predict(of(b))
  return b.filter((i, k) => said[k] === labels[i]).length / b.length
}

/** @param {number[]} list */
function mean(list) {
  return list.reduce((a, b) => a + b, 0) / list.length
}
