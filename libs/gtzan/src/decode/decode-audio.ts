import { checkNumber, InvalidParameterError } from '@genre/core'
import type { AudioFormat } from './audio-stream'
import { memorySource } from './byte-source'
import { noSamples } from './no-samples'
import { MAX_SECONDS, tooLong } from './max-seconds'
import { openAudio } from './open-audio'
import { SampleCollector } from './sample-collector'

/** A decoded file: every channel at the file's own rate. */
export interface DecodedAudio {
  /** One array per channel, all of one length, at least one sample each. */
  readonly channels: Float32Array[]
  /** Hz, as stored. */
  readonly sampleRate: number
  readonly format: AudioFormat
  /** What is wrong with the file although it could be decoded, e.g. that it is cut off; absent where nothing is. */
  readonly warnings?: string[]
}

/**
 * Decodes a whole audio file in memory: wav, au and aiff of every common kind, mp3, flac, ogg (Vorbis, Opus), m4a and
 * aac. The format is recognised by the content; a wrong extension does not matter.
 *
 * Integer samples are divided by 2^(bits - 1), as soundfile and librosa do; nothing is clipped or scaled.
 * A file that is cut off or damaged in part is decoded as far as it goes, and `warnings` says so; where not one sample
 * can be had it is an error.
 *
 * Memory: 4 bytes per sample and channel for the result. Use {@link readAudio} of `@genre/gtzan/node` for long files.
 *
 * @param bytes the content of the file
 * @param options.file the name that errors mention; default `'audio'`
 * @param options.maxSeconds the longest audio that is decoded; default 4 hours
 * @throws {AudioFileError} for whatever cannot be read as audio; InvalidParameterError for what are no bytes
 *
 * @example
 * ```ts
 * import { decodeAudio } from '@genre/gtzan'
 * // a 16-bit au file of two samples at 8 kHz
 * const au = new Uint8Array([
 *   46, 115, 110, 100, 0, 0, 0, 24, 0, 0, 0, 4, 0, 0, 0, 3, 0, 0, 31, 64, 0, 0, 0, 1, 0x40, 0, 0xc0, 0,
 * ])
 * const { channels, sampleRate } = await decodeAudio(au, { file: 'two.au' })
 * console.log(Array.from(channels[0]), sampleRate) // => [ 0.5, -0.5 ] 8000
 * ```
 */
export async function decodeAudio(
  bytes: Uint8Array,
  options: { file?: string; maxSeconds?: number } = {},
): Promise<DecodedAudio> {
  const { file = 'audio' } = options
  if (!ArrayBuffer.isView(bytes) || bytes.BYTES_PER_ELEMENT !== 1)
    throw new InvalidParameterError({ parameter: 'bytes', received: bytes, allowed: 'a Uint8Array' })
  const maxSeconds = checkNumber('maxSeconds', options.maxSeconds ?? MAX_SECONDS, { min: 0, exclusive: 'min' })
  const stream = await openAudio(memorySource(bytes), { file })
  const trust = Math.ceil(bytes.length / stream.channels) + 1024
  const collectors = Array.from({ length: stream.channels }, () => new SampleCollector(stream.frames ?? 0, trust))
  for await (const block of stream.blocks()) {
    if (collectors[0].length + block[0].length > maxSeconds * stream.sampleRate) throw tooLong(file, maxSeconds)
    block.forEach((samples, channel) => collectors[channel].push(samples))
  }
  if (collectors[0].length === 0) throw noSamples(stream, { file })
  const warnings = stream.warnings.map(warning => warning.message)
  return {
    channels: collectors.map(collector => collector.finish()),
    sampleRate: stream.sampleRate,
    format: stream.format,
    ...(warnings.length > 0 && { warnings }),
  }
}
