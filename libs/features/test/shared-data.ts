import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Where GTZAN recordings and tables lie, beside the repository; tests that need them are skipped where they do not. */
const root = new URL('../../../../shared/', import.meta.url)

export const sharedPath = (path: string) => fileURLToPath(new URL(path, root))
export const hasShared = existsSync(sharedPath('data/audio'))

/** A 16-bit mono wav file as librosa loads it. */
export function readWav(path: string): Float32Array {
  const bytes = readFileSync(path)
  let at = 12
  while (bytes.toString('latin1', at, at + 4) !== 'data') at += 8 + bytes.readUInt32LE(at + 4)
  const count = Math.min(bytes.readUInt32LE(at + 4), bytes.length - at - 8) >> 1
  return Float32Array.from({ length: count }, (_, i) => bytes.readInt16LE(at + 8 + 2 * i) / 32768)
}

/** A feature table: its columns between `length` and `label`, and its rows by file name. */
export function readTable(path: string) {
  const [head, ...rows] = readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map(line => line.split(','))
  return {
    columns: head.slice(2, -1),
    rows: new Map(rows.map(row => [row[0], { length: Number(row[1]), values: row.slice(2, -1).map(Number) }])),
  }
}
