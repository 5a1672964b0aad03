import { relativeToLargest } from './deviation.mjs'

/**
 * @typedef {object} Measured
 * @property {string} name
 * @property {string} job
 * @property {string} peer
 * @property {number} ours median seconds
 * @property {number} [theirs] median seconds
 * @property {number} [ratio] theirs / ours: above 1 we are the faster
 * @property {number} [deviation] between the two results
 * @property {boolean} [same] whether that is within the entry's tolerance
 * @property {number[]} oursAll seconds of each repetition
 * @property {number[]} theirsAll
 * @property {Partial<Record<import('./entry').JsPeer, Other>>} others other JavaScript libraries
 *
 * @typedef {object} Other
 * @property {number} seconds median
 * @property {number} ratio their time over ours
 * @property {number} [deviation] of their result from ours, where both compute the same
 * @property {string} [failed] why there is no result
 */

/**
 * Times an entry here and, in turn with that, at the peer. Both run before, ours for half a second, which is not counted (compilation, tables),
 * and compare their results then. Short jobs are repeated within a repetition, so that each lasts a tenth of a second.
 *
 * @param {import('./entry').Entry} entry
 * @param {import('./entry').Inputs} inputs
 * @param {import('./peer.mjs').Peer | undefined} peer
 * @param {{ repetitions: number, scratch: string, cpu?: boolean, js?: Awaited<ReturnType<typeof import('./js-peers.mjs').findJsPeers>> }} options `scratch` is a file to pass results through, `cpu` asks for
 *   processor time instead of elapsed time
 * @returns {Promise<Measured>}
 */
export async function measure(entry, inputs, peer, { repetitions, scratch, cpu = false, js = {} }) {
  const job = await entry.prepare(inputs)
  const ours = Float64Array.from(job(), Number)
  const count = countFor(timed(job, 1, cpu))
  // The engine compiles what runs often, on other threads whose time would count.
  const warm = performance.now() + 500
  while (performance.now() < warm) timed(job, count, cpu)
  /** @type {number[]} */
  const oursAll = []
  /** @type {number[]} */
  const theirsAll = []
  let deviation
  let theirCount = 1
  if (peer) {
    await peer.load(entry.python)
    const theirs = await peer.result(scratch)
    deviation = (entry.deviation ?? relativeToLargest)(ours, theirs)
    theirCount = countFor(await peer.time(1, cpu))
  }
  const jsJobs = jsJobsOf(entry, inputs, ours, js, cpu)
  for (let i = 0; i < repetitions; i++) {
    oursAll.push(timed(job, count, cpu))
    if (peer) theirsAll.push(await peer.time(theirCount, cpu))
    for (const other of jsJobs) other.all.push(timed(other.job, other.count, cpu))
  }
  const { name, job: text, peer: peerName } = entry
  const own = median(oursAll)
  const others = Object.fromEntries(
    jsJobs.map(({ name, all, deviation }) => {
      const seconds = median(all)
      return [name, { seconds, ratio: seconds / own, deviation }]
    }),
  )
  const measured = { name, job: text, peer: peerName, ours: own, oursAll, theirsAll, others }
  if (!peer) return measured
  const theirs = median(theirsAll)
  const same = deviation !== undefined && deviation <= entry.tolerance
  return { ...measured, theirs, ratio: theirs / measured.ours, deviation, same }
}

/**
 * The entry's jobs in other libraries that are here, each run once, their results compared.
 *
 * @param {import('./entry').Entry} entry
 * @param {import('./entry').Inputs} inputs
 * @param {Float64Array} ours
 * @param {Awaited<ReturnType<typeof import('./js-peers.mjs').findJsPeers>>} js
 * @param {boolean} cpu
 */
function jsJobsOf(entry, inputs, ours, js, cpu) {
  const jobs = []
  for (const [name, job] of Object.entries(entry.js ?? {})) {
    const peer = /** @type {import('./entry').JsPeer} */ (name)
    const library = js[peer]?.library
    if (!library) continue
    const run = job.prepare(library, inputs)
    const theirs = job.result && Float64Array.from(job.result(library, inputs))
    const own = job.ours ? Float64Array.from(job.ours(inputs)) : ours
    const deviation = theirs && (entry.deviation ?? relativeToLargest)(own, theirs)
    jobs.push({
      name: peer,
      job: run,
      deviation,
      count: countFor(timed(run, 1, cpu)),
      all: /** @type {number[]} */ ([]),
    })
  }
  return jobs
}

/**
 * @param {() => unknown} job
 * @param {number} count
 * @param {boolean} cpu
 */
function timed(job, count, cpu) {
  const start = clock(cpu)
  for (let i = 0; i < count; i++) job()
  return (clock(cpu) - start) / count
}

/**
 * Seconds since some moment: elapsed, or those that this process had a processor (all its threads: the garbage collector too).
 *
 * @param {boolean} cpu
 */
function clock(cpu) {
  if (!cpu) return performance.now() / 1000
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

/** @param {number} seconds of one run */
function countFor(seconds) {
  return Math.max(1, Math.min(1000, Math.ceil(0.1 / seconds)))
}

/** @param {number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}
