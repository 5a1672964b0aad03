import type { AudioStream } from './audio-stream'
import type { ByteSource } from './byte-source'
import { fourCharacters, HeaderReader } from './header-reader'
import type { PcmEncoding } from './pcm-encoding'
import { PCM_BYTES } from './pcm-encoding'
import { pcmLength } from './pcm-length'
import { pcmStream } from './pcm-stream'

const ENCODINGS: Readonly<Record<number, PcmEncoding>> = {
  1: 'mu-law',
  2: 's8',
  3: 's16',
  4: 's24',
  5: 's32',
  6: 'f32',
  7: 'f64',
  27: 'a-law',
}

/** A length of 2^32 - 1 says that the writer could not know it. */
const UNKNOWN = 0xffffffff

/**
 * Opens a Sun/NeXT audio file (`.au`, `.snd`): mu-law, A-law, 8, 16, 24 and 32-bit PCM, 32 and 64-bit float, also in
 * the little-endian variants and with DEC's mark. This is the format of the original GTZAN archive.
 *
 * A file shorter than its header announces is read as far as it goes, with a warning in the stream.
 */
export async function openAu(source: ByteSource, file: string): Promise<AudioStream> {
  const reader = new HeaderReader(source, file)
  const head = await reader.view(0, 24, 'the au header')
  const bigEndian = fourCharacters(head, 0).startsWith('.s')
  const [dataOffset, size, code, sampleRate, channels] = [4, 8, 12, 16, 20].map(at => head.getUint32(at, !bigEndian))
  if (dataOffset < 24)
    throw reader.error('bad-header', `the header claims that the sound begins at byte ${dataOffset}, within itself`, 4)
  if (dataOffset > reader.size)
    throw reader.error('truncated', `the file ends before its sound, which begins at byte ${dataOffset}`, reader.size)
  const encoding = ENCODINGS[code]
  if (!encoding) throw reader.error('unsupported', `au encoding ${code} cannot be decoded`, 12)
  reader.checkSound({ sampleRate, channels, offset: 16 })

  const stated = size === UNKNOWN ? undefined : size
  const frameBytes = PCM_BYTES[encoding] * channels
  const { frames, warnings } = pcmLength(reader, { dataOffset, stated, frameBytes })
  return pcmStream(
    source,
    {
      format: 'au',
      encoding,
      bigEndian,
      sampleRate,
      channels,
      dataOffset,
      frames,
      lengthStated: stated !== undefined,
      warnings,
    },
    file,
  )
}
