import { GrowingSamples } from './growing-samples'
import { ResamplePlan } from './resample-plan'
import type { ResamplePlanOptions } from './resample-plan'
import type { ResamplingStream } from './resampler'
import { checkPiece } from './signal'

/**
 * {@link resample} for a signal that arrives in pieces: push samples of any number, get as many of the new ones as are
 * finished, `flush` gives the rest. The same bits as the batch form. Memory is constant, and after the first pushes of one
 * size nothing is allocated; the new samples come {@link latency} input samples late, and a block at a time.
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
  readonly #stream: ResamplingStream
  readonly #out = new GrowingSamples()
  #taken = 0
  #given = 0

  /** @throws InvalidParameterError for rates that are not positive numbers, or of which one is over 4096 times the other */
  constructor(options: ResamplePlanOptions) {
    this.plan = new ResamplePlan(options)
    this.#stream = this.plan.resampler.stream()
  }

  /** How many input samples must have arrived before the first new one comes. */
  get latency(): number {
    return this.plan.resampler.latency
  }

  /**
   * The new samples that are finished now.
   *
   * @throws InvalidParameterError for NaN or infinite samples; none of the samples is taken then
   */
  push(samples: Float32Array): Float32Array {
    checkPiece(samples, this.#taken)
    this.#out.length = 0
    this.#stream.push(samples, this.#out)
    this.#taken += samples.length
    this.#given += this.#out.length
    return this.#out.view()
  }

  /** Ends the signal: the rest of the new samples. Afterwards a new signal may begin. */
  flush(): Float32Array {
    this.#out.length = 0
    this.#stream.flush(this.plan.outputLength(this.#taken) - this.#given, this.#out)
    this.#taken = this.#given = 0
    return this.#out.view()
  }
}
