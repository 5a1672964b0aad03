/** Leading bits of the mantissa that the table is for. */
const SIZE = 256
const SHIFT = 15
const TO_FRACTION = 1 / 0x800000
const DECIBELS = 10 * Math.LOG10E
const DECIBELS_PER_OCTAVE = 10 * Math.log10(2)
const [THIRD, FIFTH, SIXTH] = [1 / 3, 1 / 5, 1 / 6]

/**
 * 10 log10 of single-precision numbers, within 1e-13 of the true value (relative or absolute) and several times faster than the
 * engine's logarithm: the exponent and the leading bits of the mantissa from a table, the rest by a short series.
 */
export class DecibelTable {
  /** 10 log10 of the beginning of each 256th of the mantissa's range, and its reciprocal. */
  readonly #logs = new Float64Array(SIZE)
  readonly #reciprocals = new Float64Array(SIZE)
  #values = new Float32Array(0) as Float32Array
  #bits = new Int32Array(0) as Int32Array

  constructor() {
    for (let i = 0; i < SIZE; i++) {
      this.#logs[i] = 10 * Math.log10(1 + i / SIZE)
      this.#reciprocals[i] = 1 / (1 + i / SIZE)
    }
  }

  /**
   * 10 log10 of `count` numbers from `from` on, after smaller ones are raised to `amin`, to `out` from `to` on, in single
   * precision. NaN and infinity stay what they are.
   */
  convert(values: Float32Array, from: number, count: number, amin: number, out: Float32Array, to: number): void {
    if (values !== this.#values) {
      this.#values = values
      this.#bits = new Int32Array(values.buffer, values.byteOffset, values.length)
    }
    const bits = this.#bits
    const logs = this.#logs
    const reciprocals = this.#reciprocals
    const least = 10 * Math.log10(amin)
    for (let i = 0; i < count; i++) {
      const value = values[from + i]
      const word = bits[from + i]
      const exponent = word >> 23
      if (!(value > amin)) {
        out[to + i] = value === value ? least : NaN
      } else if (exponent > 0 && exponent < 255) {
        const index = (word >> SHIFT) & (SIZE - 1)
        const r = (1 + (word & 0x7fffff) * TO_FRACTION) * reciprocals[index] - 1
        // r < 2^-8: what is left out of ln(1 + r) is below 2^-58. Powers of two have r = 0 and come out exact.
        const series = r * (1 - r * (0.5 - r * (THIRD - r * (0.25 - r * (FIFTH - r * SIXTH)))))
        out[to + i] = DECIBELS_PER_OCTAVE * (exponent - 127) + (logs[index] + DECIBELS * series)
      } else {
        // Infinity, and numbers below the smallest normal one, which have no leading bit.
        out[to + i] = 10 * Math.log10(value)
      }
    }
  }
}
