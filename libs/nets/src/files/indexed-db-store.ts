import { GenreError, InvalidParameterError } from '@genre/core'
import type { ModelStore } from './model-store'

/** The only object store of each database. */
const FILES = 'files'

/**
 * A store in the browser's IndexedDB, which keeps what is written in one transaction or not at all.
 *
 * @param database - the name of the database; one for each model or training run
 * @throws InvalidParameterError where there is no IndexedDB (Node: use `directoryStore` of `@genre/nets/node`)
 *
 * @example
 * ```ts
 * import { indexedDbStore } from '@genre/nets'
 * const inBrowser = typeof indexedDB !== 'undefined'
 * if (inBrowser) console.log(await indexedDbStore('my-net').read('model.json'))
 * ```
 */
export function indexedDbStore(database: string): ModelStore {
  if (typeof indexedDB === 'undefined') {
    throw new InvalidParameterError({ parameter: 'indexedDB', received: undefined, allowed: 'there, as in a browser' })
  }
  const location = `IndexedDB ${database}`
  const run = async <T>(mode: IDBTransactionMode, request: (files: IDBObjectStore) => IDBRequest<T>): Promise<T> => {
    const connection = await opened(database, location)
    try {
      return await new Promise<T>((resolve, reject) => {
        const transaction = connection.transaction(FILES, mode)
        const answer = request(transaction.objectStore(FILES))
        const fail = () => reject(failure(location, transaction.error ?? answer.error))
        transaction.oncomplete = () => resolve(answer.result)
        transaction.onerror = fail
        transaction.onabort = fail
      })
    } finally {
      connection.close()
    }
  }
  return {
    location,
    read: async name => {
      const content: unknown = await run('readonly', files => files.get(name))
      return content instanceof Uint8Array ? content : undefined
    },
    write: async (name, content) => void (await run('readwrite', files => files.put(content.slice(), name))),
    remove: name => run('readwrite', files => files.delete(name)),
  }
}

function opened(database: string, location: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(database, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(FILES)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(failure(location, request.error))
    request.onblocked = () => reject(failure(location, new Error('another page holds it open')))
  })
}

function failure(location: string, cause: unknown): GenreError {
  return new GenreError('STORE', `${location}: ${cause instanceof Error ? cause.message : 'failed'}`, { cause })
}
