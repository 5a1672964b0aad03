import { AudioFileError } from './audio-file-error'
import type { HeaderReader } from './header-reader'
import { fourCharacters } from './header-reader'

/** A box of an MP4 file: its type and where its content lies. */
export interface Box {
  readonly type: string
  readonly start: number
  readonly end: number
  /** It claims to reach beyond the part of the file that it lies in. */
  readonly isCut: boolean
}

/** Runs of packets that lie one behind the other in the file. */
export interface PacketRun {
  readonly offset: number
  readonly sizes: ArrayLike<number>
}

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
  readonly packets: number
  runs(): AsyncGenerator<PacketRun, void, void>
}

/** More boxes in a row than this are taken for damage. */
const MAX_BOXES = 100_000

/** The boxes within a part of the file. A box that does not fit in is cut to it. */
export async function* boxes(reader: HeaderReader, start: number, end: number): AsyncGenerator<Box, void, void> {
  let at = start
  for (let count = 0; at + 8 <= end; count++) {
    if (count === MAX_BOXES) throw reader.error('bad-header', 'boxes without an end', at)
    const head = await reader.view(at, 8, 'a box header')
    let size = head.getUint32(0)
    const type = fourCharacters(head, 4)
    let header = 8
    if (size === 1) {
      size = Number((await reader.view(at + 8, 8, 'a box header')).getBigUint64(0))
      header = 16
    } else if (size === 0) size = end - at
    if (size < header) return
    yield { type, start: at + header, end: Math.min(end, at + size), isCut: at + size > end }
    at += size
  }
}

/** The first box of a type within a part of the file, by a path of types. */
async function find(reader: HeaderReader, within: { start: number; end: number }, ...path: string[]) {
  let found: { start: number; end: number } | undefined = within
  for (const type of path) {
    let next: Box | undefined
    for await (const box of boxes(reader, found.start, found.end))
      if (box.type === type) {
        next = box
        break
      }
    if (!next) return undefined
    found = next
  }
  return found
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
    return await readMovie(reader, movie)
  } catch (error) {
    // what a cut index lacks looks like a fault of its own
    if (!isCut || !(error instanceof AudioFileError)) throw error
    throw reader.error('truncated', 'the file is cut off within its index (moov box)', reader.size, error)
  }
}

async function readMovie(reader: HeaderReader, movie: Box): Promise<Mp4Track> {
  const movieScale = await readMovieScale(reader, movie)
  let hasTrack = false
  for await (const box of boxes(reader, movie.start, movie.end)) {
    if (box.type !== 'trak') continue
    hasTrack = true
    const handler = await find(reader, box, 'mdia', 'hdlr')
    if (!handler || fourCharacters(await reader.view(handler.start, 12, 'a handler'), 8) !== 'soun') continue
    return readTrack(reader, movie, box, movieScale)
  }
  throw reader.error('not-audio', hasTrack ? 'an MP4 file without sound' : 'an MP4 file without tracks')
}

async function readMovieScale(reader: HeaderReader, movie: Box): Promise<number> {
  const header = await find(reader, movie, 'mvhd')
  if (!header) return 0
  const version = (await reader.view(header.start, 4, 'the movie header')).getUint8(0)
  return (await reader.view(header.start + (version === 1 ? 20 : 12), 4, 'the movie header')).getUint32(0)
}

