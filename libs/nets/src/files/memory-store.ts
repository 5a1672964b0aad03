import type { ModelStore } from './model-store'

/**
 * A store that lasts as long as the program: for tests, and for models that are downloaded or sent on.
 *
 * @param files - what is in it at first, by name
 *
 * @example
 * ```ts
 * import { memoryStore, saveModel, small } from '@genre/nets'
 * const files = new Map<string, Uint8Array>()
 * await saveModel(memoryStore(files), small({ input: [32, 32, 1], widths: [2, 4] }), { classes: [...'abcdefghij'] })
 * console.log([...files.keys()].sort()) // => [ 'model.json', 'weights.bin' ]
 * ```
 */
export function memoryStore(files: Map<string, Uint8Array> = new Map()): ModelStore {
  return {
    location: 'memory',
    read: async name => files.get(name)?.slice(),
    write: async (name, content) => void files.set(name, content.slice()),
    remove: async name => void files.delete(name),
  }
}
