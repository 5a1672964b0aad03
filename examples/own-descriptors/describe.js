// node describe.js music [descriptors.csv]
// Computes descriptors of one's own of every song in a folder with a folder for each genre, on all cores, writes the table, and
// tells how far they go: how many songs a simple model names right by them that it never heard.
import { readFile } from 'node:fs/promises'
import { LinearDiscriminantAnalysis, Pipeline, QuantileTransformer } from '@genre/classical'
import { extractTable, writeFeatureTable } from '@genre/gtzan/node'
import { evaluate, trackProtocol } from '@genre/models'

const [folder = 'music', target = 'descriptors.csv'] = process.argv.slice(2)
const set = JSON.parse(await readFile(new URL('brightness.json', import.meta.url), 'utf8'))
const { table } = await extractTable(folder, { set })
await writeFeatureTable(target, table)
console.log(`${target}: ${table.columns.join(', ')} of ${table.labels.length} segments`)

const create = () =>
  new Pipeline([
    ['ranks', new QuantileTransformer({ nQuantiles: 100, outputDistribution: 'normal' })],
    ['model', new LinearDiscriminantAnalysis()],
  ])
// Segments of one song stay on one side; otherwise the score would flatter.
const protocol = trackProtocol(table, { folds: 3, randomState: 42 })
const { trackAccuracy, trackInterval } = await evaluate('lda', create, table, protocol)
const [share, low, high] = [trackAccuracy, ...trackInterval].map(p => `${Math.round(100 * p)} %`)
console.log(`${share} of songs named right by ${table.columns.length} numbers (${low} to ${high}, by track)`)
