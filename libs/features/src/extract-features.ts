import type { Audio } from '@genre/core'
import { InvalidParameterError, checkOptions } from '@genre/core'
import { samplesOf } from '@genre/dsp'
import { FeatureExtractor } from './feature-extractor'
import type { FeatureExtractorOptions } from './feature-extractor'
import type { FeatureSet } from './feature-set'

/** Values of a feature set by column name, in the order of its columns. */
export type FeatureRecord = Record<string, number>

/** Options of {@link extractFeatures}. */
export type ExtractFeaturesOptions = Omit<FeatureExtractorOptions, 'sampleRate'>

/**
 * The values of a feature set for a whole clip, or with `segment` for each of its segments ({@link segmentsOf}: none if the clip is not
 * longer than one).
 *
 * Frequencies are those of the audio's own sampling rate; the shipped sets are made for 22050 Hz, so resample first. For many clips
 * make a {@link FeatureExtractor}, which keeps its tables.
 *
 * `gtzan57` in mode `'librosa'` equals librosa 0.11 within 1e-5: variances relatively, means relative to the standard deviation, tempo exactly.
 * Statistics are summed in double precision, where NumPy sums single-precision arrays in single precision.
 *
 * @throws InvalidParameterError for a bad set or option, no samples, NaN or infinite samples
 *
 * @example
 * ```ts
 * import { extractFeatures, gtzan57 } from '@genre/features'
 * const audio = { samples: new Float32Array(22050), sampleRate: 22050 }
 * extractFeatures(audio, gtzan57).tempo // 0: silence has no beat
 * extractFeatures(audio, gtzan57, { segment: 0.5, mode: 'kaggle' }).length // 1
 * ```
 */
export function extractFeatures(
  audio: Audio,
  set: FeatureSet,
  options: ExtractFeaturesOptions & { segment: number },
): FeatureRecord[]
export function extractFeatures(
  audio: Audio,
  set: FeatureSet,
  options?: ExtractFeaturesOptions & { segment?: undefined },
): FeatureRecord
export function extractFeatures(
  audio: Audio,
  set: FeatureSet,
  options: ExtractFeaturesOptions = {},
): FeatureRecord | FeatureRecord[] {
  if (audio instanceof Float32Array || !(audio?.samples instanceof Float32Array)) {
    const allowed = 'audio: { samples: Float32Array, sampleRate }'
    throw new InvalidParameterError({ parameter: 'audio', received: audio, allowed })
  }
  checkOptions(options)
  const samples = samplesOf(audio)
  const extractor = new FeatureExtractor(set, { ...options, sampleRate: audio.sampleRate })
  const record = (values: Float64Array) =>
    Object.fromEntries(extractor.columns.map((name, column) => [name, values[column]]))
  if (options.segment === undefined) return record(extractor.extract(samples))
  return extractor.segments(samples).map(({ start, end }) => record(extractor.extract(samples.subarray(start, end))))
}
