import { AudioFileError } from '../audio-file-error'
import type { HeaderReader } from '../header-reader'
import { fourCharacters } from '../header-reader'
import type { Box } from './box'
import { boxes, findBox } from './box'
import { readEdit } from './edit-list'
import { readFragments } from './fragments'
import { readGaplessTag } from './gapless-tag'
import type { PacketRun } from './packet-table'
import { packetRuns, readChunks, readDuration, readSizes } from './packet-table'
import { readDescription } from './sound-description'

/** The sound track of an MP4 file. */
export interface Mp4Track {
  /** The four letters of the sample entry: `mp4a`, `alac`, `enca`, ... */
  readonly codec: string
  /** Content of the decoder-specific part of its description. */
  readonly config: Uint8Array | undefined
  readonly channels: number
  readonly sampleRate: number
  /** Ticks a second of the durations below. */
  readonly timescale: number
  /** Length of all packets, in ticks; 0 if unknown. */
  readonly duration: number
  /** Ticks to be left out at the start (edit list), and those to be played from there on if known. */
  readonly skip: number
  readonly play: number | undefined
  /** The same in samples of the sound, from a tag that files without an edit list may have. */
  readonly gapless: { readonly delay: number; readonly samples: number } | undefined
  readonly packets: number
  /** The end of the index is missing. */
  readonly isCut: boolean
  runs(): AsyncGenerator<PacketRun, void, void>
}

/**
 * The first sound track of an MP4 file, plain or fragmented.
 *
 * @throws {AudioFileError} where there is none, or its tables do not fit the file
 */
export async function readMp4(reader: HeaderReader): Promise<Mp4Track> {
  let movie: Box | undefined
  let isCut = false
  for await (const box of boxes(reader, 0, reader.size)) {
    if (box.type === 'moov') movie = box
    isCut = box.isCut
    if (movie) break
  }
  if (!movie)
    throw reader.error(
      isCut ? 'truncated' : 'bad-header',
      'the file has no moov box, which says where its sound lies; it is cut off or was not finished',
    )
  try {
    return { ...(await readMovie(reader, movie)), isCut }
  } catch (error) {
    // what a cut index lacks looks like a fault of its own
    if (!isCut || !(error instanceof AudioFileError)) throw error
    throw reader.error('truncated', 'the file is cut off within its index (moov box)', reader.size, error)
  }
}

async function readMovie(reader: HeaderReader, movie: Box): Promise<Omit<Mp4Track, 'isCut'>> {
  const movieScale = await readMovieScale(reader, movie)
  let hasTrack = false
  for await (const box of boxes(reader, movie.start, movie.end)) {
    if (box.type !== 'trak') continue
    hasTrack = true
    const handler = await findBox(reader, box, 'mdia', 'hdlr')
    if (!handler || fourCharacters(await reader.view(handler.start, 12, 'a handler'), 8) !== 'soun') continue
    return readTrack(reader, movie, box, movieScale)
  }
  throw reader.error('not-audio', hasTrack ? 'an MP4 file without sound' : 'an MP4 file without tracks')
}

async function readMovieScale(reader: HeaderReader, movie: Box): Promise<number> {
  const header = await findBox(reader, movie, 'mvhd')
  if (!header) return 0
  const version = (await reader.view(header.start, 4, 'the movie header')).getUint8(0)
  return (await reader.view(header.start + (version === 1 ? 20 : 12), 4, 'the movie header')).getUint32(0)
}

async function readTrack(
  reader: HeaderReader,
  movie: Box,
  track: Box,
  movieScale: number,
): Promise<Omit<Mp4Track, 'isCut'>> {
  const need = async (...path: string[]) => {
    const box = await findBox(reader, track, ...path)
    if (!box) throw reader.error('bad-header', `the sound track has no ${path.at(-1)} box`, track.start)
    return box
  }
  const header = await need('mdia', 'mdhd')
  const version = (await reader.view(header.start, 4, 'a media header')).getUint8(0)
  const times = await reader.view(header.start + (version === 1 ? 20 : 12), 12, 'a media header')
  const timescale = times.getUint32(0)
  const headerDuration = version === 1 ? Number(times.getBigUint64(4)) : times.getUint32(4)
  if (timescale === 0) throw reader.error('bad-header', 'the time scale of the sound track is 0', header.start)

  const table = await need('mdia', 'minf', 'stbl')
  const description = await readDescription(reader, await need('mdia', 'minf', 'stbl', 'stsd'))
  const edit = await readEdit(reader, track, movieScale, timescale)
  const gapless = edit ? undefined : await readGaplessTag(reader, movie)
  const sizes = await readSizes(reader, table)
  const fragments = sizes.count === 0 ? await readFragments(reader, track, movie) : undefined
  const duration = fragments ? 0 : ((await readDuration(reader, table)) ?? headerDuration)
  const chunks = fragments ? undefined : await readChunks(reader, table)
  return {
    ...description,
    timescale,
    duration,
    skip: edit?.skip ?? 0,
    play: edit?.play,
    gapless,
    packets: fragments ? fragments.reduce((sum, run) => sum + run.sizes.length, 0) : sizes.count,
    async *runs() {
      if (fragments) yield* fragments
      else yield* packetRuns(reader, sizes, chunks!)
    },
  }
}
