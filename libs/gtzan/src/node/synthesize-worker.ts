import { createHash } from 'node:crypto'
import type { CollectionFile, CollectionParameters } from '../synthesize/collection'
import { collectionFileBytes } from '../synthesize/collection'
import { writeAtomic } from '@genre/core/node'

/** One file to be made and written to `target`. */
export interface SynthesizeTask {
  readonly file: CollectionFile
  readonly parameters: CollectionParameters
  readonly target: string
}

/** Makes one file; gives the SHA-256 of its bytes. Run in a worker thread or in the caller's. */
export default async function synthesizeFile({ file, parameters, target }: SynthesizeTask): Promise<string> {
  const bytes = collectionFileBytes(file, parameters)
  await writeAtomic(target, [bytes])
  return createHash('sha256').update(bytes).digest('hex')
}
