// The estimators beside scikit-learn and other JavaScript libraries, on a table of GTZAN's size: see --help.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { MinMaxScaler, trainTestSplit } from '@genre/classical'
import { table } from '../common/table.mjs'
import { JOBS } from './classical-jobs.mjs'
import { JS_JOBS } from './classical-js-peer.mjs'
import { relativeToLargest, shareThatDiffers } from './deviation.mjs'
import { tables, writeInputs } from './inputs.mjs'
import { measure } from './measure.mjs'
import { Peer } from './peer.mjs'

/** Jobs of more seconds run once. */
const LONG = 2
const PEERS = [...new Set(Object.values(JS_JOBS).map(({ library }) => library))]

const usage = `Usage: node tools/bench/classical.mjs [--table features_3_sec.csv] [--only NAME]... [--repetitions N] [--cpu] [--limit S] [--readme]

Fits and predicts, here and beside scikit-learn on one thread, in turn in one run: medians of N repetitions (default 3), one
of jobs of more than ${LONG} seconds. The rows are those of a GTZAN table (--table), 70 % to train, scaled to [0, 1]; or as
many made up. GENRE_PYTHON names a Python that imports sklearn, GENRE_BENCH_PEERS a folder in which
${PEERS.join(', ')}
are installed: each of their jobs runs once, in a process of its own, for --limit seconds (default 60) at most.

  --only NAME     ${Object.keys(JOBS).join(', ')}
  --cpu           processor time instead of elapsed time: for a machine that does other work as well
  --readme        write the table into the README of classical`

const { values } = parseArgs({
  options: {
    table: { type: 'string' },
    only: { type: 'string', multiple: true },
    repetitions: { type: 'string', default: '3' },
    cpu: { type: 'boolean', default: false },
    limit: { type: 'string', default: '60' },
    readme: { type: 'boolean' },
    help: { type: 'boolean' },
  },
})
if (values.help) {
  console.log(usage)
  process.exit(0)
}
const repetitions = Number(values.repetitions)
const names = values.only ?? Object.keys(JOBS)
const wrong = names.filter(name => !Object.hasOwn(JOBS, name))
if (wrong.length > 0 || !Number.isInteger(repetitions) || repetitions < 1) {
  console.error(wrong.length > 0 ? `There is no ${wrong.join(', ')}.` : '--repetitions: a whole number from 1')
  process.exit(2)
}

const scratch = mkdtempSync(path.join(tmpdir(), 'genre-bench-'))
const peer = await Peer.find()
process.on('exit', () => {
  peer?.close()
  rmSync(scratch, { recursive: true, force: true })
})
const { train, test } = values.table ? fromTable(values.table) : scaled(tables(6948, 2978, 57, 10))
const silence = { samples: new Float32Array(1), sampleRate: 22050 }
const inputs = { audio: silence, audio44k: silence, train, test }
writeInputs(inputs, scratch)
await peer?.inputs(scratch)
const peers = process.env.GENRE_BENCH_PEERS

const heads = ['job', 'here', 'scikit-learn', 'times', 'results differ', ...(peers ? ['others in JavaScript'] : [])]
/** @type {string[][]} */
const rows = []
const usable = peer?.versions.sklearn ? peer : undefined
for (const name of names) {
  const entry = /** @type {import('./entry').Entry} */ ({ name, peer: 'sklearn', ...JOBS[name] })
  const { ours, theirs, deviation } = await measured(entry)
  rows.push([
    entry.job,
    seconds(ours),
    theirs === undefined ? '-' : seconds(theirs),
    theirs === undefined ? '-' : (ours / theirs).toFixed(2),
    deviation === undefined ? '-' : deviation < 1e-15 ? '0' : deviation.toExponential(0),
    ...(peers ? [inJavaScript(name, peers)] : []),
  ])
  console.error(rows.at(-1)?.join(', '))
}
console.log(table(heads, rows))
if (values.readme) {
  const file = fileURLToPath(new URL('../../libs/classical/README.md', import.meta.url))
  const lines = [heads, heads.map((_, i) => (i === 0 || i === 5 ? '---' : '---:')), ...rows]
  const about =
    `${values.table ? "GTZAN's 3 s table by row" : 'Made-up rows'}: ${train.y.length} rows to fit, ${test.y.length} to predict, ` +
    `57 columns; ${values.cpu ? 'processor' : 'elapsed'} time of one thread, ${repetitions === 1 ? 'one repetition' : `medians of ${repetitions} (jobs of more than ${LONG} s: one)`}; times: here over there. ` +
    `One run of \`node tools/bench/classical.mjs\`: ${cpus()[0].model.trim()}, Node ${process.versions.node}, ` +
    `scikit-learn ${peer?.versions.sklearn ?? 'absent'}.`
  const text = `${about}\n\n${lines.map(cells => `| ${cells.join(' | ')} |`).join('\n')}`
  const marked = /(<!-- bench -->)[\s\S]*(<!-- \/bench -->)/
  writeFileSync(file, readFileSync(file, 'utf8').replace(marked, `$1\n\n${text}\n\n$2`))
}

