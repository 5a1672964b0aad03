import { stat } from 'node:fs/promises'
import { gtzan57 } from '@genre/features'
import type { FeatureSet } from '@genre/features'
import type { FeatureTable } from '@genre/gtzan'
import { extractTable, readFeatureTable } from '@genre/gtzan/node'
import type { Context } from '../context'
import { printable } from '../terminal'

/**
 * The table that `--data` names: a CSV or Parquet file, or a folder or archive of audio files, whose descriptors (default
 * `gtzan57`) are computed now, in segments of 3 s. Files that cannot be read are told, and the exit code will say so.
 */
export async function loadData(
  data: string,
  options: { set?: FeatureSet; mode: 'librosa' | 'kaggle'; jobs: number },
  context: Context,
): Promise<FeatureTable> {
  const { terminal, signal } = context
  const isTable = /\.(csv|parquet)$/i.test(data) && (await stat(data).catch(() => undefined))?.isDirectory() !== true
  if (isTable) return readFeatureTable(data, { columns: 'any', genres: 'any', signal })
  const view = terminal.progress()
  const { table, skipped } = await extractTable(data, {
    set: options.set ?? gtzan57,
    mode: options.mode,
    jobs: options.jobs,
    signal,
    onProgress: view.onProgress,
  }).finally(() => view.stop())
  for (const { file, error } of skipped) terminal.err(`${printable(file)}: passed over: ${printable(error.message)}`)
  if (skipped.length) context.fail()
  return table
}
