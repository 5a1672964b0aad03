import type { BitReader } from '../bit-reader'
import type { HuffmanDecoder } from './huffman'
import { AacError } from './aac-error'
import { LONG_BANDS, SHORT_BANDS } from './aac-tables'

/** Window sequences. */
export const ONLY_LONG = 0
export const LONG_START = 1
export const EIGHT_SHORT = 2
export const LONG_STOP = 3

/** Codebooks with a meaning of their own. */
export const ZERO_BOOK = 0
export const ESCAPE_BOOK = 11
export const NOISE_BOOK = 13
export const INTENSITY_INVERTED = 14
export const INTENSITY = 15

/** How the lines of a frame are arranged: ics_info. */
export interface Layout {
  readonly sequence: number
  /** 0: sine, 1: Kaiser-Bessel derived. */
  readonly shape: number
  readonly maxBand: number
  /** How many windows each group has; one of one for long sequences. */
  readonly groups: readonly number[]
  /** Edges of the bands within a window. */
  readonly bands: readonly number[]
}

/** A filter of temporal noise shaping. */
export interface TnsFilter {
  readonly window: number
  /** Bands from `bottom` to `top`, exclusive. */
  readonly bottom: number
  readonly top: number
  readonly backward: boolean
  /** Reflection coefficients. */
  readonly reflection: readonly number[]
}

/** One channel of a frame: what was read, and its 1024 lines. */
export interface ChannelData {
  readonly layout: Layout
  /** Codebook of each band of each group: `books[group * maxBand + band]`. */
  readonly books: Uint8Array
  /** Scale factor, intensity position or noise level of each band. */
  readonly factors: Int16Array
  readonly tns: readonly TnsFilter[]
  /** Lines window by window; dequantised and scaled. */
  readonly lines: Float64Array
}

/** Huffman decoders of the scale factors and of the spectral codebooks 1 to 11 (index 0 is empty). */
export interface AacCodes {
  readonly factors: HuffmanDecoder
  readonly spectral: readonly (HuffmanDecoder | undefined)[]
}

/** Highest band of the filters, by index of the sample rate, for long and short windows. */
const TNS_LONG = [31, 31, 34, 40, 42, 51, 46, 46, 42, 42, 42, 39]
const TNS_SHORT = [9, 9, 10, 14, 14, 14, 14, 14, 14, 14, 14, 14]
const TNS_ORDER_LONG = 12
const TNS_ORDER_SHORT = 7

/** Reads ics_info. */
export function readLayout(reader: BitReader, rateIndex: number): Layout {
  reader.skip(1)
  const sequence = reader.read(2)
  const shape = reader.read(1)
  if (sequence === EIGHT_SHORT) {
    const maxBand = reader.read(4)
    const groups = [1]
    for (let i = 0; i < 7; i++) {
      if (reader.read(1)) groups[groups.length - 1]++
      else groups.push(1)
    }
    return checkBands({ sequence, shape, maxBand, groups, bands: SHORT_BANDS[rateIndex] })
  }
  const maxBand = reader.read(6)
  if (reader.read(1)) throw new AacError('prediction, which AAC-LC does not have')
  return checkBands({ sequence, shape, maxBand, groups: [1], bands: LONG_BANDS[rateIndex] })
}

function checkBands(layout: Layout): Layout {
  if (layout.maxBand >= layout.bands.length) throw new AacError('more bands than there are')
  return layout
}

/** Reads individual_channel_stream, with the layout that it shares with another channel or one of its own. */
export function readChannel(
  reader: BitReader,
  codes: AacCodes,
  rateIndex: number,
  shared: Layout | undefined,
): ChannelData {
  const gain = reader.read(8)
  const layout = shared ?? readLayout(reader, rateIndex)
  const books = readSections(reader, layout)
  const factors = readFactors(reader, codes.factors, books, gain)
  const isShort = layout.sequence === EIGHT_SHORT
  const pulses = reader.read(1) ? readPulses(reader, layout, isShort) : []
  const tns = reader.read(1) ? readTns(reader, layout, isShort, rateIndex) : []
  if (reader.read(1)) throw new AacError('gain control, which AAC-LC does not have')
  const lines = readLines(reader, codes.spectral, layout, books)
  for (const { line, amplitude } of pulses) lines[line] += lines[line] > 0 ? amplitude : -amplitude
  dequantise(lines, layout, books, factors)
  return { layout, books, factors, tns, lines }
}

function readSections(reader: BitReader, { maxBand, groups, sequence }: Layout): Uint8Array {
  const width = sequence === EIGHT_SHORT ? 3 : 5
  const escape = (1 << width) - 1
  const books = new Uint8Array(groups.length * maxBand)
  for (let group = 0; group < groups.length; group++) {
    for (let band = 0; band < maxBand;) {
      const book = reader.read(4)
      if (book === 12) throw new AacError('codebook 12, which does not exist')
      let length = 0
      let part: number
      do {
        part = reader.read(width)
        length += part
      } while (part === escape)
      if (band + length > maxBand) throw new AacError('a section beyond the last band')
      books.fill(book, group * maxBand + band, group * maxBand + band + length)
      band += length
    }
  }
  return books
}

function readFactors(reader: BitReader, code: HuffmanDecoder, books: Uint8Array, gain: number): Int16Array {
  const factors = new Int16Array(books.length)
  let factor = gain
  let position = 0
  let noise = gain - 90
  let isFirstNoise = true
  for (let i = 0; i < books.length; i++) {
    const book = books[i]
    if (book === ZERO_BOOK) continue
    if (book === INTENSITY || book === INTENSITY_INVERTED) factors[i] = position += code.read(reader) - 60
    else if (book === NOISE_BOOK) {
      noise += isFirstNoise ? reader.read(9) - 256 : code.read(reader) - 60
      isFirstNoise = false
      factors[i] = noise
    } else {
      factors[i] = factor += code.read(reader) - 60
      if (factor < 0 || factor > 255) throw new AacError('a scale factor out of range')
    }
  }
  return factors
}

