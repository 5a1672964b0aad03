import type { BitReader } from '../bit-reader'
import { AacError } from './aac-error'
import { ESCAPE_BOOK, ZERO_BOOK } from './aac-factors'
import type { Layout } from './aac-layout'
import type { HuffmanDecoder } from './huffman'

/** Reads pulse_data: what is added to single lines. */
export function readPulses(reader: BitReader, layout: Layout, isShort: boolean): { line: number; amplitude: number }[] {
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
export function readLines(
  reader: BitReader,
  spectral: readonly (HuffmanDecoder | undefined)[],
  layout: Layout,
  books: Uint8Array,
): Float64Array {
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
export function dequantise(lines: Float64Array, layout: Layout, books: Uint8Array, factors: Int16Array): void {
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
