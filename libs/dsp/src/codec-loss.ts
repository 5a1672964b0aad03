import { checkNumber, checkOptions } from '@genre/core'
import { likeSignal, sampleRateOf, samplesOf } from './signal'
import type { Signal } from './signal'
import { StftPlan } from './stft-plan'

/** Options of {@link codecLoss}. */
export interface CodecLossOptions {
  /** Ratio of signal to rounding noise in each band in dB; default 12. Lower is worse: 20 is hardly heard, 6 is a bad stream. */
  snr?: number
  /** Frequencies above this are dropped, Hz; default 16 kHz or 90 % of half the sample rate, whichever is lower. */
  cutoff?: number
  /** The rate of bare samples in Hz; default 22 050. */
  sampleRate?: number
}

/**
 * The signal as a lossy codec leaves it: frame by frame the spectrum is divided into bands of about a third of an octave, and
 * each band is rounded to steps as large as its own level allows: `X -> d round(X / d)`, real and imaginary parts each, with
 * `d = sqrt(12 mean(X^2)) 10^(-snr / 20)` over the band's parts. So quiet bins beside loud ones vanish and come back
 * (the gurgling of a low bit rate), noise spreads before onsets, and the highest frequencies are missing. Deterministic.
 *
 * No codec is imitated exactly; the marks that augmentation needs are there.
 *
 * @returns audio for audio, samples for samples
 * @throws InvalidParameterError for a bad option or signal
 *
 * @example
 * ```ts
 * import { codecLoss } from '@genre/dsp'
 * const worse = codecLoss(Float32Array.from({ length: 22050 }, (_, i) => Math.sin(0.1 * i)), { snr: 8 })
 * ```
 */
export function codecLoss<S extends Signal>(y: S, options: CodecLossOptions = {}): S {
  const samples = samplesOf(y)
  const { sampleRate, snr = 12, ...rest } = checkOptions(options)
  const rate = sampleRateOf(y, sampleRate)
  checkNumber('snr', snr, { min: -400, max: 1000 })
  const { cutoff = Math.min(16000, 0.45 * rate) } = rest
  checkNumber('cutoff', cutoff, { min: 0 })
  const plan = new StftPlan({ nFft: 1024, hopLength: 512, window: getSineWindow(1024) })
  const last = Math.min(plan.bins, Math.floor((cutoff / rate) * plan.nFft) + 1)
  const edges = bandEdges(last)
  // Rounding to steps of d makes noise of power d^2 / 12 in each part of a bin.
  const ratio = Math.sqrt(12) * 10 ** (-snr / 20)
  const result = plan.filter(samples, spectrum => {
    for (let b = 0; b + 1 < edges.length; b++) {
      const from = 2 * edges[b]
      const to = 2 * edges[b + 1]
      let energy = 0
      for (let i = from; i < to; i++) energy += spectrum[i] * spectrum[i]
      const step = ratio * Math.sqrt(energy / (to - from))
      if (step > 0) for (let i = from; i < to; i++) spectrum[i] = Math.round(spectrum[i] / step) * step
    }
    spectrum.fill(0, 2 * last)
  })
  return likeSignal(y, result)
}

/** The square root of a Hann window: analysis and synthesis together add up to one at half overlap. */
function getSineWindow(n: number): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => Math.sin((Math.PI * (i + 0.5)) / n))
}

/** Bands of at least four bins and about a third of an octave. */
function bandEdges(bins: number): number[] {
  const edges = [0]
  while (edges[edges.length - 1] < bins) {
    const at = edges[edges.length - 1]
    edges.push(Math.min(bins, Math.max(at + 4, Math.round(at * 1.26))))
  }
  return edges
}
