import { checkNumber } from '@genre/core'
import { CODES_PER_SECOND } from './fingerprint'

/** Two recordings that sound alike. */
export interface CopyPair {
  /** Positions in the list that was given, the smaller one first. */
  readonly first: number
  readonly second: number
  /** Where the start of the second recording lies in the first, in seconds; negative if it begins earlier. */
  readonly offset: number
  /** How much of both was compared, in seconds. */
  readonly overlap: number
  /** Share of bits that differ: 0 for the same sound, 0.5 for two that have nothing to do with each other. */
  readonly errorRate: number
}

/** A code that so many places share says nothing; places are not compared because of it. */
const MOST_PLACES = 64
/** Two recordings are laid side by side in no more ways than this. */
const MOST_OFFSETS = 64

/**
 * Finds recordings that are copies of one another, by their fingerprints: also copies of another loudness, after mp3,
 * at another sampling rate, or shifted in time.
 *
 * Recordings are compared where they share a code, at the offset that this suggests. Memory: 12 bytes per code.
 *
 * @param fingerprints - one per recording, see {@link audioFingerprint}
 * @param options.errorRate - largest share of differing bits; default 0.25
 * @param options.overlap - shortest overlap in seconds; default 5
 * @returns pairs in the order of the recordings, each at its best offset
 *
 * @example
 * ```ts
 * import { audioFingerprint, findCopies } from '@genre/gtzan'
 * const tone = (i: number) => 0.3 + 0.5 * Math.sin(Math.floor(i / 1600) ** 2) ** 2
 * const music = Float32Array.from({ length: 10 * 8000 }, (_, i) => Math.sin(i * tone(i)))
 * const copy = music.map((x, i) => 0.3 * x + 0.01 * Math.sin(i * i))
 * const prints = [music, copy, music.slice().reverse()].map(samples => audioFingerprint({ samples, sampleRate: 8000 }))
 * console.log(findCopies(prints).map(({ first, second }) => [first, second])) // => [ [ 0, 1 ] ]
 * ```
 */
export function findCopies(
  fingerprints: readonly Uint32Array[],
  options: { errorRate?: number; overlap?: number } = {},
): CopyPair[] {
  const errorRate = checkNumber('errorRate', options.errorRate ?? 0.25, { min: 0, max: 0.5 })
  const overlap = checkNumber('overlap', options.overlap ?? 5, { min: 0, exclusive: 'min' })
  const shortest = Math.max(1, Math.ceil(overlap * CODES_PER_SECOND))
  const index = new CodeIndex(fingerprints)
  const pairs: CopyPair[] = []
  fingerprints.forEach((codes, first) => {
    for (const [second, offsets] of index.similarTo(first)) {
      let best: CopyPair | undefined
      for (const offset of offsets) {
        const found = compare(codes, fingerprints[second], offset)
        if (found.compared < shortest || found.errorRate > (best?.errorRate ?? errorRate)) continue
        best = {
          first,
          second,
          offset: offset / CODES_PER_SECOND,
          overlap: found.compared / CODES_PER_SECOND,
          errorRate: found.errorRate,
        }
      }
      if (best) pairs.push(best)
    }
  })
  return pairs
}

/** All codes of all recordings in order, to find where else a code occurs. */
class CodeIndex {
  /** All codes, recording by recording: a position here is a place. */
  readonly #codes: Uint32Array
  /** First place of each recording, and the number of places. */
  readonly #starts: Uint32Array
  /** Places in the order of their codes, and where in that order each place stands. */
  readonly #order: Uint32Array
  readonly #ranks: Uint32Array

  constructor(fingerprints: readonly Uint32Array[]) {
    this.#starts = new Uint32Array(fingerprints.length + 1)
    fingerprints.forEach((codes, i) => (this.#starts[i + 1] = this.#starts[i] + codes.length))
    this.#codes = new Uint32Array(this.#starts[fingerprints.length])
    fingerprints.forEach((codes, i) => this.#codes.set(codes, this.#starts[i]))
    this.#order = sortedPlaces(this.#codes)
    this.#ranks = new Uint32Array(this.#order.length)
    this.#order.forEach((place, rank) => (this.#ranks[place] = rank))
  }

  /** Later recordings that share codes with one, in order, and the offsets at which they do. */
  similarTo(recording: number): [number, Set<number>][] {
    const codes = this.#codes
    const order = this.#order
    const start = this.#starts[recording]
    const end = this.#starts[recording + 1]
    const found = new Map<number, Set<number>>()
    for (let place = start; place < end; place++) {
      // silence
      if (codes[place] === 0) continue
      let from = this.#ranks[place]
      let to = from + 1
      while (from > 0 && codes[order[from - 1]] === codes[place] && to - from <= MOST_PLACES) from--
      while (to < order.length && codes[order[to]] === codes[place] && to - from <= MOST_PLACES) to++
      if (to - from > MOST_PLACES) continue
      for (let rank = from; rank < to; rank++) {
        if (order[rank] < end) continue
        const other = this.#owner(order[rank])
        const offsets = found.get(other) ?? new Set<number>()
        found.set(other, offsets)
        if (offsets.size < MOST_OFFSETS) offsets.add(place - start - (order[rank] - this.#starts[other]))
      }
    }
    return [...found].sort((a, b) => a[0] - b[0])
  }

  /** The recording that a place belongs to. */
  #owner(place: number): number {
    let low = 0
    let high = this.#starts.length - 1
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (this.#starts[middle] <= place) low = middle
      else high = middle
    }
    return low
  }
}

/** Positions of codes in the order of the codes, equal ones in the order of their positions: a radix sort by 16 bits. */
function sortedPlaces(codes: Uint32Array): Uint32Array {
  let order = Uint32Array.from(codes, (_, place) => place)
  for (const shift of [0, 16]) {
    const next = new Uint32Array(65537)
    for (const code of codes) next[((code >>> shift) & 0xffff) + 1]++
    for (let i = 1; i < next.length; i++) next[i] += next[i - 1]
    const sorted = new Uint32Array(order.length)
    for (const place of order) sorted[next[(codes[place] >>> shift) & 0xffff]++] = place
    order = sorted
  }
  return order
}

/** The share of bits that differ where the start of `b` lies `offset` codes behind that of `a`; silence is left out. */
function compare(a: Uint32Array, b: Uint32Array, offset: number): { compared: number; errorRate: number } {
  const from = Math.max(0, offset)
  const to = Math.min(a.length, b.length + offset)
  let compared = 0
  let errors = 0
  for (let i = from; i < to; i++) {
    const [x, y] = [a[i], b[i - offset]]
    if (x === 0 || y === 0) continue
    compared++
    errors += ones(x ^ y)
  }
  return { compared, errorRate: compared === 0 ? 1 : errors / (32 * compared) }
}

/** How many bits are set. */
function ones(word: number): number {
  let x = word - ((word >>> 1) & 0x55555555)
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333)
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
