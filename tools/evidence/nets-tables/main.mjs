// The evidence on Kaggle's tables: system C's recurrent nets and GenreGuessr's net, by row, by track and fault-filtered.
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readFeatureTable } from '@genre/gtzan/node'
import { selectBackend } from '@genre/nets'
import { oneRun } from '../common/one-run.mjs'
import { writePage } from './page.mjs'
import { performRun, RUNS } from './runs.mjs'

const HELP = `node tools/evidence/nets-tables/main.mjs --table CSV --out docs/results/nets-tables

  --table CSV     Kaggle's features_3_sec.csv
  --absent FILE   names of rows that this copy of the table lacks, so that seeds draw what they draw in the full one
  --out DIR       gets one JSON a run and the pictures; the page is written beside it as DIR.md
  --work DIR      checkpoints of the run under way; default nets-tables-work
  --only WORDS    nets (lstm, lstm-dropout, lstm-pca, bilstm, exploration-mlp; comma between them); default all
  --run WORD      only runs whose name has it in it, such as lstm-track-1
  --backend NAME  wasm (default), tfjs-node, or any that selectBackend knows
  --peers DIR     a folder in whose node_modules tfjs-node is
  --threads N     default 1
  --smoke         one epoch of everything, to see that it works: give another --out
  --page          write the page from the runs that are there, train nothing

Runs that are there are skipped, and one that was stopped goes on after the last epoch that it finished.`

const { values } = parseArgs({
  options: {
    table: { type: 'string' },
    absent: { type: 'string' },
    out: { type: 'string' },
    work: { type: 'string', default: 'nets-tables-work' },
    only: { type: 'string' },
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
if (!values.out || (!values.page && !values.table)) {
  console.error(HELP)
  process.exit(2)
}
const out = resolve(values.out)
if (!values.page) {
  const table = await readFeatureTable(/** @type {string} */ (values.table))
  const absent = values.absent ? (await readFile(values.absent, 'utf8')).split(/\s+/).filter(Boolean) : []
  const backend = await selectBackend({
    backends: [/** @type {import('@genre/nets').BackendName} */ (values.backend)],
    threads: Number(values.threads),
    peersFrom: values.peers && resolve(values.peers),
  })
  console.log(`${table.filenames.length} rows; ${backend.name}, ${backend.threads} thread(s)`)
  const wanted = RUNS.filter(({ net }) => !values.only || values.only.split(',').includes(net))
  for (const run of wanted.filter(({ id }) => id.includes(values.run))) {
    const result = await oneRun(run, { ...values, out, backend }, context =>
      performRun({ ...run, ...context.changed }, { table, absent, ...context }),
    )
    console.log(`${run.id}: ${(100 * result.accuracy).toFixed(1)} % of ${result.tracks.length} tracks`)
  }
}
await writePage(out)
