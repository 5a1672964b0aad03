import type { NdArray } from '@genre/core'

/** What a model says of the rows of one track. */
export interface RowsAnswer {
  /** The most probable genre. */
  readonly genre: string
  /** Probability of every genre, summing to 1: the mean over the chunks. */
  readonly probabilities: Readonly<Record<string, number>>
  /** How many chunks were averaged. */
  readonly segments: number
  /** Probabilities of each chunk: (chunks, genres), in the order of `GenreClassifier.classes`. */
  readonly segmentProbabilities: NdArray<Float64Array>
}

/** One chunk of some audio: where it lies and what was said of it. */
export interface ChunkAnswer {
  /** Seconds from the beginning. */
  readonly start: number
  readonly end: number
  /** The most probable genre of this chunk alone. */
  readonly genre: string
  /** In the order of `GenreClassifier.classes`. */
  readonly probabilities: readonly number[]
  /**
   * How much this chunk carried the answer: by how much the probability of the answer's genre would be lower without it (higher where
   * it is negative); 0 for a single chunk. The chunks with the largest are the seconds that decided.
   */
  readonly influence: number
}

/** The answer of a `GenreClassifier` to some audio. */
export interface Classification extends RowsAnswer {
  /** The chunks that were averaged, in their order. */
  readonly chunks: readonly ChunkAnswer[]
  /** What to know about this answer: audio shorter than a chunk, silent chunks left out. */
  readonly warnings: readonly string[]
}

/** The mean of the chunks' probabilities, and the genre that it names. */
export function meanAnswer(classes: readonly string[], segmentProbabilities: NdArray<Float64Array>): RowsAnswer {
  const [segments] = segmentProbabilities.shape
  const mean = classes.map((_, k) => {
    let sum = 0
    for (let row = 0; row < segments; row++) sum += segmentProbabilities.get(row, k)
    return sum / segments
  })
  return {
    genre: classes[mean.indexOf(Math.max(...mean))],
    probabilities: Object.fromEntries(classes.map((name, k) => [name, mean[k]])),
    segments,
    segmentProbabilities,
  }
}

/** The genres of chunks from their probabilities, and what the whole answer would be without each. */
export function chunkAnswers(
  answer: RowsAnswer,
  classes: readonly string[],
  /** Of each chunk, in seconds. */
  places: readonly { readonly start: number; readonly end: number }[],
): ChunkAnswer[] {
  const named = classes.indexOf(answer.genre)
  const whole = answer.probabilities[answer.genre]
  return places.map(({ start, end }, row) => {
    const probabilities = classes.map((_, k) => answer.segmentProbabilities.get(row, k))
    const genre = classes[probabilities.indexOf(Math.max(...probabilities))]
    const influence = places.length > 1 ? (probabilities[named] - whole) / (places.length - 1) : 0
    return { start, end, genre, probabilities, influence }
  })
}
