import { availableParallelism } from 'node:os'
import type { OnProgress } from '@genre/core'
import { InvalidParameterError, ProgressMeter, checkInteger, checkOneOf } from '@genre/core'
import type { FeatureSet } from '@genre/features'
import { gtzan57 } from '@genre/features'
import type { FeatureTable } from '../table/feature-table'
import { createFeatureTable } from '../table/feature-table'
import { segmentFileName } from '../table/file-name'
import type { Dataset, DatasetFile, Skipped } from './dataset'
import { datasetOfFiles, openDataset } from './dataset'
import type { ExtractConfig, FileFailure, FileFeatures } from './extract-file'
import { startExtractors } from './extract-pool'
import { inReadingOrder } from './open-file'

/** Parameters of {@link extractTable}. */
export interface ExtractTableOptions {
  /** The descriptors to compute. Default `gtzan57`. */
  readonly set?: FeatureSet
  /** `'kaggle'` gives the numbers of Kaggle's tables, `'librosa'` (default) those of librosa 0.11. */
  readonly mode?: 'librosa' | 'kaggle'
  /** Length of the segments in seconds (Kaggle's rule, see `segmentsOf`), or `'none'` for one row per file. Default 3. */
  readonly segments?: number | 'none'
  /** Rate in Hz that every file is resampled to. Default 22050. */
  readonly sampleRate?: number
  /** How many worker threads; 1 works in the calling thread. Default: as many as the machine has cores for. */
  readonly jobs?: number
  /**
   * A folder that keeps the descriptors of every file. A later run finds them by the file's content and computes only what is
   * new: after an interruption, with more files, with another set. Default: nothing is kept.
   */
  readonly cache?: string
  /** Stops the work and its threads; the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal
  /** Called with the number of files that are done. */
  readonly onProgress?: OnProgress
}

/** What {@link extractTable} returns. */
export interface ExtractResult {
  /** One row per segment, files in the order of the dataset. */
  readonly table: FeatureTable
  /** Files and folders that gave no row, and why. */
  readonly skipped: readonly Skipped[]
  /** Files that gave rows although something is wrong with them: cut off, damaged in part. */
  readonly warnings: readonly { readonly file: string; readonly message: string }[]
  /** How long it took. */
  readonly seconds: number
  /** How many threads worked. */
  readonly jobs: number
}

/**
 * Computes the descriptors of all audio files of a folder (see {@link openDataset}), of a list of files, or of an opened
 * dataset, on all cores; a folder may also be a tar archive, which is not unpacked. The rows are in the order of the files and the same whatever the number of threads.
 *
 * Rows are called as in Kaggle's tables: `blues.00000.wav` for a whole track, `blues.00000.3.wav` for its segment 3.
 * A file that cannot be read, or is no longer than a segment, is passed over and listed in `skipped`; the others
 * are still done. Memory: one file per thread, and the table.
 *
 * @throws DataError if there is no such folder or no audio file in it
 * @throws InvalidParameterError for a bad parameter or feature set
 *
 * @example
 * ```ts
 * import { writeFile } from 'node:fs/promises'
 * import { extractTable } from '@genre/gtzan/node'
 * await writeFile('blues.00000.wav', 'not a wav file')
 * const { table, skipped } = await extractTable(['blues.00000.wav'], { segments: 'none', jobs: 1 })
 * console.log(table.columns.length, table.filenames.length, skipped.length) // => 57 0 1
 * ```
 */
export async function extractTable(
  source: string | readonly string[] | Dataset,
  options: ExtractTableOptions = {},
): Promise<ExtractResult> {
  const started = performance.now()
  const { set = gtzan57, signal, onProgress, cache } = options
  const config: ExtractConfig = {
    set,
    mode: checkOneOf('mode', options.mode ?? 'librosa', ['librosa', 'kaggle']),
    sampleRate: checkInteger('sampleRate', options.sampleRate ?? 22050, { min: 1 }),
    segments: checkSegments(options.segments ?? 3),
    ...(cache !== undefined && { cache }),
  }
  const wanted = checkInteger('jobs', options.jobs ?? availableParallelism(), { min: 1, max: 1024 })
  signal?.throwIfAborted()
  const dataset = await open(source, signal)
  const { files } = dataset
  const extractors = await startExtractors(config, Math.min(wanted, Math.max(1, files.length)), signal)
  const meter = new ProgressMeter({ label: 'extract', total: files.length, onProgress })
  const results: (FileFeatures | FileFailure)[] = new Array(files.length)
  const reading = inReadingOrder(files, signal)
  // As many files are under way as there are threads, and one more for each so that none waits for work.
  const lane = async () => {
    for await (const { index, file } of reading) {
      results[index] = await extractors.extract(file)
      meter.advance()
    }
  }
  try {
    await Promise.all(Array.from({ length: extractors.jobs === 1 ? 1 : extractors.jobs * 2 }, lane))
  } finally {
    await extractors.stop()
  }
  return {
    ...assemble(files, results, extractors.columns, config.segments),
    skipped: [...dataset.skipped, ...failures(files, results)],
    seconds: (performance.now() - started) / 1000,
    jobs: extractors.jobs,
  }
}

function open(
  source: string | readonly string[] | Dataset,
  signal: AbortSignal | undefined,
): Promise<Dataset> | Dataset {
  if (typeof source === 'string') return openDataset(source, { signal })
  return 'files' in source ? source : datasetOfFiles(source)
}

function checkSegments(segments: unknown): number | 'none' {
  if (segments === 'none' || (typeof segments === 'number' && segments > 0 && segments < Infinity)) return segments
  throw new InvalidParameterError({
    parameter: 'segments',
    received: segments,
    allowed: "a positive number of seconds, or 'none'",
  })
}

function assemble(
  files: readonly DatasetFile[],
  results: readonly (FileFeatures | FileFailure)[],
  columns: readonly string[],
  segments: number | 'none',
): Pick<ExtractResult, 'table' | 'warnings'> {
  const filenames: string[] = []
  const lengths: number[] = []
  const labels: string[] = []
  const values: Float64Array[] = []
  const warnings: { file: string; message: string }[] = []
  files.forEach((file, i) => {
    const result = results[i]
    if (!('values' in result)) return
    for (const message of result.warnings) warnings.push({ file: file.path, message })
    result.values.forEach((row, k) => {
      filenames.push(segments === 'none' ? file.name : segmentFileName(file.name, k))
      lengths.push(result.lengths[k])
      labels.push(file.label)
      values.push(row)
    })
  })
  const segmented = segments !== 'none'
  return { table: createFeatureTable({ columns, filenames, lengths, labels, values, segmented }), warnings }
}

function failures(files: readonly DatasetFile[], results: readonly (FileFeatures | FileFailure)[]): Skipped[] {
  return files.flatMap(({ path }, i) => {
    const result = results[i]
    return 'values' in result ? [] : [{ file: path, error: { code: result.code, message: result.message } }]
  })
}
