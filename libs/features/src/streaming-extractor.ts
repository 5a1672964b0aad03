import { InvalidParameterError, checkNumber, checkOptions } from '@genre/core'
import { FeatureExtractor } from './feature-extractor'
import type { FeatureExtractorOptions } from './feature-extractor'
import type { FeatureSet } from './feature-set'
import { checkSegment } from './segments'
import type { Segment } from './segments'

/** Options of {@link StreamingExtractor}. */
export interface StreamingExtractorOptions extends FeatureExtractorOptions {
  /** Length of the segments in seconds. */
  segment: number
}

/** The values of a feature set for one segment of a stream. */
export interface StreamedRow extends Segment {
  /** In the order of {@link StreamingExtractor.columns}. */
  readonly values: Float64Array
}

/**
 * {@link extractFeatures} in segments for sound that arrives in pieces: push samples of any number, get the rows of the segments that
 * they complete, the same bits as for the whole. Memory is constant, however long the sound: one segment's samples, and what
 * extracting it takes, about 1 MB for each of its seconds.
 *
 * A segment is complete once a sample beyond it has come ({@link segmentsOf}), and what remains at the end is shorter than a segment and
 * gives none. Descriptors of a whole recording at once (its tempo over an hour, levels relative to its loudest frame) are not for streams:
 * take the mean of the rows.
 *
 * @example
 * ```ts
 * import { StreamingExtractor, gtzan57 } from '@genre/features'
 * const live = new StreamingExtractor(gtzan57, { sampleRate: 22050, segment: 3 })
 * let rows = 0
 * for (let second = 0; second < 10; second++) rows += live.push(new Float32Array(22050)).length
 * rows // 3
 * ```
 */
export class StreamingExtractor {
  /** What computes each segment. */
  readonly extractor: FeatureExtractor
  readonly #samples: Float32Array
  #filled = 0
  #start = 0

  /** @throws InvalidParameterError for a bad set or option, or without a length of the segments */
  constructor(set: FeatureSet, options: StreamingExtractorOptions) {
    const { sampleRate = 22050, segment } = checkOptions(options)
    checkNumber('sampleRate', sampleRate, { min: 0, exclusive: 'min' })
    checkSegment(segment, sampleRate)
    this.extractor = new FeatureExtractor(set, options)
    this.#samples = new Float32Array(Math.round(segment * sampleRate))
  }

  /** Names of the columns, in the order of a row's values. */
  get columns(): readonly string[] {
    return this.extractor.columns
  }

  /**
   * The rows of the segments that are complete now, as a rule none or one.
   *
   * @param samples - mono, at the extractor's rate; any number of them
   * @throws InvalidParameterError for something else, or NaN or infinite samples; none of the samples is taken then
   */
  push(samples: Float32Array): StreamedRow[] {
    this.#check(samples)
    const rows: StreamedRow[] = []
    const own = this.#samples
    let from = 0
    while (from < samples.length) {
      if (this.#filled === own.length) {
        // The one sample that stands between two segments belongs to none.
        const end = this.#start + own.length - 1
        rows.push({ start: this.#start, end, values: this.extractor.extract(own.subarray(0, own.length - 1)) })
        this.#start += own.length
        this.#filled = 0
      }
      const some = Math.min(own.length - this.#filled, samples.length - from)
      own.set(samples.subarray(from, from + some), this.#filled)
      this.#filled += some
      from += some
    }
    return rows
  }

  /** Ends the sound: what is left is no whole segment. Afterwards another may begin. */
  flush(): void {
    this.#filled = this.#start = 0
  }

  #check(samples: Float32Array): void {
    if (!(samples instanceof Float32Array)) {
      throw new InvalidParameterError({ parameter: 'samples', received: samples, allowed: 'a Float32Array' })
    }
    for (let i = 0; i < samples.length; i++) {
      if (samples[i] - samples[i] !== 0) {
        const parameter = `samples (number ${this.#start + this.#filled + i} of the stream)`
        throw new InvalidParameterError({ parameter, received: samples[i], allowed: 'finite everywhere' })
      }
    }
  }
}
