import { GenreError } from '@genre/core'
import type { ExtractConfig, FileFailure, FileFeatures } from './extract-file'
import { FileExtractor } from './extract-file'
import type { ExtractAnswer, ExtractTask } from './extract-worker'
import type { FileToRead } from './open-file'
import { startWorkers } from './worker-pool'

/** Whatever computes descriptors of files: this thread, or several others. */
export interface Extractors {
  /** How many files are computed at a time. */
  readonly jobs: number
  readonly columns: readonly string[]
  extract(file: FileToRead): Promise<FileFeatures | FileFailure>
  /** Ends all threads. */
  stop(): Promise<void>
}

/**
 * Starts worker threads, or for one job, or where the code for worker threads is not at hand, an extractor in this thread.
 *
 * @throws InvalidParameterError for a configuration that cannot be computed, before any thread is started
 */
export async function startExtractors(config: ExtractConfig, jobs: number, signal?: AbortSignal): Promise<Extractors> {
  const own = new FileExtractor(config)
  const { columns } = own
  const pool = await startWorkers<ExtractTask, ExtractAnswer>('extract-worker', jobs, signal)
  if (!pool) {
    return { jobs: 1, columns, extract: file => own.extract(file, signal), stop: () => Promise.resolve() }
  }
  try {
    // If this fails, no file would succeed.
    await pool.run({ config })
  } catch (error) {
    await pool.stop()
    throw error
  }
  return {
    jobs,
    columns,
    stop: () => pool.stop(),
    extract: async file => {
      const answer = await pool.run({ config, file }).catch((error: NodeJS.ErrnoException): FileFailure => {
        signal?.throwIfAborted()
        // A thread broke down over this file, most likely for want of memory. The pool has started another.
        return { code: error.code ?? 'WORKER', message: `${file.path}: ${error.message}` }
      })
      if ('fatal' in answer!) throw new GenreError(answer.fatal.code, answer.fatal.message)
      return answer!
    },
  }
}
