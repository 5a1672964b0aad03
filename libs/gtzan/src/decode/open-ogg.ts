import { AudioFileError } from './audio-file-error'
import type { AudioStream } from './audio-stream'
import type { ByteSource } from './byte-source'
import { openOggFlac } from './flac/flac'
import { oggPages } from './ogg'
import { openOpus } from './opus'
import { openVorbis } from './vorbis'

/** Pages that may begin streams before the first page of sound. */
const MAX_STREAMS = 32

/** Opens the first stream of Vorbis, Opus or FLAC sound in an Ogg file. */
export async function openOgg(source: ByteSource, file: string): Promise<AudioStream> {
  const others: string[] = []
  let pages = 0
  for await (const page of oggPages(source, () => {})) {
    if (!page.first || ++pages > MAX_STREAMS) break
    const head = String.fromCharCode(...(page.segments[0] ?? new Uint8Array(0)).subarray(0, 8))
    if (head === 'OpusHead') return openOpus(source, file, page)
    if (head.startsWith('\x01vorbis')) return openVorbis(source, file, page)
    if (head.startsWith('\x7fFLAC')) return openOggFlac(source, file, page)
    others.push(NAMES.find(([start]) => head.startsWith(start))?.[1] ?? 'an unknown kind')
  }
  if (others.length === 0)
    throw new AudioFileError({ file, problem: 'damaged', reason: 'the first page of the Ogg file is damaged or cut' })
  throw new AudioFileError({
    file,
    problem: 'unsupported',
    reason: `an Ogg file without Vorbis, Opus or FLAC sound (it holds ${others.join(', ')})`,
  })
}

const NAMES = [
  ['Speex', 'Speex'],
  ['\x80theora', 'Theora video'],
  ['fishead', 'a skeleton'],
] as const
