import { AudioFileError } from './audio-file-error'
import type { AudioFormat, AudioStream, AudioWarning, FrameRange } from './audio-stream'
import type { ByteSource } from './byte-source'
import type { PcmEncoding } from './pcm-encoding'
import { PCM_BYTES, PCM_NAMES, pcmDecoder } from './pcm-encoding'

/** Where the samples of a wav, au or aiff file lie and how to read them: what their header parsers find out. */
export interface PcmLayout {
  readonly format: AudioFormat
  readonly encoding: PcmEncoding
  readonly bigEndian: boolean
  readonly sampleRate: number
  readonly channels: number
  /** Position of the first sample, in bytes. */
  readonly dataOffset: number
  /** Samples per channel that are in the file, whatever its header claims. */
  readonly frames: number
  readonly lengthStated: boolean
  readonly warnings: readonly AudioWarning[]
}

/** About this many bytes are read at a time. */
const BLOCK_BYTES = 1 << 19

/** The samples of an uncompressed file. Reads only what a range needs. */
export function pcmStream(source: ByteSource, layout: PcmLayout, file: string): AudioStream {
  const { format, encoding, bigEndian, sampleRate, channels, dataOffset, frames, lengthStated, warnings } = layout
  const frameBytes = PCM_BYTES[encoding] * channels
  const blockFrames = Math.max(1, Math.floor(BLOCK_BYTES / frameBytes))
  const decode = pcmDecoder(encoding)
  const isFloat = encoding === 'f32' || encoding === 'f64'

  async function* blocks(range: FrameRange = { start: 0, frames }): AsyncGenerator<Float32Array[], void, void> {
    const end = Math.min(frames, range.start + range.frames)
    for (let start = range.start; start < end; start += blockFrames) {
      const count = Math.min(blockFrames, end - start)
      const offset = dataOffset + start * frameBytes
      const bytes = await source.read(offset, count * frameBytes)
      if (bytes.length < count * frameBytes)
        throw new AudioFileError({
          file,
          problem: 'truncated',
          offset: offset + bytes.length,
          reason: 'the file became shorter while it was read',
        })
      const block = Array.from({ length: channels }, (_, channel) => {
        const out = new Float32Array(count)
        decode(bytes, { channels, channel, bigEndian }, out)
        return out
      })
      if (isFloat) checkFinite(block, { file, start, offset, frameBytes })
      yield block
    }
  }

  return {
    format,
    encoding: PCM_NAMES[encoding],
    sampleRate,
    channels,
    frames,
    lengthStated,
    warnings,
    blocks,
  }
}

/** The first sample that is not a finite float32 is an error that says where it is. */
function checkFinite(
  block: Float32Array[],
  place: { file: string; start: number; offset: number; frameBytes: number },
): void {
  let first = Infinity
  let channel = 0
  block.forEach((samples, c) => {
    // x - x is 0 for finite x and NaN otherwise; one sum finds out whether a closer look is needed
    let sum = 0
    for (let i = 0; i < samples.length; i++) sum += samples[i] - samples[i]
    if (sum === 0) return
    const i = samples.findIndex(sample => !Number.isFinite(sample))
    if (i < first) {
      first = i
      channel = c
    }
  })
  if (first === Infinity) return
  const value = block[channel][first]
  throw new AudioFileError({
    file: place.file,
    problem: 'not-finite',
    offset: place.offset + first * place.frameBytes + (channel * place.frameBytes) / block.length,
    reason:
      `sample ${place.start + first}${block.length > 1 ? ` of channel ${channel + 1}` : ''} is ` +
      `${Number.isNaN(value) ? 'NaN' : 'infinite'}; a file with such samples has no meaning as sound`,
  })
}
