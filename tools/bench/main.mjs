// The benchmark: see `npm run bench -- --help`.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { table } from '../common/table.mjs'
import { makeInputs, writeInputs } from './inputs.mjs'
import { findJsPeers } from './js-peers.mjs'
import { measure } from './measure.mjs'
import { Peer } from './peer.mjs'
import { writeReadmes } from './readme.mjs'

const usage = `Usage: npm run bench -- [--only NAME]... [--repetitions N] [--audio FILE] [--cpu] [--json]

Times jobs here and beside librosa or scikit-learn: both in one run, in turn, on one core, medians of N repetitions
(default 5). Needs nothing else to time our side; for the other, a Python that imports librosa and sklearn: the one
that GENRE_PYTHON names, or python3. GENRE_BENCH_PEERS names a folder in which other JavaScript libraries are installed
(@libraz/libsonare, meyda, essentia.js; the last is under the AGPL; for the entry nets @tensorflow/tfjs-node,
onnxruntime-web, onnxruntime-node, and a Python with torch and onnx; GENRE_BENCH_BATCH sets its batch, default 32). Ratio: their time over ours. Deviation: how far
the two results are apart.

  --only NAME       only these entries (the names of the files in tools/bench/entries)
  --skip NAME       all but these
  --readme          write the tables into the READMEs of dsp and features
  --repetitions N   default 5
  --audio FILE      a file instead of 30 s of synthetic music
  --cpu             processor time instead of elapsed time: for a machine that does other work as well
  --json            print everything as JSON`

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    skip: { type: 'string', multiple: true, default: [] },
    readme: { type: 'boolean' },
    repetitions: { type: 'string', default: '5' },
    audio: { type: 'string' },
    cpu: { type: 'boolean' },
    json: { type: 'boolean' },
    help: { type: 'boolean' },
  },
})
if (values.help) {
  console.log(usage)
  process.exit(0)
}
const repetitions = Number(values.repetitions)
if (!Number.isInteger(repetitions) || repetitions < 1)
  refuse(`--repetitions ${values.repetitions}: a whole number from 1`)

const folder = fileURLToPath(new URL('entries/', import.meta.url))
const names = readdirSync(folder)
  .filter(file => file.endsWith('.mjs'))
  .map(file => path.basename(file, '.mjs'))
  .sort()
const wrong = [...(values.only ?? []), ...values.skip].filter(name => !names.includes(name))
if (wrong.length > 0) refuse(`There is no entry ${wrong.join(', ')}; there are ${names.join(', ')}.`)
const wanted = names.filter(name => (!values.only || values.only.includes(name)) && !values.skip.includes(name))

const scratch = mkdtempSync(path.join(tmpdir(), 'genre-bench-'))
const peer = await Peer.find()
const js = await findJsPeers(process.env.GENRE_BENCH_PEERS)
process.on('exit', () => {
  peer?.close()
  rmSync(scratch, { recursive: true, force: true })
})
const core = pinned([process.pid, ...(peer ? [peer.pid] : [])])
const inputs = await makeInputs(values.audio)
writeInputs(inputs, scratch)
await peer?.inputs(scratch)
const log = values.json ? console.error : console.log
log(heading())

const options = { repetitions, cpu: values.cpu, js, scratch: path.join(scratch, 'result.f64') }
/** @type {import('./measure.mjs').Measured[]} */
const results = []
/** @type {(Awaited<ReturnType<import('./entry').OwnEntry['run']>> & { name: string, job: string })[]} */
const own = []
/** @type {import('./entry').OwnEntry[]} */
const later = []
for (const name of wanted) {
  if (process.stderr.isTTY) process.stderr.write(`${name} ...\r`)
  /** @type {import('./entry').Entry | import('./entry').OwnEntry} */
  const entry = (await import(pathToFileURL(path.join(folder, `${name}.mjs`)).href)).default
  if ('run' in entry) {
    later.push(entry)
    continue
  }
  const usable = peer?.versions[entry.peer] ? peer : undefined
  results.push(await measure(entry, inputs, usable, options))
}

if (later.length > 0) {
  // Threads want more than one core.
  if (core !== undefined) unpinned()
  for (const entry of later) {
    const { text, numbers } = await entry.run({ scratch, log })
    own.push({ name: entry.name, job: entry.job, text, numbers })
  }
}

