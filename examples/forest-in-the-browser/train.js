// node train.js features.csv [public/forest.json]
// Trains a random forest on a table of `genre extract` (or Kaggle's features_3_sec.csv) and writes it as a model file.
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { RandomForestClassifier } from '@genre/classical'
import { assertNoLeak, selectRows, trackSplit } from '@genre/gtzan'
import { readFeatureTable } from '@genre/gtzan/node'
import { GenreClassifier } from '@genre/models'
import { writeModel } from '@genre/models/node'

const [file = 'features.csv', target = 'public/forest.json'] = process.argv.slice(2)
const table = await readFeatureTable(file)

// Segments of one song stay on one side; otherwise the score below would flatter.
const split = trackSplit(table, { testSize: 0.3, randomState: 42 })
assertNoLeak(split, table)
const [train, test] = [split.train, split.test].map(rows => selectRows(table, rows))
const forest = new RandomForestClassifier({ nEstimators: 60, minSamplesLeaf: 2, randomState: 42 })
forest.fit(train.X, train.labels)
const score = forest.score(test.X, test.labels)
console.log(`${Math.round(100 * score)} % of segments of songs it never heard (by track)`)

const recipe = { set: 'gtzan57', mode: 'librosa', sampleRate: 22050, segment: 3 }
await mkdir(path.dirname(target), { recursive: true })
await writeModel(target, GenreClassifier.fromEstimator({ name: 'my-forest', estimator: forest, recipe }))
console.log(`wrote ${target}`)
