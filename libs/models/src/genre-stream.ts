import { StreamingResampler } from '@genre/dsp'
import type { FeatureExtractor } from '@genre/features'
import { checkLength, checkSamples } from './check-audio'
import type { Cutting } from './chunk-spans'
import { chunkSteps } from './chunk-spans'
import type { Classification } from './classification'
import type { DescribedChunks } from './described-chunks'
import { ChunkList, isHeard } from './described-chunks'

/**
 * The genre of sound that arrives in pieces: the same bits as `GenreClassifier.classify` gives for the whole. Made by
 * `GenreClassifier.stream`.
 *
 * Memory does not grow with the sound, but for the descriptors of each chunk (about half a kilobyte): a file of three hours
 * takes no more than one of three minutes.
 *
 * @example
 * ```ts
 * import { GenreClassifier } from '@genre/models'
 * const classifier = await GenreClassifier.load()
 * const stream = classifier.stream({ sampleRate: 48000 })
 * const second = Float32Array.from({ length: 48000 }, (_, i) => Math.sin((440 * 2 * Math.PI * i) / 48000))
 * for (let i = 0; i < 10; i++) stream.push(second)
 * console.log(stream.finish().chunks.length > 1) // => true
 * ```
 */
export class GenreStream {
  readonly #answer: (described: DescribedChunks) => Classification
  readonly #extractor: FeatureExtractor
  readonly #cutting: Cutting
  readonly #sampleRate: number
  readonly #resampler: StreamingResampler | null
  readonly #buffer: Float32Array
  readonly #hop: number
  #list = new ChunkList()
  #filled = 0
  #start = 0
  #taken = 0

  /** @internal see `GenreClassifier.stream` */
  constructor(
    extractor: FeatureExtractor,
    sampleRate: number,
    cutting: Cutting,
    answer: (described: DescribedChunks) => Classification,
  ) {
    const { length, hop } = chunkSteps(extractor.sampleRate, cutting)
    this.#extractor = extractor
    this.#sampleRate = sampleRate
    this.#cutting = cutting
    this.#answer = answer
    this.#hop = hop
    this.#buffer = new Float32Array(length)
    this.#resampler =
      sampleRate === extractor.sampleRate
        ? null
        : new StreamingResampler({ from: sampleRate, to: extractor.sampleRate })
  }

  /**
   * Takes samples, as many as there are.
   *
   * @param samples - mono, at the rate that the stream was made for
   * @throws DataError for a NaN or infinite sample; none of the samples is taken then
   */
  push(samples: Float32Array): void {
    checkSamples(samples, this.#taken)
    this.#taken += samples.length
    this.#hear(this.#resampler ? this.#resampler.push(samples) : samples)
  }

  /**
   * Ends the sound and gives the answer. Afterwards another may begin.
   *
   * @throws GenreError with code `'TOO_SHORT'` for less than one second, `'SILENT'` if every sample is zero
   */
  finish(): Classification {
    const taken = this.#taken
    if (this.#resampler) this.#hear(this.#resampler.flush())
    const list = this.#list
    if (list.isEmpty && this.#filled > 0) this.#describe(0, this.#filled)
    this.#list = new ChunkList()
    this.#filled = this.#start = this.#taken = 0
    checkLength(taken, this.#sampleRate)
    return this.#answer(list.describe(this.#extractor.sampleRate, this.#cutting.chunk))
  }

  #hear(samples: Float32Array): void {
    const buffer = this.#buffer
    const { length } = buffer
    let from = 0
    while (from < samples.length) {
      if (this.#filled === length) {
        // A chunk is whole once a sample beyond it has come, and its own last sample is left out: the rule of the tables.
        this.#describe(this.#start, length - 1)
        buffer.copyWithin(0, this.#hop)
        this.#filled -= this.#hop
        this.#start += this.#hop
      }
      const some = Math.min(length - this.#filled, samples.length - from)
      buffer.set(samples.subarray(from, from + some), this.#filled)
      this.#filled += some
      from += some
    }
  }

  #describe(start: number, length: number): void {
    const samples = this.#buffer.subarray(0, length)
    this.#list.add({ start, end: start + length }, isHeard(samples) ? this.#extractor.extract(samples) : null)
  }
}
