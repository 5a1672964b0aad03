import { NdArray, checkInteger, checkOptions } from '@genre/core'
import { fftFrequencies } from '@genre/dsp'
import { spectraOf } from './frame-source'
import type { FrameSource, SpectralOptions } from './frame-source'
import { polynomialFit } from './polynomial'

/** Options of {@link polyFeatures}. */
export interface PolyFeaturesOptions extends SpectralOptions {
  /** Order of the polynomial; default 1, a line. */
  order?: number
}

/**
 * The polynomial that fits each frame's magnitudes over frequency in Hz best (least squares): its coefficients, highest
 * power first: those that make `sum_k (S[k] - sum_p a[p] f[k]^p)^2` least. With the default order 1: row 0 the slope, row 1 the intercept.
 *
 * Equal to `librosa.feature.poly_features` 0.11 within 1e-8 of the largest coefficient of the same power.
 *
 * @param source - sound, or a spectrogram
 * @returns shape (order + 1, frames); memory runs frame by frame
 * @throws InvalidParameterError for a bad option, no samples, NaN or negative values
 *
 * @example
 * ```ts
 * import { polyFeatures } from '@genre/features'
 * polyFeatures({ samples: new Float32Array(22050), sampleRate: 22050 }, { order: 2 }).shape // [3, 44]
 * ```
 */
export function polyFeatures(source: FrameSource, options: PolyFeaturesOptions = {}): NdArray<Float64Array> {
  const { order = 1 } = checkOptions(options)
  checkInteger('order', order, { min: 0, max: 20 })
  const spectra = spectraOf(source, 1, options)
  const rows = order + 1
  const out = new Float64Array(rows * spectra.frames)
  polynomials(spectra.data, spectra.bins, spectra.frames, polynomialFit(fftFrequencies(spectra), order), out)
  return new NdArray(out, [rows, spectra.frames], [1, rows])
}

/** Coefficients, highest power first, of `frames` spectra of `bins` magnitudes each into `out`; `fit` as made above. */
export function polynomials(
  data: Float32Array,
  bins: number,
  frames: number,
  fit: Float64Array,
  out: Float64Array,
): void {
  const rows = fit.length / bins
  for (let t = 0; t < frames; t++) {
    for (let p = 0; p < rows; p++) {
      let sum = 0
      for (let k = 0, at = t * bins, w = p * bins; k < bins; k++) sum += fit[w + k] * data[at + k]
      out[t * rows + rows - 1 - p] = sum
    }
  }
}
