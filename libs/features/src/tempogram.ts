import { InvalidParameterError, NdArray, checkBoolean, checkInteger, checkNumber, checkOptions } from '@genre/core'
import type { WindowSpec } from '@genre/dsp'
import { RealFft, getWindow } from '@genre/dsp'
import { TINY_FLOAT64, checkNorm } from './norm'
import type { Norm } from './norm'
import { envelopeOf } from './onset-envelope'
import type { RhythmSource } from './onset-envelope'
import type { OnsetStrengthOptions } from './onset-strength'

/** Options of {@link tempogram}. Those of the onset envelope are ignored where an envelope is given. */
export interface TempogramOptions extends Omit<OnsetStrengthOptions, 'window' | 'winLength' | 'center'> {
  /** Frames that an autocorrelation is taken over; default 384, about 8.9 s. */
  winLength?: number
  /** The window, periodic; default `'hann'`. */
  window?: WindowSpec
  /** Whether frame `t` stands in the middle of its window (default) or at its beginning. */
  center?: boolean
  /** Norm that each frame is scaled to, `null` for none; default `Infinity`: lag 0 is 1. */
  norm?: Norm
}

/**
 * The autocorrelation tempogram: for each frame, the autocorrelation of the onset envelope around it, at lags of 0 to
 * `winLength - 1` frames. Lag `l` stands for `60 sampleRate / (hopLength l)` beats a minute (`tempoFrequencies`).
 *
 * The envelope goes on beyond its ends by a linear ramp to zero; windows are Hann; the correlation is linear, not circular.
 *
 * Equal to `librosa.feature.tempogram` 0.11 within 1e-5.
 *
 * @param source - sound, or `{ onsetEnvelope }`
 * @returns shape (winLength, frames); memory runs frame by frame
 * @throws InvalidParameterError for a bad option, no samples, NaN or infinite values, or an envelope shorter than the
 *   window when `center` is off
 *
 * @example
 * ```ts
 * import { tempogram } from '@genre/features'
 * tempogram({ samples: new Float32Array(22050), sampleRate: 22050 }).shape // [384, 44]
 * ```
 */
export function tempogram(source: RhythmSource, options: TempogramOptions = {}): NdArray<Float64Array> {
  const { winLength = 384, window = 'hann', center = true, norm, ...onsetOptions } = checkOptions(options)
  checkInteger('winLength', winLength, { min: 1, max: 2 ** 24 })
  checkBoolean('center', center)
  const length = checkNorm(norm, Infinity, TINY_FLOAT64)
  const { envelope } = envelopeOf(source, onsetOptions)
  const frames = center ? envelope.length : envelope.length - winLength + 1
  if (frames < 1) {
    const allowed = `at most the length of the onset envelope (${envelope.length}) when center is off`
    throw new InvalidParameterError({ parameter: 'winLength', received: winLength, allowed })
  }
  const correlator = new EnvelopeCorrelator(winLength, window)
  const padded = center ? rampPadded(envelope, Math.floor(winLength / 2)) : Float64Array.from(envelope)
  const out = new Float64Array(winLength * frames)
  for (let t = 0; t < frames; t++) {
    correlator.autocorrelate(padded, t, out, t * winLength)
    const scale = length.length(out, t * winLength, winLength)
    if (scale !== 1) for (let i = t * winLength; i < (t + 1) * winLength; i++) out[i] /= scale
  }
  return new NdArray(out, [winLength, frames], [1, winLength])
}

/**
 * Beats a minute of each lag of a tempogram: `60 sampleRate / (hopLength lag)`, infinite at lag 0. Equal to
 * `librosa.tempo_frequencies` 0.11.
 *
 * @param lags - number of lags
 *
 * @example
 * ```ts
 * import { tempoFrequencies } from '@genre/features'
 * tempoFrequencies(384)[22] // 117.45: 22 frames of 512 samples at 22050 Hz
 * ```
 */
