import type { AudioStream, AudioWarning } from './audio-stream'
import type { ByteSource } from './byte-source'
import { fourCharacters, HeaderReader } from './header-reader'
import type { PcmEncoding } from './pcm-encoding'
import { PCM_BYTES } from './pcm-encoding'
import { pcmLength } from './pcm-length'
import { pcmStream } from './pcm-stream'

/** A header with more chunks than this is taken for damaged, so that no file can keep the parser busy. */
const MAX_CHUNKS = 4096

/** Streaming writers, who cannot know the length, put this or something near 2^31 (sox) in its place. */
const UNKNOWN = 0xffffffff
const isUnknown = (size: number) => size === UNKNOWN || (size >= 0x7ffff000 && size <= 0x7fffffff)

/** The last 14 bytes of a WAVE_FORMAT_EXTENSIBLE sub-format: Microsoft's, and that of ambisonic recordings. */
const SUB_FORMATS = ['000000001000800000aa00389b71', '00002107d3118644c8c1ca000000']

/** What some format tags mean that are not decoded, for the error message. */
const OTHER_TAGS: Readonly<Record<number, string>> = {
  0x0002: 'Microsoft ADPCM',
  0x0011: 'IMA ADPCM',
  0x0031: 'GSM 6.10',
  0x0050: 'MPEG layer 1 or 2',
  0x0055: 'MPEG layer 3',
  0x0161: 'Windows Media Audio',
  0x2000: 'Dolby AC-3',
}

interface WavFormat {
  encoding: PcmEncoding
  channels: number
  sampleRate: number
  warnings: AudioWarning[]
}

/**
 * Opens a RIFF/WAVE file: 8, 16, 24 and 32-bit PCM, 32 and 64-bit float, A-law, mu-law, plain or extensible; RIFX (big
 * endian); RF64 and BW64 beyond 4 GB; any chunks before and after the samples, padded or not; files of streaming
 * writers whose lengths are 0, 2^32 - 1 or near 2^31.
 *
 * A data chunk that is longer than the file is read as far as it goes, with a warning in the stream. Chunks behind the
 * samples are not looked at.
 */
export async function openWav(source: ByteSource, file: string): Promise<AudioStream> {
  const reader = new HeaderReader(source, file)
  const head = await reader.view(0, 12, 'the RIFF header')
  const kind = fourCharacters(head, 0)
  const bigEndian = kind === 'RIFX'
  const riffSize = head.getUint32(4, !bigEndian)
  const large = kind === 'RF64' || kind === 'BW64'

  let format: WavFormat | undefined
  let data: { offset: number; size: number } | undefined
  let largeSize: number | undefined

  let at = 12
  for (let count = 0; at + 8 <= reader.size && !(format && data); count++) {
    if (count === MAX_CHUNKS)
      throw reader.error('bad-header', `no sound within the first ${MAX_CHUNKS} chunks of the file`, at)
    const chunk = await reader.view(at, 8, 'a chunk header')
    const name = fourCharacters(chunk, 0)
    const size = chunk.getUint32(4, !bigEndian)
    const body = at + 8
    if (name.includes('?')) throw reader.error('bad-header', 'the chunks of the file are damaged', at)
    if (name === 'fmt ') format = await readFormat(reader, body, size, bigEndian)
    else if (name === 'ds64' && size >= 16)
      largeSize = Number((await reader.view(body, 16, 'the ds64 chunk')).getBigUint64(8, true))
    else if (name === 'data') data = { offset: body, size: large && size === UNKNOWN ? (largeSize ?? size) : size }
    at = await nextChunk(reader, body + (name === 'data' ? data!.size : size), size)
  }

  if (!format)
    throw data || at <= reader.size
      ? reader.error('bad-header', 'the file has no fmt chunk, which says how its samples are stored', data?.offset)
      : reader.error('truncated', 'the file ends within its header: the fmt chunk is missing or cut', reader.size)
  if (!data) {
    throw at > reader.size || (riffSize + 8 > reader.size && !isUnknown(riffSize))
      ? reader.error('truncated', 'the file ends before its samples: there is no data chunk', reader.size)
      : reader.error('bad-header', 'the file has no data chunk, where the samples would be')
  }

  const { encoding, channels, sampleRate } = format
  const warnings = [...format.warnings]
  const streamed = isUnknown(data.size)
    ? data.size === UNKNOWN || data.size > reader.size - data.offset
    : data.size === 0 && (await isUnfinished(reader, data.offset, riffSize))
  if (streamed && !large && riffSize !== 0 && !isUnknown(riffSize) && data.size !== 0)
    warnings.push({
      problem: 'bad-header',
      message: `the header states no length for the sound (${data.size}), but one for the file (${riffSize}); all was read`,
    })
  const stated = streamed ? undefined : data.size
  const frameBytes = PCM_BYTES[encoding] * channels
  const length = pcmLength(reader, { dataOffset: data.offset, stated, frameBytes })
  warnings.push(...length.warnings)
  return pcmStream(
    source,
    {
      format: 'wav',
      encoding,
      bigEndian,
      sampleRate,
      channels,
      dataOffset: data.offset,
      frames: length.frames,
      lengthStated: !streamed,
      warnings,
    },
    file,
  )
}

