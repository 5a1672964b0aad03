import { checkNumber, checkOptions } from '@genre/core'
import { convolve } from './convolve'
import { likeSignal, sampleRateOf, samplesOf } from './signal'
import type { Signal } from './signal'
import { getWindow } from './window'

/** Options of {@link limitBand}. */
export interface LimitBandOptions {
  /** Frequencies below this are removed, Hz; default 0. */
  low?: number
  /** Frequencies above this are removed, Hz; default half the sample rate. */
  high?: number
  /** Width of each transition, centred at the limit, Hz; default 2 % of the sample rate. */
  transition?: number
  /** The rate of bare samples in Hz; default 22 050. */
  sampleRate?: number
}

/**
 * The signal with only a band of its frequencies left, as a telephone or a small loudspeaker leaves it: a linear-phase filter
 * without delay, 80 dB down outside of the transitions. The kernel is an ideal band pass under a Kaiser window `w`, at `i` samples
 * from its middle `w[i] (sin(2 pi high i) - sin(2 pi low i)) / (pi i)`, frequencies in cycles a sample.
 *
 * @returns audio for audio, samples for samples
 * @throws InvalidParameterError for limits out of order or beyond half the sample rate, or a bad signal
 *
 * @example
 * ```ts
 * import { limitBand } from '@genre/dsp'
 * const telephone = limitBand(new Float32Array(22050), { low: 300, high: 3400 })
 * ```
 */
export function limitBand<S extends Signal>(y: S, options: LimitBandOptions = {}): S {
  const samples = samplesOf(y)
  const { sampleRate, low = 0, ...rest } = checkOptions(options)
  const rate = sampleRateOf(y, sampleRate)
  const { high = rate / 2, transition = 0.02 * rate } = rest
  checkNumber('high', high, { min: 0, max: rate / 2, exclusive: 'min' })
  checkNumber('low', low, { min: 0, max: high })
  // The kernel grows as this shrinks.
  checkNumber('transition', transition, { min: rate / 2 ** 18, max: rate })
  if (low === 0 && high === rate / 2) return likeSignal(y, samples.slice())
  // Kaiser's formulas for 80 dB.
  const half = Math.ceil((80 - 7.95) / (2.285 * 2 * Math.PI * (transition / rate)) / 2)
  const window = getWindow(['kaiser', 0.1102 * (80 - 8.7)], 2 * half + 1, { periodic: false })
  const kernel = window.map((weight, i) => weight * (band(high / rate, i - half) - band(low / rate, i - half)))
  return likeSignal(y, convolve(samples, kernel, { mode: 'same' }))
}

/** Impulse response of an ideal low-pass filter; `cutoff` in cycles a sample. */
function band(cutoff: number, i: number): number {
  return i === 0 ? 2 * cutoff : Math.sin(2 * Math.PI * cutoff * i) / (Math.PI * i)
}
