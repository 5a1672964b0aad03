import { fromJSON } from '../from-json'
import { FOLDS, handleFolds } from '../model-selection/fold-work'
import type { TaskPort } from './serve-tasks'
import { serveTasks } from './serve-tasks'

/**
 * The inside of a worker for a `WorkerPool`: fits and scores what searches and cross-validations send. Importing
 * `@genre/classical/worker` in a browser's worker calls this with the worker's own line; call it yourself where messages come
 * another way.
 *
 * @example
 * ```ts
 * import { serveClassical } from '@genre/classical/worker'
 * const posted: unknown[] = []
 * serveClassical({ post: message => posted.push(message), listen: () => {} })
 * console.log(posted) // => []
 * ```
 */
export function serveClassical(port: TaskPort): void {
  serveTasks(port, { [FOLDS]: handleFolds(fromJSON) })
}
