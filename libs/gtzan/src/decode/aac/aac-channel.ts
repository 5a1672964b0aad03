import type { BitReader } from '../bit-reader'
import { AacError } from './aac-error'
import { readFactors, readSections } from './aac-factors'
import type { Layout } from './aac-layout'
import { EIGHT_SHORT, readLayout } from './aac-layout'
import { dequantise, readLines, readPulses } from './aac-lines'
import type { TnsFilter } from './aac-tns'
import { readTns } from './aac-tns'
import type { HuffmanDecoder } from './huffman'

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
