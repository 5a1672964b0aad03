import { InvalidParameterError, checkInteger, checkNumber, checkOptions } from '@genre/core'
import { Analysis } from './analysis'
import type { Mode } from './analysis'
import { DESCRIPTORS } from './descriptors'
import { checkFeatureSet } from './feature-set'
import type { FeatureSet } from './feature-set'
import { checkSegment, segmentsOf } from './segments'
import type { Segment } from './segments'
import { Summary } from './statistic'
import type { Statistic, Track } from './statistic'

/** Options of {@link FeatureExtractor}. */
export interface FeatureExtractorOptions {
  /** Sampling rate of the samples that will come, in Hz; default 22050, which the shipped sets are made for. */
  sampleRate?: number
  /**
   * `'librosa'` (default): as librosa 0.11 computes with its defaults. `'kaggle'`: as librosa 0.7 to 0.8 did, which made Kaggle's
   * GTZAN tables: spectra and RMS reflect the clip at its ends instead of adding zeros, and the harmonic and
   * percussive parts end with the last whole hop of 512 samples, zeros after it.
   */
  mode?: Mode
  /** Length in seconds of the segments that {@link FeatureExtractor.segments} gives; default the whole clip. */
  segment?: number
}

/** One statistic to compute, and the column that it goes to. */
interface Task {
  readonly statistic: Statistic
  readonly column: number
}

/** Everything wanted of the same rows of a descriptor. */
interface Job {
  readonly descriptor: string
  readonly from: number
  readonly to: number
  readonly tasks: Task[]
}

/**
 * Computes a feature set for one clip after another: holds every plan and table, and computes what descriptors share
 * (STFT, mel spectrogram, harmonic-percussive separation, ...) once a clip. The values are those of the package's functions.
 *
 * A clip is held whole: computing takes about 1 MB of memory for each of its seconds, so cut recordings of hours into segments.
 *
 * What a clip's values are where the mathematics leaves them open: a silent clip has chroma, centroid, bandwidth, roll-off, RMS and
 * tempo 0, flatness 1, and a level of -100 dB in each mel band (first MFCC -1131.37); a constant has skewness 0.
 *
 * @example
 * ```ts
 * import { FeatureExtractor, gtzan57 } from '@genre/features'
 * const extractor = new FeatureExtractor(gtzan57, { sampleRate: 22050, mode: 'kaggle', segment: 3 })
 * const samples = new Float32Array(10 * 22050)
 * for (const { start, end } of extractor.segments(samples)) {
 *   const row = extractor.extract(samples.subarray(start, end)) // Float64Array of 57 values
 * }
 * ```
 */
export class FeatureExtractor {
  /** The set that is computed. */
  readonly set: FeatureSet
  /** Names of the columns, in the order of the values. */
  readonly columns: readonly string[]
  /** Hz, of the clips that are given. */
  readonly sampleRate: number
  /** Whose conventions the descriptors follow. */
  readonly mode: Mode
  /** Length of a segment in seconds, `undefined` for the whole clip. */
  readonly segment: number | undefined
  readonly #analysis: Analysis
  readonly #jobs: Job[] = []
  readonly #compute = new Map<string, () => Track>()

  /** @throws InvalidParameterError for a bad set or option, or a set whose bands do not fit the sampling rate */
  constructor(set: FeatureSet, options: FeatureExtractorOptions = {}) {
    const { sampleRate = 22050, mode = 'librosa', segment } = checkOptions(options)
    checkNumber('sampleRate', sampleRate, { min: 0, exclusive: 'min' })
    const columns = checkFeatureSet(set)
    if (segment !== undefined) checkSegment(segment, sampleRate)
    this.set = set
    this.columns = columns.map(column => column.name)
    this.segment = segment
    const separates = columns.some(({ descriptor }) => DESCRIPTORS[descriptor].separates)
    const nMfcc = columns
      .filter(({ descriptor }) => descriptor.startsWith('mfcc'))
      .reduce((most, { to }) => Math.max(most, to), 1)
    this.#analysis = new Analysis({ sampleRate, mode, separates, nMfcc })
    this.sampleRate = sampleRate
    this.mode = mode
    columns.forEach(({ descriptor, from, to, statistic }, column) => {
      if (!this.#compute.has(descriptor)) {
        this.#compute.set(descriptor, DESCRIPTORS[descriptor].prepare(this.#analysis))
      }
      let job = this.#jobs.find(other => other.descriptor === descriptor && other.from === from && other.to === to)
      if (!job) this.#jobs.push((job = { descriptor, from, to, tasks: [] }))
      job.tasks.push({ statistic, column })
    })
  }

  /**
   * The values of the set for one clip or segment, in the order of {@link columns}.
   *
   * @param samples - mono, at {@link sampleRate}; also shorter than a frame
   * @throws InvalidParameterError for no samples, NaN or infinite samples, or fewer than a descriptor needs (`mfccDelta` needs 9
   *   frames)
   */
  extract(samples: Float32Array): Float64Array {
    if (!(samples instanceof Float32Array)) {
      throw new InvalidParameterError({ parameter: 'samples', received: samples, allowed: 'a Float32Array' })
    }
    this.#analysis.load(samples)
    const tracks = new Map<string, Track>()
    const values = new Float64Array(this.columns.length)
    for (const { descriptor, from, to, tasks } of this.#jobs) {
      let track = tracks.get(descriptor)
      if (!track) tracks.set(descriptor, (track = this.#compute.get(descriptor)!()))
      const summary = new Summary(track, from, to, samples.length)
      for (const { statistic, column } of tasks) values[column] = summary.get(statistic)
    }
    return values
  }

  /**
   * Where the clip's segments lie, by the rule of {@link segmentsOf}; the whole clip if no segment length was given.
   *
   * @param samples - the clip, or its number of samples
   */
  segments(samples: Float32Array | number): Segment[] {
    const whole = samples instanceof Float32Array
    if (!whole && typeof samples !== 'number') {
      const allowed = 'a Float32Array, or its number of samples'
      throw new InvalidParameterError({ parameter: 'samples', received: samples, allowed })
    }
    const length = whole ? samples.length : checkInteger('samples', samples, { min: 0 })
    if (this.segment === undefined) return [{ start: 0, end: length }]
    return segmentsOf(length, this.segment, this.sampleRate)
  }
}
