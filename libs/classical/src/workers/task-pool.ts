import { GenreError, InvalidParameterError, checkInteger } from '@genre/core'
import type { ErrorData } from './error-data'
import { errorFromData } from './error-data'
import type { FromWorker, ToWorker, WorkerLike } from './worker-like'

/** A piece of work: tasks over the same data. */
export interface PoolWork<Task> {
  /** Which of its handlers a worker is to use. */
  readonly kind: string
  /** Posted once to each worker that has not got this very object yet. */
  readonly context: unknown
  readonly tasks: readonly Task[]
  /** A task in words, for the error of a worker that breaks down over it. */
  readonly describe?: (task: Task) => string
}

/** Options of {@link TaskPool.run}. */
export interface PoolRunOptions<Answer> {
  /** Ends all workers at once and rejects with the signal's reason. */
  readonly signal?: AbortSignal
  /** Called with each answer, in the order in which they come. */
  readonly onAnswer?: (answer: Answer, index: number) => void
}

/** A running thread. */
interface Thread {
  readonly worker: WorkerLike
  context: unknown
  onMessage: (message: FromWorker) => void
  onBreakdown: (reason: string) => void
}

/**
 * Worker threads that run tasks of one kind after the other. Threads start with the first work, stay for the next, and end
 * with `close`, or at once when a signal aborts. In Node, idle ones do not keep the process alive.
 *
 * The workers' side is {@link serveTasks}. For searches and cross-validations there is {@link WorkerPool}.
 *
 * @example
 * ```ts
 * import { TaskPool } from '@genre/classical'
 * const pool = new TaskPool(() => { throw new Error('nothing to do, so none is started') }, { jobs: 2 })
 * console.log(await pool.run({ kind: 'double', context: null, tasks: [] })) // => []
 * await pool.close()
 * ```
 */
export class TaskPool {
  /** How many tasks run at a time. */
  readonly jobs: number
  readonly #start: () => WorkerLike
  readonly #threads: Thread[] = []
  #last: Promise<unknown> = Promise.resolve()
  #isClosed = false

  /**
   * @param start - starts a worker that calls {@link serveTasks}
   * @param options.jobs - how many at most
   * @throws InvalidParameterError for less than one job
   */
  constructor(start: () => WorkerLike, options: { readonly jobs: number }) {
    if (typeof start !== 'function') {
      throw new InvalidParameterError({
        parameter: 'start',
        received: start,
        allowed: 'a function that starts a worker',
      })
    }
    this.jobs = checkInteger('jobs', options?.jobs, { min: 1 })
    this.#start = start
  }

  /** How many threads are running now. */
  get running(): number {
    return this.#threads.length
  }

  /**
   * Answers to tasks, in the order of the tasks. Works are done one after the other, each on all threads.
   *
   * If tasks fail, the first of them in the order of the tasks is the one whose error is thrown, whichever failed first.
   *
   * @throws what a task throws; GenreError with code `'WORKER'` if a thread breaks down, and after `close`; the signal's
   *   reason. In all these cases no thread is left running.
   */
  run<Task, Answer>(work: PoolWork<Task>, options: PoolRunOptions<Answer> = {}): Promise<Answer[]> {
    const turn = this.#last.then(async () => {
      try {
        return await this.#run<Task, Answer>(work, options)
      } catch (error) {
        await this.#endAll()
        throw error
      }
    })
    this.#last = turn.catch(() => undefined)
    return turn
  }

  /** Ends all threads, after the works that were begun. */
  async close(): Promise<void> {
    this.#isClosed = true
    await this.#last
    await this.#endAll()
  }

  async #endAll(): Promise<void> {
    await Promise.all(this.#threads.splice(0).map(({ worker }) => worker.terminate()))
  }

  #run<Task, Answer>(work: PoolWork<Task>, { signal, onAnswer }: PoolRunOptions<Answer>): Promise<Answer[]> {
    const { kind, context, tasks } = work
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted()
      if (this.#isClosed) throw new GenreError('WORKER', 'this worker pool is closed; make a new one')
      const answers = new Array<Answer>(tasks.length)
      let next = 0
      let failure: { index: number; error: Error } | null = null
      const onAbort = () => end(() => reject(signal!.reason as Error))
      const end = (settle: () => void) => {
        signal?.removeEventListener('abort', onAbort)
        for (const thread of this.#threads) {
          thread.onMessage = () => undefined
          thread.onBreakdown = () => this.#forget(thread)
          thread.worker.unref?.()
        }
        settle()
      }
      const give = (thread: Thread): boolean => {
        // Once a task has failed, only those before it can still change which error is thrown; they are all under way.
        if (next >= tasks.length || failure) return false
        const index = next++
        const describe = () => work.describe?.(tasks[index]) ?? `task ${index}`
        thread.onBreakdown = reason => {
          this.#forget(thread)
          end(() => reject(new GenreError('WORKER', `a worker thread broke down (${describe()}): ${reason}`)))
        }
        thread.onMessage = message => {
          if (message.type === 'answer') {
            answers[index] = message.answer as Answer
            try {
              onAnswer?.(answers[index], index)
            } catch (error) {
              return end(() => reject(error as Error))
            }
          } else if (!failure || index < failure.index) {
            failure = { index, error: errorFromData(message.error as ErrorData) }
          }
          busy--
          if (give(thread)) busy++
          if (busy > 0) return
          if (failure) end(() => reject(failure!.error))
          else end(() => resolve(answers))
        }
        this.#post(thread, { type: 'task', index, task: tasks[index] })
        return true
      }
      let busy = 0
      if (tasks.length === 0) return resolve(answers)
      signal?.addEventListener('abort', onAbort, { once: true })
      try {
        while (this.#threads.length < Math.min(this.jobs, tasks.length)) this.#threads.push(this.#startThread())
        for (const thread of this.#threads) {
          if (next >= tasks.length) break
          thread.worker.ref?.()
          if (thread.context !== context) this.#post(thread, { type: 'work', kind, context })
          thread.context = context
          if (give(thread)) busy++
        }
      } catch (error) {
        end(() => reject(error as Error))
      }
    })
  }

  #startThread(): Thread {
    const worker = this.#start()
    const thread: Thread = {
      worker,
      context: undefined,
      onMessage: () => undefined,
      onBreakdown: () => this.#forget(thread),
    }
    worker.addEventListener('message', ({ data }) => thread.onMessage(data as FromWorker))
    worker.addEventListener('error', ({ message }) => thread.onBreakdown(message || 'its code could not be loaded'))
    worker.addEventListener('messageerror', () => thread.onBreakdown('a message could not be read'))
    return thread
  }

  #forget(thread: Thread): void {
    const at = this.#threads.indexOf(thread)
    if (at >= 0) this.#threads.splice(at, 1)
    void thread.worker.terminate()
  }

  #post({ worker }: Thread, message: ToWorker): void {
    worker.postMessage(message)
  }
}
