import { checkBoolean, checkNumber, checkOptions } from '@genre/core'
import { fftFrequencies } from '@genre/dsp'
import { spectraOf } from './frame-source'
import type { FrameSource, SpectralOptions } from './frame-source'
import { centroids, frameSum } from './spectral-centroid'

/** Options of {@link spectralBandwidth}. */
export interface SpectralBandwidthOptions extends SpectralOptions {
  /** Exponent of the deviation; default 2, the standard deviation of the spectrum about its centroid. */
  p?: number
  /** Whether the magnitudes of a frame are scaled to sum to 1; default true. */
  norm?: boolean
}

/**
 * The spectral bandwidth of each frame in Hz: `(sum_k S[k] |f[k] - centroid|^p)^(1/p)`, with the magnitudes of a frame scaled to
 * sum to 1. A silent frame has bandwidth 0.
 *
 * Equal to `librosa.feature.spectral_bandwidth` 0.11 within 1e-2 Hz (worst seen 1e-4 Hz).
 *
 * @param source - sound, or a spectrogram
 * @returns one value a frame
 * @throws InvalidParameterError for a bad option, no samples, NaN or negative values
 *
 * @example
 * ```ts
 * import { spectralBandwidth } from '@genre/features'
 * const noise = Float32Array.from({ length: 22050 }, (_, i) => Math.sin(i * i))
 * spectralBandwidth({ samples: noise, sampleRate: 22050 }, { p: 2 }).length // 44
 * ```
 */
export function spectralBandwidth(source: FrameSource, options: SpectralBandwidthOptions = {}): Float64Array {
  const { p = 2, norm = true } = checkOptions(options)
  checkNumber('p', p, { min: 0, exclusive: 'min' })
  checkBoolean('norm', norm)
  const { data, bins, frames, ...rest } = spectraOf(source, 1, options)
  const frequencies = fftFrequencies(rest)
  const centroid = new Float64Array(frames)
  const out = new Float64Array(frames)
  centroids(data, bins, frames, frequencies, centroid)
  if (p === 2 && norm) {
    bandwidths(data, bins, frames, frequencies, centroid, out)
    return out
  }
  for (let t = 0, at = 0; t < frames; t++, at += bins) {
    const length = norm ? frameSum(data, at, bins) : 1
    let sum = 0
    for (let k = 0; k < bins; k++) {
      sum += Math.fround(data[at + k] / length) * Math.abs(frequencies[k] - centroid[t]) ** p
    }
    out[t] = sum ** (1 / p)
  }
  return out
}

/** Bandwidths (p = 2) of `frames` spectra of `bins` magnitudes each, given their centroids, into `out`. */
export function bandwidths(
  data: Float32Array,
  bins: number,
  frames: number,
  frequencies: Float64Array,
  centroid: Float64Array,
  out: Float64Array,
): void {
  for (let t = 0, at = 0; t < frames; t++, at += bins) {
    const length = frameSum(data, at, bins)
    const middle = centroid[t]
    let sum = 0
    for (let k = 0; k < bins; k++) {
      const deviation = frequencies[k] - middle
      sum += Math.fround(data[at + k] / length) * (deviation * deviation)
    }
    out[t] = Math.sqrt(sum)
  }
}
