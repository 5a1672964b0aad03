import { DecodeError } from '@genre/core'

/**
 * What is wrong with an audio file, in one stable word:
 *
 * | word | meaning |
 * |---|---|
 * | `not-found` | there is no such file |
 * | `not-a-file` | a folder, a device, a pipe |
 * | `unreadable` | the file system refuses |
 * | `empty` | a file of 0 bytes |
 * | `not-audio` | none of the formats that can be decoded |
 * | `unsupported` | audio of a known kind that cannot be decoded here |
 * | `protected` | encrypted by copy protection |
 * | `bad-header` | a header that contradicts itself or has impossible values |
 * | `truncated` | the file ends before what its header announces |
 * | `damaged` | compressed data that cannot be decoded, or only in part |
 * | `no-samples` | a well-formed file without a single sample |
 * | `not-finite` | NaN or infinity among floating point samples |
 * | `too-long` | more samples than the limit that was set |
 */
export type AudioProblem =
  | 'not-found'
  | 'not-a-file'
  | 'unreadable'
  | 'empty'
  | 'not-audio'
  | 'unsupported'
  | 'protected'
  | 'bad-header'
  | 'truncated'
  | 'damaged'
  | 'no-samples'
  | 'not-finite'
  | 'too-long'

/**
 * An audio file that cannot be read. `code` is `'DECODE'` as for every decode error; {@link AudioFileError.problem}
 * says in one stable word what is wrong, `reason` in a sentence.
 *
 * @example
 * ```ts
 * import { AudioFileError, decodeAudio } from '@genre/gtzan'
 * try {
 *   await decodeAudio(new Uint8Array(0), { file: 'song.wav' })
 * } catch (error) {
 *   if (error instanceof AudioFileError) console.log(error.problem) // => empty
 *   console.log((error as Error).message) // => song.wav: the file is empty (0 bytes)
 * }
 * ```
 */
export class AudioFileError extends DecodeError {
  readonly problem: AudioProblem

  constructor(facts: { file: string; problem: AudioProblem; reason: string; offset?: number; cause?: unknown }) {
    super(facts)
    this.problem = facts.problem
  }
}
