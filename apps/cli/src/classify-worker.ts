import type { Answer, ClassifyFileOptions } from './classify-file'
import { classifyFile } from './classify-file'
import type { Classifier } from './learn/load-classifier'
import { loadClassifier } from './learn/load-classifier'

// State of one worker thread: the model is kept from file to file.
let current: { readonly model: string; readonly classifier: Promise<Classifier> } | undefined

/** Run in a worker thread for each file. */
export default async function classify({
  file,
  model,
  cutting,
}: {
  file: string
  model: string
  cutting: ClassifyFileOptions
}): Promise<Answer> {
  if (current?.model !== model) current = { model, classifier: loadClassifier(model) }
  return classifyFile(await current.classifier, file, cutting)
}
