import type { Request, Response, TaskName, Tasks } from './protocol'
import { troubleOf } from './trouble'

/** What a task gets besides its input. */
export interface TaskContext<P> {
  readonly signal: AbortSignal
  readonly onProgress: (progress: P, transfer?: Transferable[]) => void
}

/** A result and what of it is handed over instead of copied. */
export interface Handover<T> {
  readonly output: T
  readonly transfer?: Transferable[]
}

export type Handlers = {
  readonly [K in TaskName]: (
    input: Tasks[K]['input'],
    context: TaskContext<Tasks[K]['progress']>,
  ) => Handover<Tasks[K]['output']> | Promise<Handover<Tasks[K]['output']>>
}

/** The part of a worker's global scope that is needed here. */
export interface WorkerScope {
  postMessage(message: Response, transfer?: Transferable[]): void
  addEventListener(type: 'message', listener: (event: MessageEvent<Request>) => void): void
}

/** Answers the calls of a {@link WorkerClient}. */
export function serve(scope: WorkerScope, handlers: Handlers): void {
  const running = new Map<number, AbortController>()
  scope.addEventListener('message', event => {
    const request = event.data
    if ('cancel' in request) running.get(request.id)?.abort()
    else void answer(request.id, request.task, request.input)
  })

  async function answer(id: number, task: TaskName, input: unknown): Promise<void> {
    const controller = new AbortController()
    running.set(id, controller)
    try {
      const handler = handlers[task] as (input: unknown, context: TaskContext<unknown>) => Promise<Handover<unknown>>
      const { output, transfer } = await handler(input, {
        signal: controller.signal,
        onProgress: (progress, transfer) => scope.postMessage({ id, progress }, transfer ?? []),
      })
      scope.postMessage({ id, output }, transfer ?? [])
    } catch (error) {
      scope.postMessage({ id, trouble: troubleOf(error) })
    } finally {
      running.delete(id)
    }
  }
}