// Its process would keep this one.
peer?.close()

/** @param {number} value */
function seconds(value) {
  return value < 0.0995 ? `${(1000 * value).toPrecision(2)} ms` : `${value.toPrecision(2)} s`
}

/**
 * @param {string} file
 * @returns {Pick<import('./entry').Inputs, 'train' | 'test'>}
 */
function fromTable(file) {
  const cells = readFileSync(file, 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map(line => line.split(','))
  const X = cells.map(row => row.slice(2, -1).map(Number))
  const labels = cells.map(row => row[row.length - 1])
  const classes = [...new Set(labels)].sort()
  const [XTrain, XTest, yTrain, yTest] = trainTestSplit([X, labels], { testSize: 0.3, randomState: 42 })
  /** @type {(rows: number[][], names: string[]) => import('./entry').Inputs['train']} */
  const part = (rows, names) => ({
    X: { data: Float64Array.from(rows.flat()), shape: [rows.length, rows[0].length] },
    y: names.map(name => classes.indexOf(name)),
  })
  return scaled({ train: part(XTrain, yTrain), test: part(XTest, yTest) })
}

/**
 * To [0, 1], as all of the sources do.
 *
 * @param {Pick<import('./entry').Inputs, 'train' | 'test'>} parts
 * @returns {Pick<import('./entry').Inputs, 'train' | 'test'>}
 */
function scaled({ train, test }) {
  const scaler = new MinMaxScaler().fit(train.X)
  /** @param {import('./entry').Inputs['train']} part */
  const transform = ({ X, y }) => ({ X: { data: scaler.transform(X).data, shape: X.shape }, y })
  return { train: transform(train), test: transform(test) }
}

/**
 * @param {import('./entry').Entry} entry
 * @returns {Promise<Pick<import('./measure.mjs').Measured, 'ours' | 'theirs' | 'deviation'>>}
 */
async function measured(entry) {
  const result = path.join(scratch, 'result.f64')
  const job = await entry.prepare(inputs)
  const [start, used] = [performance.now(), process.cpuUsage()]
  const first = Float64Array.from(job(), Number)
  const { user, system } = process.cpuUsage(used)
  const ours = values.cpu ? (user + system) / 1e6 : (performance.now() - start) / 1000
  if (ours < LONG) return measure(entry, inputs, usable, { repetitions, cpu: values.cpu, scratch: result })
  if (!usable) return { ours }
  await usable.load(entry.python)
  const deviation = (entry.deviation ?? relativeToLargest)(first, await usable.result(result))
  return { ours, theirs: await usable.time(1, values.cpu), deviation }
}

/**
 * The same job in another JavaScript library, in words.
 *
 * @param {string} name
 * @param {string} folder
 */
function inJavaScript(name, folder) {
  const job = JS_JOBS[name]
  if (!job) return ''
  const about = path.resolve(folder, 'node_modules', job.library, 'package.json')
  if (!existsSync(about)) return `${job.library} is not installed`
  const library = [`${job.library} ${JSON.parse(readFileSync(about, 'utf8')).version}`, job.note]
    .filter(Boolean)
    .join(', ')
  const script = fileURLToPath(new URL('classical-js-peer.mjs', import.meta.url))
  const child = spawnSync(process.execPath, [script, scratch, name, ...(values.cpu ? ['cpu'] : [])], {
    timeout: 1000 * Number(values.limit),
    killSignal: 'SIGKILL',
    encoding: 'utf8',
  })
  if (child.signal) return `${library}: not done in ${values.limit} s`
  if (child.status !== 0) return `${library}: ${child.stderr.trim().split('\n').at(-1)}`
  const { seconds: time, predicted } = JSON.parse(child.stdout)
  const wrong = shareThatDiffers(Float64Array.from(predicted), Float64Array.from(test.y))
  return `${library}: ${seconds(time)}, ${(100 * (1 - wrong)).toFixed(1)} % right`
}
