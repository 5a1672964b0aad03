import { InvalidParameterError, checkNumber, checkOptions } from '@genre/core'
import { wantsSimd } from './checks'
import type { SimdOptions } from './real-fft'
import { ResamplePlan } from './resample-plan'
import { likeSignal, sampleRateOf, samplesOf } from './signal'
import type { Signal } from './signal'

/** Options of {@link resample}. */
export interface ResampleOptions extends SimdOptions {
  /** The rate of the samples in Hz; default the audio's own. Needed for bare samples. */
  from?: number
  /** The wanted rate in Hz. */
  to: number
}

/**
 * The signal at another sample rate, band-limited: linear phase, flat within 0.001 dB up to 0.91 of the lower of the two
 * Nyquist frequencies, 120 dB down from that Nyquist frequency on. `ceil(n * to / from)` samples; the first stays where it is.
 *
 * The filter is one Kaiser-windowed sinc, applied by fast convolution. The rates may have any ratio; it takes about
 * seven times as long where that is no fraction with terms up to 4096 (44 100 to 44 099, or to 9 pi).
 *
 * Equal to `librosa.resample(res_type='soxr_hq')` (0.11, its default) within 1e-5 where the ratio has terms up to 4: 44.1 to 22.05 kHz,
 * 48 to 16, 8 to 24. For other ratios soxr takes several filters in turn: of the same specification, but in the transition band, from
 * 0.91 of the Nyquist frequency on, results differ (of white noise, 58 to 77 dB below it).
 *
 * @returns audio for audio, samples for samples
 * @throws InvalidParameterError for a rate that is not positive, rates of which one is over 4096 times the other,
 * or a bad signal
 *
 * @example
 * ```ts
 * import { resample } from '@genre/dsp'
 * const audio = { samples: new Float32Array(44100), sampleRate: 44100 }
 * resample(audio, { to: 22050 }).samples.length // => 22050
 * resample(new Float32Array(441), { from: 22050, to: 16000 }).length // => 320
 * ```
 */
export function resample<S extends Signal>(y: S, options: ResampleOptions): S {
  const bare = y instanceof Float32Array
  // Looked through once only: the plan does it, except where there is none.
  const samples = bare ? y : y?.samples instanceof Float32Array ? y.samples : samplesOf(y)
  const { to, simd } = checkOptions(options)
  checkNumber('to', to, { min: 0, exclusive: 'min' })
  if (bare && options.from === undefined) {
    throw new InvalidParameterError({ parameter: 'from', received: undefined, allowed: 'the rate of bare samples' })
  }
  const from = bare ? options.from : sampleRateOf(y, options.from)
  return likeSignal(y, convert(samples, checkNumber('from', from, { min: 0, exclusive: 'min' }), to, simd), to)
}

function convert(samples: Float32Array, from: number, to: number, simd?: boolean): Float32Array {
  wantsSimd({ simd })
  return from === to ? samplesOf(samples).slice() : new ResamplePlan({ from, to, simd }).apply(samples)
}
