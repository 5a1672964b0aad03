/** A thread that takes and posts messages: a browser's `Worker`, or whatever behaves like one. */
export interface WorkerLike {
  postMessage(message: unknown): void
  /** `'message'` events carry `data`; `'error'` events a `message`. */
  addEventListener(type: 'message' | 'error' | 'messageerror', listener: (event: WorkerEvent) => void): void
  /** Ends the thread at once, whatever it does; may return a promise that it is gone. */
  terminate(): unknown
  /** Node only: whether the thread keeps the process alive. */
  ref?(): unknown
  unref?(): unknown
}

/** What a worker tells. */
export interface WorkerEvent {
  readonly data?: unknown
  readonly message?: string
}

/** To a worker: the data of the tasks that follow, or a task. */
export type ToWorker =
  | { readonly type: 'work'; readonly kind: string; readonly context: unknown }
  | { readonly type: 'task'; readonly index: number; readonly task: unknown }

/** From a worker: what a task gave. */
export type FromWorker =
  | { readonly type: 'answer'; readonly index: number; readonly answer: unknown }
  | { readonly type: 'failure'; readonly index: number; readonly error: unknown }
