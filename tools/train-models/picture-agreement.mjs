// How well the descriptors of `pictureTexture` agree between Kaggle's pictures and the sound of the same tracks:
//
//   node tools/train-models/picture-agreement.mjs --images images_original --audio GTZAN
//
// For each column, the root mean square of the differences over the tracks, in shares of the spread (standard deviation) over
// the tracks; and how often `gtzan-texture` gives picture and sound the same genre. Wants built packages.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { NdArray } from '@genre/core'
import { FeatureExtractor, pictureTexture } from '@genre/features'
import { readAudio } from '@genre/gtzan/node'
import { GenreClassifier } from '@genre/models'
import { describeLevels, readLevels } from './picture-segments.mjs'

const { values } = parseArgs({ options: { images: { type: 'string' }, audio: { type: 'string' } } })
if (!values.images || !values.audio) {
  console.error('usage: node tools/train-models/picture-agreement.mjs --images images_original --audio GTZAN')
  process.exit(2)
}

const extractor = new FeatureExtractor(pictureTexture, { sampleRate: 22050, mode: 'kaggle' })
/** @type {[picture: number[], sound: Float64Array][]} */
const pairs = []
for (const file of readdirSync(values.audio, { recursive: true, encoding: 'utf8' }).sort()) {
  const [, genre, number] = /([a-z]+)\.(\d{5})\.wav$/.exec(file) ?? []
  const picture = join(values.images, genre ?? '', `${genre}${number}.png`)
  if (genre === undefined || !existsSync(picture)) continue
  const sound = await readAudio(join(values.audio, file), { sampleRate: 22050 }).catch(() => null)
  if (sound) pairs.push([Object.values(describeLevels(readLevels(picture))), extractor.extract(sound.samples)])
}

const kinds = [...new Set(pictureTexture.columns.map(({ descriptor }) => descriptor))]
const errors = pictureTexture.columns.map((_, k) => {
  const mean = pairs.reduce((sum, [picture]) => sum + picture[k], 0) / pairs.length
  const spread = Math.sqrt(pairs.reduce((sum, [picture]) => sum + (picture[k] - mean) ** 2, 0) / pairs.length)
  const error = Math.sqrt(pairs.reduce((sum, [picture, sound]) => sum + (picture[k] - sound[k]) ** 2, 0) / pairs.length)
  return spread > 0 ? error / spread : 0
})
console.log(`${pairs.length} tracks; difference in percent of the spread over tracks\n`)
console.log('| descriptor | columns | median | largest |\n| --- | --: | --: | --: |')
for (const kind of [...kinds, 'all']) {
  const own = errors.filter((_, k) => kind === 'all' || pictureTexture.columns[k].descriptor === kind)
  own.sort((a, b) => a - b)
  const shown = [own[Math.floor(own.length / 2)], own[own.length - 1]].map(error => (100 * error).toFixed(1))
  console.log(`| ${[`\`${kind}\``, own.length, ...shown].join(' | ')} |`)
}
const classifier = await GenreClassifier.load('gtzan-texture')
const named = [0, 1].map(side => {
  const rows = new Float64Array(pairs.length * pictureTexture.columns.length)
  pairs.forEach((pair, i) => rows.set(pair[side], i * pair[side].length))
  const X = new NdArray(rows, [pairs.length, pictureTexture.columns.length])
  const { segmentProbabilities } = classifier.classifyFeatures(X)
  return pairs.map((_, i) => {
    const row = classifier.classes.map((_, k) => segmentProbabilities.get(i, k))
    return row.indexOf(Math.max(...row))
  })
})
const same = named[0].filter((genre, i) => genre === named[1][i]).length
console.log(`\nthe same genre from picture and sound: ${same} of ${pairs.length}`)
