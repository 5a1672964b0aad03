import type { AudioFormat } from '../decode/audio-stream'
import type { AudioMeasures } from './audio-meter'

/**
 * What may be wrong with a file of a dataset:
 *
 * | code | meaning |
 * |---|---|
 * | a word of `AudioProblem` | it cannot be read (then the file is bad), or only in part |
 * | `short`, `long` | less than 29 s or more than 31 s, where the collection has clips of 30 s |
 * | `rate` | another sampling rate than most files of the collection |
 * | `channels` | not mono, where most files are |
 * | `silent` | every sample is 0 |
 * | `quiet` | the peak is below 0.01 |
 * | `clipped` | more than 1 % of the samples stand at full scale |
 * | `dc` | the mean is more than 2 % of full scale |
 * | `duplicate` | the same samples as another file |
 * | `copy` | sounds like another file: the same music at another loudness, after compression, shifted or cut |
 * | `unfinished` | an uncompressed file whose header states no length, so that a cut cannot be noticed |
 * | `gap` | a second or more of digital silence within the music |
 * | `known-fault` | a repeat or distortion that is known of the GTZAN track of this name |
 */
export interface HealthProblem {
  readonly code: string
  readonly message: string
}

/** One file's health. */
export interface FileHealth {
  /** Where it lies. */
  readonly path: string
  /** Its path below the dataset's root, with `/`. */
  readonly file: string
  readonly track: string
  readonly label: string
  /** `bad`: cannot be used. `warning`: can be read, with something to know about it. */
  readonly status: 'ok' | 'warning' | 'bad'
  readonly problems: readonly HealthProblem[]
  /** Absent for files that cannot be read. */
  readonly audio?: {
    readonly format: AudioFormat
    readonly encoding: string
    readonly sampleRate: number
    readonly channels: number
    readonly seconds: number
    /** SHA-256 of the samples, in hexadecimal: equal for equal recordings, whatever the container. */
    readonly hash: string
  } & AudioMeasures
}

/** The health of a dataset. */
export interface HealthReport {
  /** The folder that the files' paths are relative to. */
  readonly root: string
  readonly files: readonly FileHealth[]
  /** Folders that could not be read. */
  readonly skipped: readonly {
    readonly file: string
    readonly error: { readonly code: string; readonly message: string }
  }[]
  readonly counts: { readonly ok: number; readonly warning: number; readonly bad: number }
  readonly seconds: number
}
