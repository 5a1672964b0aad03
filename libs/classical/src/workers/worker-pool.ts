import type { AnyEstimator } from '../base/estimator'
import { fromJSON } from '../from-json'
import { TaskPool } from './task-pool'

/**
 * Worker threads for searches and cross-validations: what `fitAsync`, `crossValidateAsync` and their kin take as `workers`.
 * Threads start with the first work, stay for the next, and end with `close`, or at once when a signal aborts. In Node, idle
 * ones do not keep the process alive.
 *
 * In Node get one from `nodeWorkers` of `@genre/classical/node`. In a browser hand in a function that starts a worker; only
 * written out as below, in your own code, do bundlers (Vite, webpack, Rollup, Parcel) see it and pack the worker's code:
 *
 * ```js
 * // classical-worker.js holds one line: import '@genre/classical/worker'
 * const start = () => new Worker(new URL('./classical-worker.js', import.meta.url), { type: 'module' })
 * const workers = new WorkerPool(start, { jobs: navigator.hardwareConcurrency })
 * await search.fitAsync(X, y, { workers })
 * ```
 *
 * Tables are shared with the threads where `SharedArrayBuffer` is there (Node; pages that are cross-origin isolated) and
 * copied once to each thread elsewhere. Estimators travel by name and parameters; nothing is evaluated.
 */
export class WorkerPool extends TaskPool {
  /** Reads what comes back. */
  read(json: unknown): AnyEstimator {
    return fromJSON(json)
  }
}
