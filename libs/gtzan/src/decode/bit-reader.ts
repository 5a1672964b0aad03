/** Thrown where a {@link BitReader} is asked for bits beyond its end. */
export class OutOfBitsError extends Error {}

/** Reads bits from the most significant one of each byte on, as FLAC and AAC write them. */
export class BitReader {
  readonly #bytes: Uint8Array
  readonly #end: number
  #at: number

  /** From byte `start` up to byte `end`. */
  constructor(bytes: Uint8Array, start = 0, end = bytes.length) {
    this.#bytes = bytes
    this.#at = 8 * start
    this.#end = 8 * end
  }

  /** Position in bits. */
  get position(): number {
    return this.#at
  }

  /** How many bits are left. */
  get left(): number {
    return this.#end - this.#at
  }

  /** The next 32 bits as an unsigned number, without moving on; zeros follow behind the end. */
  peek32(): number {
    const bytes = this.#bytes
    const at = this.#at >>> 3
    const shift = this.#at & 7
    const word = ((bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3]) >>> 0
    return shift === 0 ? word : ((word << shift) | (bytes[at + 4] >>> (8 - shift))) >>> 0
  }

  skip(count: number): void {
    this.#at += count
    if (this.#at > this.#end) throw new OutOfBitsError('out of bits')
  }

  /** An unsigned number of up to 32 bits. */
  read(count: number): number {
    if (count === 0) return 0
    const value = this.peek32() >>> (32 - count)
    this.skip(count)
    return value
  }

  /** A number of up to 32 bits in two's complement. */
  readSigned(count: number): number {
    if (count === 0) return 0
    const value = (this.peek32() | 0) >> (32 - count)
    this.skip(count)
    return value
  }

  /** The number of zeros before the next one, which is skipped too. */
  readUnary(): number {
    let count = 0
    for (;;) {
      const word = this.peek32()
      if (word !== 0) {
        const zeros = Math.clz32(word)
        this.skip(zeros + 1)
        return count + zeros
      }
      this.skip(32)
      count += 32
    }
  }

  /** A Rice code: an unsigned number in unary, and `parameter` (0..30) bits below it. */
  readRice(parameter: number): number {
    const word = this.peek32()
    const zeros = Math.clz32(word)
    const length = zeros + 1 + parameter
    if (length > 32) return this.readUnary() * 2 ** parameter + this.read(parameter)
    this.skip(length)
    // the bits from the one on, which itself stands for 2^parameter
    return ((word << zeros) >>> (31 - parameter)) - 2 ** parameter + zeros * 2 ** parameter
  }

  /** Moves on to the next whole byte. */
  align(): void {
    this.skip(-this.#at & 7)
  }
}
