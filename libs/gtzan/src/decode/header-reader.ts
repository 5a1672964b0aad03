import type { AudioProblem } from './audio-file-error'
import { AudioFileError } from './audio-file-error'
import type { ByteSource } from './byte-source'

/** Sample rates that a file may claim, in Hz. Outside of them a header is taken for damaged. */
export const MIN_SAMPLE_RATE = 1000
export const MAX_SAMPLE_RATE = 384_000
/** Channels that a file may claim; the limit of libsndfile. */
export const MAX_CHANNELS = 1024

/** How much is read at once while a header is walked through. */
const WINDOW = 4096

/**
 * Reads the small fields of a header, in order or not, with few reads of the source; an access beyond the end is an
 * {@link AudioFileError} that says which part is missing.
 */
export class HeaderReader {
  readonly size: number
  readonly #source: ByteSource
  readonly #file: string
  #start = 0
  #window: Uint8Array = new Uint8Array(0)

  constructor(source: ByteSource, file: string) {
    this.size = source.size
    this.#source = source
    this.#file = file
  }

  /** `length` bytes at `offset`; `what` names them in the error if the file ends before. */
  async view(offset: number, length: number, what: string): Promise<DataView> {
    if (offset + length > this.size)
      throw this.error('truncated', `the file ends within its header: ${what} is missing or cut`, this.size)
    if (offset < this.#start || offset + length > this.#start + this.#window.length) {
      this.#start = offset
      this.#window = await this.#source.read(offset, Math.max(length, WINDOW))
    }
    return new DataView(this.#window.buffer, this.#window.byteOffset + offset - this.#start, length)
  }

  error(problem: AudioProblem, reason: string, offset?: number, cause?: unknown): AudioFileError {
    return new AudioFileError({ file: this.#file, problem, reason, offset, cause })
  }

  /** Rate and channel count as a header gives them, or an error that says what is impossible about them. */
  checkSound(facts: { sampleRate: number; channels: number; offset: number }): void {
    const { sampleRate, channels, offset } = facts
    if (!(channels >= 1 && channels <= MAX_CHANNELS))
      throw this.error(
        'bad-header',
        `the header claims ${channels} channels; 1 to ${MAX_CHANNELS} are possible`,
        offset,
      )
    if (!(sampleRate >= MIN_SAMPLE_RATE && sampleRate <= MAX_SAMPLE_RATE))
      throw this.error(
        'bad-header',
        `the header claims a sample rate of ${sampleRate} Hz; ${MIN_SAMPLE_RATE} to ${MAX_SAMPLE_RATE} Hz are possible`,
        offset,
      )
  }
}

/** Four bytes as text, `?` for what cannot be printed. */
export function fourCharacters(view: DataView, offset: number): string {
  let text = ''
  for (let i = 0; i < 4; i++) {
    const byte = view.getUint8(offset + i)
    text += byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '?'
  }
  return text
}
