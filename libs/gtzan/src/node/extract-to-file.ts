import { constants } from 'node:fs'
import { access, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { DataError } from '@genre/core'
import type { Dataset } from './dataset'
import type { ExtractResult, ExtractTableOptions } from './extract-table'
import { extractTable } from './extract-table'
import { writeFeatureTable } from './table-file'

/** Parameters of {@link extractToFile}. */
export interface ExtractToFileOptions extends ExtractTableOptions {
  /**
   * Keep what is done in a folder beside the output (its name and `.parts`), and begin with what is there. When the
   * table is written the folder is removed; a `cache` that was given is used instead and kept. Default false.
   */
  readonly resume?: boolean
}

/**
 * Computes the descriptors of a dataset and writes them to a CSV or Parquet file: {@link extractTable}, then
 * `writeFeatureTable`. The file appears whole or not at all. With `resume` a run that was killed at any moment goes on where
 * it was, and ends with the same bytes as one that was not disturbed.
 *
 * @throws DataError if there is no such folder or no audio file in it, or if the output cannot be written; that is seen
 *   before the work begins
 *
 * @example
 * ```ts
 * import { writeFile } from 'node:fs/promises'
 * import { extractToFile } from '@genre/gtzan/node'
 * await writeFile('blues.00000.wav', 'not a wav file')
 * const { skipped } = await extractToFile(['blues.00000.wav'], 'features.csv', { jobs: 1, resume: true })
 * console.log(skipped[0].error.code) // => DECODE
 * ```
 */
export async function extractToFile(
  source: string | readonly string[] | Dataset,
  out: string,
  options: ExtractToFileOptions = {},
): Promise<ExtractResult> {
  const { resume = false, ...rest } = options
  await checkOutput(out)
  const parts = resume && rest.cache === undefined ? `${out}.parts` : undefined
  const result = await extractTable(source, { ...rest, cache: rest.cache ?? parts })
  await writeFeatureTable(out, result.table, { signal: rest.signal })
  if (parts !== undefined) await rm(parts, { recursive: true, force: true })
  return result
}

/** An hour's work should not end with a folder that is not there. */
async function checkOutput(out: string): Promise<void> {
  const fail = (reason: string): never => {
    throw new DataError({ table: out, reason: `cannot be written: ${reason}` })
  }
  const kind = await stat(out).catch(() => undefined)
  if (kind?.isDirectory()) fail('it is a folder')
  const folder = await stat(dirname(out)).catch(() => undefined)
  if (!folder?.isDirectory()) fail('there is no such folder')
  await access(dirname(out), constants.W_OK).catch(() => fail('permission denied'))
}
