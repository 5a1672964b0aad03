import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { directoryStore } from '@genre/nets/node'
import { readJson, writeWhole } from './json-file.mjs'

/**
 * @typedef {object} RunContext
 * @property {import('@genre/nets').ModelStore} store for the checkpoint
 * @property {(record: import('@genre/nets').EpochRecord) => void} onEpoch says how far it is
 * @property {{ epochs?: number }} changed what a trial run does otherwise
 */

/**
 * One training run with its JSON in `OUT/runs`: read where it is there, else made, from its last epoch on where it was stopped.
 *
 * @template {{ id: string, epochs: number }} R
 * @param {R} run what is run, all of which goes into the file
 * @param {{ out: string, work: string, smoke?: boolean, backend: import('@genre/nets').BackendChoice }} options
 * @param {(context: RunContext) => Promise<Record<string, any> & { history: readonly import('@genre/nets').EpochRecord[] }>} perform
 * @returns {Promise<any>}
 */
export async function oneRun(run, { out, work, smoke, backend }, perform) {
  const file = join(out, 'runs', `${run.id}.json`)
  const there = readJson(file)
  if (there) return there
  const folder = join(work, run.id)
  const changed = smoke ? { epochs: 1 } : {}
  const [start, cpu] = [performance.now(), process.cpuUsage()]
  const result = await perform({
    store: directoryStore(folder),
    changed,
    onEpoch(record) {
      const validation = record.validationAccuracy?.toFixed(3) ?? ''
      console.log(
        `${new Date().toISOString().slice(11, 19)} ${run.id} ${record.epoch}/${run.epochs} loss ${record.loss.toFixed(3)} ` +
          `right ${record.accuracy.toFixed(3)} ${validation} ${record.seconds.toFixed(1)} s`,
      )
    },
  })
  const used = process.cpuUsage(cpu)
  const record = {
    ...run,
    ...changed,
    backend: backend.name,
    threads: backend.threads,
    // Without epochs done before it was taken up again.
    processorSeconds: Math.round((used.user + used.system) / 1e6),
    seconds: Math.round((performance.now() - start) / 1000),
    ...result,
    history: result.history.map(shorter),
  }
  // A line a field: the probabilities of all tracks are long.
  const lines = Object.entries(record).map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`)
  writeWhole(file, `{\n${lines.join(',\n')}\n}\n`)
  await rm(folder, { recursive: true, force: true })
  return record
}

/** @param {import('@genre/nets').EpochRecord} record */
function shorter(record) {
  return Object.fromEntries(
    Object.entries(record)
      .filter(([key]) => key !== 'learningRate')
      .map(([key, value]) => [key, Math.round(1e4 * value) / 1e4]),
  )
}
