// The CNN of CSC 461 and GenreGuessr's ResNet with features on real audio, trained with npm alone and, beside it, with PyTorch.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { spawn } from 'node:child_process'
import { parseArgs } from 'node:util'
import { MinMaxScaler } from '@genre/classical'
import { assertNoLeak, rowSplit, trackSplit } from '@genre/gtzan'
import { writeSafetensors } from '@genre/nets'
import { readJson, writeJson, writeWhole } from '../common/json-file.mjs'
import { root } from '../../common/packages.mjs'
import { run } from '../../common/run.mjs'
import { writePage } from './page.mjs'
import { listTracks, prepareExamples } from './prepare.mjs'
import { BATCH_SIZE, nets, PROTOCOLS, TEST_SIZE } from './settings.mjs'

const help = `node tools/evidence/nets-audio/main.mjs --audio DIR [options]

Trains the CNN of CSC 461 and GenreGuessr's ResNet with features on 3 to 4 s windows of the audio in DIR (GENRE/GENRE.NNNNN.wav),
split by row and by track, and writes OUT.md, pictures and results into OUT. What is done already is not done again.

  --audio DIR       GTZAN, or part of it; genres with 90 tracks or more are used (left out: only the page is written)
  --genres A,B      these genres instead
  --out DIR         default docs/results/nets-audio
  --python PYTHON   also trains with PyTorch (torch, safetensors)
  --peers DIR       also trains seed 0 by track on tfjs-node, which is installed there
  --nets NAMES      default ${Object.keys(nets).join(',')}
  --seeds N         default 3: seeds 0, 1, 2
  --windows N       windows of a track, default 3
  --epochs N, --size N, --widths A,B,..   instead of each net's own
  --prepare         makes pictures and descriptors, trains nothing
  --work DIR        pictures and descriptors are kept here, default node_modules/.cache/nets-audio
`
const values = parse()

const say = (/** @type {string} */ line) => console.log(`${new Date().toTimeString().slice(0, 8)} ${line}`)

