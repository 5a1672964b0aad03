import { describe, expect, it } from 'vitest'
import { BitReader, OutOfBitsError } from '../bit-reader'
import { SCALE_FACTOR_CODES, SPECTRAL_CODES } from './aac-tables'
import { HuffmanDecoder } from './huffman'

/** All code words of a table as text, in order. */
function codeWords(counts: readonly number[]): string[] {
  const words: string[] = []
  let code = 0
  counts.forEach((count, i) => {
    code *= 2
    for (let k = 0; k < count; k++) words.push((code++).toString(2).padStart(i + 1, '0'))
  })
  return words
}

const tables = [SCALE_FACTOR_CODES, ...SPECTRAL_CODES].map((table, i) => [i, table] as const)

describe('Huffman codes of AAC', () => {
  it.each(tables)('table %i: complete, every symbol once, every code word read', (i, table) => {
    const sizes = [121, 81, 81, 81, 81, 81, 81, 64, 64, 169, 169, 289]
    expect([...table.symbols].sort((a, b) => a - b)).toEqual(Array.from({ length: sizes[i] }, (_, k) => k))
    expect(table.counts.reduce((sum, count, k) => sum + count * 2 ** -(k + 1), 0)).toBe(1)
    const decoder = new HuffmanDecoder(table)
    const bits = codeWords(table.counts).join('')
    const bytes = Uint8Array.from(bits.match(/.{1,8}/g)!, part => parseInt(part.padEnd(8, '0'), 2))
    const reader = new BitReader(bytes)
    expect(table.symbols.map(() => decoder.read(reader))).toEqual(table.symbols)
    expect(reader.position).toBe(bits.length)
  })

  it('fails at the end of the bits', () => {
    const decoder = new HuffmanDecoder(SPECTRAL_CODES[0])
    const reader = new BitReader(Uint8Array.of(0xff))
    expect(() => decoder.read(reader)).toThrow(OutOfBitsError)
  })
})
