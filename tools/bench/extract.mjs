// Extraction of a whole folder beside librosa with joblib: node tools/bench/extract.mjs --help
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { run } from '../common/run.mjs'
import { table } from '../common/table.mjs'
import { deviation57 } from './entries/descriptors57.mjs'

const usage = `Usage: node tools/bench/extract.mjs FOLDER [--jobs N]... [--json]

The 57 descriptors of every wav file of FOLDER from disk, by @genre/gtzan on worker threads and by librosa with joblib, each in a
process of its own, one after the other; the results are compared. "per core" is the ratio of processor times, which other work
on the machine does not change much; start-up and the first file are counted here and not there.

  --jobs N   threads and processes; may be given several times (default 1 and all cores)
  --json     print everything as JSON

GENRE_PYTHON names a Python that has librosa and joblib (default python3).`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    jobs: { type: 'string', multiple: true },
    json: { type: 'boolean' },
    help: { type: 'boolean' },
  },
})
const [folder] = positionals
if (values.help || folder === undefined) {
  console.log(usage)
  process.exit(values.help ? 0 : 2)
}

const script = `
import { extractTable } from '@genre/gtzan/node'
import { writeFile } from 'node:fs/promises'
const [folder, jobs, out] = process.argv.slice(1)
const before = process.cpuUsage()
const start = performance.now()
const { table } = await extractTable(folder, { segments: 'none', jobs: Number(jobs) })
const seconds = (performance.now() - start) / 1000
const { user, system } = process.cpuUsage(before)
const rows = table.filenames.flatMap((name, i) => (name.endsWith('.wav') ? [i] : []))
const values = Float64Array.from(rows.flatMap(i => Array.from(table.X.pick(i).toContiguous())))
await writeFile(out, new Uint8Array(values.buffer))
const peak = process.resourceUsage().maxRSS
console.log(JSON.stringify({ seconds, cpu: (user + system) / 1e6, peak, rows: rows.length }))
`

const scratch = await mkdtemp(path.join(tmpdir(), 'genre-bench-'))
const jobsOf = values.jobs ?? [...new Set(['1', String(availableParallelism())])]
const python = process.env.GENRE_PYTHON ?? 'python3'
const peer = fileURLToPath(new URL('extract.py', import.meta.url))
const root = fileURLToPath(new URL('../..', import.meta.url))
// NumPy's and Numba's own threads would be beside joblib's processes.
const env = { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', NUMBA_NUM_THREADS: '1' }
const results = []
try {
  for (const jobs of jobsOf) {
    const files = ['ours', 'theirs'].map(name => path.join(scratch, `${name}.f64`))
    const data = path.resolve(folder)
    const ours = await measured(process.execPath, ['--input-type=module', '-e', script, data, jobs, files[0]])
    const theirs = await measured(python, [peer, data, jobs, files[1]])
    results.push({ jobs: Number(jobs), ours, theirs, deviation: await deviation(files[0], files[1]) })
  }
} finally {
  await rm(scratch, { recursive: true, force: true })
}

if (values.json) console.log(JSON.stringify(results, null, 2))
else {
  const header = [
    'jobs',
    'files',
    'ours s',
    'theirs s',
    'ours cpu s',
    'theirs cpu s',
    'per core',
    'ours MiB',
    'theirs MiB',
    'deviation',
  ]
  const rows = results.map(({ jobs, ours, theirs, deviation }) => [
    String(jobs),
    `${ours.rows} / ${theirs.rows}`,
    ours.seconds.toFixed(2),
    theirs.seconds.toFixed(2),
    ours.cpu.toFixed(2),
    theirs.cpu.toFixed(2),
    `${(theirs.cpu / ours.cpu).toFixed(1)}x`,
    String(Math.round(ours.peak / 1024)),
    String(Math.round(theirs.peak / 1024)),
    deviation.toExponential(1),
  ])
  console.log(table(header, rows))
}

/**
 * @param {string} command
 * @param {string[]} args
 * @returns {Promise<{ seconds: number, cpu: number, peak: number, rows: number }>}
 */
async function measured(command, args) {
  const { status, stdout, stderr } = await run(command, args, { cwd: root, env, timeout: 1_200_000 })
  if (status !== 0) throw new Error(`${command} failed:\n${stderr}`)
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
}

/**
 * The largest deviation of a row.
 *
 * @param {string} ours
 * @param {string} theirs
 */
async function deviation(ours, theirs) {
  const [a, b] = await Promise.all(
    [ours, theirs].map(async file => {
      const bytes = await readFile(file)
      return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
    }),
  )
  if (a.length !== b.length) return Infinity
  let worst = 0
  for (let row = 0; row < a.length; row += 57) {
    worst = Math.max(worst, deviation57(a.subarray(row, row + 57), b.subarray(row, row + 57)))
  }
  return worst
}