function parse() {
  try {
    return parseArgs({
      options: {
        audio: { type: 'string' },
        genres: { type: 'string' },
        out: { type: 'string', default: path.join(root, 'docs/results/nets-audio') },
        python: { type: 'string' },
        peers: { type: 'string' },
        nets: { type: 'string', default: Object.keys(nets).join() },
        seeds: { type: 'string', default: '3' },
        windows: { type: 'string', default: '3' },
        epochs: { type: 'string' },
        size: { type: 'string' },
        widths: { type: 'string' },
        work: { type: 'string', default: path.join(root, 'node_modules/.cache/nets-audio') },
        prepare: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values
  } catch (error) {
    console.error(`${/** @type {Error} */ (error).message}\n\n${help}`)
    return process.exit(2)
  }
}

/** @param {string} option @param {string | undefined} text @returns {number | undefined} */
function whole(option, text) {
  if (text === undefined) return undefined
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${option} is ${text}: a whole number from 1 is needed`)
  return value
}

/** @param {string} audio */
async function trainAll(audio) {
  const { out, work, python, peers } = values
  const seeds = whole('seeds', values.seeds) ?? 3
  const windows = whole('windows', values.windows) ?? 3
  const epochs = whole('epochs', values.epochs)
  const pixels = whole('size', values.size)
  const widths = values.widths?.split(',').map(text => Number(whole('widths', text)))
  const names = values.nets.split(',').map(name => {
    if (!Object.hasOwn(nets, name)) throw new Error(`--nets: there is no ${name}, only ${Object.keys(nets).join(', ')}`)
    return /** @type {import('./settings.mjs').NetName} */ (name)
  })
  if (python) {
    const { status, stderr } = await run(python, ['-c', 'import torch, safetensors']).catch(error => ({
      status: 1,
      stderr: String(error.message),
    }))
    if (status !== 0) {
      throw new Error(`--python ${python} cannot import torch and safetensors: ${stderr.trim().split('\n').at(-1)}`)
    }
  }
  const { genres, files, originals } = await listTracks(audio, values.genres?.split(','), say)
  say(`${files.length} tracks of ${genres.join(', ')}`)
  mkdirSync(path.join(out, 'runs'), { recursive: true })

  /** @type {Map<string, { job: import('./train.mjs').Job, file: string }>} */
  const jobs = new Map()
  /** @type {Record<string, unknown>} */
  const data = {}
  for (const net of names) {
    const own = nets[net].sizes
    const size = pixels ?? own.size
    const { examples, pictures } = await prepareExamples(net, { files, genres, size, windows, work, say })
    const { hash, seconds } = examples
    data[net] = { hash, seconds, size, windows: examples.filenames.length }
    const labels = examples.labels.map(label => genres.indexOf(label))
    for (let seed = 0; seed < seeds; seed++) {
      for (const protocol of PROTOCOLS) {
        const split = (protocol === 'row' ? rowSplit : trackSplit)(examples, { testSize: TEST_SIZE, randomState: seed })
        if (protocol === 'track') assertNoLeak(split, examples)
        const features = examples.features ? scaled(examples.features, split.train) : undefined
        const base = path.join(work, `${net}.${protocol}.${seed}`)
        if (features) writeWhole(`${base}.features`, features)
        const frameworks = /** @type {const} */ (['wasm', 'pytorch', 'tfjs-node']).filter(
          name => name === 'wasm' || (name === 'pytorch' ? python : peers && seed === 0 && protocol === 'track'),
        )
        for (const framework of frameworks) {
          const settings = {
            ...{ net, protocol, seed, framework, classes: genres, size, batchSize: BATCH_SIZE, hidden: own.hidden },
            widths: widths ?? own.widths,
            epochs: epochs ?? own.epochs,
            optimizer: nets[net].optimizer,
            schedule: nets[net].schedule,
          }
          const key = createHash('sha256')
            .update(JSON.stringify([settings, hash]))
            .digest('hex')
            .slice(0, 16)
          const name = `${net}.${protocol}.${seed}.${framework}`
          const file = path.join(work, `${name}.job.json`)
          const job = {
            ...settings,
            key,
            labels,
            tracks: [...examples.tracks],
            train: [...split.train],
            test: [...split.test],
            pictures,
            features: features ? `${base}.features` : null,
            peersFrom: peers ?? null,
            out: path.join(out, 'runs', `${name}.json`),
          }
          writeJson(file, job)
          jobs.set(name, { job, file })
        }
      }
    }
  }
  writeJson(path.join(out, 'data.json'), {
    genres,
    tracks: files.length,
    originals,
    perTrack: windows,
    nets: data,
  })

  if (values.prepare) return

  // By seed, so that a run that is cut short leaves whole comparisons.
  const order = [...jobs].sort(([, a], [, b]) => a.job.seed - b.job.seed)
  for (const [i, [name, { job, file }]] of order.entries()) {
    const head = `${i + 1} of ${order.length}, ${name}`
    if (existsSync(job.out) && readJson(job.out).key === job.key) {
      say(`${head}: is there`)
      continue
    }
    const folder = import.meta.dirname
    const [command, script] =
      job.framework === 'pytorch' ? [String(python), 'train.py'] : [process.execPath, 'train.mjs']
    const started = performance.now()
    say(head)
    await runChild(command, [path.join(folder, script), file])
    const seconds = ((performance.now() - started) / 1000).toFixed(0)
    say(`${head}: ${seconds} s`)
  }
}

/**
 * Runs a command on one thread; what it says is said here.
 *
 * @param {string} command
 * @param {string[]} args
 * @returns {Promise<void>}
 */
function runChild(command, args) {
  const one = {
    OMP_NUM_THREADS: '1',
    TF_NUM_INTRAOP_THREADS: '1',
    TF_NUM_INTEROP_THREADS: '1',
    TF_CPP_MIN_LOG_LEVEL: '2',
  }
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env: { ...process.env, ...one }, stdio: ['ignore', 'inherit', 'inherit'] })
    child.on('error', reject)
    child.on('close', (code, signal) => {
      if (code === 0) resolve()
      else reject(new Error(`${path.basename(args[0])} ${args[1]} ended with ${signal ?? code}`))
    })
  })
}

/**
 * The descriptors, each brought to 0..1 by its least and greatest value among the training rows.
 *
 * @param {number[][]} features
 * @param {Int32Array} train
 */
function scaled(features, train) {
  const scaler = new MinMaxScaler().fit(Array.from(train, row => features[row]))
  const { data, shape } = scaler.transform(features)
  return writeSafetensors([['features', { data: Float32Array.from(data), shape }]])
}

if (values.help) console.log(help)
else {
  try {
    if (values.audio) await trainAll(values.audio)
    if (!values.prepare) {
      await writePage(values.out)
      say(`${values.out}.md`)
    }
  } catch (error) {
    console.error(/** @type {Error} */ (error).message)
    process.exitCode = 1
  }
}
