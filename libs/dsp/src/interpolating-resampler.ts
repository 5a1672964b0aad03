import { BlockResampler } from './block-resampler'
import { GrowingSamples } from './growing-samples'
import { lowestTerms } from './lowest-terms'
import type { Resampler, ResamplingStream } from './resampler'
import { lowPass } from './resampling-filter'
import type { LowPass } from './resampling-filter'

/**
 * Places between two samples at which the filter is tabulated. Between them it is interpolated linearly, with an error of at most
 * (pi / places)^2 / 24: 140 dB below the signal.
 */
const PLACES = 2048
/** Samples that are taken at a time. */
const PIECE = 2 ** 14

/**
 * Conversion by any ratio: first by blocks, to a rate that is at least twice as high as the band needs, then by interpolation
 * between the samples there, for which a short filter is enough: it has from one half of that rate's Nyquist frequency to three
 * halves of it to fall off.
 */
export class InterpolatingResampler implements Resampler {
  readonly #blocks: BlockResampler
  readonly #interpolator: Interpolator
  /** Silence before the signal, so that what the first filter does before the beginning is there for the second. */
  readonly #lead: Float32Array
  /** And after it. */
  readonly #silence = new Float32Array(1024)

  /**
   * @param step - the rate of the samples, divided by the wanted rate
   * @param options - whether WebAssembly vectors are used where the engine has them
   */
  constructor(step: number, options: { simd: boolean }) {
    const ratio = Math.max(1, step)
    // At least twice the band's rate, in eighths of the rate of the samples or as one out of a power of two of them: blocks of
    // such lengths transform fast.
    const [up, down] = ratio < 8 ? lowestTerms(Math.ceil(16 / ratio), 8) : [1, 2 ** (Math.floor(Math.log2(ratio)) - 1)]
    this.#blocks = new BlockResampler(up, down, { ...options, band: 1 / ratio })
    const filter = lowPass(1 / 4, 3 / 4)
    const units = Math.ceil(filter.half / up)
    this.#lead = new Float32Array(units * down)
    this.#interpolator = new Interpolator(filter, (step * up) / down, units * up)
  }

  get latency(): number {
    return this.#blocks.latency - this.#lead.length
  }

  apply(samples: Float32Array, out: Float32Array): void {
    const stream = this.stream()
    const some = new GrowingSamples()
    let at = 0
    for (let from = 0; from < samples.length; from += PIECE) {
      stream.push(samples.subarray(from, from + PIECE), some)
      const end = Math.min(some.length, out.length - at)
      out.set(some.data.subarray(0, end), at)
      at += end
      some.length = 0
    }
    stream.flush(out.length - at, some)
    out.set(some.view(), at)
  }

  stream(): ResamplingStream {
    const interpolation = this.#interpolator.stream()
    const blocks = this.#blocks.stream()
    const between = new GrowingSamples()
    const push = (samples: Float32Array, out: GrowingSamples) => {
      blocks.push(samples, between)
      interpolation.push(between.data, between.length, out)
      between.length = 0
    }
    blocks.push(this.#lead, between)
    return {
      push,
      flush: (count, out) => {
        const end = out.length + count
        while (out.length < end) push(this.#silence, out)
        out.length = end
        blocks.flush(0, between)
        interpolation.begin()
        blocks.push(this.#lead, between)
      },
    }
  }
}

/** Values between samples, `step` samples apart; the first is at sample `offset`. */
class Interpolator {
  readonly step: number
  readonly offset: number
  /** How many samples count on either side of a value. */
  readonly half: number
  /** Rows of `2 half` weights: for a value at the first of the middle two samples, then further on towards the second. */
  readonly #table: Float64Array

  constructor(filter: LowPass, step: number, offset: number) {
    const half = Math.ceil(filter.half)
    const taps = 2 * half
    const table = new Float64Array((PLACES + 1) * taps)
    let sum = 0
    for (let place = 0; place <= PLACES; place++) {
      for (let j = 0; j < taps; j++) {
        const weight = filter.at(j + 1 - half - place / PLACES)
        table[place * taps + j] = weight
        sum += weight
      }
    }
    for (let i = 0; i < table.length; i++) table[i] *= (PLACES + 1) / sum
    this.step = step
    this.offset = offset
    this.half = half
    this.#table = table
  }

  stream(): InterpolationStream {
    return new InterpolationStream(this)
  }

  /** The values from the k-th on to `out`, as many as there is room for between `from` and `to`; `samples` begin with number `start`. */
  values(k: number, samples: Float32Array, start: number, out: Float32Array, from: number, to: number): void {
    const { step } = this
    const table = this.#table
    const taps = 2 * this.half
    const shift = this.offset + 1 - this.half - start
    for (let o = from; o < to; o++, k++) {
      const place = k * step
      const whole = Math.floor(place)
      const exact = (place - whole) * PLACES
      const row = Math.floor(exact)
      let at = whole + shift
      let before = 0
      let after = 0
      for (let i = row * taps, end = i + taps; i < end; i++, at++) {
        const sample = samples[at]
        before += sample * table[i]
        after += sample * table[i + taps]
      }
      out[o] = before + (exact - row) * (after - before)
    }
  }

  /** Where the samples begin that count for the k-th value. */
  firstOf(k: number): number {
    return Math.floor(k * this.step) + this.offset + 1 - this.half
  }
}

class InterpolationStream {
  readonly #interpolator: Interpolator
  /** The latest samples. */
  readonly #history: Float32Array
  #filled = 0
  /** Which sample the history begins with. */
  #start = 0
  /** Values so far. */
  #given = 0

  constructor(interpolator: Interpolator) {
    this.#interpolator = interpolator
    this.#history = new Float32Array(2 * interpolator.half + PIECE)
  }

  begin(): void {
    this.#filled = this.#start = this.#given = 0
  }

  /** Takes the first `count` samples, and adds the values to `out` that they suffice for. */
  push(samples: Float32Array, count: number, out: GrowingSamples): void {
    const history = this.#history
    for (let from = 0; from < count;) {
      const some = Math.min(history.length - this.#filled, count - from)
      for (let i = 0; i < some; i++) history[this.#filled + i] = samples[from + i]
      this.#filled += some
      from += some
      this.#give(out)
    }
  }

  #give(out: GrowingSamples): void {
    const interpolator = this.#interpolator
    const first = this.#given
    const taps = 2 * interpolator.half
    let end = first
    while (interpolator.firstOf(end) + taps <= this.#start + this.#filled) end++
    const from = out.add(end - first)
    interpolator.values(first, this.#history, this.#start, out.data, from, out.length)
    this.#given = end
    // What no later value needs.
    const done = Math.min(this.#filled, interpolator.firstOf(end) - this.#start)
    this.#history.copyWithin(0, done, this.#filled)
    this.#filled -= done
    this.#start += done
  }
}
