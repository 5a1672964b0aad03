/** What the 512 bytes before a member of a tar archive say. */
export interface TarHeader {
  readonly name: string
  /** POSIX's type flag: `0` a file, `5` a folder, `2` a link, `x` and `g` pax records, `L` a long name, ... */
  readonly type: string
  /** Bytes that follow, before they are filled up to whole blocks. */
  readonly size: number
  /** Whether more blocks of the header follow: the map of an old GNU sparse file. */
  readonly continues: boolean
}

export const TAR_BLOCK = 512

/**
 * Reads a header block of tar in any of its dialects: v7, POSIX (ustar, with the name's prefix), GNU and star (numbers in base 256).
 *
 * @returns null for a block of zeros, which ends an archive; undefined for what is no header (its checksum does not fit)
 */
export function parseTarHeader(block: Uint8Array): TarHeader | null | undefined {
  if (block.length < TAR_BLOCK) return undefined
  if (block.every(byte => byte === 0)) return null
  const stated = parseNumber(block.subarray(148, 156))
  if (stated !== checksum(block, 0) && stated !== checksum(block, 128)) return undefined
  const size = parseNumber(block.subarray(124, 136))
  if (size === undefined) return undefined
  const name = parseText(block.subarray(0, 100))
  const magic = String.fromCharCode(...block.subarray(257, 263))
  // GNU's own dialect ('ustar  ') keeps other things where POSIX has the prefix.
  const prefix = magic === 'ustar\0' ? parseText(block.subarray(345, 500)) : ''
  const flag = block[156]
  const type = flag === 0 || flag === 0x37 ? '0' : String.fromCharCode(flag)
  return { name: prefix === '' ? name : `${prefix}/${name}`, type, size, continues: type === 'S' && block[482] !== 0 }
}

/** The sum of the bytes, the checksum's own taken as blanks; old programs summed signed ones. */
function checksum(block: Uint8Array, signedFrom: number): number {
  let sum = 0
  for (let i = 0; i < TAR_BLOCK; i++) {
    const byte = i >= 148 && i < 156 ? 0x20 : block[i]
    sum += signedFrom > 0 && byte >= signedFrom ? byte - 256 : byte
  }
  return sum
}

/** An octal number in ASCII, or one in base 256 where the first bit is set. */
function parseNumber(field: Uint8Array): number | undefined {
  if (field[0] & 0x80) {
    let value = field[0] & 0x7f
    // a negative number has all bits set
    if (value === 0x7f) return undefined
    for (let i = 1; i < field.length; i++) value = value * 256 + field[i]
    return Number.isSafeInteger(value) ? value : undefined
  }
  const text = String.fromCharCode(...field).replace(/[\0 ].*$/s, match => (/[^\0 ]/.test(match) ? match : ''))
  const digits = text.trim()
  if (digits === '') return 0
  return /^[0-7]+$/.test(digits) ? parseInt(digits, 8) : undefined
}

/** A name up to its first zero byte: UTF-8, or where it is none, Latin-1, in which every byte is a character. */
export function parseText(bytes: Uint8Array): string {
  const end = bytes.indexOf(0)
  const used = end < 0 ? bytes : bytes.subarray(0, end)
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(used)
  } catch {
    return Array.from(used, byte => String.fromCharCode(byte)).join('')
  }
}

/** The records of a pax header, `LENGTH KEY=VALUE\n` one after the other; undefined if they are damaged. */
export function parsePax(bytes: Uint8Array): Map<string, string> | undefined {
  const records = new Map<string, string>()
  let at = 0
  while (at < bytes.length && bytes[at] !== 0) {
    const blank = bytes.indexOf(0x20, at)
    if (blank < 0 || blank - at > 10) return undefined
    const text = String.fromCharCode(...bytes.subarray(at, blank))
    const length = /^[0-9]+$/.test(text) ? Number(text) : NaN
    const end = at + length
    if (!(end <= bytes.length && end > blank + 1) || bytes[end - 1] !== 0x0a) return undefined
    const record = bytes.subarray(blank + 1, end - 1)
    const equals = record.indexOf(0x3d)
    if (equals < 1) return undefined
    records.set(parseText(record.subarray(0, equals)), parseText(record.subarray(equals + 1)))
    at = end
  }
  return records
}
