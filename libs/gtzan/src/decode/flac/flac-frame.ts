import { BitReader } from '../bit-reader'
import { FlacFrameError } from './flac-frame-error'
import { decodeSubframe } from './flac-subframe'

/** What the STREAMINFO block of a FLAC file says. */
export interface FlacInfo {
  readonly sampleRate: number
  readonly channels: number
  readonly bits: number
  /** Samples per channel, 0 if unknown. */
  readonly frames: number
  readonly largestBlock: number
  /** Length of the longest frame in bytes, 0 if unknown. */
  readonly largestFrame: number
}

/** Parses the 34 bytes of a STREAMINFO block. */
export function parseStreamInfo(bytes: Uint8Array): FlacInfo {
  const reader = new BitReader(bytes)
  reader.skip(16)
  const largestBlock = reader.read(16)
  reader.skip(24)
  const largestFrame = reader.read(24)
  const sampleRate = reader.read(20)
  const channels = reader.read(3) + 1
  const bits = reader.read(5) + 1
  const frames = reader.read(4) * 2 ** 32 + reader.read(32)
  return { sampleRate, channels, bits, frames, largestBlock, largestFrame }
}

/** Whether a frame may begin at `at`: its sync code and the checksum of its header are right. */
export function isFlacFrame(bytes: Uint8Array, at: number): boolean {
  if (bytes[at] !== 0xff || (bytes[at + 1] & 0xfe) !== 0xf8) return false
  try {
    readHeader(new BitReader(bytes, at), bytes, at)
    return true
  } catch {
    return false
  }
}

/**
 * Decodes the frame at `at`: one array per channel on the scale -1..1, and where the next frame begins.
 *
 * @throws FlacFrameError for a frame that is damaged or unlike the rest of the file, OutOfBitsError for one that is cut
 */
export function decodeFlacFrame(
  bytes: Uint8Array,
  at: number,
  info: FlacInfo,
): { channels: Float32Array[]; next: number } {
  if (bytes[at] !== 0xff || (bytes[at + 1] & 0xfe) !== 0xf8) throw new FlacFrameError('no frame')
  const reader = new BitReader(bytes, at)
  const { size, assignment, bits } = readHeader(reader, bytes, at)
  const count = assignment < 8 ? assignment + 1 : 2
  if (count !== info.channels || (bits !== 0 && bits !== info.bits)) throw new FlacFrameError('another kind of sound')

  const subframes: Float64Array[] = []
  for (let channel = 0; channel < count; channel++) {
    // the difference of two channels needs one bit more
    const isSide =
      (assignment === 8 && channel === 1) || (assignment === 9 && channel === 0) || (assignment === 10 && channel === 1)
    subframes.push(decodeSubframe(reader, size, info.bits + (isSide ? 1 : 0)))
  }
  reader.align()
  const end = reader.position / 8
  if (reader.read(16) !== crc16(bytes, at, end)) throw new FlacFrameError('wrong checksum')

  const [first, second] = subframes
  if (assignment === 8) for (let i = 0; i < size; i++) second[i] = first[i] - second[i]
  else if (assignment === 9) for (let i = 0; i < size; i++) first[i] += second[i]
  else if (assignment === 10)
    for (let i = 0; i < size; i++) {
      const side = second[i]
      // left = (2 mid + side + parity) / 2, of which mid has lost the parity
      const sum = 2 * first[i] + (side & 1)
      first[i] = (sum + side) / 2
      second[i] = (sum - side) / 2
    }
  const scale = 2 ** (1 - info.bits)
  const channels = subframes.map(samples => {
    const out = new Float32Array(size)
    for (let i = 0; i < size; i++) out[i] = samples[i] * scale
    return out
  })
  return { channels, next: end + 2 }
}

function readHeader(
  reader: BitReader,
  bytes: Uint8Array,
  at: number,
): { size: number; assignment: number; bits: number } {
  reader.skip(16)
  const sizeCode = reader.read(4)
  const rateCode = reader.read(4)
  const assignment = reader.read(4)
  const bitsCode = reader.read(3)
  if (reader.read(1) !== 0 || sizeCode === 0 || rateCode === 15 || assignment > 10 || bitsCode === 3)
    throw new FlacFrameError('reserved value')
  // the number of the frame or sample, in UTF-8's way; not needed
  const lead = reader.read(8)
  const more = lead < 0x80 ? 0 : Math.clz32(~(lead << 24)) - 1
  if (more > 6 || (lead >= 0x80 && more === 0)) throw new FlacFrameError('no number')
  for (let i = 0; i < more; i++) if (reader.read(8) >> 6 !== 2) throw new FlacFrameError('no number')
  const size =
    sizeCode === 1
      ? 192
      : sizeCode < 6
        ? 144 << sizeCode
        : sizeCode === 6
          ? reader.read(8) + 1
          : sizeCode === 7
            ? reader.read(16) + 1
            : 1 << sizeCode
  if (rateCode === 12) reader.skip(8)
  else if (rateCode > 12) reader.skip(16)
  const end = reader.position / 8
  if (reader.read(8) !== crc8(bytes, at, end)) throw new FlacFrameError('wrong checksum of the header')
  return { size, assignment, bits: [0, 8, 12, 0, 16, 20, 24, 32][bitsCode] }
}

const CRC8_TABLE = Uint8Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x80 ? (crc << 1) ^ 0x07 : crc << 1
  return crc
})

const CRC16_TABLE = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 8
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? (crc << 1) ^ 0x8005 : crc << 1
  return crc
})

function crc8(bytes: Uint8Array, from: number, to: number): number {
  let crc = 0
  for (let i = from; i < to; i++) crc = CRC8_TABLE[crc ^ bytes[i]]
  return crc
}

function crc16(bytes: Uint8Array, from: number, to: number): number {
  let crc = 0
  for (let i = from; i < to; i++) crc = ((crc << 8) & 0xffff) ^ CRC16_TABLE[(crc >> 8) ^ bytes[i]]
  return crc
}
