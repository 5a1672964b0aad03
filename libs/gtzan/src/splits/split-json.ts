import { DataError } from '@genre/core'
import type { Excerpts } from '../table/feature-table'
import { tableHash } from '../table/table-hash'
import type { Protocol, Split } from './split'
import { PARTS } from './split'

const FORMAT = 'genre-split'
const VERSION = 1
const PROTOCOLS: readonly Protocol[] = ['row', 'track', 'fault-filtered', 'artist']

/**
 * A split as JSON text, with the hash of the table that its row numbers mean.
 *
 * @example
 * ```ts
 * import { createFeatureTable, formatSplit, parseSplit, rowSplit } from '@genre/gtzan'
 * const filenames = ['pop.00001.wav', 'pop.00002.wav', 'rock.00001.wav']
 * const rows = { filenames, lengths: [1, 1, 1], columns: [], values: [[], [], []] }
 * const table = createFeatureTable({ ...rows, labels: ['pop', 'pop', 'rock'] })
 * const text = formatSplit(rowSplit(table, { testSize: 1, randomState: 0 }), table)
 * console.log(parseSplit(text, table).seed) // => 0
 * ```
 */
export function formatSplit(split: Split, table: Excerpts): string {
  const { protocol, seed, fold, warning, missing } = split
  const rows = Object.fromEntries(PARTS.map(part => [part, [...split[part]]]))
  const belongsTo = { rows: table.filenames.length, sha256: tableHash(table) }
  const head = { format: FORMAT, version: VERSION, protocol, seed, fold, warning, missing, table: belongsTo }
  return `${JSON.stringify({ ...head, ...rows })}\n`
}

/**
 * Reads what {@link formatSplit} wrote.
 *
 * @param table - the table that the split is to be used with
 * @param options - `name`: what the split is called in an error message, usually its file; default `'split'`
 * @throws DataError if the text is no split or of an unknown version, if it belongs to another table, or if a row number
 *   is out of range or there twice
 */
export function parseSplit(text: string, table: Excerpts, options: { name?: string } = {}): Split {
  const name = options.name ?? 'split'
  const fail = (reason: string, cause?: unknown): never => {
    throw new DataError({ table: name, reason, cause })
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    return fail('is not JSON', cause)
  }
  if (typeof value !== 'object' || value === null || (value as { format?: unknown }).format !== FORMAT) {
    return fail(`is no split: format must be ${JSON.stringify(FORMAT)}`)
  }
  const { version, protocol, seed, fold, warning, missing, table: owner, ...parts } = value as Record<string, unknown>
  if (version !== VERSION) return fail(`has version ${JSON.stringify(version)}; this package reads version ${VERSION}`)
  if (!PROTOCOLS.includes(protocol as Protocol)) return fail(`protocol must be one of ${PROTOCOLS.join(', ')}`)
  if (seed !== null && !Number.isInteger(seed)) return fail('seed must be an integer or null')
  if (fold !== undefined && !(Number.isInteger(fold) && (fold as number) >= 1)) return fail('fold must count from 1')
  if (warning !== undefined && typeof warning !== 'string') return fail('warning must be a text')
  if (missing !== undefined && !(Array.isArray(missing) && missing.every(track => typeof track === 'string'))) {
    return fail('missing must be a list of tracks')
  }
  const total = table.filenames.length
  const { rows, sha256 } = (typeof owner === 'object' && owner !== null ? owner : {}) as Record<string, unknown>
  if (rows !== total) return fail(`belongs to a table of ${JSON.stringify(rows)} rows; this one has ${total}`)
  if (sha256 !== tableHash(table)) return fail('belongs to another table: file names or labels differ')
  const used = new Uint8Array(total)
  const read = (part: (typeof PARTS)[number]): Int32Array => {
    const numbers = parts[part]
    if (!Array.isArray(numbers)) return fail(`${part} must be a list of row numbers`)
    for (const row of numbers) {
      if (!Number.isInteger(row) || row < 0 || row >= total) {
        return fail(`${part} has ${JSON.stringify(row)}, which is no row of the table (0 to ${total - 1})`)
      }
      if (used[row]++) return fail(`row ${row} is there twice`)
    }
    return Int32Array.from(numbers as number[])
  }
  return {
    protocol: protocol as Protocol,
    seed: seed as number | null,
    train: read('train'),
    validation: read('validation'),
    test: read('test'),
    ...(fold !== undefined && { fold: fold as number }),
    ...(warning !== undefined && { warning }),
    ...(missing !== undefined && { missing: missing as string[] }),
  }
}
