import { checkInteger, checkNumber, checkOptions } from '@genre/core'
import { resample } from './resample'
import { likeSignal, samplesOf } from './signal'
import type { Signal } from './signal'
import type { StftOptions } from './stft-plan'
import { timeStretch } from './time-stretch'

/** Options of {@link pitchShift}: those of the transform, and the shift. */
export interface PitchShiftOptions extends StftOptions {
  /** Steps up (or down, if negative); may be a fraction. */
  steps: number
  /** Steps in an octave; default 12, semitones. */
  binsPerOctave?: number
}

/**
 * The signal at another pitch and the same tempo and length: played at the rate `2^(-steps / binsPerOctave)` without change of pitch,
 * then resampled back to its length, so that every frequency is multiplied by `2^(steps / binsPerOctave)`. As
 * `librosa.effects.pitch_shift` (0.11), except that the resampling filters differ in their transition band. Steps of 0 change
 * nothing at all. Of long signals see {@link phaseVocoder}.
 *
 * @returns audio for audio, samples for samples
 * @throws InvalidParameterError for a bad option or signal
 *
 * @example
 * ```ts
 * import { pitchShift } from '@genre/dsp'
 * const y = Float32Array.from({ length: 22050 }, (_, i) => Math.sin((2 * Math.PI * 440 * i) / 22050))
 * const higher = pitchShift(y, { steps: 12 }) // 880 Hz
 * ```
 */
export function pitchShift<S extends Signal>(y: S, options: PitchShiftOptions): S {
  const samples = samplesOf(y)
  const { binsPerOctave = 12, steps } = checkOptions(options)
  checkInteger('binsPerOctave', binsPerOctave, { min: 1 })
  checkNumber('steps', steps, { min: -10 * binsPerOctave, max: 10 * binsPerOctave })
  const rate = 2 ** (-steps / binsPerOctave)
  const shifted = rate === 1 ? samples : resample(timeStretch(samples, { ...options, rate }), { from: 1 / rate, to: 1 })
  const out = new Float32Array(samples.length)
  out.set(shifted.subarray(0, out.length))
  return likeSignal(y, out)
}
