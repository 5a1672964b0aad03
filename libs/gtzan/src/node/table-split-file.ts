import { readFile } from 'node:fs/promises'
import type { Split } from '../splits/split'
import { formatSplit, parseSplit } from '../splits/split-json'
import type { Excerpts } from '../table/feature-table'
import { readError } from './table-file'
import { writeAtomic } from '@genre/core/node'

/**
 * Writes a split to a JSON file, with the hash of the table that it belongs to. The file appears whole or not at all.
 *
 * @throws DataError if the file cannot be written
 *
 * @example
 * ```ts
 * import { createFeatureTable, rowSplit } from '@genre/gtzan'
 * import { readSplit, writeSplit } from '@genre/gtzan/node'
 * const filenames = ['pop.00001.wav', 'pop.00002.wav', 'rock.00001.wav']
 * const rows = { filenames, lengths: [1, 1, 1], columns: [], values: [[], [], []] }
 * const table = createFeatureTable({ ...rows, labels: ['pop', 'pop', 'rock'] })
 * await writeSplit('split.json', rowSplit(table, { testSize: 1, randomState: 42 }), table)
 * console.log((await readSplit('split.json', table)).seed) // => 42
 * ```
 */
export async function writeSplit(path: string, split: Split, table: Excerpts): Promise<void> {
  await writeAtomic(path, [formatSplit(split, table)])
}

/**
 * Reads a split from a file that `writeSplit` wrote, for the table that it belongs to.
 *
 * @throws DataError if the file cannot be read, is no split, or belongs to another table
 *
 * @example
 * ```ts
 * import { createFeatureTable } from '@genre/gtzan'
 * import { readSplit } from '@genre/gtzan/node'
 * const table = createFeatureTable({ columns: [], filenames: [], lengths: [], labels: [], values: [] })
 * await readSplit('no-such-split.json', table).catch(error => console.log(error.message))
 * // => no-such-split.json: cannot be read: there is no such file
 * ```
 */
export async function readSplit(path: string, table: Excerpts): Promise<Split> {
  const text = await readFile(path, 'utf8').catch(error => {
    throw readError(path, error)
  })
  return parseSplit(text, table, { name: path })
}
