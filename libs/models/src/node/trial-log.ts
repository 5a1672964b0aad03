import { closeSync, fdatasyncSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { DataError } from '@genre/core'
import type { ExperimentRecord } from '../experiment/experiment-task'
import type { TrialLog } from '../experiment/run-experiment'

const FORMAT = 'genre-trials'
const VERSION = 1

/** A log that is open. */
export interface OpenTrialLog extends TrialLog {
  close(): void
}

/**
 * Opens a file that keeps the records of an experiment, one JSON text a line, so that it can go on where it was stopped or
 * killed. Records are only ever appended, and each is on the disk before the next is begun; a line that was cut off in the
 * middle of writing is taken away.
 *
 * @param file - is made, with its folder, if it is not there
 * @param identity - what the experiment is (table, suite, seed): plain data; its keys are compared one by one
 * @throws DataError if the file is another experiment's, naming what differs, or is damaged elsewhere than at its end
 *
 * @example
 * ```ts
 * import { openTrialLog } from '@genre/models/node'
 * const log = openTrialLog('exploration/trials.jsonl', { suite: 'a3', seed: 42 })
 * console.log(log.known.size) // => 0
 * log.close()
 * ```
 */
export function openTrialLog(file: string, identity: Readonly<Record<string, unknown>>): OpenTrialLog {
  mkdirSync(dirname(file), { recursive: true })
  const fd = openSync(file, 'a+')
  try {
    const text = readFileSync(fd, 'utf8')
    // What follows the last line break was being written when the process ended.
    const whole = text.slice(0, text.lastIndexOf('\n') + 1)
    if (whole.length < text.length) ftruncateSync(fd, Buffer.byteLength(whole))
    const header = { format: FORMAT, version: VERSION, ...identity }
    const lines = whole.split('\n').slice(0, -1)
    if (lines.length === 0) write(fd, header)
    else checkHeader(file, lines[0], header)
    const known = new Map<string, ExperimentRecord>()
    lines.slice(1).forEach((line, k) => {
      const record = parse(file, line, k + 1) as Partial<ExperimentRecord> | null
      if (typeof record !== 'object' || record === null || typeof record.key !== 'string') {
        throw new DataError({ table: file, row: k + 1, reason: 'no record of a trial' })
      }
      known.set(record.key, record as ExperimentRecord)
    })
    return { known, append: record => write(fd, record), close: () => closeSync(fd) }
  } catch (error) {
    closeSync(fd)
    throw error
  }
}

function write(fd: number, value: unknown): void {
  const bytes = Buffer.from(`${JSON.stringify(value)}\n`)
  for (let at = 0; at < bytes.length;) at += writeSync(fd, bytes, at)
  fdatasyncSync(fd)
}

function checkHeader(file: string, line: string, expected: Record<string, unknown>): void {
  const found = parse(file, line, 0)
  const record = typeof found === 'object' && found !== null ? (found as Record<string, unknown>) : {}
  for (const [key, value] of Object.entries(expected)) {
    const [here, wanted] = [JSON.stringify(record[key]), JSON.stringify(value)]
    if (here === wanted) continue
    const reason = `its trials are of another experiment (${key} is ${here ?? 'missing'}, not ${wanted}); choose another folder, or delete it`
    throw new DataError({ table: file, reason })
  }
}

function parse(file: string, line: string, row: number): unknown {
  try {
    return JSON.parse(line) as unknown
  } catch (cause) {
    throw new DataError({ table: file, row, reason: `no JSON: ${(cause as Error).message}`, cause })
  }
}
