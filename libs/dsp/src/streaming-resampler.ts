import { GrowingSamples } from './growing-samples'
import { ResamplePlan } from './resample-plan'
import type { ResamplePlanOptions } from './resample-plan'
import { checkPiece } from './signal'

/**
 * {@link resample} for a signal that arrives in pieces: push samples of any number, get as many of the new ones as are
 * finished, `flush` gives the rest. The same bits as the batch form. Memory is constant, and after the first pushes of one
 * size nothing is allocated; the new samples come a block at a time, {@link latency} input samples late.
 *
 * Results are views of memory that the next push overwrites.
 *
 * @example
 * ```ts
 * import { StreamingResampler } from '@genre/dsp'
 * const live = new StreamingResampler({ from: 48000, to: 22050 })
 * const some = live.push(new Float32Array(48000)).length
 * some + live.flush().length // => 22050
 * ```
 */
export class StreamingResampler {
  /** The filter and its transforms. */
  readonly plan: ResamplePlan
  readonly #history: Float32Array
  readonly #out = new GrowingSamples()
  #filled = 0
  #taken = 0
  #given = 0

  /** @throws InvalidParameterError for rates that are not positive numbers, or whose ratio has too large terms */
  constructor(options: ResamplePlanOptions) {
    this.plan = new ResamplePlan(options)
    this.#history = new Float32Array(this.plan.blockIn)
    this.#begin()
  }

  /** How many input samples must have arrived before the first new one comes. */
  get latency(): number {
    return this.plan.blockIn - this.plan.marginIn
  }

  /**
   * The new samples that are finished now.
   *
   * @throws InvalidParameterError for NaN or infinite samples; none of the samples is taken then
   */
  push(samples: Float32Array): Float32Array {
    checkPiece(samples, this.#taken)
    this.#out.length = 0
    const history = this.#history
    let from = 0
    while (from < samples.length) {
      const some = Math.min(history.length - this.#filled, samples.length - from)
      for (let i = 0; i < some; i++) history[this.#filled + i] = samples[from + i]
      this.#filled += some
      from += some
      if (this.#filled === history.length) this.#convert()
    }
    this.#taken += samples.length
    this.#given += this.#out.length
    return this.#out.view()
  }

  /** Ends the signal: the rest of the new samples. Afterwards a new signal may begin. */
  flush(): Float32Array {
    this.#out.length = 0
    const left = this.plan.outputLength(this.#taken) - this.#given
    while (this.#out.length < left) {
      this.#history.fill(0, this.#filled)
      this.#convert()
    }
    this.#out.length = left
    this.#begin()
    return this.#out.view()
  }

  #begin(): void {
    // The first block begins before the signal, with silence.
    this.#history.fill(0)
    this.#filled = this.plan.marginIn
    this.#taken = this.#given = 0
  }

  /** Converts the full history, and keeps of it what the next block begins with. */
  #convert(): void {
    const { plan } = this
    const history = this.#history
    plan.input.set(history)
    plan.convertBlock()
    const count = plan.blockOut - 2 * plan.marginOut
    const to = this.#out.add(count)
    const { output, marginOut } = plan
    for (let i = 0; i < count; i++) this.#out.data[to + i] = output[marginOut + i]
    history.copyWithin(0, history.length - 2 * plan.marginIn)
    this.#filled = 2 * plan.marginIn
  }
}
