import { GenreError } from '@genre/core'
import type * as netClassifierModule from '@genre/models/nets'
import type * as netsModule from '@genre/nets'

/** `import('@genre/nets')` with a word on what to install where it is missing. */
export function importNets(): Promise<typeof netsModule> {
  return orMissing(() => import('@genre/nets'))
}

/** `import('@genre/models/nets')`, likewise. */
export function importNetClassifier(): Promise<typeof netClassifierModule> {
  return orMissing(() => import('@genre/models/nets'))
}

async function orMissing<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException)?.code !== 'ERR_MODULE_NOT_FOUND') throw cause
    const message = 'nets need two more packages: npm install @genre/nets @tensorflow/tfjs'
    throw new GenreError('MISSING_PACKAGE', message, { cause })
  }
}
