import type { ByteSource } from './byte-source'

/** One page of an Ogg file. */
export interface OggPage {
  /** Position of the page in the file, in bytes. */
  readonly offset: number
  /** Continues a packet of the page before; first and last page of its stream. */
  readonly continued: boolean
  readonly first: boolean
  readonly last: boolean
  /** Position in samples at the end of the last packet that ends on this page; -1 where none ends. */
  readonly granule: number
  readonly serial: number
  readonly sequence: number
  /** Packets and pieces of packets. */
  readonly segments: readonly Uint8Array[]
  /** Whether the last of them goes on on the next page. */
  readonly open: boolean
}

/** A packet of one stream, with what its page says once it is the last to end there. */
export interface OggPacket {
  readonly bytes: Uint8Array
  /** See {@link OggPage.granule}; `undefined` for packets that are not the last of their page. */
  readonly granule: number | undefined
  /** Last packet of the stream. */
  readonly last: boolean
}

/** Trouble met on the way; filled while packets are read. */
export interface OggTrouble {
  /** Where the first damage is, in bytes. */
  damagedAt: number | undefined
  /** The stream's last page was seen. */
  ended: boolean
  /** Where another stream begins behind the end of this one. */
  chainedAt: number | undefined
}

/** The largest page: header, 255 lacing values, 255 segments of 255 bytes. */
export const MAX_PAGE = 27 + 255 + 255 * 255
const HEADER = 27
const READ_BYTES = 1 << 17
/** No packet of music is longer; a longer one is damage, and not gathered. */
const MAX_PACKET = 1 << 20

/**
 * Pages from `offset` on; bytes between them that are no intact page are skipped and `onDamage` is told. Of a page that
 * the end of the file cuts off the whole segments are given.
 */
export async function* oggPages(
  source: ByteSource,
  onDamage: (offset: number) => void,
  offset = 0,
): AsyncGenerator<OggPage, void, void> {
  let start = offset
  let bytes: Uint8Array = await source.read(start, READ_BYTES)
  let at = 0
  let skipping = false
  for (;;) {
    if (bytes.length - at < MAX_PAGE && start + bytes.length < source.size) {
      start += at
      bytes = await source.read(start, READ_BYTES)
      at = 0
    }
    if (at >= bytes.length) return
    const page = parsePage(bytes, at, start, true)
    if (page) {
      skipping = false
      yield page.page
      at += page.length
      if (at > bytes.length) return
    } else {
      if (!skipping) onDamage(start + at)
      skipping = true
      const next = findCapture(bytes, at + 1)
      at = next === -1 ? Math.max(at + 1, bytes.length - 3) : next
      if (next === -1 && start + bytes.length >= source.size) return
    }
  }
}

/** Packets of the stream `serial`, put together over pages; those that lost a part are left out. */
export async function* oggPackets(
  source: ByteSource,
  serial: number,
  trouble: OggTrouble,
): AsyncGenerator<OggPacket, void, void> {
  let pieces: Uint8Array[] = []
  let pending = 0
  let sequence = -1
  for await (const page of oggPages(source, offset => (trouble.damagedAt ??= offset))) {
    if (trouble.ended) {
      trouble.chainedAt ??= page.offset
      return
    }
    if (page.serial !== serial) continue
    const lost = sequence !== -1 && page.sequence !== sequence + 1
    if (lost) trouble.damagedAt ??= page.offset
    sequence = page.sequence
    if (!page.continued || lost) {
      pieces = []
      pending = 0
    }
    let orphan = page.continued && pieces.length === 0
    for (let i = 0; i < page.segments.length; i++) {
      const final = i === page.segments.length - 1
      pending += page.segments[i].length
      if (pending <= MAX_PACKET) pieces.push(page.segments[i])
      if (final && page.open) break
      if (!orphan && pending <= MAX_PACKET) {
        const lastComplete = final || (page.open && i === page.segments.length - 2)
        yield {
          bytes: pieces.length === 1 ? pieces[0] : concat(pieces),
          granule: lastComplete ? page.granule : undefined,
          last: lastComplete && page.last,
        }
      } else if (pending > MAX_PACKET) trouble.damagedAt ??= page.offset
      orphan = false
      pieces = []
      pending = 0
    }
    if (page.last) trouble.ended = true
  }
}

