import { NdArray, checkBoolean, checkInteger, checkNumber, checkOptions } from '@genre/core'
import { checkNorm } from './norm'
import type { Norm } from './norm'
import { roundHalfEven } from './round'

/** The most pitch classes. */
export const MOST_CLASSES = 4096

/** Options of {@link chromaFilterBank}. */
export interface ChromaFilterBankOptions {
  /** Sampling rate in Hz; default 22050. */
  sampleRate?: number
  /** Length of the Fourier transform in samples; default 2048. */
  nFft?: number
  /** Number of pitch classes; default 12. */
  nChroma?: number
  /** Deviation from A440 in fractions of a chroma bin; default 0. */
  tuning?: number
  /** Centre of the Gaussian weight over octaves, in octaves above A0 / 2 (so that 5 is A440 * 2); default 5. */
  ctroct?: number
  /** Standard deviation of that weight in octaves, or `null` for none; default 2. */
  octwidth?: number | null
  /** Norm to which each frequency's weights are scaled before the octave weight, or `null`; default 2. */
  norm?: Norm
  /** Whether row 0 is C (default) rather than A. */
  baseC?: boolean
}

/**
 * The weights that fold a spectrum into pitch classes: chroma = bank x spectrum.
 *
 * Frequency `f` stands at `q = nChroma * log2(f / (440 * 2^(tuning / nChroma) / 16))` chroma bins and gives each pitch
 * class the weight `exp(-(2 d / b)^2 / 2)`, where `d` is the distance in bins modulo the octave and `b` the distance to
 * the next frequency, at least 1; then the column is normalised and weighted by `exp(-((q / nChroma - ctroct) / octwidth)^2 / 2)`.
 *
 * Equal to `librosa.filters.chroma` 0.11 to a relative 1e-6 (single precision).
 *
 * @returns shape (nChroma, floor(nFft / 2) + 1); memory runs bin by bin, stride (1, nChroma)
 * @throws InvalidParameterError for a parameter outside its range
 *
 * @example
 * ```ts
 * import { chromaFilterBank } from '@genre/features'
 * const bank = chromaFilterBank({ sampleRate: 22050, nFft: 2048 })
 * bank.shape // [12, 1025]
 * ```
 */
export function chromaFilterBank(options: ChromaFilterBankOptions = {}): NdArray<Float32Array> {
  const { sampleRate = 22050, nFft = 2048, nChroma = 12, tuning = 0, ctroct = 5 } = checkOptions(options)
  const { octwidth = 2, baseC = true } = options
  checkNumber('sampleRate', sampleRate, { min: 0, exclusive: 'min' })
  checkInteger('nFft', nFft, { min: 2, max: 2 ** 24 })
  checkInteger('nChroma', nChroma, { min: 1, max: MOST_CLASSES })
  checkNumber('tuning', tuning)
  checkNumber('ctroct', ctroct)
  if (octwidth !== null) checkNumber('octwidth', octwidth, { min: 0, exclusive: 'min' })
  const norm = checkNorm(options.norm, 2)
  checkBoolean('baseC', baseC)

  // The widths look one bin ahead, and the last bin of the full transform has width 1.
  const bins = Math.floor(nFft / 2) + 1
  const reference = (440 * 2 ** (tuning / nChroma)) / 16
  const position = new Float64Array(Math.min(bins + 1, nFft))
  for (let i = 1; i < position.length; i++) position[i] = nChroma * Math.log2((i * sampleRate) / nFft / reference)
  position[0] = position[1] - 1.5 * nChroma

  const halfOctave = roundHalfEven(nChroma / 2)
  const shift = baseC ? 3 * Math.floor(nChroma / 12) : 0
  const data = new Float32Array(nChroma * bins)
  const column = new Float64Array(nChroma)
  for (let i = 0; i < bins; i++) {
    const width = i + 1 < position.length ? Math.max(position[i + 1] - position[i], 1) : 1
    for (let c = 0; c < nChroma; c++) {
      const turned = (position[i] - c + halfOctave + 10 * nChroma) % nChroma
      const distance = (turned < 0 ? turned + nChroma : turned) - halfOctave
      column[c] = Math.exp(-0.5 * ((2 * distance) / width) ** 2)
    }
    let scale = 1 / norm.length(column)
    if (octwidth !== null) scale *= Math.exp(-0.5 * ((position[i] / nChroma - ctroct) / octwidth) ** 2)
    for (let c = 0; c < nChroma; c++) {
      data[i * nChroma + ((c - shift + nChroma) % nChroma)] = column[c] * scale
    }
  }
  return new NdArray(data, [nChroma, bins], [1, nChroma])
}
