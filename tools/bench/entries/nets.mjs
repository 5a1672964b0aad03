import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { table } from '../../common/table.mjs'

/** @typedef {import('../nets/jobs.mjs').Job} Job */
/** @typedef {import('../nets/jobs.mjs').Times} Times */

const folder = fileURLToPath(new URL('../nets/', import.meta.url))
const batch = Number(process.env.GENRE_BENCH_BATCH ?? 32)
/** Three times the operations of the forward pass: one for it, one for each of the two gradients. */
const STEP = 3

/** @type {Job[]} */
const jobs = [
  { net: 'csc461', size: 150, batch, steps: 2 },
  { net: 'resnet', size: 128, batch, steps: 2 },
]

/**
 * What a program in a process of its own prints last, or why it did not.
 *
 * @param {string} program
 * @param {string} script
 * @param {object} told
 * @param {number} threads it gets as many cores
 * @returns {Partial<Times> & { failed?: string }}
 */
function run(program, script, told, threads) {
  // Of several threads the processor time is no measure.
  const cpu = threads === 1 && process.argv.includes('--cpu')
  const command = [program, path.join(folder, script), JSON.stringify({ ...told, cpu })]
  const pinned = threads === 1 && existsSync('/usr/bin/taskset') ? ['taskset', '-c', '0', ...command] : command
  try {
    const environment = { ...process.env, OMP_NUM_THREADS: String(threads), TF_NUM_INTRAOP_THREADS: String(threads) }
    const output = execFileSync(pinned[0], pinned.slice(1), {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: environment,
    })
    return JSON.parse(output.trim().split('\n').at(-1) ?? '')
  } catch (error) {
    const text = String(/** @type {{ stderr?: string }} */ (error).stderr ?? error)
    return { failed: text.trim().split('\n').at(-1) }
  }
}

/** @type {import('../entry').OwnEntry} */
export default {
  name: 'nets',
  job: `nets: a forward pass of one picture, a training step of ${batch}; beside PyTorch, tfjs-node and onnxruntime where they are`,
  async run({ scratch, log }) {
    const python = process.env.GENRE_PYTHON ?? 'python3'
    const peers = process.env.GENRE_BENCH_PEERS
    /** @type {Record<string, number>} */
    const numbers = {}
    /** @type {string[][]} */
    const rows = []
    /** @type {(job: Job, who: string, threads: number, times: Partial<Times> & { failed?: string }, gflop: number) => void} */
    const note = ({ net, size }, who, threads, { forward, step, failed, detail }, gflop) => {
      const name = `${net} ${size} x ${size}`
      if (failed) return void rows.push([name, who, String(threads), '-', '-', '-', '-', failed.slice(0, 60)])
      const rate = (/** @type {number | undefined} */ seconds, /** @type {number} */ work) =>
        seconds === undefined ? '-' : (work / seconds).toFixed(1)
      if (forward !== undefined) numbers[`${net} ${who} ${threads} forward`] = forward
      if (step !== undefined) numbers[`${net} ${who} ${threads} step`] = step
      rows.push([
        name,
        who,
        String(threads),
        forward === undefined ? '-' : (1000 * forward).toFixed(1),
        rate(forward, gflop),
        step === undefined ? '-' : step.toFixed(2),
        rate(step, STEP * gflop * batch),
        detail ?? '',
      ])
    }
    for (const job of jobs) {
      const onnx = path.join(scratch, `${job.net}.onnx`)
      let gflop = 0
      for (const threads of [1, 2]) {
        const ours = run(process.execPath, 'tfjs-job.mjs', { job, options: { backends: ['wasm'], threads } }, threads)
        gflop ||= ours.gflop ?? NaN
        note(job, 'wasm', threads, ours, gflop)
        note(
          job,
          'PyTorch',
          threads,
          run(python, 'torch_job.py', { job, threads, onnx: threads === 1 ? onnx : null }, threads),
          gflop,
        )
        if (!peers) continue
        const options = { backends: ['tfjs-node'], peersFrom: peers }
        note(job, 'tfjs-node', threads, run(process.execPath, 'tfjs-job.mjs', { job, options }, threads), gflop)
        if (!existsSync(onnx)) continue
        for (const name of ['onnxruntime-web', 'onnxruntime-node']) {
          const told = { folder: peers, package: name, file: onnx, job, threads }
          note(job, name, threads, run(process.execPath, 'onnx-job.mjs', told, threads), gflop)
        }
      }
    }
    // A window of 3 s, 128 x 130.
    const live = /** @type {Job} */ ({ net: 'small', size: 128, batch, steps: 2 })
    const window = run(process.execPath, 'tfjs-job.mjs', { job: live, options: { backends: ['wasm'], threads: 1 } }, 1)
    note(live, 'wasm', 1, window, window.gflop ?? NaN)
    // One small picture, a quarter of the channels: a whole one takes the cpu backend minutes.
    const least = /** @type {Job} */ ({ net: 'csc461', size: 94, batch: 1, steps: 0, widths: [8, 16, 32, 64, 128] })
    const slow = run(process.execPath, 'tfjs-job.mjs', { job: least, options: { backends: ['cpu'] } }, 1)
    note(least, 'cpu', 1, slow.step === undefined ? slow : { ...slow, step: slow.step * batch }, slow.gflop ?? NaN)
    const heads = ['net', 'who', 'threads', 'forward ms', 'GFLOP/s', `step of ${batch}, s`, 'GFLOP/s', '']
    log(table(heads, rows))

    const cpuRate = slow.step === undefined ? NaN : (STEP * (slow.gflop ?? NaN)) / slow.step
    const ratios = jobs.flatMap(({ net }) => {
      const [one, two, torch, web] = [
        `${net} wasm 1 step`,
        `${net} wasm 2 step`,
        `${net} PyTorch 1 step`,
        `${net} onnxruntime-web 1 forward`,
      ].map(name => numbers[name])
      return [
        `${net}: two threads ${(one / two).toFixed(2)} times one`,
        `PyTorch's step in ${(torch / one).toFixed(2)} of ours`,
        ...(web
          ? [`onnxruntime-web's forward pass in ${(web / numbers[`${net} wasm 1 forward`]).toFixed(2)} of ours`]
          : []),
      ]
    })
    numbers['cpu GFLOP/s'] = cpuRate
    const livePart =
      window.forward === undefined ? '' : `; the small net names a window in ${(1000 * window.forward).toFixed(1)} ms`
    return { text: `${ratios.join(', ')}${livePart}; the cpu backend trains at ${cpuRate.toFixed(3)} GFLOP/s`, numbers }
  },
}
