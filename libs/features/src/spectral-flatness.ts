import { checkNumber, checkOptions } from '@genre/core'
import { spectraOf } from './frame-source'
import type { FrameSource, SpectralOptions } from './frame-source'

/** Options of {@link spectralFlatness}. */
export interface SpectralFlatnessOptions extends SpectralOptions {
  /** Values below this are raised to it; default 1e-10. */
  amin?: number
  /** Exponent of the magnitude; default 2, the power spectrum. */
  power?: number
}

/**
 * The spectral flatness of each frame, 0 to 1: geometric over arithmetic mean of the power spectrum,
 * `exp(mean_k ln S[k]) / mean_k S[k]` with `S[k] = max(amin, |X[k]|^power)`. Noise is near 1
 * (0.56 on average for white noise), tones near 0; a silent frame has flatness 1.
 *
 * Equal to `librosa.feature.spectral_flatness` 0.11 within 1e-5 (single precision).
 *
 * @param source - sound, or a spectrogram
 * @returns one value a frame
 * @throws InvalidParameterError for a bad option, no samples, NaN or negative values
 *
 * @example
 * ```ts
 * import { spectralFlatness } from '@genre/features'
 * spectralFlatness({ samples: new Float32Array(2048), sampleRate: 22050 })[0] // 1
 * ```
 */
export function spectralFlatness(source: FrameSource, options: SpectralFlatnessOptions = {}): Float32Array {
  const { amin = 1e-10, power = 2 } = checkOptions(options)
  checkNumber('amin', amin, { min: 0, exclusive: 'min' })
  checkNumber('power', power, { min: 0, exclusive: 'min' })
  const { data, bins, frames } = spectraOf(source, 1, options)
  const out = new Float32Array(frames)
  flatnesses(data, bins, frames, amin, power, out)
  return out
}

/** Flatness of `frames` spectra of `bins` magnitudes each into `out`. */
export function flatnesses(
  data: Float32Array,
  bins: number,
  frames: number,
  amin: number,
  power: number,
  out: Float32Array,
): void {
  const floor = Math.fround(amin)
  for (let t = 0, at = 0; t < frames; t++, at += bins) {
    let sum = 0
    let logs = 0
    // One logarithm for many factors: the product is taken as long as it stays well inside double precision.
    let product = 1
    for (let k = 0; k < bins; k++) {
      const s = data[at + k]
      const value = Math.max(floor, Math.fround(power === 2 ? s * s : s ** power))
      sum += value
      product *= value
      if (product < 1e-200 || product > 1e200) {
        logs += Math.log(product)
        product = 1
      }
    }
    logs += Math.log(product)
    out[t] = Math.exp(logs / bins) / (sum / bins)
  }
}
