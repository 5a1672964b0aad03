import { checkBoolean, checkInteger, checkNumber, checkOptions } from './check'
import { InvalidParameterError } from './errors'

/** What seeds a {@link RandomState}: an integer in 0..2^32-1, an array of such, a `RandomState`, or nothing (unpredictable). */
export type Seed = number | readonly number[] | RandomState | null | undefined

const N = 624
const M = 397

/**
 * NumPy's legacy generator (`numpy.random.RandomState`, MT19937), number by number: a split with seed 42 here is the
 * split with seed 42 there. Integers and `randomSample` are equal bit for bit; `standardNormal` uses `Math.log`, whose
 * last bit may differ between engines (at most 1 ulp of the result).
 *
 * Matched with NumPy 2.4; the legacy stream is frozen, so every version gives it.
 *
 * @example
 * ```ts
 * import { RandomState } from '@genre/core'
 * const random = new RandomState(42)
 * random.permutation(5) // Int32Array [1, 4, 2, 0, 3]
 * ```
 */
export class RandomState {
  readonly #key = new Uint32Array(N)
  #position = N
  #spare: number | null = null

  /**
   * @param seed - an integer in 0..2^32-1, a non-empty array of such, or nothing for an unpredictable stream
   * @throws InvalidParameterError for any other seed
   */
  constructor(seed?: number | readonly number[] | null) {
    if (seed == null) {
      this.#seedArray(crypto.getRandomValues(new Uint32Array(8)))
    } else if (typeof seed === 'number') {
      this.#seedInteger(checkInteger('seed', seed, { min: 0, max: 0xffffffff }))
    } else if (Array.isArray(seed) && seed.length > 0) {
      this.#seedArray(Uint32Array.from(seed, part => checkInteger('seed', part, { min: 0, max: 0xffffffff })))
    } else {
      throw new InvalidParameterError({
        parameter: 'seed',
        received: seed,
        allowed: 'an integer from 0 to 4294967295, a non-empty array of such, or nothing',
      })
    }
  }

  /** The generator that a `randomState` parameter stands for: itself, or a new one from the seed. */
  static from(randomState: Seed): RandomState {
    return randomState instanceof RandomState ? randomState : new RandomState(randomState)
  }

  /** The next 32 random bits. */
  nextUint32(): number {
    if (this.#position === N) this.#twist()
    let y = this.#key[this.#position++]
    y ^= y >>> 11
    y ^= (y << 7) & 0x9d2c5680
    y ^= (y << 15) & 0xefc60000
    y ^= y >>> 18
    return y >>> 0
  }

  /** The next number in [0, 1), with 53 random bits: one value of `random_sample`. */
  next(): number {
    const high = this.nextUint32() >>> 5
    const low = this.nextUint32() >>> 6
    return (high * 67108864 + low) / 9007199254740992
  }

  /** `size` numbers in [0, 1): `random_sample(size)`. */
  randomSample(size: number): Float64Array {
    return this.#fill(size, () => this.next())
  }

  /** `size` numbers in [low, high): `uniform(low, high, size)`. */
  uniform(low: number, high: number, size: number): Float64Array {
    const range = checkNumber('high', high) - checkNumber('low', low)
    return this.#fill(size, () => low + range * this.next())
  }

  /** The next integer in [low, high): one value of `randint(low, high)`. `high - low` is at most 2^53. */
  nextInteger(low: number, high: number): number {
    if (!(Number.isSafeInteger(low) && Number.isSafeInteger(high) && low < high)) {
      throw new InvalidParameterError({
        parameter: 'high',
        received: high,
        allowed: `a safe integer greater than low (${low})`,
      })
    }
    return low + this.#interval(high - low - 1)
  }

  /** `size` integers in [low, high): `randint(low, high, size)`. */
  randint(low: number, high: number, size: number): Float64Array {
    return this.#fill(size, () => this.nextInteger(low, high))
  }

  /** The next standard normal number: one value of `standard_normal` (Marsaglia's polar method, as the legacy stream has it). */
  nextNormal(): number {
    if (this.#spare !== null) {
      const spare = this.#spare
      this.#spare = null
      return spare
    }
    let x: number, y: number, r2: number
    do {
      x = 2 * this.next() - 1
      y = 2 * this.next() - 1
      r2 = x * x + y * y
    } while (r2 >= 1 || r2 === 0)
    const factor = Math.sqrt((-2 * Math.log(r2)) / r2)
    this.#spare = factor * x
    return factor * y
  }

  /** `size` standard normal numbers: `standard_normal(size)`. */
  standardNormal(size: number): Float64Array {
    return this.#fill(size, () => this.nextNormal())
  }

  /** Shuffles an array in place, as `shuffle` does, and returns it. */
  shuffle<A extends { length: number; [index: number]: unknown }>(array: A): A {
    if (!Array.isArray(array) && !ArrayBuffer.isView(array)) {
      throw new InvalidParameterError({ parameter: 'array', received: array, allowed: 'an array' })
    }
    const items = array as { length: number; [index: number]: unknown }
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.#interval(i)
      const item = items[i]
      items[i] = items[j]
      items[j] = item
    }
    return array
  }