/** Granule of the last intact page of a stream and whether it is marked as the last: from the end of the file. */
export async function lastOggPage(source: ByteSource, serial: number): Promise<OggPage | undefined> {
  const start = Math.max(0, source.size - 2 * MAX_PAGE)
  const bytes = await source.read(start, source.size - start)
  let found: OggPage | undefined
  for (let at = findCapture(bytes, 0); at !== -1;) {
    const parsed = parsePage(bytes, at, start)
    if (parsed?.page.serial === serial && parsed.page.granule >= 0) found = parsed.page
    at = findCapture(bytes, at + (parsed ? parsed.length : 1))
  }
  return found
}

/** The page at a position, if there is an intact one; or, if wanted, the part of it that is there. */
function parsePage(
  bytes: Uint8Array,
  at: number,
  start: number,
  allowCut = false,
): { page: OggPage; length: number } | undefined {
  if (at + HEADER > bytes.length || !isCapture(bytes, at) || bytes[at + 4] !== 0) return undefined
  const count = bytes[at + 26]
  let body = at + HEADER + count
  if (body > bytes.length) return undefined
  let length = HEADER + count
  for (let i = 0; i < count; i++) length += bytes[at + HEADER + i]
  const isCut = at + length > bytes.length
  if (isCut ? !allowCut : checksum(bytes, at, length) !== 0) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, HEADER)
  const flags = bytes[at + 5]
  const segments: Uint8Array[] = []
  let size = 0
  for (let i = 0; i < count; i++) {
    const lacing = bytes[at + HEADER + i]
    size += lacing
    if (body + size > bytes.length) {
      segments.push(bytes.subarray(body))
      break
    }
    if (lacing < 255 || i === count - 1) {
      segments.push(bytes.subarray(body, body + size))
      body += size
      size = 0
    }
  }
  return {
    page: {
      offset: start + at,
      continued: (flags & 1) !== 0,
      first: (flags & 2) !== 0,
      last: (flags & 4) !== 0 && !isCut,
      granule: isCut ? -1 : Number(view.getBigInt64(6, true)),
      serial: view.getUint32(14, true),
      sequence: view.getUint32(18, true),
      segments,
      open: isCut || (count > 0 && bytes[at + HEADER + count - 1] === 255),
    },
    length,
  }
}

const isCapture = (b: Uint8Array, i: number) =>
  b[i] === 0x4f && b[i + 1] === 0x67 && b[i + 2] === 0x67 && b[i + 3] === 0x53

function findCapture(bytes: Uint8Array, from: number): number {
  for (let i = from; i + 4 <= bytes.length; i++) if (isCapture(bytes, i)) return i
  return -1
}

/** 0 where the page's CRC-32 (polynomial 04c11db7, computed with its own field as zero) is the one that it carries. */
function checksum(bytes: Uint8Array, at: number, length: number): number {
  let crc = 0
  for (let i = 0; i < length; i++) {
    const byte = i >= 22 && i < 26 ? 0 : bytes[at + i]
    crc = (crc << 8) ^ CRC_TABLE[(crc >>> 24) ^ byte]
  }
  const carried = bytes[at + 22] | (bytes[at + 23] << 8) | (bytes[at + 24] << 16) | (bytes[at + 25] << 24)
  return crc ^ carried
}

const CRC_TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 24
  for (let bit = 0; bit < 8; bit++) crc = crc < 0 ? (crc << 1) ^ 0x04c11db7 : crc << 1
  return crc
})

function concat(pieces: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    out.set(piece, at)
    at += piece.length
  }
  return out
}