export function tempoFrequencies(
  lags: number,
  options: { sampleRate?: number; hopLength?: number } = {},
): Float64Array {
  const { sampleRate = 22050, hopLength = 512 } = checkOptions(options)
  checkInteger('lags', lags, { min: 1, max: 2 ** 24 })
  checkNumber('sampleRate', sampleRate, { min: 0, exclusive: 'min' })
  checkInteger('hopLength', hopLength, { min: 1 })
  return Float64Array.from({ length: lags }, (_, lag) => (60 * sampleRate) / (hopLength * lag))
}

/** The envelope with `padding` values on both sides that rise from zero to its first value and fall from its last to zero. */
export function rampPadded(envelope: Float32Array, padding: number): Float64Array {
  const n = envelope.length
  const out = new Float64Array(n + 2 * padding)
  out.set(envelope, padding)
  for (let i = 0; i < padding; i++) {
    out[i] = Math.fround((envelope[0] * i) / padding)
    out[out.length - 1 - i] = Math.fround((envelope[n - 1] * i) / padding)
  }
  return out
}

/** Windowed linear autocorrelations of one length. */
export class EnvelopeCorrelator {
  readonly winLength: number
  readonly #window: Float64Array
  readonly #fft: RealFft
  readonly #power: Float64Array

  constructor(winLength: number, window: WindowSpec = 'hann') {
    this.winLength = winLength
    this.#window = getWindow(window, winLength)
    this.#fft = new RealFft(fastLength(2 * winLength - 1))
    this.#power = new Float64Array(this.#fft.bins)
  }

  /** The autocorrelation of the window that begins at `t`, lags 0 to winLength - 1, to `out` from `at` on. */
  autocorrelate(padded: Float64Array, t: number, out: Float64Array, at: number): void {
    this.#power.fill(0)
    this.#load(padded, t)
    this.#addPower(1)
    this.#invert(out, at)
  }

  /**
   * The mean of the autocorrelations of `frames` successive windows, each divided by its largest value, which is that at lag 0
   * (or left at zero): as the transform is linear, one inverse transform does for all.
   */
  meanAutocorrelation(padded: Float64Array, frames: number, out: Float64Array): void {
    this.#power.fill(0)
    for (let t = 0; t < frames; t++) {
      const energy = this.#load(padded, t)
      if (energy > 0) this.#addPower(1 / (energy < TINY_FLOAT64 ? 1 : energy))
    }
    for (let k = 0; k < this.#power.length; k++) this.#power[k] /= frames
    this.#invert(out, 0)
  }

  #load(padded: Float64Array, t: number): number {
    const { signal } = this.#fft
    const window = this.#window
    const n = this.winLength
    let energy = 0
    for (let i = 0; i < n; i++) {
      const value = padded[t + i] * window[i]
      signal[i] = value
      energy += value * value
    }
    signal.fill(0, n)
    return energy
  }

  #addPower(weight: number): void {
    this.#fft.forward()
    const { spectrum } = this.#fft
    const power = this.#power
    for (let k = 0, i = 0; k < power.length; k++, i += 2) {
      power[k] += weight * (spectrum[i] * spectrum[i] + spectrum[i + 1] * spectrum[i + 1])
    }
  }

  #invert(out: Float64Array, at: number): void {
    const { spectrum, signal } = this.#fft
    for (let k = 0, i = 0; k < this.#power.length; k++, i += 2) {
      spectrum[i] = this.#power[k]
      spectrum[i + 1] = 0
    }
    this.#fft.inverse()
    for (let i = 0; i < this.winLength; i++) out[at + i] = signal[i]
  }
}

/** The smallest even number from `n` on without prime factors above 5. */
function fastLength(n: number): number {
  for (let size = Math.max(2, n + (n % 2)); ; size += 2) {
    let rest = size
    for (const prime of [2, 3, 5]) while (rest % prime === 0) rest /= prime
    if (rest === 1) return size
  }
}
