import type { HeaderReader } from '../header-reader'
import type { Box } from './box'
import { boxes, findBox } from './box'
import type { PacketRun } from './packet-table'

/** The packets of all fragments (moof boxes) that belong to a track. */
export async function readFragments(reader: HeaderReader, track: Box, movie: Box): Promise<PacketRun[]> {
  const header = await findBox(reader, track, 'tkhd')
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
  const extends_ = await findBox(reader, movie, 'mvex')
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
