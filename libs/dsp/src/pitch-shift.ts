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
 * `librosa.effects.pitch_shift` (0.11), except that the ratio is a fraction with terms up to 2000 (within 0.001 hundredths of a
 * semitone of the wanted one), and the resampling filters differ in their transition band.
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
  // Ten octaves are as far as the fractions below reach.
  checkNumber('steps', steps, { min: -10 * binsPerOctave, max: 10 * binsPerOctave })
  const [up, down] = fraction(2 ** (-steps / binsPerOctave), 2000)
  const stretched = up === down ? samples : timeStretch(samples, { ...options, rate: up / down })
  // librosa converts from sampleRate / rate to sampleRate.
  const shifted = up === down ? samples : resample(stretched, { from: down, to: up })
  const out = new Float32Array(samples.length)
  out.set(shifted.subarray(0, out.length))
  return likeSignal(y, out)
}

/** The best fraction for a positive number with terms up to `limit`: its continued fraction, broken off in time. */
function fraction(value: number, limit: number): [number, number] {
  let [a, b] = [0, 1]
  let [c, d] = [1, 0]
  let rest = value
  for (;;) {
    const whole = Math.floor(rest)
    const [e, f] = [whole * c + a, whole * d + b]
    if (e > limit || f > limit) break
    ;[a, b, c, d] = [c, d, e, f]
    if (rest - whole < 1e-9) break
    rest = 1 / (rest - whole)
  }
  return [c, d]
}
