import { checkBoolean, checkNumber, checkOptions } from '@genre/core'

/** Which mel scale: Slaney's (linear to 1 kHz, logarithmic above; default) or HTK's (logarithmic throughout). */
export interface MelScaleOptions {
  /** Use HTK's formula; default false. */
  htk?: boolean
}

const BREAK_HZ = 1000
const BREAK_MEL = 15
const LOG_STEP = Math.log(6.4) / 27

/**
 * A frequency in Hz on the mel scale. Slaney: `3 f / 200` below 1 kHz, `15 + 27 ln(f / 1000) / ln 6.4` from there.
 * HTK: `2595 log10(1 + f / 700)`. Equal to `librosa.hz_to_mel` (0.11).
 *
 * @throws InvalidParameterError for a frequency that is negative or not finite
 *
 * @example
 * ```ts
 * import { hzToMel } from '@genre/dsp'
 * hzToMel(60) // => ≈ 0.9
 * ```
 */
export function hzToMel(hz: number, options: MelScaleOptions = {}): number {
  const { htk = false } = checkOptions(options)
  checkNumber('hz', hz, { min: 0 })
  if (checkBoolean('htk', htk)) return 2595 * Math.log10(1 + hz / 700)
  return hz >= BREAK_HZ ? BREAK_MEL + Math.log(hz / BREAK_HZ) / LOG_STEP : hz / (200 / 3)
}

/**
 * A mel value as a frequency in Hz, the inverse of {@link hzToMel}. Slaney: `200 m / 3` below 15, `1000 * 6.4^((m - 15) / 27)` from
 * there. HTK: `700 (10^(m / 2595) - 1)`. Equal to `librosa.mel_to_hz` (0.11).
 *
 * @throws InvalidParameterError for a value that is negative or not finite
 *
 * @example
 * ```ts
 * import { melToHz } from '@genre/dsp'
 * melToHz(3) // => 200
 * ```
 */
export function melToHz(mel: number, options: MelScaleOptions = {}): number {
  const { htk = false } = checkOptions(options)
  checkNumber('mel', mel, { min: 0 })
  if (checkBoolean('htk', htk)) return 700 * (10 ** (mel / 2595) - 1)
  return mel >= BREAK_MEL ? BREAK_HZ * Math.exp(LOG_STEP * (mel - BREAK_MEL)) : (200 / 3) * mel
}
