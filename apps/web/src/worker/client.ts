import type { Request, Response, TaskName, Tasks, Trouble } from './protocol'

/** What the worker could not do. */
export class TaskError extends Error {
  readonly trouble: Trouble

  constructor(trouble: Trouble) {
    super(trouble.message)
    this.name = 'TaskError'
    this.trouble = trouble
  }
}

export interface CallOptions<T> {
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: T) => void
  readonly transfer?: Transferable[]
}

interface Pending {
  readonly resolve: (output: never) => void
  readonly reject: (error: unknown) => void
  readonly onProgress?: (progress: never) => void
}

/** Calls that run in the worker: each answers with a promise, tells of progress, and can be cancelled. */
export class WorkerClient {
  readonly #worker: Worker
  readonly #pending = new Map<number, Pending>()
  #next = 1

  constructor(worker: Worker) {
    this.#worker = worker
    worker.addEventListener('message', (event: MessageEvent<Response>) => this.#receive(event.data))
    worker.addEventListener('error', event => this.#fail(event.message || 'the worker could not be started'))
  }

  call<K extends TaskName>(
    task: K,
    input: Tasks[K]['input'],
    options: CallOptions<Tasks[K]['progress']> = {},
  ): Promise<Tasks[K]['output']> {
    const { signal, onProgress, transfer = [] } = options
    if (signal?.aborted) return Promise.reject(aborted())
    const id = this.#next++
    return new Promise<Tasks[K]['output']>((resolve, reject) => {
      const cancel = () => {
        this.#worker.postMessage({ id, cancel: true } satisfies Request)
        this.#pending.delete(id)
        reject(aborted())
      }
      const settle =
        <T>(then: (value: T) => void) =>
        (value: T) => {
          signal?.removeEventListener('abort', cancel)
          then(value)
        }
      signal?.addEventListener('abort', cancel, { once: true })
      this.#pending.set(id, { resolve: settle(resolve), reject: settle(reject), onProgress })
      this.#worker.postMessage({ id, task, input } satisfies Request, transfer)
    })
  }

  #receive(response: Response): void {
    const pending = this.#pending.get(response.id)
    if (!pending) return
    if ('progress' in response) return pending.onProgress?.(response.progress as never)
    this.#pending.delete(response.id)
    if ('trouble' in response) pending.reject(new TaskError(response.trouble))
    else pending.resolve(response.output as never)
  }

  #fail(message: string): void {
    for (const { reject } of this.#pending.values()) reject(new TaskError({ code: 'UNKNOWN', message }))
    this.#pending.clear()
  }
}

function aborted(): TaskError {
  return new TaskError({ code: 'ABORTED', message: 'cancelled' })
}
