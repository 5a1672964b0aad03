import type { HeaderReader } from '../header-reader'
import type { Span } from './box'
import { findBox } from './box'

/** Runs of packets that lie one behind the other in the file. */
export interface PacketRun {
  readonly offset: number
  readonly sizes: ArrayLike<number>
}

/** Length of all packets in ticks: the sum of a table of times. */
export async function readDuration(reader: HeaderReader, table: Span): Promise<number | undefined> {
  const box = await findBox(reader, table, 'stts')
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

/** How long the packets are. */
export interface Sizes {
  count: number
  /** The size of all packets, or 0 where each has its own in the table. */
  common: number
  table: number
}

export async function readSizes(reader: HeaderReader, table: Span): Promise<Sizes> {
  const box = await findBox(reader, table, 'stsz')
  if (!box) return { count: 0, common: 0, table: 0 }
  const view = await reader.view(box.start, 12, 'the table of sizes')
  const common = view.getUint32(4)
  const count = view.getUint32(8)
  const most = common > 0 ? Math.ceil(reader.size / common) : Math.floor((box.end - box.start - 12) / 4)
  if (common === 0 && count > most)
    throw reader.error('truncated', `the table of sizes announces ${count} packets and has room for ${most}`, box.start)
  return { count: Math.min(count, most), common, table: box.start + 12 }
}

/** How the packets are put together in chunks, and where these lie. */
export interface Chunks {
  count: number
  offsets: number
  isLong: boolean
  /** From which chunk on (counted from 1) how many packets lie in each. */
  runs: { first: number; packets: number }[]
}

export async function readChunks(reader: HeaderReader, table: Span): Promise<Chunks> {
  const long = await findBox(reader, table, 'co64')
  const box = long ?? (await findBox(reader, table, 'stco'))
  const map = await findBox(reader, table, 'stsc')
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

/** The packets in order. */
export async function* packetRuns(
  reader: HeaderReader,
  sizes: Sizes,
  chunks: Chunks,
): AsyncGenerator<PacketRun, void, void> {
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
