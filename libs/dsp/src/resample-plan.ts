import { InvalidParameterError, checkInteger, checkNumber, checkOptions } from '@genre/core'
import { BlockResampler } from './block-resampler'
import { wantsSimd } from './checks'
import { InterpolatingResampler } from './interpolating-resampler'
import { lowestTerms } from './lowest-terms'
import type { SimdOptions } from './real-fft'
import type { Resampler } from './resampler'
import { samplesOf } from './signal'
import type { Signal } from './signal'

/** The largest ratio of two rates. */
const LARGEST_RATIO = 4096
/** Ratios with terms up to this are converted by blocks, which are some multiples of the terms long. */
const LARGEST_TERM = 4096

/** Options of {@link ResamplePlan}. */
export interface ResamplePlanOptions extends SimdOptions {
  /** The rate of the samples in Hz. */
  from: number
  /** The wanted rate in Hz. */
  to: number
}

/**
 * A sample rate conversion with its filter and tables: make it once, use it for many signals. See {@link resample} for what it
 * does.
 *
 * Ratios like 160 : 441 are converted by transforms of blocks, those with terms above 4096 and those that are no fractions at all
 * by transforms to a rate twice as high as needed, and interpolation there.
 *
 * @example
 * ```ts
 * import { ResamplePlan } from '@genre/dsp'
 * const plan = new ResamplePlan({ from: 48000, to: 22050 })
 * plan.apply(new Float32Array(48000)).length // => 22050
 * ```
 */
export class ResamplePlan {
  /** Rate of what comes in, in Hz. */
  readonly from: number
  /** Rate of what goes out, in Hz. */
  readonly to: number
  /** How it is done. */
  readonly resampler: Resampler

  /** @throws InvalidParameterError for rates that are not positive numbers, or of which one is over 4096 times the other */
  constructor(options: ResamplePlanOptions) {
    checkOptions(options)
    const from = checkNumber('from', options?.from, { min: 0, exclusive: 'min' })
    const to = checkNumber('to', options?.to, { min: 0, exclusive: 'min' })
    if (!(to / from <= LARGEST_RATIO && from / to <= LARGEST_RATIO)) {
      const allowed = `a rate that is at most ${LARGEST_RATIO} times ${from}, and at least that part of it`
      throw new InvalidParameterError({ parameter: 'to', received: to, allowed })
    }
    this.from = from
    this.to = to
    const simd = wantsSimd(options)
    const terms = smallTerms(from, to)
    this.resampler = terms ? new BlockResampler(...terms, { simd }) : new InterpolatingResampler(from / to, { simd })
  }

  /**
   * Number of samples that `n` samples become: `ceil(n * to / from)`, with `to / from` rounded to double precision first.
   * Where the product would be a whole number this now and then gives one sample more, the very lengths of librosa.
   */
  outputLength(n: number): number {
    checkInteger('n', n, { min: 0 })
    return Math.ceil(n * (this.to / this.from))
  }

  /** The whole signal at the new rate. */
  apply(y: Signal): Float32Array {
    const samples = samplesOf(y)
    const out = new Float32Array(this.outputLength(samples.length))
    this.resampler.apply(samples, out)
    return out
  }
}

/** The ratio to / from in lowest terms, if these are small integers. */
function smallTerms(from: number, to: number): [up: number, down: number] | undefined {
  // Rates are as a rule whole numbers of Hz; others are tried as fractions with growing denominators.
  for (let scale = 1; scale <= 1000; scale++) {
    const a = from * scale
    const b = to * scale
    if (!Number.isInteger(a) || !Number.isInteger(b)) continue
    const [up, down] = lowestTerms(b, a)
    return Math.max(up, down) <= LARGEST_TERM ? [up, down] : undefined
  }
  return undefined
}
