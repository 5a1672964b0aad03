import { checkNumber, checkOptions } from '@genre/core'
import { fftFrequencies } from '@genre/dsp'
import { spectraOf } from './frame-source'
import type { FrameSource, SpectralOptions } from './frame-source'

/** Options of {@link spectralRolloff}. */
export interface SpectralRolloffOptions extends SpectralOptions {
  /** Share of the summed magnitude that lies at or below the result, between 0 and 1; default 0.85. */
  rollPercent?: number
}

/**
 * The roll-off frequency of each frame in Hz: the lowest bin up to which `rollPercent` of the frame's summed magnitude
 * lies, the smallest `f[k]` with `sum_(i <= k) S[i] >= rollPercent sum_i S[i]`. A silent frame has roll-off 0.
 *
 * Sums run in single precision and in order, as in librosa, so the bin found is the same as that of
 * `librosa.feature.spectral_rolloff` 0.11 (one bin in 10 000 frames may differ where the magnitudes do in the last bit).
 *
 * @param source - sound, or a spectrogram
 * @returns one value a frame
 * @throws InvalidParameterError for a bad option, no samples, NaN or negative values
 *
 * @example
 * ```ts
 * import { spectralRolloff } from '@genre/features'
 * const noise = Float32Array.from({ length: 22050 }, (_, i) => Math.sin(i * i))
 * spectralRolloff({ samples: noise, sampleRate: 22050 }, { rollPercent: 0.5 }).length // 44
 * ```
 */
export function spectralRolloff(source: FrameSource, options: SpectralRolloffOptions = {}): Float64Array {
  const { rollPercent: share = 0.85 } = checkOptions(options)
  checkNumber('rollPercent', share, { min: 0, max: 1, exclusive: 'both' })
  const spectra = spectraOf(source, 1, options)
  const out = new Float64Array(spectra.frames)
  rolloffs(spectra.data, spectra.bins, spectra.frames, share, fftFrequencies(spectra), out)
  return out
}

/** Roll-off frequencies of `frames` spectra of `bins` magnitudes each into `out`. */
export function rolloffs(
  data: Float32Array,
  bins: number,
  frames: number,
  share: number,
  frequencies: Float64Array,
  out: Float64Array,
): void {
  const share32 = Math.fround(share)
  // Four frames at a time: each running sum is a chain of dependent additions, four chains overlap.
  const sums = new Float32Array(4 * bins)
  for (let t = 0; t < frames; t += 4) {
    const group = Math.min(4, frames - t)
    const at0 = t * bins
    const at1 = group > 1 ? at0 + bins : at0
    const at2 = group > 2 ? at0 + 2 * bins : at0
    const at3 = group > 3 ? at0 + 3 * bins : at0
    let a = 0
    let b = 0
    let c = 0
    let d = 0
    for (let k = 0, o = 0; k < bins; k++, o += 4) {
      sums[o] = a = Math.fround(a + data[at0 + k])
      sums[o + 1] = b = Math.fround(b + data[at1 + k])
      sums[o + 2] = c = Math.fround(c + data[at2 + k])
      sums[o + 3] = d = Math.fround(d + data[at3 + k])
    }
    for (let j = 0; j < group; j++) {
      const threshold = Math.fround(share32 * sums[4 * (bins - 1) + j])
      // Running sums never fall, so the first that reaches the threshold can be bisected.
      let low = 0
      let high = bins - 1
      while (low < high) {
        const middle = (low + high) >> 1
        if (sums[4 * middle + j] < threshold) low = middle + 1
        else high = middle
      }
      out[t + j] = frequencies[low]
    }
  }
}
