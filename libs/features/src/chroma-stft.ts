import { NdArray, checkInteger, checkNumber } from '@genre/core'
import { chromaFilterBank } from './chroma-filter-bank'
import { TuningFinder } from './estimate-tuning'
import { spectraOf } from './frame-source'
import type { FrameSource, SpectralOptions } from './frame-source'
import { TINY_FLOAT32, checkNorm } from './norm'
import type { Norm, VectorNorm } from './norm'
import { peakRange } from './piptrack'

/** Options of {@link chromaStft}. */
export interface ChromaStftOptions extends SpectralOptions {
  /** Norm that each frame is scaled to, `null` for none; default `Infinity`: the strongest pitch class is 1. */
  norm?: Norm
  /** Tuning in fractions of a chroma bin; by default estimated from the power spectrum. */
  tuning?: number
  /** Number of pitch classes; default 12, the first being C. */
  nChroma?: number
  /** Centre of the weight over octaves; see `chromaFilterBank`. Default 5. */
  ctroct?: number
  /** Width of the weight over octaves, `null` for none. Default 2. */
  octwidth?: number | null
  /** Whether row 0 is C (default) rather than A. */
  baseC?: boolean
}

/**
 * The chromagram: how much of each frame's energy falls on each pitch class, from the power spectrum.
 *
 * `chromaFilterBank x |X|^2`, each frame scaled to its largest value. Silent frames stay zero.
 *
 * Equal to `librosa.feature.chroma_stft` 0.11 within 1e-5, given the same tuning (see `estimateTuning` for when it jumps).
 *
 * @param source - sound, or a spectrogram
 * @returns shape (nChroma, frames); memory runs frame by frame
 * @throws InvalidParameterError for a bad option, no samples, NaN or negative values
 *
 * @example
 * ```ts
 * import { chromaStft } from '@genre/features'
 * const a440 = Float32Array.from({ length: 22050 }, (_, i) => Math.sin((2 * Math.PI * 440 * i) / 22050))
 * const chroma = chromaStft({ samples: a440, sampleRate: 22050 })
 * chroma.get(9, 20) // 1: pitch class 9 is A
 * ```
 */
export function chromaStft(source: FrameSource, options: ChromaStftOptions = {}): NdArray<Float32Array> {
  const nChroma = checkInteger('nChroma', options.nChroma ?? 12, { min: 1 })
  const norm = checkNorm(options.norm, Infinity, TINY_FLOAT32)
  const { data, bins, frames, sampleRate, nFft } = spectraOf(source, 2, options)
  const tuning =
    options.tuning === undefined
      ? new TuningFinder(0.01, nChroma).find(data, bins, frames, peakRange({ bins, sampleRate, nFft }))
      : checkNumber('tuning', options.tuning)
  const { ctroct, octwidth, baseC } = options
  const bank = chromaFilterBank({ sampleRate, nFft, nChroma, tuning, ctroct, octwidth, baseC })
  const out = new Float32Array(nChroma * frames)
  foldIntoChroma(bank.data, nChroma, data, bins, frames, norm, out)
  return new NdArray(out, [nChroma, frames], [1, nChroma])
}

/** `frames` spectra of `bins` values through a bank (bin by bin), each then scaled by its norm, into `out`. */
export function foldIntoChroma(
  bank: Float32Array,
  classes: number,
  data: Float32Array,
  bins: number,
  frames: number,
  norm: VectorNorm,
  out: Float32Array,
): void {
  if (classes === 12) foldInto12(bank, data, bins, frames, out)
  else {
    const sums = new Float64Array(classes)
    for (let t = 0; t < frames; t++) {
      sums.fill(0)
      for (let k = 0, w = 0; k < bins; k++) {
        const value = data[t * bins + k]
        for (let c = 0; c < classes; c++, w++) sums[c] += bank[w] * value
      }
      out.set(sums, t * classes)
    }
  }
  for (let t = 0; t < frames; t++) {
    const length = norm.length(out, t * classes, classes)
    if (length !== 1) for (let c = t * classes; c < (t + 1) * classes; c++) out[c] /= length
  }
}

/** Twelve classes: the sums stay in registers, six at a time. */
function foldInto12(bank: Float32Array, data: Float32Array, bins: number, frames: number, out: Float32Array): void {
  for (let t = 0; t < frames; t++) {
    const at = t * bins
    for (let half = 0; half < 12; half += 6) {
      let s0 = 0
      let s1 = 0
      let s2 = 0
      let s3 = 0
      let s4 = 0
      let s5 = 0
      for (let k = 0, w = half; k < bins; k++, w += 12) {
        const value = data[at + k]
        s0 += bank[w] * value
        s1 += bank[w + 1] * value
        s2 += bank[w + 2] * value
        s3 += bank[w + 3] * value
        s4 += bank[w + 4] * value
        s5 += bank[w + 5] * value
      }
      const o = t * 12 + half
      out[o] = s0
      out[o + 1] = s1
      out[o + 2] = s2
      out[o + 3] = s3
      out[o + 4] = s4
      out[o + 5] = s5
    }
  }
}
