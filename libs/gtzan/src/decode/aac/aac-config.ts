import { AAC_RATES } from '../mpeg-frame'
import { BitReader } from '../bit-reader'
import { AacError } from './aac-error'

/** What a decoder must know before the first packet. */
export interface AacConfig {
  /** Index of the sample rate in the tables of bands. */
  readonly rateIndex: number
  /** Hz, of the decoded core. */
  readonly sampleRate: number
  readonly channels: number
  /** High-efficiency AAC: the upper half of the spectrum is described apart (SBR), and is not decoded here. */
  readonly highEfficiency: boolean
}

/** Names of audio object types that are not decoded. */
const OTHER_TYPES: Readonly<Record<number, string>> = {
  1: 'AAC Main',
  3: 'AAC SSR',
  4: 'AAC LTP',
  23: 'AAC LD',
  36: 'ALS',
  39: 'AAC ELD',
  42: 'xHE-AAC',
}

/** Parses an AudioSpecificConfig (ISO/IEC 14496-3, 1.6.2.1), the description of AAC in MP4 files. */
export function parseAacConfig(bytes: Uint8Array): AacConfig {
  const reader = new BitReader(bytes)
  let type = readType(reader)
  const rate = readRate(reader)
  const layout = reader.read(4)
  let highEfficiency = type === 5 || type === 29
  if (highEfficiency) {
    readRate(reader)
    type = readType(reader)
  }
  if (type !== 2)
    throw new AacError(`${OTHER_TYPES[type] ?? `audio object type ${type}`} cannot be decoded; AAC-LC can`)
  if (reader.read(1) === 1) throw new AacError('AAC with frames of 960 samples cannot be decoded')
  if (reader.read(1) === 1) reader.skip(14)
  reader.skip(1)
  const channels = layout === 0 ? readProgramConfig(reader) : CHANNELS[layout]
  if (!channels) throw new AacError(`channel configuration ${layout} is not known`)
  // the same facts may follow in a way that old decoders do not see
  if (!highEfficiency && reader.left >= 16 && reader.read(11) === 0x2b7 && readType(reader) === 5)
    highEfficiency = reader.read(1) === 1
  return { ...rate, channels, highEfficiency }
}

/** Channels of the channel configurations 1 to 7. */
export const CHANNELS = [0, 1, 2, 3, 4, 5, 6, 8]

function readType(reader: BitReader): number {
  const type = reader.read(5)
  return type === 31 ? 32 + reader.read(6) : type
}

function readRate(reader: BitReader): { rateIndex: number; sampleRate: number } {
  const index = reader.read(4)
  if (index !== 15) {
    const sampleRate = AAC_RATES[index]
    if (sampleRate === undefined) throw new AacError(`sample rate index ${index} is reserved`)
    // 7350 Hz shares the tables of 8000 Hz
    return { rateIndex: Math.min(index, 11), sampleRate }
  }
  const sampleRate = reader.read(24)
  // a rate of its own takes the tables of the range that it lies in
  const bounds = [92017, 75132, 55426, 46009, 37566, 27713, 23004, 18783, 13856, 11502, 9391]
  const found = bounds.findIndex(bound => sampleRate >= bound)
  return { rateIndex: found === -1 ? 11 : found, sampleRate }
}

/** Parses a program_config_element behind its tag; returns how many channels it lists. */
export function readProgramConfig(reader: BitReader): number {
  // element tag, profile, rate
  reader.skip(4 + 2 + 4)
  const [front, side, back, lfe, data, coupling] = [4, 4, 4, 2, 3, 4].map(width => reader.read(width))
  if (reader.read(1)) reader.skip(4)
  if (reader.read(1)) reader.skip(4)
  if (reader.read(1)) reader.skip(3)
  let channels = lfe
  for (let i = 0; i < front + side + back; i++) {
    channels += 1 + reader.read(1)
    reader.skip(4)
  }
  reader.skip(4 * lfe + 4 * data + 5 * coupling)
  reader.align()
  reader.skip(8 * reader.read(8))
  return channels
}
