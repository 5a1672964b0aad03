import type { GrowingSamples } from './growing-samples'

/** A way to convert sample rates, with its tables. */
export interface Resampler {
  /** How many samples must have arrived in a stream before the first new one comes. */
  readonly latency: number
  /** As many new samples of `samples` as `out` has room for. */
  apply(samples: Float32Array, out: Float32Array): void
  /** The same for a signal that arrives in pieces: the same bits. */
  stream(): ResamplingStream
}

/** One signal on its way. */
export interface ResamplingStream {
  /** Takes samples, and adds to `out` what is finished. */
  push(samples: Float32Array, out: GrowingSamples): void
  /** Adds the last `count` new samples to `out`, with silence after the signal. Then a new signal may begin. */
  flush(count: number, out: GrowingSamples): void
}
