import { NdArray, checkInteger, checkNumber, checkOptions } from '@genre/core'
import { FilterBank, frameMajor } from '@genre/dsp'
import { MOST_CLASSES, chromaFilterBank } from './chroma-filter-bank'
import { TuningFinder } from './estimate-tuning'
import { spectraOf } from './frame-source'
import type { FrameSource, Spectra, SpectralOptions } from './frame-source'
import { TINY_FLOAT32, checkNorm } from './norm'
import type { Norm, VectorNorm } from './norm'
import { PeakFinder, peakRange } from './piptrack'

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
  const { nChroma = 12 } = checkOptions(options)
  checkInteger('nChroma', nChroma, { min: 1, max: MOST_CLASSES })
  const norm = checkNorm(options.norm, Infinity, TINY_FLOAT32)
  const spectra = spectraOf(source, 2, options)
  const { data, frames, sampleRate, nFft } = spectra
  const tuning =
    options.tuning === undefined ? tuningOf(spectra, nChroma, options) : checkNumber('tuning', options.tuning)
  const { ctroct, octwidth, baseC } = options
  const bank = chromaFilterBank({ sampleRate, nFft, nChroma, tuning, ctroct, octwidth, baseC })
  const out = new Float32Array(nChroma * frames)
  foldIntoChroma(new FilterBank(bank, options), data, frames, norm, out)
  return new NdArray(out, [nChroma, frames], [1, nChroma])
}

/** The tuning of power spectra. */
function tuningOf({ data, bins, frames, sampleRate }: Spectra, nChroma: number, options: ChromaStftOptions): number {
  // librosa looks for it as if the transform were even, also where it is not.
  const range = peakRange({ bins, sampleRate, nFft: Math.max(1, 2 * (bins - 1)) })
  return new TuningFinder(0.01, nChroma, new PeakFinder(bins, range, options)).find(data, frames)
}

/** Spectra through a bank, each frame then scaled by its norm, into `out`. */
export function foldIntoChroma(
  bank: FilterBank,
  data: Float32Array,
  frames: number,
  norm: VectorNorm,
  out: Float32Array,
): void {
  bank.apply(frameMajor(bank.bins, frames, data), out)
  const classes = bank.rows
  for (let t = 0; t < frames; t++) {
    const length = norm.length(out, t * classes, classes)
    if (length !== 1) for (let c = t * classes; c < (t + 1) * classes; c++) out[c] /= length
  }
}
