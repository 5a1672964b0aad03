// The evidence on Kaggle's tables: system C's recurrent nets and GenreGuessr's net, by row, by track and fault-filtered.
import { readFile } from 'node:fs/promises'
import { readFeatureTable } from '@genre/gtzan/node'
import { oneRun } from '../common/one-run.mjs'
import { backendOf, readRunOptions } from '../common/run-options.mjs'
import { writePage } from './page.mjs'
import { performRun, RUNS } from './runs.mjs'

const values = readRunOptions({
  usage: 'node tools/evidence/nets-tables/main.mjs --table CSV --out docs/results/nets-tables',
  help: `  --table CSV     Kaggle's features_3_sec.csv
  --absent FILE   names of rows that this copy of the table lacks, so that seeds draw what they draw in the full one
  --out DIR       gets one JSON a run and the pictures; the page is written beside it as DIR.md
  --work DIR      checkpoints of the run under way; default nets-tables-work
  --only WORDS    nets (lstm, lstm-dropout, lstm-pca, bilstm, exploration-mlp; comma between them); default all`,
  own: ['table', 'absent'],
  needed: ['table'],
  work: 'nets-tables-work',
})
const { out } = values
if (!values.page) {
  const table = await readFeatureTable(values.table)
  const absent = values.absent ? (await readFile(values.absent, 'utf8')).split(/\s+/).filter(Boolean) : []
  const backend = await backendOf(values)
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
