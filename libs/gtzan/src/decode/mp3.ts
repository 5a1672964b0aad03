import { AudioFileError } from './audio-file-error'
import type { AudioStream, AudioWarning } from './audio-stream'
import type { ByteSource } from './byte-source'
import { checkWebAssembly } from './check-web-assembly'
import { cutBlocks } from './cut-blocks'
import { freeDecoder } from './free-decoder'
import type { MpegFrame } from './mpeg-frame'
import { findMpegAudio } from './mpeg-frame'

/** Read at a time, and handed to the decoder at a time: what an error within a piece may cost. */
const READ_BYTES = 1 << 17
const PIECE_BYTES = 1 << 10

/**
 * Opens MPEG audio (layers 1, 2 and 3) with libmpg123 compiled to WebAssembly (`mpg123-decoder`), the decoder that
 * soundfile and librosa use too. Delay and padding that the encoder noted (LAME tag) are cut off, so that a file has the
 * length of what was encoded.
 *
 * A file that is shorter than its Xing header announces, or damaged within, is read as far as it goes, with a warning in
 * the stream. Without such a header a cut cannot be noticed.
 *
 * @param offset position of the first frame, behind ID3 tags
 */
export async function openMp3(source: ByteSource, file: string, offset: number): Promise<AudioStream> {
  const head = await source.read(offset, 1 << 14)
  const first = findMpegAudio(head, offset + head.length >= source.size)
  if (!first) throw new AudioFileError({ file, problem: 'bad-header', reason: 'no MPEG audio frame', offset })
  const { frame } = first
  const info = readInfo(head.subarray(first.at), frame)
  const warnings: AudioWarning[] = []

  async function* decode(): AsyncGenerator<Float32Array[], void, void> {
    checkWebAssembly(file, 'mp3')
    const { MPEGDecoder } = await import('mpg123-decoder')
    const decoder = new MPEGDecoder()
    await decoder.ready
    // on an error the decoder would write to the console; thrown from here, its message ends the piece silently
    Object.assign(decoder, {
      _getErrorMessage: (code: number) => {
        throw new Error(`libmpg123 error ${code}`)
      },
    })
    let frames = 0
    let damaged: number | undefined
    try {
      for (let at = offset; at < source.size; at += READ_BYTES) {
        const bytes = await source.read(at, READ_BYTES)
        for (let start = 0; start < bytes.length; start += PIECE_BYTES) {
          let block: { channelData: Float32Array[]; samplesDecoded: number; sampleRate: number }
          try {
            block = decoder.decode(bytes.subarray(start, start + PIECE_BYTES))
          } catch {
            damaged ??= at + start
            continue
          }
          if (block.samplesDecoded === 0) continue
          if (block.sampleRate !== frame.sampleRate) {
            damaged ??= at + start
            continue
          }
          frames += block.samplesDecoded
          // what is mono comes out on two channels
          yield block.channelData.slice(0, frame.channels)
        }
      }
    } finally {
      freeDecoder(decoder)
    }
    if (damaged !== undefined)
      warnings.push({
        problem: 'damaged',
        message: `the MPEG audio is damaged or changes its kind from about byte ${damaged} on; parts were left out`,
      })
    if (info && frames < info.frames)
      warnings.push({
        problem: 'truncated',
        message: `the file is cut off: its header announces ${info.frames} samples, ${frames} are there`,
      })
    else if (info && frames > info.frames + 2 * frame.samples)
      warnings.push({
        problem: 'bad-header',
        message: `the file goes on after the ${info.frames} samples that its header announces; all ${frames} were read`,
      })
  }

  return {
    format: 'mp3',
    encoding: `MPEG layer ${frame.layer}`,
    sampleRate: frame.sampleRate,
    channels: frame.channels,
    frames: info?.frames,
    lengthStated: info !== undefined,
    warnings,
    blocks: range => cutBlocks(decode(), range),
  }
}

/** How many samples a Xing, Info or VBRI header, which some encoders put into the first frame, says that there are. */
function readInfo(bytes: Uint8Array, frame: MpegFrame): { frames: number } | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.byteLength < 180) return undefined
  const word = (at: number) => String.fromCharCode(...bytes.subarray(at, at + 4))
  const xing = frame.sideEnd
  if (word(xing) === 'Xing' || word(xing) === 'Info') {
    const flags = view.getUint32(xing + 4)
    if (!(flags & 1)) return undefined
    const count = view.getUint32(xing + 8)
    const lame = xing + 8 + (flags & 1 ? 4 : 0) + (flags & 2 ? 4 : 0) + (flags & 4 ? 100 : 0) + (flags & 8 ? 4 : 0)
    const gaps = bytes[lame] === 0 ? 0 : (view.getUint32(lame + 20) & 0xffffff) >>> 0
    const frames = count * frame.samples - (gaps >> 12) - (gaps & 0xfff)
    return frames > 0 ? { frames } : undefined
  }
  if (word(36) === 'VBRI') return { frames: view.getUint32(50) * frame.samples }
  return undefined
}
