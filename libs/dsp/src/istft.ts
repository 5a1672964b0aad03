import { checkOptions } from '@genre/core'
import { asComplexFrameMajor, sizeOf } from './spectrogram-layout'
import type { ComplexSpectrogram } from './spectrogram-layout'
import { StftPlan } from './stft-plan'
import type { InverseOptions, StftOptions } from './stft-plan'

/** Options of {@link istft}: those of the forward transform, and the length. */
export interface IstftOptions extends Omit<StftOptions, 'padMode'>, InverseOptions {}

/**
 * The inverse short-time Fourier transform: the signal whose STFT is closest to the given one in the least squares sense
 * (windowed overlap-add, divided by the sum of the squared windows): `y[i] = sum_t w[i - t hop] x_t[i - t hop] / sum_t w[i - t hop]^2`,
 * with `x_t` the inverse transform of frame `t`.
 *
 * `nFft` defaults to `2 * (bins - 1)`; give it for an odd size. Without `length` the result spans the frames
 * (`hop * (frames - 1)` samples when centred); with it, it is cut or filled with zeros.
 *
 * Matches `librosa.istft` (0.11) within 1e-6.
 *
 * @throws ShapeError for a spectrogram that does not fit `nFft`; InvalidParameterError for a bad option
 *
 * @example
 * ```ts
 * import { istft, stft } from '@genre/dsp'
 * const y = Float32Array.from({ length: 5000 }, (_, i) => Math.sin(0.1 * i))
 * const back = istft(stft(y), { length: y.length }) // equals y to rounding
 * ```
 */
export function istft(spectrogram: ComplexSpectrogram, options: IstftOptions = {}): Float32Array {
  const parts = asComplexFrameMajor(spectrogram)
  const nFft = sizeOf(parts.real.shape[0], checkOptions(options))
  return new StftPlan({ ...options, nFft }).inverse(parts, options)
}
