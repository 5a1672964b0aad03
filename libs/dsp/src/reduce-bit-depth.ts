import type { Seed } from '@genre/core'
import { RandomState, checkBoolean, checkInteger, checkOptions } from '@genre/core'
import { likeSignal, samplesOf } from './signal'
import type { Signal } from './signal'

/** Options of {@link reduceBitDepth}. */
export interface BitDepthOptions {
  /** Bits a sample, 2 to 24: steps of `2^(1 - bits)`. */
  bits: number
  /** Add triangular noise of two steps before rounding, so that the error is noise and not distortion; default false. */
  dither?: boolean
  /** Seed of the dither. */
  randomState?: Seed
}

/**
 * The signal rounded to fewer bits, each sample to `floor(y s + 1/2) / s` with `s = 2^(bits - 1)`, within -1..1.
 *
 * @returns audio for audio, samples for samples
 * @throws InvalidParameterError for a bad option or signal
 *
 * @example
 * ```ts
 * import { reduceBitDepth } from '@genre/dsp'
 * reduceBitDepth(Float32Array.of(0.3, -0.8), { bits: 3 }) // => Float32Array(2) [0.25, -0.75]
 * ```
 */
export function reduceBitDepth<S extends Signal>(y: S, options: BitDepthOptions): S {
  const samples = samplesOf(y)
  const { bits, dither = false, randomState } = checkOptions(options)
  const steps = 2 ** (checkInteger('bits', bits, { min: 2, max: 24 }) - 1)
  const random = checkBoolean('dither', dither) ? RandomState.from(randomState) : undefined
  return likeSignal(
    y,
    samples.map(value => {
      const noise = random ? random.next() - random.next() : 0
      return Math.max(-steps, Math.min(steps - 1, Math.floor(value * steps + noise + 0.5))) / steps
    }),
  )
}
