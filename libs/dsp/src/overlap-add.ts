/** Sums of squared windows up to this are not divided by: the smallest normal single-precision number, as in librosa. */
const TINY = 2 ** -126

/**
 * Windowed overlap-add, divided by the sum of the squared windows: the second half of an inverse STFT, frame by frame.
 * Sums are kept in double precision in a ring of one frame.
 */
export class OverlapAdd {
  readonly #window: Float64Array
  readonly #hop: number
  readonly #sum: Float64Array
  readonly #squares: Float64Array
  /** 1 / (sum of squared windows) for the hop samples that a frame in the middle of many completes. */
  readonly #steady: Float64Array
  readonly #steadyFrom: number
  #out: Float32Array = new Float32Array(0)
  #frames = 0
  #frame = 0
  #at = 0

  constructor(window: Float64Array, hop: number) {
    const n = window.length
    this.#window = window
    this.#hop = hop
    this.#sum = new Float64Array(n)
    this.#squares = window.map(value => value * value)
    this.#steadyFrom = Math.ceil(n / hop) - 1
    this.#steady = new Float64Array(Math.min(hop, n))
    for (let i = 0; i < this.#steady.length; i++) this.#steady[i] = this.#weight(i, this.#steadyFrom)
  }

  /** Begins a signal of `frames` frames, written to `out` after leaving off its first `skip` samples. */
  start(out: Float32Array, frames: number, skip: number): void {
    this.#out = out
    this.#frames = frames
    this.#frame = 0
    this.#at = -skip
    this.#sum.fill(0)
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
    for (let i = 0; i < n; i++) sum[i] += frame[i] * window[i]
    const count = Math.min(this.#hop, n)
    this.#write(count, this.#frame >= this.#steadyFrom)
    sum.copyWithin(0, count)
    sum.fill(0, n - count)
    if (this.#hop > n) this.#at += this.#hop - n
    this.#frame++
  }

  /** Writes what the last frames left: the tail of the signal. */
  finish(): void {
    if (this.#hop < this.#window.length) this.#write(this.#window.length - this.#hop, false)
    this.#out = new Float32Array(0)
  }

  #write(count: number, steady: boolean): void {
    const out = this.#out
    const sum = this.#sum
    const from = Math.max(0, -this.#at)
    const to = Math.min(count, out.length - this.#at)
    const at = this.#at
    if (steady) {
      const factors = this.#steady
      for (let i = from; i < to; i++) out[at + i] = sum[i] * factors[i]
    } else {
      const last = Math.min(this.#frame, this.#frames - 1)
      // Sample i of the ring is sample i + (this.#frame - last) * hop of the last frame's span.
      const shift = (this.#frame - last) * this.#hop
      for (let i = from; i < to; i++) out[at + i] = sum[i] * this.#weight(i + shift, last)
    }
    this.#at += count
  }

  /** 1 / (sum of squared windows) at sample `i` of frame `last`'s span, with frames 0 to `last` added. */
  #weight(i: number, last: number): number {
    let sum = 0
    for (let t = last; t >= 0 && i < this.#window.length; t--, i += this.#hop) sum += this.#squares[i]
    return sum > TINY ? 1 / sum : 1
  }
}
