import { GenreError, InvalidParameterError } from '@genre/core'
import type { FeatureSet } from '@genre/features'
import { FeatureExtractor } from '@genre/features'
import { setImmediate } from 'node:timers/promises'
import { CacheEntry, CacheError, ExtractCache } from './extract-cache'
import { loadAudio } from '../decode/load-audio'
import type { FileToRead } from './open-file'
import { openFile } from './open-file'

/** What is to be computed of every file; plain data that goes to a worker. */
export interface ExtractConfig {
  readonly set: FeatureSet
  readonly mode: 'librosa' | 'kaggle'
  /** Hz that files are resampled to. */
  readonly sampleRate: number
  /** Length of a segment in seconds, or the whole file. */
  readonly segments: number | 'none'
  /** Folder of the results of earlier runs. */
  readonly cache?: string
}

/** The descriptors of one file. */
export interface FileFeatures {
  /** Length of each segment in samples; one segment is the whole file. */
  readonly lengths: readonly number[]
  /** Descriptors, one array per segment. */
  readonly values: readonly Float64Array[]
  /** What is wrong with the file although it could be read. */
  readonly warnings: readonly string[]
}

/** Why there are none. */
export interface FileFailure {
  readonly code: string
  readonly message: string
}

/** Computes descriptors of one file after another; holds the tables of the computation. */
export class FileExtractor {
  readonly #config: ExtractConfig
  readonly #cache: ExtractCache | undefined
  readonly #extractors = new Map<string, FeatureExtractor>()

  /** @throws InvalidParameterError for a set or parameter that cannot be computed */
  constructor(config: ExtractConfig) {
    this.#config = config
    this.#cache = config.cache === undefined ? undefined : new ExtractCache(config.cache, config)
    this.#extractor(config.set)
  }

  /** The names of the columns. */
  get columns(): readonly string[] {
    return this.#extractor(this.#config.set).columns
  }

  /**
   * The descriptors of a file, or what is wrong with it.
   *
   * @throws CacheError, the signal's reason, and whatever else is not the file's fault
   */
  async extract(file: FileToRead, signal?: AbortSignal): Promise<FileFeatures | FileFailure> {
    const { path } = file
    try {
      const { set } = this.#config
      const place = await this.#cache?.place(file)
      const known = place === undefined ? undefined : await this.#cache!.read(place)
      const missing = known ? set.columns.filter(column => !known.has(column)) : set.columns
      if (known && missing.length === 0) return known.features(set.columns)
      const features = await this.#compute(file, { ...set, columns: missing }, signal)
      if (place === undefined) return features
      const entry = CacheEntry.merge(known, missing, features)
      await this.#cache!.write(place, entry)
      return entry.features(set.columns)
    } catch (error) {
      signal?.throwIfAborted()
      if (error instanceof GenreError && !(error instanceof CacheError))
        return { code: error.code, message: withName(path, error) }
      throw error
    }
  }

  async #compute(file: FileToRead, set: FeatureSet, signal: AbortSignal | undefined): Promise<FileFeatures> {
    const { sampleRate } = this.#config
    const { path } = file
    const source = await openFile(file)
    const { samples, warnings = [] } = await loadAudio(source, { sampleRate, signal, file: path }).finally(() =>
      source.close(),
    )
    const extractor = this.#extractor(set)
    const segments = extractor.segments(samples)
    if (segments.length === 0) {
      const seconds = (samples.length / sampleRate).toFixed(2)
      throw new GenreError(
        'TOO_SHORT',
        `${path}: ${seconds} s long, no longer than a segment of ${extractor.segment} s`,
      )
    }
    const values: Float64Array[] = []
    for (const { start, end } of segments) {
      // Lets a signal through when this runs in the main thread.
      await setImmediate()
      signal?.throwIfAborted()
      values.push(extractor.extract(samples.subarray(start, end)))
    }
    return { lengths: segments.map(({ start, end }) => end - start), values, warnings }
  }

  /** The extractor of a set; there are few sets, the whole one and what a cache lacked of it. */
  #extractor(set: FeatureSet): FeatureExtractor {
    const key = set.columns.map(({ name }) => name).join('\n')
    let extractor = this.#extractors.get(key)
    if (!extractor) {
      const { mode, sampleRate, segments } = this.#config
      const segment = segments === 'none' ? undefined : segments
      extractor = new FeatureExtractor(set, { mode, sampleRate, segment })
      this.#extractors.set(key, extractor)
    }
    return extractor
  }
}

/** A message that names the file, as those of the decoders do. */
function withName(path: string, error: GenreError): string {
  return error instanceof InvalidParameterError ? `${path}: ${error.message}` : error.message
}