if (values.json) {
  const machine = { cpu: cpus()[0]?.model, cores: availableParallelism(), pinned: core !== undefined }
  const versions = versionsOf()
  console.log(
    JSON.stringify(
      {
        machine,
        versions,
        repetitions,
        clock: values.cpu ? 'processor' : 'elapsed',
        audio: values.audio ?? 'synthetic',
        results,
        own,
      },
      null,
      2,
    ),
  )
} else {
  const jsNames = /** @type {import('./entry').JsPeer[]} */ (Object.keys(js))
  const rows = results.map(({ name, job, ours, theirs, ratio, deviation, same, peer, others }) => [
    name,
    job,
    milliseconds(ours),
    theirs === undefined ? '-' : milliseconds(theirs),
    theirs === undefined ? '' : peer === 'sklearn' ? 'scikit-learn' : peer,
    ratio === undefined ? '-' : ratio.toFixed(2),
    deviation === undefined ? '-' : deviation.toExponential(1),
    same === undefined ? '' : same ? 'same' : 'DIFFERS',
    ...jsNames.map(name => {
      const other = others[name]
      if (!other) return ''
      const far = other.deviation === undefined ? '' : `, ${other.deviation.toExponential(1)}`
      return `${milliseconds(other.seconds)} (${other.ratio.toFixed(1)}${far})`
    }),
  ])
  const jsHeads = jsNames.map(name => `${name} ms (ratio, deviation)`)
  const heads = ['entry', 'job', 'ours ms', 'theirs ms', 'peer', 'ratio', 'deviation', 'results', ...jsHeads]
  if (rows.length > 0) log(table(heads, rows))
  for (const { job, text } of own) log(`${job}: ${text}`)
}
if (values.readme)
  writeReadmes(results, own, {
    versions: versionsOf(),
    processor: cpus()[0]?.model ?? 'unknown',
    cpu: values.cpu ?? false,
    repetitions,
  })
const different = results.filter(({ same }) => same === false).map(({ name }) => name)
if (different.length > 0) {
  console.error(`The two sides did not compute the same in ${different.join(', ')}: those ratios mean nothing.`)
  process.exitCode = 1
}
peer?.close()

function heading() {
  const { python, librosa, sklearn, numpy } = peer?.versions ?? {}
  const beside = peer
    ? `Python ${python}, numpy ${numpy}, librosa ${librosa ?? 'absent'}, scikit-learn ${sklearn ?? 'absent'}`
    : `no peer: there is no Python with librosa or scikit-learn here (name one by GENRE_PYTHON=/path/to/python)`
  const seconds = (inputs.audio.samples.length / inputs.audio.sampleRate).toFixed(1)
  const where = core === undefined ? 'one thread each (not pinned to a core)' : `both pinned to core ${core}`
  const others = Object.entries(js).map(([name, { version }]) => `, ${name} ${version}`)
  return `Node ${process.versions.node}; ${beside}${others.join('')}
${cpus()[0]?.model ?? 'unknown processor'}; ${where}; ${values.audio ?? 'synthetic audio'}, ${seconds} s; medians of ${repetitions}${values.cpu ? ', processor time' : ''}
`
}

function versionsOf() {
  const others = Object.fromEntries(Object.entries(js).map(([name, { version }]) => [name, version]))
  return { node: process.versions.node, ...peer?.versions, ...others }
}

/** Lets this process and what it starts run on every core again. */
function unpinned() {
  try {
    execFileSync('taskset', ['-acp', `0-${cpus().length - 1}`, String(process.pid)], { stdio: 'ignore' })
  } catch {
    // It stays where it is, and the threads will be slow: their ratio says so.
  }
}

/**
 * Binds processes, with all their threads, to one core, where the system can.
 *
 * @param {number[]} processes
 * @returns {string | undefined} the core
 */
function pinned(processes) {
  try {
    const list = execFileSync('taskset', ['-cp', String(process.pid)], { encoding: 'utf8' })
    const core = /(\d+)\D*$/.exec(list.trim())?.[1]
    if (core === undefined) return undefined
    for (const id of processes) execFileSync('taskset', ['-acp', core, String(id)], { stdio: 'ignore' })
    return core
  } catch {
    return undefined
  }
}

/** @param {number} seconds */
function milliseconds(seconds) {
  const value = seconds * 1000
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3)
}

/**
 * @param {string} text
 * @returns {never}
 */
function refuse(text) {
  console.error(text)
  process.exit(2)
}
