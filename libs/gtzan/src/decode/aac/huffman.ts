import type { BitReader } from '../bit-reader'
import type { HuffmanTable } from './aac-tables'
import { AacError } from './aac-error'

/** Codes up to this length are looked up at once. */
const FAST_BITS = 9

/** Decodes one Huffman code whose code words count upwards within each length. */
export class HuffmanDecoder {
  /** By the next {@link FAST_BITS} bits: 32 * symbol + length, or 0 for a longer code. */
  readonly #fast = new Uint16Array(1 << FAST_BITS)
  readonly #symbols: readonly number[]
  /** By length: the first code word, how many there are, and the position of their symbols. */
  readonly #first: number[] = [0]
  readonly #counts: number[] = [0]
  readonly #starts: number[] = [0]

  constructor({ counts, symbols }: HuffmanTable) {
    this.#symbols = symbols
    let code = 0
    let position = 0
    counts.forEach((count, i) => {
      const length = i + 1
      code *= 2
      this.#first.push(code)
      this.#counts.push(count)
      this.#starts.push(position)
      for (let k = 0; k < count && length <= FAST_BITS; k++) {
        const rest = FAST_BITS - length
        this.#fast.fill(32 * symbols[position + k] + length, (code + k) << rest, (code + k + 1) << rest)
      }
      code += count
      position += count
    })
  }

  read(reader: BitReader): number {
    const word = reader.peek32()
    const entry = this.#fast[word >>> (32 - FAST_BITS)]
    if (entry !== 0) {
      reader.skip(entry & 31)
      return entry >>> 5
    }
    for (let length = FAST_BITS + 1; length < this.#first.length; length++) {
      const index = (word >>> (32 - length)) - this.#first[length]
      if (index < this.#counts[length]) {
        reader.skip(length)
        return this.#symbols[this.#starts[length] + index]
      }
    }
    throw new AacError('no code word')
  }
}