/** Chunks of odd length are padded by a byte; some writers forget it, which the next chunk's name gives away. */
async function nextChunk(reader: HeaderReader, end: number, size: number): Promise<number> {
  if (size % 2 === 0 || end + 5 > reader.size) return end + (size % 2)
  const view = await reader.view(end, 5, 'a chunk header')
  return !fourCharacters(view, 1).includes('?') || fourCharacters(view, 0).includes('?') ? end + 1 : end
}

/**
 * A data chunk of length 0: a writer that was stopped before it could fill in the lengths, or truly no samples? Truly
 * none where the file's own length agrees with that, or where another chunk follows.
 */
async function isUnfinished(reader: HeaderReader, dataOffset: number, riffSize: number): Promise<boolean> {
  if (reader.size <= dataOffset) return false
  if (riffSize === 0 || isUnknown(riffSize)) return true
  if (riffSize + 8 <= dataOffset) return true
  if (reader.size < dataOffset + 8) return true
  const view = await reader.view(dataOffset, 8, 'a chunk header')
  const isChunk = !fourCharacters(view, 0).includes('?') && dataOffset + 8 + view.getUint32(4, true) <= reader.size
  return !isChunk
}

async function readFormat(reader: HeaderReader, at: number, size: number, bigEndian: boolean): Promise<WavFormat> {
  if (size < 16) throw reader.error('bad-header', `the fmt chunk has ${size} bytes; 16 or more are needed`, at)
  const view = await reader.view(at, size >= 40 ? 40 : size >= 18 ? 18 : 16, 'the fmt chunk')
  const little = !bigEndian
  let tag = view.getUint16(0, little)
  const channels = view.getUint16(2, little)
  const sampleRate = view.getUint32(4, little)
  const blockAlign = view.getUint16(12, little)
  const bits = view.getUint16(14, little)
  reader.checkSound({ sampleRate, channels, offset: at })

  if (tag === 0xfffe) {
    if (size < 40) throw reader.error('bad-header', `an extensible fmt chunk of ${size} bytes; 40 are needed`, at)
    let rest = ''
    for (let i = 26; i < 40; i++) rest += view.getUint8(i).toString(16).padStart(2, '0')
    if (!SUB_FORMATS.includes(rest))
      throw reader.error('unsupported', 'an extensible format that is neither PCM, float, A-law nor mu-law', at + 24)
    tag = view.getUint16(24, little)
  }

  const isLaw = tag === 6 || tag === 7
  if (tag !== 1 && tag !== 3 && !isLaw) {
    const name = OTHER_TAGS[tag] ?? 'unknown'
    const code = `0x${tag.toString(16).padStart(4, '0')}`
    throw reader.error('unsupported', `samples stored as ${name} (format tag ${code}) cannot be decoded in wav`, at)
  }

  const warnings: AudioWarning[] = []
  let width = Math.ceil(bits / 8)
  if (tag === 1 && width === 3 && blockAlign === 4 * channels) {
    // 24 bits in words of 32, which some recorders write
    width = 4
  } else if (blockAlign !== width * channels && !isLaw) {
    warnings.push({
      problem: 'bad-header',
      message: `block align ${blockAlign} does not fit ${channels} channel(s) of ${bits} bits; the latter were believed`,
    })
  }
  const encoding = encodingOf(tag, isLaw ? 1 : width)
  if (!encoding)
    throw reader.error('bad-header', `${bits} bits per sample with format tag ${tag} is not a combination in use`, at)
  return { encoding, channels, sampleRate, warnings }
}

function encodingOf(tag: number, width: number): PcmEncoding | undefined {
  if (tag === 6) return 'a-law'
  if (tag === 7) return 'mu-law'
  if (tag === 3) return width === 4 ? 'f32' : width === 8 ? 'f64' : undefined
  return (['u8', 's16', 's24', 's32'] as const)[width - 1]
}
