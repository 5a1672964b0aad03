/** What of a service worker's scope is needed here. */
interface ServiceWorkerScope {
  readonly location: Location
  readonly clients: { claim(): Promise<void> }
  addEventListener(type: 'install' | 'activate', listener: (event: Extendable) => void): void
  addEventListener(type: 'fetch', listener: (event: FetchCall) => void): void
}
interface Extendable {
  waitUntil(work: Promise<unknown>): void
}
interface FetchCall extends Extendable {
  readonly request: Request
  respondWith(response: Promise<Response>): void
}

const scope = self as unknown as ServiceWorkerScope
// The build writes the list and its hash here.
const FILES = '__OFFLINE_FILES__' as unknown as readonly string[]
const CACHE = 'genre-__OFFLINE_VERSION__'

scope.addEventListener('install', event => {
  // A newer version waits until the pages of the older one are closed: they may still need its files.
  event.waitUntil(keepAll())
})

scope.addEventListener('activate', event => {
  event.waitUntil(forgetOthers().then(() => scope.clients.claim()))
})

scope.addEventListener('fetch', event => {
  const { request } = event
  if (request.method === 'GET' && new URL(request.url).origin === scope.location.origin) {
    event.respondWith(answer(request))
  }
})

async function keepAll(): Promise<void> {
  const cache = await caches.open(CACHE)
  await cache.addAll([...FILES])
}

async function forgetOthers(): Promise<void> {
  for (const name of await caches.keys()) {
    if (name.startsWith('genre-') && name !== CACHE) await caches.delete(name)
  }
}

/** From the cache; what is not there, a model that is chosen for the first time, from the network, and kept. */
async function answer(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE)
  const kept = await cache.match(request, { ignoreSearch: true })
  if (kept) return kept
  const response = await fetch(request)
  if (response.ok) await cache.put(request, response.clone())
  return response
}
