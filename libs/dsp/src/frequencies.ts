import { checkInteger, checkNumber, checkOptions } from '@genre/core'
import { hzToMel, melToHz } from './mel-scale'
import type { MelScaleOptions } from './mel-scale'
import { DEFAULT_SAMPLE_RATE } from './signal'

/**
 * The centre frequencies of FFT bins in Hz, `k * sampleRate / nFft` for k = 0..floor(nFft / 2). Equal to
 * `librosa.fft_frequencies` (0.11).
 *
 * @param options - `sampleRate` in Hz (default 22 050) and `nFft` (default 2048)
 *
 * @example
 * ```ts
 * import { fftFrequencies } from '@genre/dsp'
 * fftFrequencies({ sampleRate: 8000, nFft: 4 }) // => Float64Array(3) [0, 2000, 4000]
 * ```
 */
export function fftFrequencies(options: { sampleRate?: number; nFft?: number } = {}): Float64Array {
  const { sampleRate = DEFAULT_SAMPLE_RATE, nFft = 2048 } = checkOptions(options)
  checkNumber('sampleRate', sampleRate, { min: 0, exclusive: 'min' })
  checkInteger('nFft', nFft, { min: 1, max: 2 ** 26 })
  const frequencies = new Float64Array(Math.floor(nFft / 2) + 1)
  // As NumPy's rfftfreq: k times the reciprocal of (n times the sample interval).
  const step = 1 / (nFft * (1 / sampleRate))
  for (let k = 0; k < frequencies.length; k++) frequencies[k] = k * step
  return frequencies
}

/**
 * `nMels` frequencies in Hz, equally spaced on the mel scale from `fMin` to `fMax`, both included:
 * `melToHz(a + i (b - a) / (nMels - 1))` with `a`, `b` the mels of the two. Equal to
 * `librosa.mel_frequencies` (0.11).
 *
 * @param options - `nMels` (default 128), `fMin` (0), `fMax` (11 025), `htk` (false)
 *
 * @example
 * ```ts
 * import { melFrequencies } from '@genre/dsp'
 * melFrequencies({ nMels: 3, fMax: 400 }) // => Float64Array(3) [0, 200, 400]
 * ```
 */
export function melFrequencies(
  options: MelScaleOptions & { nMels?: number; fMin?: number; fMax?: number } = {},
): Float64Array {
  const { nMels = 128, fMin = 0, fMax = 11025 } = checkOptions(options)
  checkInteger('nMels', nMels, { min: 1, max: 2 ** 26 })
  checkNumber('fMin', fMin, { min: 0 })
  checkNumber('fMax', fMax, { min: fMin })
  const { htk } = options
  const low = hzToMel(fMin, { htk })
  const high = hzToMel(fMax, { htk })
  const step = nMels > 1 ? (high - low) / (nMels - 1) : 0
  const frequencies = new Float64Array(nMels)
  for (let i = 0; i < nMels; i++) {
    frequencies[i] = melToHz(i > 0 && i === nMels - 1 ? high : low + i * step, { htk })
  }
  return frequencies
}
