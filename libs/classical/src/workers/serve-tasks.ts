import { InvalidParameterError } from '@genre/core'
import { errorToData } from './error-data'
import type { FromWorker, ToWorker } from './worker-like'

/** What a worker can do, by kind: given the data of a piece of work, a function from task to answer. */
export type TaskHandlers = Readonly<Record<string, (context: never) => (task: never) => unknown>>

/** The thread's own end of the line. */
export interface TaskPort {
  post(message: FromWorker): void
  listen(listener: (message: ToWorker) => void): void
}

/**
 * The inside of a worker: runs the tasks that a {@link TaskPool} sends, one after the other.
 *
 * @param port - the line to the pool: `self` in a browser, `parentPort` in Node
 * @param handlers - what can be asked of this worker
 *
 * @example
 * ```ts
 * import { serveTasks } from '@genre/classical'
 * const posted: unknown[] = []
 * let send: (message: never) => void = () => {}
 * serveTasks({ post: m => posted.push(m), listen: l => (send = l as never) }, { double: () => (x: number) => 2 * x })
 * send({ type: 'work', kind: 'double', context: null } as never)
 * send({ type: 'task', index: 0, task: 21 } as never)
 * await new Promise(resolve => setTimeout(resolve))
 * console.log(posted) // => [ { type: 'answer', index: 0, answer: 42 } ]
 * ```
 */
export function serveTasks(port: TaskPort, handlers: TaskHandlers): void {
  let work: () => (task: unknown) => unknown = () => {
    throw new InvalidParameterError({ parameter: 'task', received: null, allowed: 'sent after its work' })
  }
  let last: Promise<void> = Promise.resolve()
  const run = async (index: number, task: unknown): Promise<void> => {
    try {
      port.post({ type: 'answer', index, answer: await work()(task) })
    } catch (error) {
      port.post({ type: 'failure', index, error: errorToData(error) })
    }
  }
  port.listen(message => {
    if (message.type === 'task') {
      last = last.then(() => run(message.index, message.task))
      return
    }
    const { kind, context } = message
    last = last.then(() => {
      // Set up by the first task, so that what goes wrong there is that task's failure.
      let ready: ((task: unknown) => unknown) | undefined
      work = () => {
        if (!Object.hasOwn(handlers, kind)) {
          const allowed = `one of ${Object.keys(handlers).join(', ')}`
          throw new InvalidParameterError({ parameter: 'kind', received: kind, allowed })
        }
        return (ready ??= handlers[kind](context as never) as (task: unknown) => unknown)
      }
    })
  })
}
