import type { HeaderReader } from '../header-reader'
import type { Box } from './box'
import { findBox } from './box'

/** What the edit list, if there is one, leaves out at the start and plays; only its first entry with sound counts. */
export async function readEdit(
  reader: HeaderReader,
  track: Box,
  movieScale: number,
  timescale: number,
): Promise<{ skip: number; play: number | undefined } | undefined> {
  const list = await findBox(reader, track, 'edts', 'elst')
  if (!list) return undefined
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
  return undefined
}
