import { stat } from 'node:fs/promises'
import { InvalidParameterError } from '@genre/core'
import { GenreClassifier, shippedModels } from '@genre/models'
import type { NetClassifier } from '@genre/models/nets'
import { readModel } from '@genre/models/node'
import { importNetClassifier, importNets } from '../nets/import-nets'

/** A model on descriptors, or a net on pictures of the sound. */
export type Classifier = GenreClassifier | NetClassifier

/**
 * A model that ships, one from a file, or the net that a folder holds.
 *
 * @param options.threads - of a net's backend; default 1
 */
export async function loadClassifier(model: string, options: { threads?: number } = {}): Promise<Classifier> {
  if (shippedModels.includes(model)) return GenreClassifier.load(model)
  const kind = await kindOf(model)
  if (kind === 'nothing' && !/[./\\]/.test(model)) {
    // A word, not a path: a model that ships was meant.
    const allowed = `one of ${shippedModels.join(', ')}, a model file, or the folder of a net`
    throw new InvalidParameterError({ parameter: '--model', received: model, allowed })
  }
  if (kind !== 'folder') return readModel(model)
  const [{ NetClassifier }, { selectBackend }] = await Promise.all([importNetClassifier(), importNets()])
  const { directoryStore } = await import('@genre/nets/node')
  await selectBackend({ threads: options.threads ?? 1 })
  return NetClassifier.load(directoryStore(model), { name: model })
}

/** Whether a classifier is a net, which is asked otherwise. */
export function isNet(classifier: Classifier): classifier is NetClassifier {
  return !(classifier instanceof GenreClassifier)
}

async function kindOf(path: string): Promise<'folder' | 'file' | 'nothing'> {
  return stat(path).then(
    stats => (stats.isDirectory() ? 'folder' : 'file'),
    () => 'nothing',
  )
}
