import { factorize } from '../factorize'
import { cosTurn, sinTurn } from '../twiddles'
import { LAST_PASS_4, LAST_PASS_4_CONJUGATE, PASS_FIELDS } from './fft-passes'
import type { Lanes } from './lanes'

/** Sizes for which kernels are used: products of 2, 3, 5 and 7, divisible by 16. */
const SMALLEST = 64
const LARGEST = 2 ** 20

/** Whether kernels can do transforms of as many real numbers. */
export function supportsTransform(size: number): boolean {
  if (size < SMALLEST || size > LARGEST || size % 16 !== 0) return false
  return factorize(size / 2)?.every(radix => radix <= 7) ?? false
}

/** Shares out memory, from an address on. */
export class Layout {
  /** Where it ends. */
  end: number

  constructor(base = 0) {
    this.end = base
  }

  /** So many bytes, at an address that is a multiple of 64. */
  take(bytes: number): number {
    const at = this.end
    this.end += Math.ceil(bytes / 64) * 64
    return at
  }
}

/** A pass: its radix, its number of roots, its stride, and where its twiddle factors are. */
interface Pass {
  radix: number
  m: number
  s: number
  twiddles: number
}

/** What a transform of real numbers needs in memory, as addresses: scratch, tables, and descriptions of its passes. */
export class TransformTables {
  /** Half the number of real numbers: the transform is one of so many complex ones. */
  readonly half: number
  readonly work: readonly [number, number]
  /** exp(-j pi k / half) / 2, and over twice `half`, as groups. */
  readonly untangle: number
  readonly tangle: number
  /** The first pass. */
  readonly m: number
  readonly twiddles: number
  readonly #lanes: Lanes
  readonly #passes: Pass[] = []
  readonly #forward: number
  readonly #back: number

  constructor(size: number, lanes: Lanes, layout: Layout) {
    const radices = factorize(size / 2) ?? []
    this.#lanes = lanes
    this.half = size / 2
    // Kernels read and write up to a group beyond the end.
    const bytes = lanes.size * size + 64
    this.work = [layout.take(bytes), layout.take(bytes)]
    this.untangle = layout.take(bytes / 2 + 64)
    this.tangle = layout.take(bytes / 2 + 64)
    const description = 4 * PASS_FIELDS.length * radices.length
    this.#forward = layout.take(description)
    this.#back = layout.take(description)
    let n = this.half
    let s = 1
    for (const radix of radices) {
      const m = n / radix
      this.#passes.push({ radix, m, s, twiddles: layout.take(2 * lanes.size * (radix - 1) * m) })
      n = m
      s *= radix
    }
    this.m = this.#passes[0].m
    this.twiddles = this.#passes[0].twiddles
  }

  /**
   * Writes the tables and the descriptions of the passes after the first.
   *
   * @param signal - where the way back leaves its result
   * @returns the fields that kernels want to know: where descriptions begin and end, where the passes leave their result (the first one has
   * left its own in `work0`, on the way back in `work1`), and whether it remains to be conjugated to `signal`
   */
  write(buffer: ArrayBuffer, signal: number) {
    const { count, size } = this.#lanes
    const table = size === 8 ? new Float64Array(buffer) : new Float32Array(buffer)
    const whole = 2 * this.half
    const { cos, sin } = size === 8 ? { cos: cosTurn, sin: sinTurn } : turnsOf(whole)
    for (let k = 0; k < this.half / 2 + count; k++) {
      const place = 2 * (k - (k % count)) + (k % count)
      const re = cos(k, whole)
      const im = -sin(k, whole)
      table[this.untangle / size + place] = re / 2
      table[this.untangle / size + place + count] = im / 2
      table[this.tangle / size + place] = re / whole
      table[this.tangle / size + place + count] = im / whole
    }
    this.#passes.forEach(({ radix, m, twiddles }, i) => {
      const n = m * radix
      for (let p = 0; p < m; p++) {
        for (let r = 1; r < radix; r++) {
          const k = (p * r) % n
          // The first pass takes neighbouring factors together, the others one after the other.
          const at = twiddles / size + (i === 0 ? 2 * (r - 1) * m + p : 2 * (p * (radix - 1) + r - 1))
          table[at] = cos(k, n)
          table[at + (i === 0 ? m : 1)] = -sin(k, n)
        }
      }
    })
    const later = this.#passes.slice(1)
    const lastIs4 = later.at(-1)?.radix === 4
    const describe = (at: number, lastKind: number, lastTwiddles?: number) => {
      const entries = later.flatMap(({ radix, m, s, twiddles }, i) => {
        const last = lastIs4 && i === later.length - 1
        return last ? [lastKind, m, s, lastTwiddles ?? twiddles] : [radix, m, s, twiddles]
      })
      new Int32Array(buffer, at, entries.length).set(entries)
      return at + 4 * entries.length
    }
    return {
      passes: this.#forward,
      passesEnd: describe(this.#forward, LAST_PASS_4),
      final: this.work[later.length % 2],
      backPasses: this.#back,
      backPassesEnd: describe(this.#back, LAST_PASS_4_CONJUGATE, signal),
      backFinal: this.work[(later.length + 1) % 2],
      conjugates: lastIs4 ? 0 : 1,
    }
  }
}

/** Cosines and sines of parts of a turn from one table of sines: of `k / n`, where `n` divides `whole`, a multiple of four. */
function turnsOf(whole: number) {
  const quarter = whole / 4
  const sines = new Float64Array(whole + quarter)
  for (let k = 0; k <= quarter; k++) {
    const value = sinTurn(k, whole)
    sines[k] = sines[2 * quarter - k] = value
    sines[2 * quarter + k] = sines[4 * quarter - k] = -value
  }
  sines.copyWithin(whole, 0, quarter)
  return {
    cos: (k: number, n: number) => sines[k * (whole / n) + quarter],
    sin: (k: number, n: number) => sines[k * (whole / n)],
  }
}
