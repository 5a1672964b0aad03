import type { Signal } from './signal'
import type { ComplexSpectrogram } from './spectrogram-layout'
import { StftPlan } from './stft-plan'
import type { StftOptions } from './stft-plan'

/**
 * The short-time Fourier transform: complex, shape (bins, frames), bins `floor(nFft / 2) + 1`, each frame contiguous in
 * memory. With the window `w` and the padded signal `x`, `X[k, t] = sum_i w[i] x[t hop + i] exp(-2 pi j k i / nFft)`. Make a
 * {@link StftPlan} to transform many signals.
 *
 * Matches `librosa.stft` (0.11) within 1e-7 of the largest magnitude. Signals shorter than a frame are padded, as there.
 *
 * @throws InvalidParameterError for a bad option, an empty signal, NaN or infinite samples
 *
 * @example
 * ```ts
 * import { stft } from '@genre/dsp'
 * const spectrum = stft(new Float32Array(22050), { nFft: 2048, hopLength: 512 })
 * spectrum.real.shape // => [1025, 44]
 * ```
 */
export function stft(y: Signal, options: StftOptions = {}): ComplexSpectrogram {
  return new StftPlan(options).forward(y)
}