async function readTrack(reader: HeaderReader, movie: Box, track: Box, movieScale: number): Promise<Mp4Track> {
  const need = async (...path: string[]) => {
    const box = await find(reader, track, ...path)
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
  const sizes = await readSizes(reader, table)
  const fragments = sizes.count === 0 ? await readFragments(reader, track, movie) : undefined
  const duration = fragments ? 0 : ((await readDuration(reader, table)) ?? headerDuration)
  const chunks = fragments ? undefined : await readChunks(reader, table)
  return {
    ...description,
    timescale,
    duration,
    ...edit,
    packets: fragments ? fragments.reduce((sum, run) => sum + run.sizes.length, 0) : sizes.count,
    async *runs() {
      if (fragments) yield* fragments
      else yield* packetRuns(reader, sizes, chunks!)
    },
  }
}

async function readDescription(reader: HeaderReader, box: { start: number; end: number }) {
  for await (const entry of boxes(reader, box.start + 8, box.end)) {
    const view = await reader.view(entry.start, 28, 'the description of the sound')
    const version = view.getUint16(8)
    const channels = view.getUint16(16)
    const sampleRate = view.getUint32(24) / 65536
    // QuickTime's versions 1 and 2 have more fields
    const more = version === 1 ? 16 : version === 2 ? 36 : 0
    const inner = { start: entry.start + 28 + more, end: entry.end }
    const es = (await find(reader, inner, 'esds')) ?? (await find(reader, inner, 'wave', 'esds'))
    const config = es && (await readDecoderConfig(reader, es))
    return { codec: entry.type, config, channels, sampleRate }
  }
  throw reader.error('bad-header', 'the sound track has no description', box.start)
}

/** The DecoderSpecificInfo within the descriptors of an esds box; undefined unless the codec is MPEG-4 or MPEG-2 AAC. */
async function readDecoderConfig(
  reader: HeaderReader,
  box: { start: number; end: number },
): Promise<Uint8Array | undefined> {
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

/** What the edit list says is to be left out at the start and played; only its first entry with sound counts. */
async function readEdit(
  reader: HeaderReader,
  track: Box,
  movieScale: number,
  timescale: number,
): Promise<{ skip: number; play: number | undefined }> {
  const list = await find(reader, track, 'edts', 'elst')
  if (!list) return { skip: 0, play: undefined }
  const head = await reader.view(list.start, 8, 'the edit list')
  const isLong = head.getUint8(0) === 1
  const width = isLong ? 20 : 12
  const count = Math.min(head.getUint32(4), Math.floor((list.end - list.start - 8) / width))
  for (let i = 0; i < Math.min(count, 64); i++) {
    const view = await reader.view(list.start + 8 + i * width, width, 'the edit list')
    const length = isLong ? Number(view.getBigUint64(0)) : view.getUint32(0)
    const time = isLong ? Number(view.getBigInt64(8)) : view.getInt32(4)
    // -1 is an empty edit, a pause before the sound
    if (time < 0) continue
    const play = movieScale > 0 && length > 0 ? (length / movieScale) * timescale : undefined
    return { skip: time, play }
  }
  return { skip: 0, play: undefined }
}

async function readDuration(reader: HeaderReader, table: { start: number; end: number }): Promise<number | undefined> {
  const box = await find(reader, table, 'stts')
  if (!box) return undefined
  const count = Math.min(
    (await reader.view(box.start + 4, 4, 'a table of times')).getUint32(0),
    Math.floor((box.end - box.start - 8) / 8),
  )
  let sum = 0
  for (let i = 0; i < count; i++) {
    const view = await reader.view(box.start + 8 + 8 * i, 8, 'a table of times')
    sum += view.getUint32(0) * view.getUint32(4)
  }
  return sum
}

interface Sizes {
  count: number
  /** The size of all packets, or 0 where each has its own in the table. */
  common: number
  table: number
}

async function readSizes(reader: HeaderReader, table: { start: number; end: number }): Promise<Sizes> {
  const box = await find(reader, table, 'stsz')
  if (!box) return { count: 0, common: 0, table: 0 }
  const view = await reader.view(box.start, 12, 'the table of sizes')
  const common = view.getUint32(4)
  const count = view.getUint32(8)
  const most = common > 0 ? Math.ceil(reader.size / common) : Math.floor((box.end - box.start - 12) / 4)
  if (common === 0 && count > most)
    throw reader.error('truncated', `the table of sizes announces ${count} packets and has room for ${most}`, box.start)
  return { count: Math.min(count, most), common, table: box.start + 12 }
}

interface Chunks {
  count: number
  offsets: number
  isLong: boolean
  /** From which chunk on (counted from 1) how many packets lie in each. */
  runs: { first: number; packets: number }[]
}

async function readChunks(reader: HeaderReader, table: { start: number; end: number }): Promise<Chunks> {
  const long = await find(reader, table, 'co64')
  const box = long ?? (await find(reader, table, 'stco'))
  const map = await find(reader, table, 'stsc')
  if (!box || !map) throw reader.error('bad-header', 'the sound track has no table of chunks', table.start)
  const width = long ? 8 : 4
  const room = Math.floor((box.end - box.start - 8) / width)
  const count = Math.min((await reader.view(box.start + 4, 4, 'the table of chunks')).getUint32(0), room)
  const entries = Math.min(
    (await reader.view(map.start + 4, 4, 'the table of chunks')).getUint32(0),
    Math.floor((map.end - map.start - 8) / 12),
  )
  const runs: Chunks['runs'] = []
  for (let i = 0; i < entries; i++) {
    const view = await reader.view(map.start + 8 + 12 * i, 12, 'the table of chunks')
    runs.push({ first: view.getUint32(0), packets: view.getUint32(4) })
  }
  return { count, offsets: box.start + 8, isLong: long !== undefined, runs }
}

async function* packetRuns(reader: HeaderReader, sizes: Sizes, chunks: Chunks): AsyncGenerator<PacketRun, void, void> {
  let packet = 0
  let entry = -1
  for (let chunk = 1; chunk <= chunks.count && packet < sizes.count; chunk++) {
    while (entry + 1 < chunks.runs.length && chunks.runs[entry + 1].first <= chunk) entry++
    const count = Math.min(chunks.runs[entry]?.packets ?? 0, sizes.count - packet)
    const width = chunks.isLong ? 8 : 4
    const view = await reader.view(chunks.offsets + width * (chunk - 1), width, 'the table of chunks')
    const offset = chunks.isLong ? Number(view.getBigUint64(0)) : view.getUint32(0)
    // a chunk of very many packets comes in parts, so that no number in the file decides about memory
    let at = offset
    for (let done = 0; done < count;) {
      const part = Math.min(count - done, 4096)
      const list = new Uint32Array(part)
      if (sizes.common > 0) list.fill(sizes.common)
      else {
        const table = await reader.view(sizes.table + 4 * packet, 4 * part, 'the table of sizes')
        for (let i = 0; i < part; i++) list[i] = table.getUint32(4 * i)
      }
      yield { offset: at, sizes: list }
      at += list.reduce((sum, size) => sum + size, 0)
      done += part
      packet += part
    }
  }
}

/** The packets of all fragments (moof boxes) that belong to a track. */
async function readFragments(reader: HeaderReader, track: Box, movie: Box): Promise<PacketRun[]> {
  const header = await find(reader, track, 'tkhd')
  if (!header) return []
  const version = (await reader.view(header.start, 4, 'a track header')).getUint8(0)
  const id = (await reader.view(header.start + (version === 1 ? 20 : 12), 4, 'a track header')).getUint32(0)
  const defaults = await readTrackDefault(reader, movie, id)
  const runs: PacketRun[] = []
  for await (const moof of boxes(reader, movie.end, reader.size)) {
    if (moof.type !== 'moof') continue
    for await (const part of boxes(reader, moof.start, moof.end))
      if (part.type === 'traf') runs.push(...(await readFragment(reader, moof, part, id, defaults)))
  }
  return runs
}

async function readTrackDefault(reader: HeaderReader, movie: Box, id: number): Promise<number> {
  const extends_ = await find(reader, movie, 'mvex')
  if (!extends_) return 0
  for await (const box of boxes(reader, extends_.start, extends_.end)) {
    if (box.type !== 'trex') continue
    const view = await reader.view(box.start, 24, 'the defaults of fragments')
    if (view.getUint32(4) === id) return view.getUint32(16)
  }
  return 0
}

async function readFragment(reader: HeaderReader, moof: Box, part: Box, id: number, trackDefault: number) {
  const runs: PacketRun[] = []
  // data offsets count from the first byte of the moof box
  let base = moof.start - 8
  let size = trackDefault
  let at = base
  for await (const box of boxes(reader, part.start, part.end)) {
    if (box.type === 'tfhd') {
      const view = await reader.view(box.start, 8, 'a fragment header')
      if (view.getUint32(4) !== id) return []
      const flags = view.getUint32(0)
      let field = box.start + 8
      if (flags & 1) {
        base = Number((await reader.view(field, 8, 'a fragment header')).getBigUint64(0))
        field += 8
      }
      if (flags & 2) field += 4
      if (flags & 8) field += 4
      if (flags & 16) size = (await reader.view(field, 4, 'a fragment header')).getUint32(0)
      at = base
    } else if (box.type === 'trun') {
      const view = await reader.view(box.start, 8, 'a run of packets')
      const flags = view.getUint32(0)
      const count = view.getUint32(4)
      let field = box.start + 8
      if (flags & 1) {
        at = base + (await reader.view(field, 4, 'a run of packets')).getInt32(0)
        field += 4
      }
      if (flags & 4) field += 4
      const hasSize = (flags & 0x200) !== 0
      const before = flags & 0x100 ? 4 : 0
      const width = before + (hasSize ? 4 : 0) + (flags & 0x400 ? 4 : 0) + (flags & 0x800 ? 4 : 0)
      const room = width > 0 ? Math.floor((box.end - field) / width) : Math.ceil(reader.size / Math.max(size, 1))
      const sizes = new Uint32Array(Math.min(count, room, reader.size))
      for (let i = 0; i < sizes.length; i++)
        sizes[i] = hasSize ? (await reader.view(field + i * width + before, 4, 'a run of packets')).getUint32(0) : size
      runs.push({ offset: at, sizes })
      at += sizes.reduce((sum, value) => sum + value, 0)
    }
  }
  return runs
}
