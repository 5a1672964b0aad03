import type { AudioProblem } from './audio-file-error'

/** The kinds of audio file that are recognised, by content. `aac` is AAC in an ADTS stream, `m4a` the same in MP4. */
export type AudioFormat = 'wav' | 'au' | 'aiff' | 'mp3' | 'flac' | 'vorbis' | 'opus' | 'm4a' | 'aac'

/** Something that is wrong with a file although its samples, or some of them, could be read. */
export interface AudioWarning {
  readonly problem: AudioProblem
  readonly message: string
}

/** Which samples to read: `start` and `frames` count samples per channel at the file's own rate. */
export interface FrameRange {
  readonly start: number
  readonly frames: number
}

/**
 * An audio file that is open: what its header says, and its samples block by block.
 */
export interface AudioStream {
  readonly format: AudioFormat
  /** How the samples are stored: `'16-bit PCM'`, `'mu-law'`, `'MPEG layer 3'`. */
  readonly encoding: string
  /** Hz. */
  readonly sampleRate: number
  readonly channels: number
  /** Samples per channel, where that is known before decoding. Known for certain for PCM, else what a header claims. */
  readonly frames: number | undefined
  /** False for a file whose header does not say how long it is (a stream): a cut cannot be noticed there. */
  readonly lengthStated: boolean
  /** What is wrong with the file so far; complete when the last block was read. */
  readonly warnings: readonly AudioWarning[]
  /**
   * The samples: per block one array per channel, all of one length. A block's arrays belong to the receiver. Ends
   * early, without an error, when the file has fewer samples than `range` asks for.
   */
  blocks(range?: FrameRange): AsyncGenerator<Float32Array[], void, void>
}
