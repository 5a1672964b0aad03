import type { ArrayView, NdArray } from '@genre/core'
import { checkOptions } from '@genre/core'
import { MelFilterBank } from './mel-filter-bank'
import type { MelFilterBankOptions } from './mel-filter-bank'
import { sampleRateOf } from './signal'
import type { Signal } from './signal'
import { checkPower } from './spectrogram'
import type { SpectrogramOptions } from './spectrogram'
import { asFrameMajor, frameMajor, sizeOf } from './spectrogram-layout'
import { StftPlan } from './stft-plan'

/** Options of {@link melSpectrogram}: those of the spectrogram (power 2 by default) and those of the filter bank. */
export interface MelSpectrogramOptions extends SpectrogramOptions, MelFilterBankOptions {}

/**
 * The mel spectrogram, shape (nMels, frames): the power spectrogram through a mel filter bank, `M = W |X|^2`.
 *
 * Instead of a signal it takes `{ spectrogram }`, an array of shape (bins, frames) that is filtered as it is; `sampleRate`
 * then defaults to 22 050 and `nFft` to `2 * (bins - 1)`.
 *
 * Matches `librosa.feature.melspectrogram` (0.11) within 1e-6 of the largest value.
 *
 * @throws InvalidParameterError for a bad option or signal; ShapeError for a spectrogram that does not fit `nFft`
 *
 * @example
 * ```ts
 * import { melSpectrogram } from '@genre/dsp'
 * const mel = melSpectrogram({ samples: new Float32Array(22050), sampleRate: 22050 }, { nMels: 128 })
 * mel.shape // => [128, 44]
 * ```
 */
export function melSpectrogram(
  y: Signal | { readonly spectrogram: ArrayView },
  options: MelSpectrogramOptions = {},
): NdArray<Float32Array> {
  checkOptions(options)
  if (typeof y === 'object' && y !== null && 'spectrogram' in y) {
    const S = asFrameMajor('spectrogram', y.spectrogram)
    return new MelFilterBank({ ...options, nFft: sizeOf(S.shape[0], options) }).apply(S)
  }
  const { power = 2 } = options
  const squared = checkPower(power) === 2
  const plan = new StftPlan(options)
  const bank = new MelFilterBank({ ...options, sampleRate: sampleRateOf(y, options.sampleRate) })
  let mel = frameMajor(bank.nMels, 0)
  plan.eachBlock(y, { squared }, (values, first, count, frames) => {
    if (first === 0) mel = frameMajor(bank.nMels, frames)
    bank.applyToFrames(values, 0, count, mel.data, first * bank.nMels)
  })
  return mel
}
