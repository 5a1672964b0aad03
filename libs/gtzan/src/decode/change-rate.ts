import { InvalidParameterError } from '@genre/core'
import { ResamplePlan } from '@genre/dsp'
import { MAX_SAMPLE_RATE, MIN_SAMPLE_RATE } from './header-reader'

/** The rate that audio is brought to unless another is asked for: GTZAN's and librosa's, 22 050 Hz. */
export const DEFAULT_SAMPLE_RATE = 22050

/** A rate to resample to: `undefined` is the default one, `null` the file's own. */
export function checkTargetRate(sampleRate: unknown): number | null {
  if (sampleRate === undefined) return DEFAULT_SAMPLE_RATE
  if (sampleRate === null) return null
  if (typeof sampleRate === 'number' && sampleRate >= MIN_SAMPLE_RATE && sampleRate <= MAX_SAMPLE_RATE)
    return sampleRate
  throw new InvalidParameterError({
    parameter: 'sampleRate',
    received: sampleRate,
    allowed: `a rate of ${MIN_SAMPLE_RATE} to ${MAX_SAMPLE_RATE} Hz, or null for the file's own`,
  })
}

/**
 * Brings samples that arrive in pieces from one rate to another with the filter of `resample` of `@genre/dsp`, and to the
 * same bits as if they had been there at once. Needs memory for one block of the filter, whatever the length.
 */
export class RateChanger {
  readonly #plan: ResamplePlan
  readonly #sink: (samples: Float32Array) => void
  /** The latest samples, the block that is being filled. */
  readonly #block: Float32Array
  #filled: number
  #received = 0
  #delivered = 0

  /** @param sink gets the samples at the new rate; must not keep the array */
  constructor(rates: { from: number; to: number }, sink: (samples: Float32Array) => void) {
    this.#plan = new ResamplePlan(rates)
    this.#sink = sink
    this.#block = new Float32Array(this.#plan.blockIn)
    this.#filled = this.#plan.marginIn
  }

  push(samples: Float32Array): void {
    this.#received += samples.length
    const block = this.#block
    for (let at = 0; at < samples.length;) {
      const part = samples.subarray(at, at + block.length - this.#filled)
      block.set(part, this.#filled)
      this.#filled += part.length
      at += part.length
      if (this.#filled === block.length) this.#convert(Infinity)
    }
  }

  /** Delivers what is left; nothing may be pushed afterwards. */
  finish(): void {
    const total = this.#plan.outputLength(this.#received)
    while (this.#delivered < total) {
      this.#block.fill(0, this.#filled)
      this.#convert(total - this.#delivered)
    }
  }

  #convert(most: number): void {
    const { input, output, blockIn, marginIn, blockOut, marginOut } = this.#plan
    input.set(this.#block)
    this.#plan.convertBlock()
    const count = Math.min(blockOut - 2 * marginOut, most)
    this.#sink(Float32Array.from(output.subarray(marginOut, marginOut + count)))
    this.#delivered += count
    this.#block.copyWithin(0, blockIn - 2 * marginIn)
    this.#filled = 2 * marginIn
  }
}
