import { open, readFile } from 'node:fs/promises'
import { ModelFormatError } from '@genre/core'
import { writeAtomic } from '@genre/core/node'
import { GenreClassifier } from '../genre-classifier'

/** A model file larger than this is refused before it is read, bytes. */
const LARGEST = 256 * 1024 * 1024

/**
 * Reads a model file.
 *
 * @throws ModelFormatError if there is no such file, or it is no whole model of a known version
 */
export async function readModel(path: string): Promise<GenreClassifier> {
  let text: string
  try {
    const handle = await open(path)
    try {
      const { size } = await handle.stat()
      if (size > LARGEST) throw new Error(`is larger than ${LARGEST / 1024 / 1024} MB`)
    } finally {
      await handle.close()
    }
    text = await readFile(path, 'utf8')
  } catch (cause) {
    throw new ModelFormatError({ file: path, reason: `cannot be read: ${(cause as Error).message}`, cause })
  }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    throw new ModelFormatError({ file: path, reason: `is not JSON: ${(cause as Error).message}`, cause })
  }
  return GenreClassifier.fromJSON(json, { file: path })
}

/**
 * Writes a model file, whole or not at all: to a temporary name beside it first, then renamed.
 */
export async function writeModel(path: string, classifier: GenreClassifier): Promise<void> {
  await writeAtomic(path, [`${JSON.stringify(classifier)}\n`])
}
