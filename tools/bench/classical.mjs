// The estimators beside scikit-learn and other JavaScript libraries, on a table of GTZAN's size: see --help.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { cpus, tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { MinMaxScaler, trainTestSplit } from '@genre/classical'
import { table } from '../common/table.mjs'
import { JOBS, JS_PEERS } from './classical-jobs.mjs'
import { tables, writeInputs } from './inputs.mjs'
import { measure } from './measure.mjs'
import { Peer } from './peer.mjs'

const usage = `Usage: node tools/bench/classical.mjs [--table features_3_sec.csv] [--only NAME]... [--repetitions N] [--cpu] [--readme]

Fits and predicts, here and beside scikit-learn on one thread, in turn in one run: medians of N repetitions (default 3).
The rows are those of a GTZAN table (--table), 70 % to train, scaled to [0, 1]; or as many made up. GENRE_PYTHON names a
Python that imports sklearn, GENRE_BENCH_PEERS a folder in which ${JS_PEERS.join(', ')} are installed.

  --only NAME     ${Object.keys(JOBS).join(', ')}
  --cpu           processor time instead of elapsed time: for a machine that does other work as well
  --readme        write the table into the README of classical`

const { values } = parseArgs({
  options: {
    table: { type: 'string' },
    only: { type: 'string', multiple: true },
    repetitions: { type: 'string', default: '3' },
    cpu: { type: 'boolean', default: false },
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
const js = await jsPeers(process.env.GENRE_BENCH_PEERS)

/** @type {import('./measure.mjs').Measured[]} */
const results = []
const usable = peer?.versions.sklearn ? peer : undefined
for (const name of names) {
  const options = { repetitions, cpu: values.cpu, js, scratch: path.join(scratch, 'result.f64') }
  const entry = /** @type {import('./entry').Entry} */ ({ name, peer: 'sklearn', ...JOBS[name] })
  const result = await measure(entry, inputs, usable, options)
  results.push(result)
  console.error(`${name}: ${seconds(result.ours)}, ${result.theirs === undefined ? '-' : seconds(result.theirs)}`)
}

const withOthers = results.some(({ others }) => Object.keys(others).length > 0)
const heads = [
  'job',
  'here',
  'scikit-learn',
  'times',
  'results differ',
  ...(withOthers ? ['others in JavaScript'] : []),
]
const rows = results.map(({ job, ours, theirs, deviation, others }) => [
  job,
  seconds(ours),
  theirs === undefined ? '-' : seconds(theirs),
  theirs === undefined ? '-' : (ours / theirs).toFixed(2),
  deviation === undefined ? '-' : deviation < 1e-15 ? '0' : deviation.toExponential(0),
  ...(withOthers
    ? [
        Object.entries(others)
          .map(([name, other]) => `${name} ${seconds(/** @type {{ seconds: number }} */ (other).seconds)}`)
          .join(', '),
      ]
    : []),
])
console.log(table(heads, rows))
if (values.readme) {
  const file = fileURLToPath(new URL('../../libs/classical/README.md', import.meta.url))
  const lines = [heads, heads.map((_, i) => (i === 0 || i === 5 ? '---' : '---:')), ...rows]
  const about =
    `${values.table ? "GTZAN's 3 s table by row" : 'Made-up rows'}: ${train.y.length} rows to fit, ${test.y.length} to predict, ` +
    `57 columns; ${values.cpu ? 'processor' : 'elapsed'} time of one thread, ${repetitions === 1 ? 'one repetition' : `medians of ${repetitions}`}; times: here over there. ` +
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

/** @param {string | undefined} folder */
async function jsPeers(folder) {
  /** @type {Record<string, { library: unknown, version: string }>} */
  const found = {}
  if (!folder) return found
  const require = createRequire(path.resolve(folder, 'index.js'))
  for (const name of JS_PEERS) {
    try {
      const about = JSON.parse(readFileSync(path.resolve(folder, 'node_modules', name, 'package.json'), 'utf8'))
      const library = require(name)
      found[name] = { library: typeof library.then === 'function' ? await library : library, version: about.version }
    } catch (error) {
      console.error(`${name}: ${error instanceof Error ? error.message.split('\n')[0] : error}`)
    }
  }
  return found
}
