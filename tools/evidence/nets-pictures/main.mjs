// The evidence on Kaggle's pictures: CS 4100's two nets as published and repaired, and the small net by honest protocols.
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readFeatureTable } from '@genre/gtzan/node'
import { selectBackend } from '@genre/nets'
import { percent } from '../common/numbers.mjs'
import { oneRun } from '../common/one-run.mjs'
import { runCnn, runFcnn } from './cs4100.mjs'
import { writePage } from './page.mjs'
import { listPictures, readColours, readLevels } from './pictures.mjs'
import { byRow, choose, CNN, FCNN, SEARCH, tested } from './runs.mjs'
import { runSmallNet } from './small-net.mjs'
import { runSmallRows } from './small-rows.mjs'

const HELP = `node tools/evidence/nets-pictures/main.mjs --images DIR --table CSV --out docs/results/nets-pictures

  --images DIR    Kaggle's images_original
  --table CSV     Kaggle's features_30_sec.csv
  --out DIR       gets one JSON a run and the pictures; the page is written beside it as DIR.md
  --work DIR      checkpoints of the run under way; default nets-pictures-work
  --only WORDS    of the groups fcnn, cnn, search, row, test (comma between them); default all, in this order
  --run WORD      only test runs whose name has it in it, such as small-track-1: for several processes at a time
  --backend NAME  wasm (default), tfjs-node, or any that selectBackend knows
  --peers DIR     a folder in whose node_modules tfjs-node is
  --threads N     default 1
  --smoke         one epoch of everything, to see that it works: give another --out
  --page          write the page from the runs that are there, train nothing

Runs that are there are skipped, and one that was stopped goes on after the last epoch that it finished.`

const { values } = parseArgs({
  options: {
    images: { type: 'string' },
    table: { type: 'string' },
    out: { type: 'string' },
    work: { type: 'string', default: 'nets-pictures-work' },
    only: { type: 'string', default: 'fcnn,cnn,search,row,test' },
    run: { type: 'string', default: '' },
    backend: { type: 'string', default: 'wasm' },
    peers: { type: 'string' },
    threads: { type: 'string', default: '1' },
    smoke: { type: 'boolean', default: false },
    page: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
})
if (values.help) {
  console.log(HELP)
  process.exit(0)
}
if (!values.out || (!values.page && (!values.images || !values.table))) {
  console.error(HELP)
  process.exit(2)
}
const out = resolve(values.out)
const groups = values.only.split(',')

if (!values.page) {
  const images = /** @type {string} */ (values.images)
  const pictures = await listPictures(images)
  const backend = await selectBackend({
    backends: [/** @type {import('@genre/nets').BackendName} */ (values.backend)],
    threads: Number(values.threads),
    peersFrom: values.peers && resolve(values.peers),
  })
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
        const table = await once('table', () => readFeatureTable(/** @type {string} */ (values.table)))
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
