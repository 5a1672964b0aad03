import { readAudio } from '@genre/gtzan/node'
import type { Failure } from './failure'
import { failureOf } from './failure'
import type { Classifier } from './learn/load-classifier'
import { isNet } from './learn/load-classifier'

/** What `genre classify --json` prints for a file. */
export type Answer =
  | {
      readonly file: string
      readonly genre: string
      readonly probabilities: Readonly<Record<string, number>>
      readonly segments: number
      readonly warnings?: readonly string[]
    }
  | { readonly file: string; readonly error: Failure }

/** The genre of a file, or why it has none. */
export async function classifyFile(classifier: Classifier, file: string, signal?: AbortSignal): Promise<Answer> {
  try {
    // A net may take descriptors as well, at another rate than its pictures: it resamples by itself.
    const sampleRate = isNet(classifier) ? undefined : classifier.recipe.sampleRate
    const audio = await readAudio(file, { sampleRate, signal })
    const { genre, probabilities, segments, warnings } = await classifier.classify(audio)
    const notes = [...(audio.warnings ?? []), ...warnings]
    return { file, genre, probabilities, segments, ...(notes.length ? { warnings: notes } : {}) }
  } catch (error) {
    return { file, error: failureOf(error, file) }
  }
}
