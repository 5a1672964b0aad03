import { serveClassical } from './workers/serve-classical'
import type { ToWorker } from './workers/worker-like'

export { serveClassical }

/** A browser's worker, as far as it is needed here. */
interface WorkerScope {
  postMessage(message: unknown): void
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void
}

// Anywhere else (a page, Node) there is no one to serve.
if ('WorkerGlobalScope' in globalThis) {
  const scope = globalThis as unknown as WorkerScope
  serveClassical({
    post: message => scope.postMessage(message),
    listen: listener => scope.addEventListener('message', ({ data }) => listener(data as ToWorker)),
  })
}
