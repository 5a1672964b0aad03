import type { ByteSource } from './byte-source'
import { findMpegAudio, id3Length } from './mpeg-frame'

/** What the bytes of a file say that it is. `ogg` and `mp4` are containers that may hold several kinds of sound. */
export type SniffedFormat = 'wav' | 'au' | 'aiff' | 'mp3' | 'flac' | 'ogg' | 'mp4' | 'aac'

/** How far a file is searched for the first frame of MPEG audio. */
const SEARCH_BYTES = 1 << 16
/** ID3 tags one after the other that are skipped. */
const MAX_TAGS = 8

/**
 * What a file is by its content, its name left aside: a format and the byte where it begins (behind ID3 tags), or, for
 * what is no audio that can be decoded, what it seems to be, in words.
 */
export async function sniffFormat(
  source: ByteSource,
): Promise<{ format: SniffedFormat; offset: number } | { format: undefined; seems: string }> {
  let offset = 0
  let head = await source.read(0, 64)
  const first = head
  for (let tags = 0; tags < MAX_TAGS; tags++) {
    const length = id3Length(head)
    if (length === 0) break
    offset += length
    head = await source.read(offset, 64)
  }

  const text = latin1(head)
  const kind = text.slice(0, 4)
  const at4 = text.slice(4, 8)
  const at8 = text.slice(8, 12)
  if (['RIFF', 'RIFX', 'RF64', 'BW64'].includes(kind) && (at8 === 'WAVE' || head.length < 12))
    return { format: 'wav', offset }
  if (kind === 'FORM' && (at8 === 'AIFF' || at8 === 'AIFC' || head.length < 12)) return { format: 'aiff', offset }
  // Sun's, and DEC's `.sd`, of either byte order
  if (['.snd', 'dns.', '.sd\0', '\0ds.'].includes(kind)) return { format: 'au', offset }
  if (kind === 'fLaC') return { format: 'flac', offset }
  if (kind === 'OggS') return { format: 'ogg', offset }
  if (['ftyp', 'moov', 'mdat'].includes(at4) || (['free', 'skip', 'wide'].includes(at4) && head[0] === 0))
    return { format: 'mp4', offset }
  const other = OTHERS.find(([pattern]) => pattern.test(text))
  if (other) return { format: undefined, seems: other[1] }

  const window = await source.read(offset, SEARCH_BYTES)
  const mpeg = findMpegAudio(window, offset + window.length >= source.size)
  if (mpeg) return { format: mpeg.frame.layer === 0 ? 'aac' : 'mp3', offset: offset + mpeg.at }
  if (offset > 0) return { format: undefined, seems: 'an ID3 tag with no MPEG audio behind it' }
  return { format: undefined, seems: describe(first) }
}

/** Files that are often found in place of audio, by how they begin. */
const OTHERS: readonly (readonly [RegExp, string])[] = [
  [/^PK\x03\x04/, 'a ZIP archive'],
  [/^\x1f\x8b/, 'a gzip archive'],
  [/^Rar!/, 'a RAR archive'],
  [/^7z\xbc\xaf/, 'a 7-Zip archive'],
  [/^\x89PNG/, 'a PNG picture'],
  [/^\xff\xd8\xff/, 'a JPEG picture'],
  [/^GIF8/, 'a GIF picture'],
  [/^%PDF/, 'a PDF document'],
  [/^MThd/, 'a MIDI file, which holds notes and no sound'],
  [/^\x1aE\xdf\xa3/, 'a Matroska or WebM file, which cannot be decoded here'],
  [/^\x30\x26\xb2\x75\x8e\x66\xcf\x11/, 'a Windows Media file, which cannot be decoded here'],
  [/^MAC /, "a Monkey's Audio file, which cannot be decoded here"],
  [/^wvpk/, 'a WavPack file, which cannot be decoded here'],
  [/^(DSD |FRM8)/, 'a DSD file, which cannot be decoded here'],
  [/^TTA[12]/, 'a True Audio file, which cannot be decoded here'],
  [/^(MPCK|MP\+)/, 'a Musepack file, which cannot be decoded here'],
  [/^#!AMR/, 'an AMR file, which cannot be decoded here'],
  [/^OFR /, 'an OptimFROG file, which cannot be decoded here'],
  [/^\x0b\x77/, 'Dolby AC-3 sound, which cannot be decoded here'],
  [/^\x7f\xfe\x80\x01/, 'DTS sound, which cannot be decoded here'],
  [/^caff/, 'a Core Audio file, which cannot be decoded here'],
  [/^RIFF[^]{4}(?!WAVE)/, 'a RIFF file that is not WAVE (a video?)'],
  [/^riff\x2e\x91\xcf\x11/, 'a Sony Wave64 file, which cannot be decoded here'],
  [/^version https:\/\/git-lfs/, 'a pointer of Git LFS; the file itself was not fetched'],
  [/^\s*<(!doctype html|html|\?xml)/i, 'a web page or XML'],
]

function describe(head: Uint8Array): string {
  if (head.every(byte => byte === 0)) return 'zeros'
  const text = latin1(head)
  if (/^[\t\n\r\x20-\x7e\xa0-\xff]*$/.test(text)) return 'text'
  const bytes = Array.from(head.subarray(0, 8), byte => byte.toString(16).padStart(2, '0')).join(' ')
  return `data without a header that is known (it begins with ${bytes})`
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes)
}
