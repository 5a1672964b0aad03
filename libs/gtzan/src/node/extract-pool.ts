import { GenreError } from '@genre/core'
import type { Tinypool } from 'tinypool'
import type { ExtractConfig, FileFailure, FileFeatures } from './extract-file'
import { FileExtractor } from './extract-file'
import type { ExtractAnswer, ExtractTask } from './extract-worker'
import { workerFile } from './worker-file'

/** Whatever computes descriptors of files: this thread, or several others. */
export interface Extractors {
  /** How many files are computed at a time. */
  readonly jobs: number
  readonly columns: readonly string[]
  extract(path: string): Promise<FileFeatures | FileFailure>
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
  const file = jobs > 1 ? workerFile() : undefined
  const library = file && (await loadTinypool())
  if (!library) {
    return { jobs: 1, columns, extract: path => own.extract(path, signal), stop: () => Promise.resolve() }
  }
  const pool = new library.Tinypool({
    filename: file.href,
    minThreads: jobs,
    maxThreads: jobs,
    runtime: 'worker_threads',
    // Flags of this process are not meant for the threads; --input-type would even keep them from starting.
    execArgv: [],
  })
  // A thread that breaks down without a task is replaced; one with a task rejects that task.
  pool.on('error', () => undefined)
  const stop = () => pool.destroy().catch(() => undefined)
  try {
    await run(pool, { config }, signal)
  } catch (error) {
    await stop()
    throw error
  }
  return {
    jobs,
    columns,
    stop,
    extract: async path => {
      const answer = await run(pool, { config, path }, signal).catch((error: NodeJS.ErrnoException): FileFailure => {
        signal?.throwIfAborted()
        // A thread broke down over this file, most likely for want of memory. The pool has started another.
        return { code: error.code ?? 'WORKER', message: `${path}: ${error.message}` }
      })
      if ('fatal' in answer!) throw new GenreError(answer.fatal.code, answer.fatal.message)
      return answer!
    },
  }
}

/**
 * The pool library, or nothing where it is not installed. A bundler must not see the name: the library starts a file of
 * its own that lies beside it, which is lost when its code is moved into another file.
 */
async function loadTinypool(): Promise<{ Tinypool: typeof Tinypool } | undefined> {
  const name = ['tiny', 'pool'].join('')
  return import(/* @vite-ignore */ /* webpackIgnore: true */ name).catch(() => undefined)
}

async function run(pool: Tinypool, task: ExtractTask, signal: AbortSignal | undefined): Promise<ExtractAnswer> {
  try {
    return (await pool.run(task, { signal })) as ExtractAnswer
  } catch (error) {
    signal?.throwIfAborted()
    throw error
  }
}
