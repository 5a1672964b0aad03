/** Sums of squared windows up to this are not divided by: the smallest normal single-precision number, as in librosa. */
const TINY = 2 ** -126

/** Where frames are added up, if not in TypeScript: the sums, and what adds the window times the present frame to them. */
export interface Accumulator {
  readonly sum: Float64Array
  accumulate(): void
}

/**
 * Windowed overlap-add, divided by the sum of the squared windows: the second half of an inverse STFT, frame by frame. Sums are
 * kept in double precision, for as many samples as a frame has.
 */
export class OverlapAdd {
  readonly #window: Float64Array
  readonly #hop: number
  readonly #squares: Float64Array
  /** The sums for the samples from the next frame's first on. */
  readonly #sum: Float64Array
  readonly #accumulator: Accumulator | undefined
  /** 1 / (sum of squared windows) for the samples that a frame in the middle of many completes. */
  readonly #steady: Float64Array
  /** From this frame on, the sum is steady. */
  readonly #steadyFrom: number
  #out: Float32Array = new Float32Array(0)
  #rest: Float32Array | undefined
  #frames = 0
  #at = 0

  constructor(window: Float64Array, hop: number, accumulator?: Accumulator) {
    const n = window.length
    this.#window = window
    this.#hop = hop
    this.#accumulator = accumulator
    this.#sum = accumulator?.sum ?? new Float64Array(n)
    this.#squares = window.map(value => value * value)
    this.#steadyFrom = Math.ceil(n / hop) - 1
    this.#steady = new Float64Array(Math.min(hop, n))
    for (let i = 0; i < this.#steady.length; i++) this.#steady[i] = this.#weight(i, this.#steadyFrom)
  }

  /**
   * Begins a signal, written to `out` after leaving off its first `skip` samples.
   *
   * @param rest - if given, a signal from which the one written is subtracted, wherever frames cover it (elsewhere it
   * becomes zero)
   */
  start(out: Float32Array, skip: number, rest?: Float32Array): void {
    this.#rest = rest
    this.#frames = 0
    this.#sum.fill(0)
    this.redirect(out, -skip)
  }

  /** Goes on writing to `out` from position `at` on (which may be negative), for results that are taken away in pieces. */
  redirect(out: Float32Array, at: number): void {
    this.#out = out
    this.#at = at
  }

  /** Whether `out` is full, so that further frames would change nothing. */
  get done(): boolean {
    return this.#at >= this.#out.length
  }

  /** Adds the next frame (not yet windowed) and writes the samples that it completes. */
  add(frame: Float64Array): void {
    const sum = this.#sum
    const window = this.#window
    const n = window.length
    if (this.#accumulator) this.#accumulator.accumulate()
    else for (let i = 0; i < n; i++) sum[i] += frame[i] * window[i]
    this.#frames++
    const count = Math.min(this.#hop, n)
    if (this.#frames > this.#steadyFrom) this.#writeSteady(count)
    else this.#write(count, 0)
    sum.copyWithin(0, count)
    sum.fill(0, n - count)
    this.#at += count
    // Nothing covers the samples between two frames that do not touch.
    if (this.#hop > n) this.#skip(this.#hop - n)
  }

  /** Writes what the last frames left: the tail of the signal. */
  finish(): void {
    const left = this.#window.length - this.#hop
    if (left > 0) {
      this.#write(left, this.#hop)
      this.#at += left
    }
    this.#skip(this.#out.length - this.#at)
    this.#out = new Float32Array(0)
    this.#rest = undefined
  }

  #writeSteady(count: number): void {
    const out = this.#out
    const rest = this.#rest
    const sum = this.#sum
    const factors = this.#steady
    const at = this.#at
    const from = Math.max(0, -at)
    const to = Math.min(count, out.length - at)
    if (rest) {
      for (let i = from; i < to; i++) {
        const value = sum[i] * factors[i]
        out[at + i] = value
        rest[at + i] -= value
      }
    } else {
      for (let i = from; i < to; i++) out[at + i] = sum[i] * factors[i]
    }
  }

  /** Writes samples near the ends, whose weights are summed one by one; they begin `shift` after the last frame. */
  #write(count: number, shift: number): void {
    const at = this.#at
    const to = Math.min(count, this.#out.length - at)
    for (let i = Math.max(0, -at); i < to; i++) {
      const weight = this.#weight(i + shift, this.#frames - 1)
      const value = this.#sum[i] * (weight || 1)
      this.#out[at + i] = value
      if (this.#rest) this.#rest[at + i] = weight ? this.#rest[at + i] - value : 0
    }
  }

  /** Goes on by samples that no frame covers: zeros in the result, and no rest. */
  #skip(count: number): void {
    if (count <= 0) return
    this.#rest?.fill(0, Math.max(0, this.#at), Math.max(0, this.#at + count))
    this.#at += count
  }

  /** 1 / (sum of squared windows) at sample `i` of frame `last`, with all frames before it; 0 where the sum is tiny. */
  #weight(i: number, last: number): number {
    let sum = 0
    for (let t = last; t >= 0 && i < this.#window.length; t--, i += this.#hop) sum += this.#squares[i]
    return sum > TINY ? 1 / sum : 0
  }
}
