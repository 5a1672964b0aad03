import { execFileSync } from 'node:child_process'
import { closeSync, openSync, writeSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { chords, wavFile } from '../../common/wav.mjs'

const RATE = 44100
const SECONDS = 3600

/** @type {import('../entry').OwnEntry} */
export default {
  name: 'hour',
  job: 'one hour at 44100 Hz from disk, resampled, 57 descriptors every 3 s and every 30 s, as a stream',
  async run({ scratch, log }) {
    const file = path.join(scratch, 'hour.wav')
    const minute = wavFile(chords(RATE, 60), RATE)
    const out = openSync(file, 'w')
    writeSync(out, minute.subarray(0, 44))
    for (let i = 0; i < SECONDS / 60; i++) writeSync(out, minute.subarray(44))
    closeSync(out)
    const script = fileURLToPath(new URL('../hour.mjs', import.meta.url))
    /** @type {Record<number, { rows: number, before: number, peak: number, seconds: number }>} */
    const seen = {}
    for (const segment of [3, 30]) {
      seen[segment] = JSON.parse(
        execFileSync(process.execPath, [script, file, String(RATE), String(segment)], { encoding: 'utf8' }),
      )
      log(`  every ${segment} s: ${JSON.stringify(seen[segment])}`)
    }
    const mb = (/** @type {number} */ bytes) => `${Math.round(bytes / 1e6)} MB`
    return {
      text:
        `${mb(seen[3].peak)} resident at most (${mb(seen[30].peak)} with segments of 30 s; ${mb(seen[3].before)} are Node's own), ` +
        `${seen[3].seconds.toFixed(0)} s`,
      numbers: {
        peak3: seen[3].peak,
        peak30: seen[30].peak,
        node: seen[3].before,
        seconds: seen[3].seconds,
        rows: seen[3].rows,
      },
    }
  },
}
