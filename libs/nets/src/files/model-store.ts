/**
 * Where model files and checkpoints are kept: a folder (`directoryStore` of `@genre/nets/node`), the browser's IndexedDB
 * ({@link indexedDbStore}) or memory ({@link memoryStore}). Names are paths with `/`.
 */
export interface ModelStore {
  /** The content of a name, or `undefined` where there is none. */
  read(name: string): Promise<Uint8Array | undefined>
  /** Gives a name new content, in one moment: a kill leaves the old content or the new, never a part. */
  write(name: string, content: Uint8Array): Promise<void>
  /** Forgets a name; one that is not there is no error. */
  remove(name: string): Promise<void>
  /** What the store is, for messages. */
  readonly location: string
}

/** The part of a store under a folder's name. */
export function subStore(store: ModelStore, folder: string): ModelStore {
  return {
    location: `${store.location}/${folder}`,
    read: name => store.read(`${folder}/${name}`),
    write: (name, content) => store.write(`${folder}/${name}`, content),
    remove: name => store.remove(`${folder}/${name}`),
  }
}
