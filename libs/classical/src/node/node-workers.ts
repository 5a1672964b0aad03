import { availableParallelism } from 'node:os'
import { WorkerPool } from '../workers/worker-pool'
import { startThread } from './start-thread'
import { workerFile } from './worker-file'

/** Options of {@link nodeWorkers}. */
export interface NodeWorkersOptions {
  /** How many threads; default one for each core. */
  readonly jobs?: number
  /** The worker's code; default the file that comes with this package. */
  readonly file?: URL
}

/**
 * Worker threads for searches and cross-validations in Node: hand them to `fitAsync` and the like as `workers`.
 *
 * @throws InvalidParameterError for less than one job; GenreError with code `'WORKER'` if the worker's code is not there
 *
 * @example
 * ```ts
 * import { GridSearchCV, KNeighborsClassifier } from '@genre/classical'
 * import { nodeWorkers } from '@genre/classical/node'
 * const workers = nodeWorkers({ jobs: 2 })
 * const X = [[0], [1], [2], [10], [11], [12]]
 * const y = ['blues', 'blues', 'blues', 'rock', 'rock', 'rock']
 * const search = new GridSearchCV<string>(new KNeighborsClassifier(), { nNeighbors: [1, 4] }, { cv: 3 })
 * await search.fitAsync(X, y, { workers })
 * console.log(search.bestParams) // => { nNeighbors: 1 }
 * await workers.close()
 * ```
 */
export function nodeWorkers(options: NodeWorkersOptions = {}): WorkerPool {
  const file = options.file ?? workerFile()
  return new WorkerPool(() => startThread(file), { jobs: options.jobs ?? availableParallelism() })
}