  /** The integers 0 to n - 1 in random order: `permutation(n)`. */
  permutation(n: number): Int32Array {
    checkInteger('n', n, { min: 0, max: 0x7fffffff })
    const order = new Int32Array(n)
    for (let i = 0; i < n; i++) order[i] = i
    return this.shuffle(order)
  }

  /**
   * `size` of the integers 0 to n - 1: `choice(n, size, replace, p)`. Without replacement, weights are not supported.
   */
  choice(n: number, size: number, options: { replace?: boolean; p?: ArrayLike<number> } = {}): Int32Array {
    const { replace = true, p } = checkOptions(options)
    checkBoolean('replace', replace)
    checkInteger('n', n, { min: 1, max: 0x7fffffff })
    if (!replace) {
      if (p !== undefined)
        throw new InvalidParameterError({ parameter: 'p', received: p, allowed: 'absent when replace is false' })
      checkInteger('size', size, { min: 0, max: n })
      return this.permutation(n).slice(0, size)
    }
    if (p === undefined) return Int32Array.from(this.randint(0, n, size))
    const usable = p?.length === n && Array.from(p).every(weight => weight >= 0 && weight < Infinity)
    if (!usable)
      throw new InvalidParameterError({ parameter: 'p', received: p, allowed: `${n} weights, none negative` })
    const cumulative = new Float64Array(n)
    let sum = 0
    for (let i = 0; i < n; i++) cumulative[i] = sum += p[i]
    if (!(sum > 0)) {
      throw new InvalidParameterError({ parameter: 'p', received: p, allowed: 'weights that are not all zero' })
    }
    for (let i = 0; i < n; i++) cumulative[i] /= sum
    return Int32Array.from(this.randomSample(size), u => {
      let low = 0
      let high = n
      while (low < high) {
        const middle = (low + high) >> 1
        if (cumulative[middle] <= u) low = middle + 1
        else high = middle
      }
      return Math.min(low, n - 1)
    })
  }

  #fill(size: number, next: () => number): Float64Array {
    checkInteger('size', size, { min: 0, max: 2 ** 30 })
    const out = new Float64Array(size)
    for (let i = 0; i < size; i++) out[i] = next()
    return out
  }

  /** A uniform integer in 0..max by masked rejection, NumPy's `random_interval`. */
  #interval(max: number): number {
    if (max === 0) return 0
    if (max <= 0xffffffff) {
      const mask = max === 0 ? 0 : 0xffffffff >>> Math.clz32(max)
      let value: number
      do value = (this.nextUint32() & mask) >>> 0
      while (value > max)
      return value
    }
    const highMask = 0xffffffff >>> Math.clz32(Math.floor(max / 4294967296))
    let value: number
    do {
      const high = (this.nextUint32() & highMask) >>> 0
      value = high * 4294967296 + this.nextUint32()
    } while (value > max)
    return value
  }

  #seedInteger(seed: number): void {
    const key = this.#key
    key[0] = seed
    for (let i = 1; i < N; i++) {
      const previous = key[i - 1] ^ (key[i - 1] >>> 30)
      key[i] = Math.imul(1812433253, previous) + i
    }
    this.#position = N
  }

  #seedArray(parts: Uint32Array): void {
    this.#seedInteger(19650218)
    const key = this.#key
    let i = 1
    let j = 0
    for (let k = Math.max(N, parts.length); k > 0; k--) {
      key[i] = (key[i] ^ Math.imul(key[i - 1] ^ (key[i - 1] >>> 30), 1664525)) + parts[j] + j
      if (++i >= N) {
        key[0] = key[N - 1]
        i = 1
      }
      if (++j >= parts.length) j = 0
    }
    for (let k = N - 1; k > 0; k--) {
      key[i] = (key[i] ^ Math.imul(key[i - 1] ^ (key[i - 1] >>> 30), 1566083941)) - i
      if (++i >= N) {
        key[0] = key[N - 1]
        i = 1
      }
    }
    key[0] = 0x80000000
  }

  #twist(): void {
    const key = this.#key
    for (let k = 0; k < N; k++) {
      const y = (key[k] & 0x80000000) | (key[(k + 1) % N] & 0x7fffffff)
      key[k] = key[(k + M) % N] ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0)
    }
    this.#position = 0
  }
}
