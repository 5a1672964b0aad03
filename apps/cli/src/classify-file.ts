import { AudioFileError, openAudio, toAudio } from '@genre/gtzan'
import { openFileSource, readAudio } from '@genre/gtzan/node'
import type { ChunkAnswer, Classification, ClassifyOptions, GenreClassifier } from '@genre/models'
import type { Failure } from './failure'
import { failureOf } from './failure'
import type { Classifier } from './learn/load-classifier'
import { isNet } from './learn/load-classifier'

/** A chunk as `genre classify --json --timeline` prints it. */
export type TimelineEntry = Omit<ChunkAnswer, 'probabilities'> & {
  readonly probabilities: Readonly<Record<string, number>>
}

/** What `genre classify --json` prints for a file. */
export type Answer =
  | {
      readonly file: string
      readonly genre: string
      readonly probabilities: Readonly<Record<string, number>>
      readonly segments: number
      readonly chunks?: readonly TimelineEntry[]
      readonly warnings?: readonly string[]
    }
  | { readonly file: string; readonly error: Failure }

/** How files are cut, and whether chunks are told one by one. */
export interface ClassifyFileOptions extends ClassifyOptions {
  readonly timeline?: boolean
}

/** The genre of a file, or why it has none. */
export async function classifyFile(
  classifier: Classifier,
  file: string,
  options: ClassifyFileOptions = {},
  signal?: AbortSignal,
): Promise<Answer> {
  try {
    const { genre, probabilities, segments, chunks, warnings } = isNet(classifier)
      ? await askNet(classifier, file, options, signal)
      : await hear(classifier, file, options, signal)
    const timeline = options.timeline && {
      chunks: chunks.map(chunk => ({
        ...chunk,
        probabilities: Object.fromEntries(classifier.classes.map((name, k) => [name, chunk.probabilities[k]])),
      })),
    }
    return { file, genre, probabilities, segments, ...timeline, ...(warnings.length ? { warnings } : {}) }
  } catch (error) {
    return { file, error: failureOf(error, file) }
  }
}

/** A net may take descriptors beside its pictures, at another rate: it resamples by itself, the song as a whole. */
async function askNet(
  net: Exclude<Classifier, GenreClassifier>,
  file: string,
  { overlap }: ClassifyOptions,
  signal?: AbortSignal,
): Promise<Classification> {
  const audio = await readAudio(file, { signal })
  const hop = overlap === undefined ? undefined : net.recipe.seconds - overlap
  const answer = await net.classify(audio, { hop, signal })
  return { ...answer, warnings: [...(audio.warnings ?? []), ...answer.warnings] }
}

/** Decodes, mixes, resamples and classifies block by block: hours of music take no more memory than minutes. */
async function hear(
  classifier: GenreClassifier,
  file: string,
  cutting: ClassifyOptions,
  signal?: AbortSignal,
): Promise<Classification> {
  const source = await openFileSource(file).catch((error: unknown) => {
    // It may lie in an archive, which only readAudio looks into.
    if (error instanceof AudioFileError && error.problem === 'not-found') return null
    throw error
  })
  if (!source) return hearWhole(classifier, file, cutting, signal)
  try {
    const audio = await openAudio(source, { file })
    const { sampleRate } = audio
    const stream = classifier.stream({ ...cutting, sampleRate })
    let count = 0
    for await (const channels of audio.blocks()) {
      signal?.throwIfAborted()
      if (channels[0].length === 0) continue
      count += channels[0].length
      stream.push(toAudio({ channels, sampleRate }, { sampleRate: null }).samples)
    }
    // A file without samples: why, is told by what reads whole files.
    if (count === 0) return await hearWhole(classifier, file, cutting, signal)
    const answer = stream.finish()
    return { ...answer, warnings: [...audio.warnings.map(({ message }) => message), ...answer.warnings] }
  } finally {
    await source.close()
  }
}

async function hearWhole(
  classifier: GenreClassifier,
  file: string,
  cutting: ClassifyOptions,
  signal?: AbortSignal,
): Promise<Classification> {
  const audio = await readAudio(file, { sampleRate: classifier.recipe.sampleRate, signal })
  const answer = classifier.classify(audio, cutting)
  return { ...answer, warnings: [...(audio.warnings ?? []), ...answer.warnings] }
}
