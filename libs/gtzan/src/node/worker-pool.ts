import type { Tinypool } from 'tinypool'
import { workerFile } from './worker-file'

/** Worker threads that run one function for task after task. */
export interface WorkerPool<Task, Answer> {
  /** Runs a task in the next thread that is free. An aborted signal ends its thread and rejects with the signal's reason. */
  run(task: Task): Promise<Answer>
  /** Ends all threads. */
  stop(): Promise<void>
}

/**
 * Starts threads that run the default export of a built worker file of this package.
 *
 * @param name - the file in `dist`, without extension
 * @returns nothing where no worker file or no pool library is at hand: in sources, or when everything was put into one
 *   file; the caller then does the work itself
 */
export async function startWorkers<Task, Answer>(
  name: string,
  jobs: number,
  signal?: AbortSignal,
): Promise<WorkerPool<Task, Answer> | undefined> {
  const file = jobs > 1 ? workerFile(name) : undefined
  const library = file && (await loadTinypool())
  if (!library) return undefined
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
  return {
    stop: () => pool.destroy().catch(() => undefined),
    run: async task => {
      try {
        return (await pool.run(task, { signal })) as Answer
      } catch (error) {
        signal?.throwIfAborted()
        throw error
      }
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
