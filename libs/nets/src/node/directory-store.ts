import { mkdir, readFile, rm } from 'node:fs/promises'
import { dirname, resolve, sep } from 'node:path'
import { DataError, InvalidParameterError } from '@genre/core'
import { writeAtomic } from '@genre/core/node'
import type { ModelStore } from '../files/model-store'

/**
 * A store in a folder: each name a file, written beside itself, flushed and renamed. Folders are made as needed.
 *
 * @example
 * ```ts
 * import { small, saveModel, loadModel } from '@genre/nets'
 * import { directoryStore } from '@genre/nets/node'
 * const net = small({ input: [32, 32, 1], widths: [2, 4], classes: 2, randomState: 1 })
 * await saveModel(directoryStore('my-net'), net, { classes: ['jazz', 'rock'] })
 * const { card } = await loadModel(directoryStore('my-net'))
 * console.log(card.classes) // => [ 'jazz', 'rock' ]
 * ```
 */
export function directoryStore(folder: string): ModelStore {
  if (typeof folder !== 'string' || folder === '') {
    throw new InvalidParameterError({ parameter: 'folder', received: folder, allowed: 'the path of a folder' })
  }
  const root = resolve(folder)
  const path = (name: string): string => {
    const full = resolve(root, name)
    if (full.startsWith(root + sep)) return full
    throw new InvalidParameterError({ parameter: 'name', received: name, allowed: 'a path within the folder' })
  }
  return {
    location: folder,
    read: async name => {
      const target = path(name)
      try {
        return new Uint8Array(await readFile(target))
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException
        if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
        throw new DataError({ table: target, reason: `cannot be read: ${code ?? error}`, cause: error })
      }
    },
    write: async (name, content) => {
      const target = path(name)
      await mkdir(dirname(target), { recursive: true })
      await writeAtomic(target, pieces(content))
    },
    remove: name => rm(path(name), { force: true }),
  }
}

/** writeAtomic joins small pieces and writes large ones as they come. */
function* pieces(content: Uint8Array): Generator<Uint8Array> {
  const size = 1 << 22
  for (let start = 0; start < content.length; start += size) yield content.subarray(start, start + size)
}
