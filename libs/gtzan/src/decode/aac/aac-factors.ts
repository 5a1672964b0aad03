import type { BitReader } from '../bit-reader'
import { AacError } from './aac-error'
import type { Layout } from './aac-layout'
import { EIGHT_SHORT } from './aac-layout'
import type { HuffmanDecoder } from './huffman'

/** Codebooks with a meaning of their own. */
export const ZERO_BOOK = 0
export const ESCAPE_BOOK = 11
export const NOISE_BOOK = 13
export const INTENSITY_INVERTED = 14
export const INTENSITY = 15

/** Reads section_data: the codebook of each band of each group. */
export function readSections(reader: BitReader, { maxBand, groups, sequence }: Layout): Uint8Array {
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

/** Reads scale_factor_data: scale factors, intensity positions and noise levels, as the codebooks of the bands tell. */
export function readFactors(reader: BitReader, code: HuffmanDecoder, books: Uint8Array, gain: number): Int16Array {
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