function readPulses(reader: BitReader, layout: Layout, isShort: boolean): { line: number; amplitude: number }[] {
  if (isShort) throw new AacError('pulses in short windows')
  const count = reader.read(2) + 1
  const band = reader.read(6)
  if (band >= layout.bands.length) throw new AacError('a pulse beyond the last band')
  let line = layout.bands[band]
  return Array.from({ length: count }, () => {
    line += reader.read(5)
    if (line >= 1024) throw new AacError('a pulse beyond the last line')
    return { line, amplitude: reader.read(4) }
  })
}

function readTns(reader: BitReader, layout: Layout, isShort: boolean, rateIndex: number): TnsFilter[] {
  const filters: TnsFilter[] = []
  const highest = Math.min((isShort ? TNS_SHORT : TNS_LONG)[rateIndex], layout.maxBand)
  for (let window = 0; window < (isShort ? 8 : 1); window++) {
    const count = reader.read(isShort ? 1 : 2)
    const resolution = count > 0 ? 3 + reader.read(1) : 0
    let bottom = layout.bands.length - 1
    for (let i = 0; i < count; i++) {
      const top = bottom
      bottom = Math.max(0, top - reader.read(isShort ? 4 : 6))
      const order = reader.read(isShort ? 3 : 5)
      if (order === 0) continue
      if (order > (isShort ? TNS_ORDER_SHORT : TNS_ORDER_LONG)) throw new AacError('a noise filter of too high order')
      const backward = reader.read(1) === 1
      const width = resolution - reader.read(1)
      const half = 2 ** (resolution - 1)
      const reflection = Array.from({ length: order }, () => {
        const value = reader.readSigned(width)
        return Math.sin((value * Math.PI) / 2 / (half + (value < 0 ? 0.5 : -0.5)))
      })
      filters.push({ window, bottom: Math.min(bottom, highest), top: Math.min(top, highest), backward, reflection })
    }
  }
  return filters
}

/** Which values a code word of a codebook stands for: dimension, values per line, and whether signs are within. */
const BOOKS = [
  undefined,
  { dimension: 4, values: 3, low: -1 },
  { dimension: 4, values: 3, low: -1 },
  { dimension: 4, values: 3, low: 0 },
  { dimension: 4, values: 3, low: 0 },
  { dimension: 2, values: 9, low: -4 },
  { dimension: 2, values: 9, low: -4 },
  { dimension: 2, values: 8, low: 0 },
  { dimension: 2, values: 8, low: 0 },
  { dimension: 2, values: 13, low: 0 },
  { dimension: 2, values: 13, low: 0 },
  { dimension: 2, values: 17, low: 0 },
]

/** Reads spectral_data: the quantised lines, window by window. */
function readLines(reader: BitReader, spectral: AacCodes['spectral'], layout: Layout, books: Uint8Array): Float64Array {
  const { groups, maxBand, bands } = layout
  const lines = new Float64Array(1024)
  let first = 0
  for (let group = 0; group < groups.length; group++) {
    for (let band = 0; band < maxBand; band++) {
      const book = books[group * maxBand + band]
      if (book === ZERO_BOOK || book > ESCAPE_BOOK) continue
      const code = spectral[book]!
      const { dimension, values, low } = BOOKS[book]!
      for (let window = first; window < first + groups[group]; window++) {
        const end = 128 * window + bands[band + 1]
        for (let at = 128 * window + bands[band]; at < end; at += dimension) {
          let index = code.read(reader)
          for (let k = at + dimension - 1; k >= at; k--) {
            lines[k] = (index % values) + low
            index = Math.floor(index / values)
          }
          if (low < 0) continue
          for (let k = at; k < at + dimension; k++) if (lines[k] !== 0 && reader.read(1)) lines[k] = -lines[k]
          if (book !== ESCAPE_BOOK) continue
          for (let k = at; k < at + 2; k++)
            if (Math.abs(lines[k]) === 16) lines[k] = Math.sign(lines[k]) * readEscape(reader)
        }
      }
    }
    first += groups[group]
  }
  return lines
}

/** A value of 16 or more: as many ones as it has bits beyond four, a zero, and the bits below the highest. */
function readEscape(reader: BitReader): number {
  let ones = 0
  while (reader.read(1)) if (++ones > 8) throw new AacError('a value that is too large')
  return 2 ** (ones + 4) + reader.read(ones + 4)
}

/** Lines from their quantised values: sign(q) |q|^(4/3) 2^((factor - 100) / 4). */
function dequantise(lines: Float64Array, layout: Layout, books: Uint8Array, factors: Int16Array): void {
  const { groups, maxBand, bands } = layout
  let first = 0
  for (let group = 0; group < groups.length; group++) {
    for (let band = 0; band < maxBand; band++) {
      const i = group * maxBand + band
      if (books[i] === ZERO_BOOK || books[i] > ESCAPE_BOOK) continue
      const scale = 2 ** ((factors[i] - 100) / 4)
      for (let window = first; window < first + groups[group]; window++)
        for (let k = 128 * window + bands[band]; k < 128 * window + bands[band + 1]; k++) {
          const q = lines[k]
          if (q !== 0) lines[k] = q * Math.cbrt(Math.abs(q)) * scale
        }
    }
    first += groups[group]
  }
}
