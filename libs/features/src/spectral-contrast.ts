import { InvalidParameterError, NdArray, checkBoolean, checkInteger, checkNumber, checkOptions } from '@genre/core'
import { fftFrequencies } from '@genre/dsp'
import { spectraOf } from './frame-source'
import type { FrameSource, Spectra, SpectralOptions } from './frame-source'
import { roundHalfEven } from './round'

/** Options of {@link spectralContrast}. */
export interface SpectralContrastOptions extends SpectralOptions {
  /** Upper edge of the lowest band in Hz; each further band is an octave. Default 200. */
  fMin?: number
  /** Number of octave bands above the lowest; default 6, so 7 rows. */
  nBands?: number
  /** Share of a band's bins that counts as its peaks, and as its valleys; default 0.02. */
  quantile?: number
  /** Whether to return peak minus valley as they are, rather than their ratio in dB (default). */
  linear?: boolean
}

/**
 * The spectral contrast: for each band, how far its loudest bins stand above its quietest, in dB.
 *
 * Bands are 0 to `fMin` Hz and the octaves above it (the last one reaches to the top). In each, the mean of the `quantile`
 * smallest magnitudes is the valley and that of the largest the peak; the result is the difference of their levels
 * `10 log10 max(1e-10, magnitude)`, each level raised to at most 80 dB under the largest of the whole clip.
 *
 * Equal to `librosa.feature.spectral_contrast` 0.11 within 1e-3 dB.
 *
 * @param source - sound, or a spectrogram
 * @returns shape (nBands + 1, frames); memory runs frame by frame
 * @throws InvalidParameterError for a bad option (also bands beyond half the sampling rate), no samples, NaN values
 *
 * @example
 * ```ts
 * import { spectralContrast } from '@genre/features'
 * const noise = Float32Array.from({ length: 22050 }, (_, i) => Math.sin(i * i))
 * spectralContrast({ samples: noise, sampleRate: 22050 }).shape // [7, 44]
 * ```
 */
export function spectralContrast(source: FrameSource, options: SpectralContrastOptions = {}): NdArray<Float64Array> {
  const { linear = false } = checkOptions(options)
  checkBoolean('linear', linear)
  const spectra = spectraOf(source, 1, options)
  const bands = contrastBands(spectra, options)
  const rows = bands.length
  const out = new Float64Array(rows * spectra.frames)
  contrasts(spectra.data, spectra.bins, spectra.frames, bands, linear, out)
  return new NdArray(out, [rows, spectra.frames], [1, rows])
}

/** One band: bins `from` to `to` (not included), of which `count` are the peaks and `count` the valleys. */
export interface ContrastBand {
  readonly from: number
  readonly to: number
  readonly count: number
}

/** The bands of a contrast. Neighbours share bins at their edges, as librosa has it. */
export function contrastBands(
  { bins, sampleRate, nFft }: Omit<Spectra, 'data' | 'frames'>,
  options: SpectralContrastOptions = {},
): ContrastBand[] {
  const { fMin = 200, nBands = 6, quantile = 0.02 } = options
  checkNumber('fMin', fMin, { min: 0, exclusive: 'min' })
  checkInteger('nBands', nBands, { min: 1 })
  checkNumber('quantile', quantile, { min: 0, max: 1, exclusive: 'both' })
  const nyquist = sampleRate / 2
  if (fMin * 2 ** (nBands - 1) >= nyquist) {
    throw new InvalidParameterError({
      parameter: 'nBands',
      received: nBands,
      allowed: `such that the last octave begins below half the sampling rate (${nyquist} Hz; it would at ${fMin * 2 ** (nBands - 1)} Hz)`,
    })
  }
  const frequencies = fftFrequencies({ sampleRate, nFft })
  const bands: ContrastBand[] = []
  for (let band = 0; band <= nBands; band++) {
    const low = band === 0 ? 0 : fMin * 2 ** (band - 1)
    const high = fMin * 2 ** band
    let from = 0
    while (from < bins && frequencies[from] < low) from++
    let to = from
    while (to < bins && frequencies[to] <= high) to++
    if (to === from) {
      throw new InvalidParameterError({
        parameter: 'nFft',
        received: nFft,
        allowed: `large enough that the band ${low} to ${high} Hz has a bin`,
      })
    }
    if (band > 0) from--
    if (band === nBands) to = bins
    const count = Math.max(1, roundHalfEven(quantile * (to - from)))
    if (band < nBands) to--
    bands.push({ from, to, count: Math.min(count, to - from) })
  }
  return bands
}

/** Contrasts of `frames` spectra of `bins` magnitudes each into `out`, frame by frame. */
export function contrasts(
  data: Float32Array,
  bins: number,
  frames: number,
  bands: readonly ContrastBand[],
  linear: boolean,
  out: Float64Array,
): void {
  const rows = bands.length
  const most = Math.max(...bands.map(band => band.count))
  const kept = new Float64Array(most)
  const valley = new Float64Array(rows * frames)
  for (let t = 0; t < frames; t++) {
    for (let b = 0; b < rows; b++) {
      const { from, to, count } = bands[b]
      const at = t * bins
      out[t * rows + b] = meanOfLargest(data, at + from, at + to, count, 1, kept)
      valley[t * rows + b] = -meanOfLargest(data, at + from, at + to, count, -1, kept)
    }
  }
  if (linear) {
    for (let i = 0; i < out.length; i++) out[i] -= valley[i]
    return
  }
  toDecibels(out)
  toDecibels(valley)
  for (let i = 0; i < out.length; i++) out[i] -= valley[i]
}

/** Mean of the `count` largest of `sign * data[from..to)`, summed in ascending order in single precision, as NumPy does. */
function meanOfLargest(
  data: Float32Array,
  from: number,
  to: number,
  count: number,
  sign: 1 | -1,
  kept: Float64Array,
): number {
  // `kept` is sorted, smallest first; few values are large enough to enter, so insertion is cheap.
  for (let i = 0; i < count; i++) insert(kept, i, sign * data[from + i])
  let least = kept[0]
  for (let i = from + count; i < to; i++) {
    const value = sign * data[i]
    if (value > least) {
      let j = 1
      for (; j < count && kept[j] < value; j++) kept[j - 1] = kept[j]
      kept[j - 1] = value
      least = kept[0]
    }
  }
  let sum = 0
  if (sign === 1) for (let i = 0; i < count; i++) sum = Math.fround(sum + kept[i])
  else for (let i = count - 1; i >= 0; i--) sum = Math.fround(sum + kept[i])
  return Math.fround(sum / count)
}

function insert(sorted: Float64Array, length: number, value: number): void {
  let j = length
  for (; j > 0 && sorted[j - 1] > value; j--) sorted[j] = sorted[j - 1]
  sorted[j] = value
}

/** `10 log10 max(1e-10, x)` in place, raised to at most 80 dB under the largest. */
function toDecibels(values: Float64Array): void {
  let largest = -Infinity
  for (let i = 0; i < values.length; i++) {
    values[i] = 10 * Math.log10(Math.max(1e-10, values[i]))
    largest = Math.max(largest, values[i])
  }
  for (let i = 0; i < values.length; i++) values[i] = Math.max(values[i], largest - 80)
}
