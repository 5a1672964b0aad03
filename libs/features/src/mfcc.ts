import { InvalidParameterError, NdArray, checkInteger, checkNumber, checkOptions } from '@genre/core'
import { DctPlan } from '@genre/dsp'
import type { FrameSource } from './frame-source'
import { logMelOf } from './log-mel'
import type { LogMel, LogMelOptions } from './log-mel'

/** Options of {@link mfcc}. */
export interface MfccOptions extends LogMelOptions {
  /** Number of coefficients; default 20. */
  nMfcc?: number
  /** Liftering `L`: coefficient `q` is multiplied by `1 + (L / 2) sin(pi (q + 1) / L)`; default 0, none. */
  lifter?: number
  /** Scaling of the cosine transform: `'ortho'` (default) or `null` for none. */
  norm?: 'ortho' | null
}

/**
 * Mel-frequency cepstral coefficients: the cosine transform (type II, orthonormal) of the mel spectrogram in decibels,
 * `C[q] = s(q) sum_j L[j] cos(pi q (2j + 1) / (2 nMels))`. The levels reach at most 80 dB under the loudest of the whole
 * clip, so a frame's coefficients depend on the clip it stands in.
 *
 * Equal to `librosa.feature.mfcc` 0.11 within 1e-3 (values reach 1e3; worst seen 1e-4).
 *
 * @param source - sound, a spectrogram, or a mel spectrogram in dB as `{ logMel }`
 * @returns shape (nMfcc, frames); memory runs frame by frame. The first row is librosa's coefficient 0.
 * @throws InvalidParameterError for a bad option, no samples, NaN or infinite samples
 *
 * @example
 * ```ts
 * import { mfcc } from '@genre/features'
 * mfcc({ samples: new Float32Array(22050), sampleRate: 22050 }, { nMfcc: 13 }).shape // [13, 44]
 * ```
 */
export function mfcc(source: FrameSource | LogMel, options: MfccOptions = {}): NdArray<Float32Array> {
  const { nMfcc = 20, lifter = 0, norm = 'ortho', ...melOptions } = checkOptions(options)
  checkInteger('nMfcc', nMfcc, { min: 1 })
  checkNumber('lifter', lifter, { min: 0 })
  const { data, bands, frames } = logMelOf(source, melOptions)
  if (nMfcc > bands) {
    const allowed = `at most the number of mel bands (${bands})`
    throw new InvalidParameterError({ parameter: 'nMfcc', received: nMfcc, allowed })
  }
  const out = new Float32Array(nMfcc * frames)
  new DctPlan(bands, { n: nMfcc, norm, simd: options.simd }).applyToFrames(data, 0, frames, out, 0)
  if (lifter > 0) {
    for (let q = 0; q < nMfcc; q++) {
      const factor = 1 + (lifter / 2) * Math.sin((Math.PI * (q + 1)) / lifter)
      for (let i = q; i < out.length; i += nMfcc) out[i] *= factor
    }
  }
  return new NdArray(out, [nMfcc, frames], [1, nMfcc])
}
