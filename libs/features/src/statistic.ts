import { median } from './select'

/** The ways in which a descriptor's values become one number. */
export const STATISTICS = [
  'mean',
  'var',
  'std',
  'min',
  'max',
  'median',
  'skewness',
  'kurtosis',
  'meanSquare',
  'meanChange',
  'perSample',
] as const

/**
 * How the values of a descriptor become one number.
 *
 * - `'mean'`, `'var'` (divided by the count), `'std'`, `'min'`, `'max'`, `'median'`
 * - `'skewness'`, `'kurtosis'` (excess): SciPy's biased ones; 0 where all values are practically equal (SciPy: NaN)
 * - `'meanSquare'`: the mean of the squares
 * - `'meanChange'`: the mean magnitude of the difference between successive frames; 0 for a single frame
 * - `'perSample'`: the sum divided by the number of samples of the clip
 */
export type Statistic = (typeof STATISTICS)[number]

/** Values of a descriptor: `data[row + rows * frame]`. */
export interface Track {
  readonly data: Float32Array | Float64Array
  readonly rows: number
  readonly frames: number
}

/**
 * Statistics of rows `from` to `to` (not included) of a track, all in double precision. What several statistics share is
 * computed once: the mean, and the sum of squared deviations from it (two passes, as NumPy does).
 */
export class Summary {
  readonly #track: Track
  readonly #from: number
  readonly #to: number
  readonly #count: number
  readonly #samples: number
  #mean: number | undefined
  #variance: number | undefined

  constructor(track: Track, from: number, to: number, samples: number) {
    this.#track = track
    this.#from = from
    this.#to = to
    this.#count = (to - from) * track.frames
    this.#samples = samples
  }

  get(statistic: Statistic): number {
    switch (statistic) {
      case 'mean':
        return this.#average()
      case 'var':
        return this.#spread()
      case 'std':
        return Math.sqrt(this.#spread())
      case 'min':
        return this.#extreme(-1)
      case 'max':
        return this.#extreme(1)
      case 'median':
        return median(this.#values())
      case 'skewness':
        return this.#standardMoment(3)
      case 'kurtosis':
        return this.#isConstant() ? 0 : this.#standardMoment(4) - 3
      case 'meanSquare':
        return this.#moment(2, 0)
      case 'meanChange':
        return this.#meanChange()
      case 'perSample':
        return (this.#average() * this.#count) / this.#samples
    }
  }

  #average(): number {
    this.#mean ??= this.#moment(1, 0)
    return this.#mean
  }

  #spread(): number {
    this.#variance ??= this.#moment(2, this.#average())
    return this.#variance
  }

  /** Mean of `(x - centre)^power`, power 1 to 4. */
  #moment(power: number, centre: number): number {
    const { data, rows, frames } = this.#track
    const from = this.#from
    const to = this.#to
    let sum = 0
    if (to - from === rows) sum = sumOfPowers(data, 0, rows * frames, 1, power, centre)
    else for (let r = from; r < to; r++) sum += sumOfPowers(data, r, rows * frames, rows, power, centre)
    return sum / this.#count
  }

  #isConstant(): boolean {
    return this.#spread() <= (2.220446049250313e-16 * this.#average()) ** 2
  }

  #standardMoment(power: number): number {
    if (this.#isConstant()) return 0
    return this.#moment(power, this.#average()) / this.#spread() ** (power / 2)
  }

  #extreme(sign: 1 | -1): number {
    let largest = -Infinity
    for (const value of this.#values()) if (sign * value > largest) largest = sign * value
    return sign * largest
  }

  #values(): Float64Array {
    const { data, rows } = this.#track
    const width = this.#to - this.#from
    const values = new Float64Array(this.#count)
    for (let i = 0, at = this.#from; i < values.length; at += rows) {
      for (let r = 0; r < width; r++) values[i++] = data[at + r]
    }
    return values
  }

  #meanChange(): number {
    const { data, rows, frames } = this.#track
    if (frames < 2) return 0
    let sum = 0
    for (let t = 1; t < frames; t++) {
      for (let i = t * rows + this.#from; i < t * rows + this.#to; i++) sum += Math.abs(data[i] - data[i - rows])
    }
    return sum / ((this.#to - this.#from) * (frames - 1))
  }
}

/** Sum of `(data[i] - centre)^power` for i = from, from + step, ... below end; four sums, so that they do not wait for each other. */
function sumOfPowers(
  data: Float32Array | Float64Array,
  from: number,
  end: number,
  step: number,
  power: number,
  centre: number,
): number {
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  let i = from
  const last = end - 3 * step
  if (power === 1) {
    for (; i < last; i += 4 * step) {
      a += data[i]
      b += data[i + step]
      c += data[i + 2 * step]
      d += data[i + 3 * step]
    }
    for (; i < end; i += step) a += data[i]
    return a + b + (c + d)
  }
  if (power === 2) {
    for (; i < last; i += 4 * step) {
      const p = data[i] - centre
      const q = data[i + step] - centre
      const r = data[i + 2 * step] - centre
      const s = data[i + 3 * step] - centre
      a += p * p
      b += q * q
      c += r * r
      d += s * s
    }
    for (; i < end; i += step) a += (data[i] - centre) ** 2
    return a + b + (c + d)
  }
  for (; i < end; i += step) a += (data[i] - centre) ** power
  return a
}
