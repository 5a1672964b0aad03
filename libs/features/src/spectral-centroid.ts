import { fftFrequencies } from '@genre/dsp'
import { TINY_FLOAT32 } from './norm'
import { spectraOf } from './frame-source'
import type { FrameSource, SpectralOptions } from './frame-source'

/**
 * The spectral centroid of each frame in Hz: the mean frequency, weighted by magnitude,
 * `sum_k f[k] S[k] / sum_k S[k]`. A silent frame has centroid 0.
 *
 * Equal to `librosa.feature.spectral_centroid` 0.11 within 1e-2 Hz (worst seen 1e-4 Hz).
 *
 * @param source - sound, or a spectrogram
 * @returns one value a frame
 * @throws InvalidParameterError for a bad option, no samples, NaN or negative values
 *
 * @example
 * ```ts
 * import { spectralCentroid } from '@genre/features'
 * const sine = Float32Array.from({ length: 22050 }, (_, i) => Math.sin((2 * Math.PI * 1000 * i) / 22050))
 * spectralCentroid({ samples: sine, sampleRate: 22050 })[20] // about 1000
 * ```
 */
export function spectralCentroid(source: FrameSource, options: SpectralOptions = {}): Float64Array {
  const spectra = spectraOf(source, 1, options)
  const out = new Float64Array(spectra.frames)
  centroids(spectra.data, spectra.bins, spectra.frames, fftFrequencies(spectra), out)
  return out
}

/** Centroids of `frames` spectra of `bins` magnitudes each into `out`. */
export function centroids(
  data: Float32Array,
  bins: number,
  frames: number,
  frequencies: Float64Array,
  out: Float64Array,
): void {
  for (let t = 0, at = 0; t < frames; t++, at += bins) {
    const length = frameSum(data, at, bins)
    let sum = 0
    // The quotient is single precision in librosa, which matters where the spectrum is flat and the mean is wanted exactly.
    for (let k = 0; k < bins; k++) sum += frequencies[k] * Math.fround(data[at + k] / length)
    out[t] = sum
  }
}

/** Sum of one frame's values in double precision, or 1 where it is practically zero. */
export function frameSum(data: Float32Array, at: number, bins: number): number {
  // Four sums, so that the additions do not wait for each other.
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  const end = at + bins
  let i = at
  for (; i + 3 < end; i += 4) {
    a += data[i]
    b += data[i + 1]
    c += data[i + 2]
    d += data[i + 3]
  }
  for (; i < end; i++) a += data[i]
  const sum = a + b + (c + d)
  return sum < TINY_FLOAT32 ? 1 : sum
}
