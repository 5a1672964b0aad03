/**
 * Sorts small integers that carry a payload: the samples of a tree node by their ranks in one feature.
 *
 * Where rank and sample number fit 32 bits together, they are packed into one number (`rank << shift | sample`) and
 * `keys` and `items` are the same array; where they do not, they stand in two arrays and `shift` is 0. Either way, entry
 * `k` of the sorted order has rank `keys[k] >>> shift` and sample `items[k] & mask`.
 *
 * Insertion sort for a few entries, radix sort for many. Entries of equal rank come in no particular order.
 */
export class RankSort {
  readonly shift: number
  readonly mask: number
  keys: Uint32Array
  items: Uint32Array
  readonly #packed: boolean
  #spareKeys: Uint32Array
  #spareItems: Uint32Array
  readonly #counts = new Uint32Array(MAX_PASSES << DIGIT)

  /** @param capacity - how many samples there are: no number of a sample and no rank reaches it */
  constructor(capacity: number) {
    const bits = bitLength(capacity)
    this.#packed = 2 * bits <= 32
    this.shift = this.#packed ? bits : 0
    this.mask = this.#packed ? (1 << bits) - 1 : -1
    this.keys = new Uint32Array(capacity)
    this.#spareKeys = new Uint32Array(capacity)
    this.items = this.#packed ? this.keys : new Uint32Array(capacity)
    this.#spareItems = this.#packed ? this.#spareKeys : new Uint32Array(capacity)
  }

  /**
   * Loads `samples[start..end)` with their ranks in one feature and sorts them.
   *
   * @param ranks - the ranks of all features
   * @param offset - where the ranks of this feature begin
   * @param bits - how many bits the ranks of this feature have
   * @returns false, and nothing sorted, if all have the same rank
   */
  sort(samples: Uint32Array, start: number, end: number, ranks: Uint32Array, offset: number, bits: number): boolean {
    const { keys, items, shift } = this
    const n = end - start
    const first = ranks[offset + samples[start]]
    let different = 0
    if (this.#packed) {
      for (let k = 0; k < n; k++) {
        const sample = samples[start + k]
        const rank = ranks[offset + sample]
        different |= rank ^ first
        keys[k] = (rank << shift) | sample
      }
    } else {
      for (let k = 0; k < n; k++) {
        const sample = samples[start + k]
        const rank = ranks[offset + sample]
        different |= rank ^ first
        keys[k] = rank
        items[k] = sample
      }
    }
    if (different === 0) return false
    if (this.#packed) {
      if (n <= FEW) insertionSort(keys, n)
      else this.#radixSort(n, bits)
    } else if (n <= FEW) insertionSortPairs(keys, items, n)
    else this.#radixSort(n, bits)
    return true
  }

  /** Least significant digit first; the counts of all digits come from one look at the keys. */
  #radixSort(n: number, bits: number): void {
    const counts = this.#counts
    const passes = Math.ceil(bits / DIGIT)
    const digit = Math.ceil(bits / passes)
    const size = 1 << digit
    counts.fill(0, 0, passes * size)
    const keys = this.keys
    for (let pass = 0; pass < passes; pass++) {
      const base = pass * size
      const low = this.shift + pass * digit
      for (let k = 0; k < n; k++) counts[base + ((keys[k] >>> low) & (size - 1))]++
    }
    for (let pass = 0; pass < passes; pass++) {
      const base = pass * size
      let sum = 0
      for (let d = base; d < base + size; d++) {
        const count = counts[d]
        counts[d] = sum
        sum += count
      }
      const low = this.shift + pass * digit
      if (this.#packed) scatter(this.keys, this.#spareKeys, n, counts, base, low, size - 1)
      else scatterPairs(this.keys, this.items, this.#spareKeys, this.#spareItems, n, counts, base, low, size - 1)
      const keysNow = this.#spareKeys
      const itemsNow = this.#spareItems
      this.#spareKeys = this.keys
      this.#spareItems = this.items
      this.keys = keysNow
      this.items = itemsNow
    }
  }
}

/** Bits of a digit at most: 256 counters stay in the fastest cache. */
const DIGIT = 8
const MAX_PASSES = 4
/** Up to here insertion sort is faster than counting digits. */
const FEW = 20

function scatter(
  from: Uint32Array,
  to: Uint32Array,
  n: number,
  counts: Uint32Array,
  base: number,
  low: number,
  mask: number,
): void {
  for (let k = 0; k < n; k++) {
    const key = from[k]
    to[counts[base + ((key >>> low) & mask)]++] = key
  }
}

function scatterPairs(
  fromKeys: Uint32Array,
  fromItems: Uint32Array,
  toKeys: Uint32Array,
  toItems: Uint32Array,
  n: number,
  counts: Uint32Array,
  base: number,
  low: number,
  mask: number,
): void {
  for (let k = 0; k < n; k++) {
    const key = fromKeys[k]
    const place = counts[base + ((key >>> low) & mask)]++
    toKeys[place] = key
    toItems[place] = fromItems[k]
  }
}

function insertionSort(keys: Uint32Array, n: number): void {
  for (let k = 1; k < n; k++) {
    const key = keys[k]
    let place = k
    while (place > 0 && keys[place - 1] > key) {
      keys[place] = keys[place - 1]
      place--
    }
    keys[place] = key
  }
}

function insertionSortPairs(keys: Uint32Array, items: Uint32Array, n: number): void {
  for (let k = 1; k < n; k++) {
    const key = keys[k]
    const item = items[k]
    let place = k
    while (place > 0 && keys[place - 1] > key) {
      keys[place] = keys[place - 1]
      items[place] = items[place - 1]
      place--
    }
    keys[place] = key
    items[place] = item
  }
}

/** How many bits the integers below `limit` need: at least one. */
export function bitLength(limit: number): number {
  return Math.max(1, 32 - Math.clz32(Math.max(0, limit - 1)))
}
