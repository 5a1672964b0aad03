// The evidence on Kaggle's pictures: CS 4100's two nets as published and repaired, and the small net by honest protocols.
import { readFeatureTable } from '@genre/gtzan/node'
import { percent } from '../common/numbers.mjs'
import { oneRun } from '../common/one-run.mjs'
import { backendOf, readRunOptions } from '../common/run-options.mjs'
import { runCnn, runFcnn } from './cs4100.mjs'
import { writePage } from './page.mjs'
import { listPictures, readColours, readLevels } from './pictures.mjs'
import { byRow, choose, CNN, FCNN, SEARCH, tested } from './runs.mjs'
import { runSmallNet } from './small-net.mjs'
import { runSmallRows } from './small-rows.mjs'

const values = readRunOptions({
  usage: 'node tools/evidence/nets-pictures/main.mjs --images DIR --table CSV --out docs/results/nets-pictures',
  help: `  --images DIR    Kaggle's images_original
  --table CSV     Kaggle's features_30_sec.csv
  --out DIR       gets one JSON a run and the pictures; the page is written beside it as DIR.md
  --work DIR      checkpoints of the run under way; default nets-pictures-work
  --only WORDS    of the groups fcnn, cnn, search, row, test (comma between them); default all, in this order`,
  own: ['images', 'table'],
  needed: ['images', 'table'],
  work: 'nets-pictures-work',
})
const { out } = values
const groups = (values.only ?? 'fcnn,cnn,search,row,test').split(',')

if (!values.page) {
  const pictures = await listPictures(values.images)
  const backend = await backendOf(values)
  console.log(`${pictures.tracks.length} pictures; ${backend.name}, ${backend.threads} thread(s)`)
  /** @type {{ key: string, value: any }} the pictures as the last run needed them */
  let held = { key: '', value: undefined }
  /** @template T @param {string} key @param {() => Promise<T>} read @returns {Promise<T>} */
  const once = async (key, read) => {
    if (held.key !== key) {
      held = { key: '', value: undefined }
      held = { key, value: await read() }
    }
    return held.value
  }
  /** @param {any} run */
  const perform = run =>
    oneRun(run, { ...values, out, backend }, async context => {
      if (run.kind === 'fcnn') {
        const table = await once('table', () => readFeatureTable(values.table))
        return runFcnn({ ...run, ...context.changed }, { table, ...context })
      }
      if (run.kind === 'cnn') {
        const colours = await once(`colours ${run.size}`, () => readColours(pictures.files, run.size))
        return runCnn({ ...run, ...context.changed }, { pictures, colours, ...context })
      }
      const levels = await once(`levels ${run.bands}`, () => readLevels(pictures.files, run.bands))
      if (run.kind === 'small-rows')
        return runSmallRows({ ...run, ...context.changed }, { pictures, levels, ...context })
      return runSmallNet({ ...run, ...context.changed }, { pictures, levels, ...context })
    }).then(result => {
      console.log(`${run.id}: ${percent(result.accuracy)} % of ${result.tracks.length} tracks`)
      return result
    })
  if (groups.includes('fcnn')) for (const run of FCNN) await perform(run)
  if (groups.includes('cnn')) for (const run of CNN) await perform(run)
  if (['search', 'test', 'row'].some(group => groups.includes(group))) {
    const results = []
    for (const run of SEARCH) results.push(await perform(run))
    const chosen = choose(results)
    console.log(`chosen: ${chosen.id} (${chosen.why})`)
    if (groups.includes('row')) for (const run of byRow(chosen)) await perform(run)
    if (groups.includes('test')) {
      for (const run of tested(chosen).filter(({ id }) => id.includes(values.run))) await perform(run)
    }
  }
}
await writePage(out)
