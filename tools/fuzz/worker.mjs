import { parentPort, workerData } from 'node:worker_threads'
import { RandomState } from '@genre/core'
import { countAllocations } from './allocations.mjs'
import { createTargets } from './targets.mjs'

/**
 * Runs inputs `from` to `to` and reports what went wrong with each. `place` holds the number of the input that is being read, so
 * that the main thread knows which one hangs.
 *
 * @type {{ from: number, to: number, seed: number, only: string | null, folder: string, place: SharedArrayBuffer, allowed: number, millis: number }}
 */
const { from, to, seed, only, folder, place, allowed, millis } = workerData
const now = new Int32Array(place)
const all = await createTargets(folder)
const targets = only === null ? all : all.filter(({ name }) => name === only)
const wheel = targets.flatMap(target => new Array(target.share).fill(target))
const allocations = countAllocations()

/** @type {Record<string, { inputs: number, read: number, slowest: number, largest: number, worst: number }>} */
const sums = Object.fromEntries(
  targets.map(({ name }) => [name, { inputs: 0, read: 0, slowest: 0, largest: 0, worst: -Infinity }]),
)
let baseline = 0
for (let i = from; i < to; i++) {
  Atomics.store(now, 0, i)
  const random = new RandomState([seed, i])
  const target = wheel[random.nextInteger(0, wheel.length)]
  const { input, read } = target.next(random)
  const size = typeof input === 'string' ? Buffer.byteLength(input) : input.length
  const sum = sums[target.name]
  sum.inputs++
  allocations.reset()
  const start = process.cpuUsage()
  try {
    await read()
    sum.read++
  } catch (error) {
    if (!target.isExpected(error)) fail('error', i, target.name, input, error)
  }
  const { user, system } = process.cpuUsage(start)
  const spent = (user + system) / 1000
  const { largest } = allocations
  sum.slowest = Math.max(sum.slowest, spent)
  sum.largest = Math.max(sum.largest, largest)
  // what an allocation may have at most is `4 size + allowed`
  sum.worst = Math.max(sum.worst, largest - 4 * size)
  if (largest > 4 * size + allowed)
    fail('memory', i, target.name, input, new Error(`${largest} bytes at once for ${size}`))
  if (spent > millis) fail('time', i, target.name, input, new Error(`${Math.round(spent)} ms of processor time`))
  if (i - from === 500) baseline = process.resourceUsage().maxRSS
  if (i % 100 === 0) {
    parentPort?.postMessage({ kind: 'progress', done: i })
    // the main thread's turn
    await new Promise(resolve => setImmediate(resolve))
  }
}
parentPort?.postMessage({ kind: 'end', sums, baseline, peak: process.resourceUsage().maxRSS })

/**
 * @param {string} what
 * @param {number} i
 * @param {string} target
 * @param {Uint8Array | string} input
 * @param {unknown} error
 */
function fail(what, i, target, input, error) {
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
  parentPort?.postMessage({ kind: 'failure', what, i, target, input, message })
}
