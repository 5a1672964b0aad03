import { Worker } from 'node:worker_threads'
import type { WorkerEvent, WorkerLike } from '../workers/worker-like'

/**
 * Starts a Node thread that a `WorkerPool` can use, running the given file.
 *
 * @param file - a JavaScript file that calls `serveTasks` on its `parentPort`
 */
export function startThread(file: URL): WorkerLike {
  // Flags of this process are not meant for the threads; --input-type would even keep them from starting.
  const worker = new Worker(file, { execArgv: [] })
  return {
    postMessage: message => worker.postMessage(message),
    terminate: () => worker.terminate(),
    ref: () => worker.ref(),
    unref: () => worker.unref(),
    addEventListener: (type, listener: (event: WorkerEvent) => void) => {
      if (type === 'message') worker.on('message', (data: unknown) => listener({ data }))
      if (type === 'messageerror') worker.on('messageerror', () => listener({}))
      if (type === 'error') {
        worker.on('error', error => listener({ message: error instanceof Error ? error.message : String(error) }))
        worker.on('exit', code => listener({ message: `it ended with code ${code}` }))
      }
    },
  }
}
