import type { Audio } from '@genre/core'
import { NdArray } from '@genre/core'
import type { FeatureExtractor, Segment } from '@genre/features'
import type { GenreClassifier } from '@genre/models'
import { chunkSpans } from './chunk-spans'
import { extractorOf } from './extractor-of'
import type { Cutting, Reading } from './protocol'
import type { TaskContext } from './serve'
import { turns } from './turn'

/** Descriptors that are kept of one song, so that a slider may go back for nothing. */
const KEPT = 6000

/** A song cut into chunks, with the descriptors of each that is not silent. */
export interface DescribedChunks {
  readonly spans: readonly Segment[]
  readonly silent: number
  /** One row a chunk. */
  readonly X: NdArray<Float64Array>
}

/** Reads one song in chunks of any length, with the descriptors of the model. */
export class ChunkReader {
  readonly #classifier: GenreClassifier
  readonly #audio: Audio
  readonly #extractor: FeatureExtractor
  readonly #rows = new Map<string, Float64Array>()

  constructor(classifier: GenreClassifier, audio: Audio) {
    this.#classifier = classifier
    this.#audio = audio
    this.#extractor = extractorOf(classifier)
  }

  get columns(): readonly string[] {
    return this.#extractor.columns
  }

  /** @throws the errors of `GenreClassifier.classify` for audio that is too short or silent */
  async read(cutting: Cutting, context: TaskContext<number>): Promise<Reading> {
    const { spans, silent, X } = await this.describe(cutting, context)
    const { genre, probabilities, segmentProbabilities } = this.#classifier.classifyFeatures(X)
    const { classes } = this.#classifier
    const { sampleRate } = this.#audio
    const warnings: string[] = []
    if (spans[0].end - spans[0].start < cutting.length * sampleRate - 1)
      warnings.push(`Shorter than a chunk of ${cutting.length} s, so it is read as one.`)
    if (silent > 0) warnings.push(`${silent} of ${spans.length + silent} chunks are silent and were left out.`)
    return {
      genre,
      probabilities: classes.map(name => probabilities[name]),
      chunks: spans.map(({ start, end }, row) => ({
        start: start / sampleRate,
        end: end / sampleRate,
        probabilities: classes.map((_, k) => segmentProbabilities.get(row, k)),
      })),
      warnings,
    }
  }

  /** The chunks that are not silent, and their descriptors. */
  async describe(cutting: Cutting, { signal, onProgress }: TaskContext<number>): Promise<DescribedChunks> {
    const { samples, sampleRate } = this.#audio
    const all = chunkSpans(samples.length, sampleRate, cutting)
    const spans = all.filter(({ start, end }) => samples.subarray(start, end).some(sample => sample !== 0))
    // Too short or silent: the classifier knows the words for it.
    if (spans.length === 0 || samples.length < sampleRate) this.#classifier.classify(this.#audio)
    const width = this.columns.length
    const X = new Float64Array(spans.length * width)
    const turn = turns(signal)
    for (let row = 0; row < spans.length; row++) {
      await turn()
      X.set(this.#row(spans[row]), row * width)
      onProgress((row + 1) / spans.length)
    }
    return { spans, silent: all.length - spans.length, X: new NdArray(X, [spans.length, width]) }
  }

  #row({ start, end }: Segment): Float64Array {
    const key = `${start}-${end}`
    let row = this.#rows.get(key)
    if (!row) {
      row = this.#extractor.extract(this.#audio.samples.subarray(start, end))
      if (this.#rows.size >= KEPT) this.#rows.clear()
      this.#rows.set(key, row)
    }
    return row
  }
}
