import { readAudio } from '@genre/gtzan/node'
import type { GenreClassifier } from '@genre/models'
import type { Failure } from './failure'
import { failureOf } from './failure'

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
export async function classifyFile(classifier: GenreClassifier, file: string, signal?: AbortSignal): Promise<Answer> {
  try {
    const audio = await readAudio(file, { sampleRate: classifier.recipe.sampleRate, signal })
    const { genre, probabilities, segments, warnings } = classifier.classify(audio)
    const notes = [...(audio.warnings ?? []), ...warnings]
    return { file, genre, probabilities, segments, ...(notes.length ? { warnings: notes } : {}) }
  } catch (error) {
    return { file, error: failureOf(error, file) }
  }
}
