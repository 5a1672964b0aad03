import { sha256 } from '@noble/hashes/sha2'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils'
import type { Excerpts } from './feature-table'

/**
 * What tells the rows of one table from those of another: the SHA-256 of all file names and labels in their order, in
 * hexadecimal. Descriptors do not enter it, so a split made for `gtzan57` fits a table of the same excerpts with other columns.
 *
 * @example
 * ```ts
 * import { parseFeatureTable, tableHash } from '@genre/gtzan'
 * const csv = 'filename,length,tempo,label\nrock.00001.wav,661794,99.5,rock\n'
 * console.log(tableHash(parseFeatureTable(csv, { columns: 'any' })).length) // => 64
 * ```
 */
export function tableHash(table: Pick<Excerpts, 'filenames' | 'labels'>): string {
  const hash = sha256.create()
  // JSON keeps the boundaries: no two lists of names and labels give one text.
  table.filenames.forEach((filename, row) => hash.update(utf8ToBytes(JSON.stringify([filename, table.labels[row]]))))
  return bytesToHex(hash.digest())
}
