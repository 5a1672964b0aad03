import type { AudioStream, AudioWarning } from '../audio-stream'
import type { ByteSource } from '../byte-source'
import { OutOfBitsError } from '../bit-reader'
import { cutBlocks } from '../cut-blocks'
import { HeaderReader } from '../header-reader'
import type { OggPage } from '../ogg'
import { lastOggPage, oggPackets } from '../ogg'
import { oggWarnings } from '../ogg-warnings'
import type { FlacInfo } from './flac-frame'
import { decodeFlacFrame, isFlacFrame, parseStreamInfo } from './flac-frame'
import { FlacFrameError } from './flac-frame-error'

const READ_BYTES = 1 << 18
const MAX_BLOCKS = 1024

/**
 * Opens a FLAC file: every bit depth and block structure of the format, up to 8 channels; samples are the very numbers of
 * the original divided by 2^(bits - 1). Every frame's checksum is verified; damaged frames are left out, with a warning in
 * the stream, as is said of a file that is cut off.
 *
 * @param offset position of the word `fLaC`, behind ID3 tags
 */
export async function openFlac(source: ByteSource, file: string, offset: number): Promise<AudioStream> {
  const reader = new HeaderReader(source, file)
  let info: FlacInfo | undefined
  let at = offset + 4
  for (let count = 0, last = false; !last; count++) {
    if (count === MAX_BLOCKS) throw reader.error('bad-header', 'the metadata do not end', at)
    const head = await reader.view(at, 4, 'a metadata header')
    last = head.getUint8(0) >= 0x80
    const type = head.getUint8(0) & 0x7f
    const size = head.getUint32(0) & 0xffffff
    if (type === 0) info ??= await readInfo(reader, at + 4, size)
    if (type === 127) throw reader.error('bad-header', 'the metadata are damaged', at)
    at += 4 + size
  }
  if (!info) throw reader.error('bad-header', 'the file has no STREAMINFO block', offset)
  const checked = info
  const warnings: AudioWarning[] = []

  async function* decode(): AsyncGenerator<Float32Array[], void, void> {
    const damage: { at?: number } = {}
    let frames = 0
    for await (const block of flacFrames(source, at, checked, damage)) {
      frames += block[0].length
      yield block
      if (checked.frames > 0 && frames >= checked.frames) break
    }
    if (damage.at !== undefined && !(checked.frames > 0 && frames >= checked.frames))
      warnings.push({
        problem: 'damaged',
        message: `the file is damaged from about byte ${damage.at} on; parts were left out`,
      })
    if (frames < checked.frames)
      warnings.push({
        problem: damage.at === undefined ? 'truncated' : 'damaged',
        message:
          `the file is ${damage.at === undefined ? 'cut off' : 'not whole'}: its header announces ${checked.frames} ` +
          `samples, ${frames} are there`,
      })
  }
  return stream(info, { frames: info.frames || undefined, warnings, decode })
}

/**
 * Opens a FLAC stream in Ogg.
 *
 * @param first the stream's first page
 */
export async function openOggFlac(source: ByteSource, file: string, first: OggPage): Promise<AudioStream> {
  const reader = new HeaderReader(source, file)
  const head = first.segments[0]
  if (head.length < 51) throw reader.error('bad-header', 'the FLAC header is cut', first.offset)
  const info = parseStreamInfo(head.subarray(17))
  reader.checkSound({ ...info, offset: first.offset })
  const lastPage = await lastOggPage(source, first.serial)
  const warnings: AudioWarning[] = []

  async function* decode(): AsyncGenerator<Float32Array[], void, void> {
    const trouble = { damagedAt: undefined, ended: false, chainedAt: undefined }
    let lost = 0
    let packets = 0
    for await (const { bytes } of oggPackets(source, first.serial, trouble)) {
      packets++
      // sound begins with a sync code, headers do not
      if (bytes[0] !== 0xff) continue
      try {
        yield decodeFlacFrame(bytes, 0, info).channels
      } catch {
        lost++
      }
    }
    warnings.push(...oggWarnings({ trouble, lost, packets }))
  }
  return stream(info, { frames: info.frames || lastPage?.granule, warnings, decode })
}

function stream(
  info: FlacInfo,
  rest: { frames: number | undefined; warnings: AudioWarning[]; decode: () => AsyncGenerator<Float32Array[]> },
): AudioStream {
  return {
    format: 'flac',
    encoding: `${info.bits}-bit FLAC`,
    sampleRate: info.sampleRate,
    channels: info.channels,
    frames: rest.frames,
    lengthStated: rest.frames !== undefined,
    warnings: rest.warnings,
    blocks: range => cutBlocks(rest.decode(), range),
  }
}

async function readInfo(reader: HeaderReader, at: number, size: number): Promise<FlacInfo> {
  if (size < 34) throw reader.error('bad-header', `the STREAMINFO block has ${size} bytes; 34 are needed`, at)
  const view = await reader.view(at, 34, 'the STREAMINFO block')
  const info = parseStreamInfo(new Uint8Array(view.buffer, view.byteOffset, 34))
  reader.checkSound({ ...info, offset: at })
  if (info.bits < 4) throw reader.error('bad-header', `${info.bits} bits per sample are not possible`, at)
  return info
}

/** All frames from `start` on; where there is none, the next one is looked for. */
async function* flacFrames(
  source: ByteSource,
  start: number,
  info: FlacInfo,
  damage: { at?: number },
): AsyncGenerator<Float32Array[], void, void> {
  let window = READ_BYTES
  let base = start
  let bytes: Uint8Array = await source.read(base, window)
  let at = 0
  const refill = async (size: number) => {
    base += at
    window = size
    bytes = await source.read(base, window)
    at = 0
  }
  const isWhole = () => base + bytes.length >= source.size
  for (;;) {
    if (at >= bytes.length) {
      if (isWhole()) return
      await refill(READ_BYTES)
    }
    try {
      const frame = decodeFlacFrame(bytes, at, info)
      yield frame.channels
      at = frame.next
    } catch (error) {
      const isCut = error instanceof OutOfBitsError
      if (!isCut && !(error instanceof FlacFrameError)) throw error
      // cut by the window, not by the file: read on; no frame is longer than 16 MiB
      if (isCut && !isWhole() && window < 1 << 24) {
        await refill(at === 0 ? 2 * window : window)
        continue
      }
      const from = base + at
      at++
      while (at < bytes.length && !isFlacFrame(bytes, at)) at++
      // a last frame that the end of the file cuts off is no damage
      if (!(isCut && isWhole() && at >= bytes.length)) damage.at ??= from
    }
  }
}
