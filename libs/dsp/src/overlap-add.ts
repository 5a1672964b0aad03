/** Sums of squared windows up to this are not divided by: the smallest normal single-precision number, as in librosa. */
const TINY = 2 ** -126

/**
 * Windowed overlap-add, divided by the sum of the squared windows: the second half of an inverse STFT, frame by frame.
 * Sums are kept in double precision in a ring of one frame.
 */
export class OverlapAdd {
  readonly #window: Float64Array
  readonly #hop: number
  readonly #squares: Float64Array
  /** A ring: `#head` is where the samples of the next frame begin. */
  readonly #ring: Float64Array
  #head = 0
  /** 1 / (sum of squared windows) for the samples that a frame in the middle of many completes. */
  readonly #steady: Float64Array
  /** From this frame on, the sum is steady. */
  readonly #steadyFrom: number
  #out: Float32Array = new Float32Array(0)
  #rest: Float32Array | undefined
  #frames = 0
  #at = 0

  constructor(window: Float64Array, hop: number) {
    const n = window.length
    this.#window = window
    this.#hop = hop
    this.#ring = new Float64Array(n)
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
    this.redirect(out, -skip)
    this.#head = 0
    this.#ring.fill(0)
  }

  /** Goes on writing to `out` from position `at` on (which may be negative), for results that are taken away in pieces. */
  redirect(out: Float32Array, at: number): void {
    this.#out = out
    this.#at = at
  }

  /** Where in `out` the next sample will be written. */
  get at(): number {
    return this.#at
  }

  /** Whether `out` is full, so that further frames would change nothing. */
  get done(): boolean {
    return this.#at >= this.#out.length
  }

  /** Adds the next frame (not yet windowed) and writes the samples that it completes. */
  add(frame: Float64Array): void {
    const ring = this.#ring
    const window = this.#window
    const n = window.length
    const head = this.#head
    const turn = n - head
    for (let i = 0; i < turn; i++) ring[head + i] += frame[i] * window[i]
    for (let i = turn; i < n; i++) ring[i - turn] += frame[i] * window[i]
    this.#frames++
    const count = Math.min(this.#hop, n)
    if (this.#frames > this.#steadyFrom) this.#writeSteady(count)
    else this.#write(count, 0)
    this.#advance(count)
    if (this.#hop > n) {
      // Nothing covers the samples between two frames.
      this.#skip(this.#hop - n)
    }
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
    const ring = this.#ring
    const factors = this.#steady
    const at = this.#at
    const from = Math.max(0, -at)
    const to = Math.min(count, out.length - at)
    let r = this.#head + from
    if (r >= ring.length) r -= ring.length
    for (let i = from; i < to; i++) {
      const value = ring[r] * factors[i]
      out[at + i] = value
      if (rest) rest[at + i] -= value
      if (++r === ring.length) r = 0
    }
  }

  /** Writes samples near the ends, whose weights are summed one by one; they begin `shift` after the last frame. */
  #write(count: number, shift: number): void {
    const at = this.#at
    const to = Math.min(count, this.#out.length - at)
    for (let i = Math.max(0, -at); i < to; i++) {
      const weight = this.#weight(i + shift, this.#frames - 1)
      const value = this.#ring[(this.#head + i) % this.#ring.length] * (weight || 1)
      this.#out[at + i] = value
      if (this.#rest) this.#rest[at + i] = weight ? this.#rest[at + i] - value : 0
    }
  }

  /** Clears the next `count` samples of the ring and goes on behind them. */
  #advance(count: number): void {
    const ring = this.#ring
    const end = this.#head + count
    ring.fill(0, this.#head, Math.min(end, ring.length))
    if (end > ring.length) ring.fill(0, 0, end - ring.length)
    this.#head = end % ring.length
    this.#at += count
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
