import type { AudioStream } from './audio-stream'
import type { ByteSource } from './byte-source'
import { fourCharacters, HeaderReader } from './header-reader'
import type { PcmEncoding } from './pcm-encoding'
import { PCM_BYTES } from './pcm-encoding'
import { pcmLength } from './pcm-length'
import { pcmStream } from './pcm-stream'

/** A header with more chunks than this is taken for damaged. */
const MAX_CHUNKS = 4096

interface Common {
  channels: number
  frames: number
  encoding: PcmEncoding
  bigEndian: boolean
  sampleRate: number
}

/**
 * Opens an AIFF or AIFF-C file: 8, 16, 24 and 32-bit PCM of both byte orders (`NONE`, `twos`, `sowt`, `in24`, `in32`,
 * `raw `), 32 and 64-bit float, A-law and mu-law.
 *
 * A file shorter than its header announces is read as far as it goes, with a warning in the stream.
 */
export async function openAiff(source: ByteSource, file: string): Promise<AudioStream> {
  const reader = new HeaderReader(source, file)
  const compressed = fourCharacters(await reader.view(0, 12, 'the AIFF header'), 8) === 'AIFC'
  let common: Common | undefined
  let sound: { offset: number; size: number } | undefined
  let at = 12
  for (let count = 0; at + 8 <= reader.size && !(common && sound); count++) {
    if (count === MAX_CHUNKS)
      throw reader.error('bad-header', `no sound within the first ${MAX_CHUNKS} chunks of the file`, at)
    const chunk = await reader.view(at, 8, 'a chunk header')
    const name = fourCharacters(chunk, 0)
    const size = chunk.getUint32(4)
    if (name.includes('?')) throw reader.error('bad-header', 'the chunks of the file are damaged', at)
    if (name === 'COMM') common = await readCommon(reader, at + 8, size, compressed)
    else if (name === 'SSND') {
      const skip = (await reader.view(at + 8, 8, 'the SSND chunk')).getUint32(0)
      sound = { offset: at + 16 + skip, size: Math.max(0, size - 8 - skip) }
    }
    at += 8 + size + (size % 2)
  }
  if (!common || !sound) {
    const missing = common ? 'SSND chunk, where the samples would be' : 'COMM chunk, which says how samples are stored'
    throw reader.error(at > reader.size ? 'truncated' : 'bad-header', `the file has no ${missing}`)
  }

  const { channels, encoding, bigEndian, sampleRate } = common
  const frameBytes = PCM_BYTES[encoding] * channels
  if (common.frames * frameBytes > sound.size && sound.offset + sound.size <= reader.size)
    throw reader.error(
      'bad-header',
      `the header claims ${common.frames} samples per channel; the sound chunk of ${sound.size} bytes cannot hold them`,
      sound.offset,
    )
  const stated = common.frames * frameBytes
  const { frames, warnings } = pcmLength(reader, { dataOffset: sound.offset, stated, frameBytes })
  return pcmStream(
    source,
    {
      format: 'aiff',
      encoding,
      bigEndian,
      sampleRate,
      channels,
      dataOffset: sound.offset,
      frames,
      lengthStated: true,
      warnings,
    },
    file,
  )
}

async function readCommon(reader: HeaderReader, at: number, size: number, compressed: boolean): Promise<Common> {
  const needed = compressed ? 22 : 18
  if (size < needed) throw reader.error('bad-header', `the COMM chunk has ${size} bytes; ${needed} are needed`, at)
  const view = await reader.view(at, needed, 'the COMM chunk')
  const channels = view.getUint16(0)
  const frames = view.getUint32(2)
  const bits = view.getUint16(6)
  const sampleRate = extendedFloat(view, 8)
  const type = compressed ? fourCharacters(view, 18) : 'NONE'
  reader.checkSound({ sampleRate, channels, offset: at })
  const integer = (['s8', 's16', 's24', 's32'] as const)[Math.ceil(bits / 8) - 1]
  const encodings: Record<string, PcmEncoding | undefined> = {
    NONE: integer,
    twos: integer,
    sowt: integer,
    in24: 's24',
    in32: 's32',
    'raw ': 'u8',
    fl32: 'f32',
    FL32: 'f32',
    fl64: 'f64',
    FL64: 'f64',
    alaw: 'a-law',
    ALAW: 'a-law',
    ulaw: 'mu-law',
    ULAW: 'mu-law',
  }
  if (!(type in encodings)) throw reader.error('unsupported', `AIFF compression '${type}' cannot be decoded`, at + 18)
  const encoding = encodings[type]
  if (!encoding) throw reader.error('bad-header', `${bits} bits per sample are not possible`, at + 6)
  return { channels, frames, encoding, bigEndian: type !== 'sowt', sampleRate: Math.round(sampleRate) }
}

/** An 80-bit IEEE 754 extended number, which AIFF uses for its sample rate. */
function extendedFloat(view: DataView, offset: number): number {
  const head = view.getUint16(offset)
  const mantissa = view.getUint32(offset + 2) * 2 ** 32 + view.getUint32(offset + 6)
  const magnitude = mantissa * 2 ** ((head & 0x7fff) - 16383 - 63)
  return head & 0x8000 ? -magnitude : magnitude
}
