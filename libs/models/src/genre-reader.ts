import type { Audio } from '@genre/core'
import type { FeatureExtractor, Segment } from '@genre/features'
import { chunkSpans } from './chunk-spans'
import { checkLength, checkSamples } from './check-audio'
import type { Cutting } from './chunk-spans'
import type { Classification } from './classification'
import type { ClassifyOptions } from './classify-options'
import { cuttingOf } from './classify-options'
import type { DescribedChunks } from './described-chunks'
import { ChunkList, isHeard } from './described-chunks'
import type { Explanation } from './explain'

/** Descriptors that are kept of one song, so that it can be cut again, and back, for little. */
const KEPT = 6000

/** Work this long at a stretch, ms, before messages and timers are let in. */
const SLICE = 40

/** How {@link GenreReader} works. */
export interface ReadOptions extends ClassifyOptions {
  /** Stops the reading, which rejects with the signal's reason. */
  readonly signal?: AbortSignal
  /** Told after each chunk, 0 to 1. */
  readonly onProgress?: (share: number) => void
}

/** What a reader needs of its classifier. */
export interface Reading {
  readonly extractor: FeatureExtractor
  /** Length of the segments that the model was trained on, seconds. */
  readonly segment: number
  answer(described: DescribedChunks): Classification
  explain(described: DescribedChunks): Explanation
}

/**
 * One song that is read again and again, cut otherwise each time: what was computed of a chunk is kept. The answers are those of
 * `GenreClassifier.classify`, bit for bit. The work lets other tasks in every 40 ms and can be stopped, for pages and their workers.
 * Made by `GenreClassifier.reader`.
 *
 * @example
 * ```ts
 * import { GenreClassifier } from '@genre/models'
 * const classifier = await GenreClassifier.load()
 * const samples = Float32Array.from({ length: 8 * 22050 }, (_, i) => Math.sin((440 * 2 * Math.PI * i) / 22050))
 * const song = classifier.reader({ samples, sampleRate: 22050 })
 * const coarse = await song.read({ chunk: 4, overlap: 2 })
 * const fine = await song.read({ chunk: 2, overlap: 0 })
 * console.log(coarse.chunks.length, fine.chunks.length) // => 2 3
 * ```
 */
export class GenreReader {
  readonly #reading: Reading
  readonly #audio: Audio
  readonly #rows = new Map<string, Float64Array | null>()

  /** @internal see `GenreClassifier.reader` */
  constructor(reading: Reading, audio: Audio) {
    this.#reading = reading
    this.#audio = audio
  }

  /**
   * The genre of the song, cut as the options say.
   *
   * @throws what `GenreClassifier.classify` throws; the reason of `signal`
   */
  async read(options: ReadOptions = {}): Promise<Classification> {
    return this.#reading.answer(await this.#describe(options))
  }

  /**
   * Why the song is named as it is when it is cut so.
   *
   * @throws what {@link read} throws
   */
  async explain(options: ReadOptions = {}): Promise<Explanation> {
    return this.#reading.explain(await this.#describe(options))
  }

  async #describe(options: ReadOptions): Promise<DescribedChunks> {
    const { signal, onProgress } = options
    const { samples, sampleRate } = this.#audio
    const cutting = cuttingOf(options, this.#reading.segment)
    signal?.throwIfAborted()
    const spans = this.#spans(cutting)
    if (this.#rows.size === 0) checkSamples(samples)
    checkLength(samples.length, sampleRate)
    const list = new ChunkList()
    let last = performance.now()
    for (const [i, span] of spans.entries()) {
      list.add(span, this.#row(span))
      onProgress?.((i + 1) / spans.length)
      if (performance.now() - last > SLICE) {
        await new Promise(resolve => setTimeout(resolve))
        last = performance.now()
      }
      signal?.throwIfAborted()
    }
    return list.describe(sampleRate, cutting.chunk)
  }

  #spans(cutting: Cutting): Segment[] {
    const { length } = this.#audio.samples
    const spans = chunkSpans(length, this.#audio.sampleRate, cutting)
    return spans.length > 0 ? spans : [{ start: 0, end: length }]
  }

  #row({ start, end }: Segment): Float64Array | null {
    const key = `${start}-${end}`
    let row = this.#rows.get(key)
    if (row === undefined) {
      const samples = this.#audio.samples.subarray(start, end)
      row = isHeard(samples) ? this.#reading.extractor.extract(samples) : null
      if (this.#rows.size >= KEPT) this.#rows.clear()
      this.#rows.set(key, row)
    }
    return row
  }
}
