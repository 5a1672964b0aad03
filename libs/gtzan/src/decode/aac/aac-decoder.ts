import { BitReader } from '../bit-reader'
import type { AacCodes, ChannelData } from './aac-channel'
import { readChannel } from './aac-channel'
import type { AacConfig } from './aac-config'
import { readProgramConfig } from './aac-config'
import { AacError } from './aac-error'
import type { Overlap } from './aac-filter-bank'
import { AacFilterBank } from './aac-filter-bank'
import { readLayout } from './aac-layout'
import { AacNoise } from './aac-noise'
import { applyStereo, readStereoMask } from './aac-stereo'
import { SCALE_FACTOR_CODES, SPECTRAL_CODES } from './aac-tables'
import { applyTns } from './aac-tns'
import { HuffmanDecoder } from './huffman'

/** Syntactic elements of a packet. */
const SINGLE = 0
const PAIR = 1
const LOW_FREQUENCY = 3
const DATA = 4
const PROGRAM = 5
const FILL = 6
const END = 7

/** Channels in the order of wav files, for those of the order of AAC, where the centre comes first. */
const WAV_ORDER: Readonly<Record<number, readonly number[]>> = {
  3: [1, 2, 0],
  4: [1, 2, 0, 3],
  5: [1, 2, 0, 3, 4],
  6: [1, 2, 0, 5, 3, 4],
}

/**
 * A decoder of AAC-LC (ISO/IEC 14496-3, low complexity profile): all its tools (window switching, mid-side and intensity
 * stereo, noise substitution, temporal noise shaping, pulses), 1024 samples a packet. Spectral band replication and
 * parametric stereo of high-efficiency AAC are passed over; the core, without them, is decoded.
 */
export class AacDecoder {
  /** Extensions of high-efficiency AAC were met in the packets. */
  highEfficiency = false
  readonly #config: AacConfig
  readonly #codes: AacCodes
  readonly #filterBank = new AacFilterBank()
  readonly #noise = new AacNoise()
  readonly #overlaps: Overlap[]

  constructor(config: AacConfig) {
    this.#config = config
    this.#codes = {
      factors: new HuffmanDecoder(SCALE_FACTOR_CODES),
      spectral: [undefined, ...SPECTRAL_CODES.map(table => new HuffmanDecoder(table))],
    }
    this.#overlaps = Array.from({ length: config.channels }, () => ({ samples: new Float64Array(1024), shape: 0 }))
  }

  /**
   * The next 1024 samples of every channel.
   *
   * @throws AacError or OutOfBitsError for a damaged packet; the next one can be decoded nevertheless
   */
  decode(packet: Uint8Array): Float32Array[] {
    const reader = new BitReader(packet)
    const channels: ChannelData[] = []
    for (let element = reader.read(3); element !== END; element = reader.read(3)) {
      if (element === SINGLE || element === LOW_FREQUENCY) channels.push(this.#single(reader))
      else if (element === PAIR) channels.push(...this.#pair(reader))
      else if (element === DATA) skipData(reader)
      else if (element === PROGRAM) readProgramConfig(reader)
      else if (element === FILL) this.#fill(reader)
      else throw new AacError('a coupling channel, which cannot be decoded')
      if (channels.length > this.#overlaps.length) break
    }
    if (channels.length !== this.#overlaps.length)
      throw new AacError(`a packet of ${channels.length} channels instead of ${this.#overlaps.length}`)
    const out = channels.map((channel, i) => {
      applyTns(channel)
      return this.#filterBank.synthesise(channel.lines, channel.layout, this.#overlaps[i])
    })
    return WAV_ORDER[out.length]?.map(i => out[i]) ?? out
  }

  #single(reader: BitReader): ChannelData {
    reader.skip(4)
    const channel = readChannel(reader, this.#codes, this.#config.rateIndex, undefined)
    this.#noise.fill(channel)
    return channel
  }

  #pair(reader: BitReader): ChannelData[] {
    reader.skip(4)
    const { rateIndex } = this.#config
    const shared = reader.read(1) ? readLayout(reader, rateIndex) : undefined
    const mask = shared && readStereoMask(reader, shared)
    const left = readChannel(reader, this.#codes, rateIndex, shared)
    const right = readChannel(reader, this.#codes, rateIndex, shared)
    this.#noise.fill(left)
    this.#noise.fill(right, left, mask)
    if (shared) applyStereo(left, right, mask)
    return [left, right]
  }

  /** Padding, or extensions such as spectral band replication (types 13 and 14). */
  #fill(reader: BitReader): void {
    let count = reader.read(4)
    if (count === 15) count += reader.read(8) - 1
    const type = reader.peek32() >>> 28
    if (count > 0 && (type === 13 || type === 14)) this.highEfficiency = true
    reader.skip(8 * count)
  }
}

function skipData(reader: BitReader): void {
  reader.skip(4)
  const isAligned = reader.read(1) === 1
  let count = reader.read(8)
  if (count === 255) count += reader.read(8)
  if (isAligned) reader.align()
  reader.skip(8 * count)
}
