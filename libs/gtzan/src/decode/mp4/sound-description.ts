import type { HeaderReader } from '../header-reader'
import type { Span } from './box'
import { boxes, findBox } from './box'
import type { Mp4Track } from './mp4-track'

/** What the description of a track says about its sound: codec, format, and what its decoder must know. */
export async function readDescription(
  reader: HeaderReader,
  box: Span,
): Promise<Pick<Mp4Track, 'codec' | 'config' | 'channels' | 'sampleRate'>> {
  for await (const entry of boxes(reader, box.start + 8, box.end)) {
    const view = await reader.view(entry.start, 28, 'the description of the sound')
    const version = view.getUint16(8)
    const channels = view.getUint16(16)
    const sampleRate = view.getUint32(24) / 65536
    // QuickTime's versions 1 and 2 have more fields
    const more = version === 1 ? 16 : version === 2 ? 36 : 0
    const inner = { start: entry.start + 28 + more, end: entry.end }
    const es = (await findBox(reader, inner, 'esds')) ?? (await findBox(reader, inner, 'wave', 'esds'))
    const config = es && (await readDecoderConfig(reader, es))
    return { codec: entry.type, config, channels, sampleRate }
  }
  throw reader.error('bad-header', 'the sound track has no description', box.start)
}

/** The DecoderSpecificInfo within the descriptors of an esds box; undefined unless the codec is MPEG-4 or MPEG-2 AAC. */
async function readDecoderConfig(reader: HeaderReader, box: Span): Promise<Uint8Array | undefined> {
  const length = Math.min(box.end - box.start, 1024)
  const view = await reader.view(box.start, length, 'the description of the sound')
  let at = 4
  const descriptor = () => {
    if (at + 2 > length) return undefined
    const tag = view.getUint8(at++)
    let size = 0
    for (let i = 0; i < 4 && at < length; i++) {
      const byte = view.getUint8(at++)
      size = (size << 7) | (byte & 0x7f)
      if (byte < 0x80) break
    }
    return { tag, size }
  }
  if (descriptor()?.tag !== 3 || at + 3 > length) return undefined
  const flags = view.getUint8(at + 2)
  at += 3 + (flags & 0x80 ? 2 : 0) + (flags & 0x20 ? 2 : 0)
  if (flags & 0x40) at += 1 + (at < length ? view.getUint8(at) : 0)
  if (descriptor()?.tag !== 4 || at + 13 > length) return undefined
  const type = view.getUint8(at)
  // 0x40 is MPEG-4 audio, 0x67 AAC-LC of MPEG-2; 0x6b would be mp3
  if (type !== 0x40 && type !== 0x67) return undefined
  at += 13
  const info = descriptor()
  if (info?.tag !== 5 || at + info.size > length) return undefined
  return new Uint8Array(view.buffer.slice(view.byteOffset + at, view.byteOffset + at + info.size))
}
