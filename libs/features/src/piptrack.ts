import { NdArray, checkBoolean, checkNumber, checkOptions } from '@genre/core'
import { fftFrequencies } from '@genre/dsp'
import { spectraAsGiven } from './frame-source'
import type { FrameSource, Spectra, SpectralOptions } from './frame-source'
import { SimdPeaks } from './simd/simd-peaks'

/** Options of {@link piptrack}. */
export interface PiptrackOptions extends SpectralOptions {
  /** Samples from one frame to the next; default a quarter of `winLength`. */
  hopLength?: number
  /** Lowest frequency of a peak in Hz; default 150. */
  fMin?: number
  /** Frequency in Hz that a peak must lie below; default 4000. */
  fMax?: number
  /** A bin counts only if it exceeds this share of the largest of its frame; default 0.1. */
  threshold?: number
}

/** Pitches and magnitudes of spectral peaks, each of shape (bins, frames), zero where there is no peak. */
export interface Pitches {
  /** Interpolated frequencies in Hz. */
  readonly pitches: NdArray<Float32Array>
  /** Interpolated magnitudes. */
  readonly magnitudes: NdArray<Float32Array>
}

/**
 * Spectral peaks with their frequencies by parabolic interpolation.
 *
 * Bin `k` is a peak if it exceeds the thresholded bin below it and is not below the one above. Through its value `c` and
 * its neighbours `l`, `r` goes a parabola: with `a = l + r - 2c` and `b = (r - l) / 2` the peak lies `-b / a` bins from `k` (0 where
 * `|b| >= |a|`) and is `c - b^2 / 2a` high.
 *
 * Equal to `librosa.piptrack` 0.11 within 1e-6 relative. A spectrogram is used as it is, whatever its `power`.
 *
 * @param source - sound, or a spectrogram
 * @returns both of shape (bins, frames); memory runs frame by frame
 * @throws InvalidParameterError for a bad option, no samples, NaN or negative values
 *
 * @example
 * ```ts
 * import { piptrack } from '@genre/features'
 * const sine = Float32Array.from({ length: 22050 }, (_, i) => Math.sin((2 * Math.PI * 440 * i) / 22050))
 * const { pitches } = piptrack({ samples: sine, sampleRate: 22050 })
 * pitches.get(41, 20) // about 440: the bin nearest to it is number 41
 * ```
 */
export function piptrack(source: FrameSource, options: PiptrackOptions = {}): Pitches {
  const spectra = spectraAsGiven(source, withQuarterHop(options))
  const { bins, frames } = spectra
  const pitches = new Float32Array(bins * frames)
  const magnitudes = new Float32Array(bins * frames)
  const range = peakRange(spectra, options)
  new PeakFinder(bins, range, options).each(spectra.data, frames, (frame, bin, pitch, magnitude) => {
    pitches[frame * bins + bin] = pitch
    magnitudes[frame * bins + bin] = magnitude
  })
  return {
    pitches: new NdArray(pitches, [bins, frames], [1, bins]),
    magnitudes: new NdArray(magnitudes, [bins, frames], [1, bins]),
  }
}

/** Here the hop is a quarter of the window where none is given, as librosa has it, other than for most descriptors. */
export function withQuarterHop<O extends SpectralOptions>(options: O): O {
  const { nFft = 2048, winLength = nFft, hopLength = Math.max(1, Math.floor(winLength / 4)) } = checkOptions(options)
  return { ...options, hopLength }
}

/** Bins that may be peaks, the threshold, and what a bin is worth in Hz (as factor and divisor, for equal rounding). */
export interface PeakRange {
  readonly from: number
  readonly to: number
  readonly threshold: number
  readonly sampleRate: number
  readonly nFft: number
}

/** The checked options as {@link PeakFinder} wants them. */
export function peakRange(spectra: Omit<Spectra, 'data' | 'frames'>, options: PiptrackOptions = {}): PeakRange {
  const { sampleRate, nFft, bins } = spectra
  const { fMin: low = 150, fMax: high = 4000, threshold = 0.1 } = options
  const fMin = Math.max(0, checkNumber('fMin', low))
  const fMax = Math.min(sampleRate / 2, checkNumber('fMax', high, { min: 0 }))
  checkNumber('threshold', threshold, { min: 0, max: 1 })
  const frequencies = fftFrequencies({ sampleRate, nFft })
  let from = 0
  while (from < bins && frequencies[from] < fMin) from++
  let to = from
  while (to < bins && frequencies[to] < fMax) to++
  // The first bin has no neighbour below: it is never a peak.
  return { from: Math.max(1, from), to, threshold, sampleRate, nFft }
}

/** The largest of values that are not negative; four at once, so that the comparisons do not wait for each other. */
function largestOf(data: Float32Array, from: number, to: number): number {
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  let i = from
  for (; i + 3 < to; i += 4) {
    if (data[i] > a) a = data[i]
    if (data[i + 1] > b) b = data[i + 1]
    if (data[i + 2] > c) c = data[i + 2]
    if (data[i + 3] > d) d = data[i + 3]
  }
  for (; i < to; i++) if (data[i] > a) a = data[i]
  return Math.max(a, b, c, d)
}

/** Takes a peak. */
export type TakePeak = (frame: number, bin: number, pitch: number, magnitude: number) => void

/** Finds the peaks of spectra of one kind; single precision where librosa has it. */
export class PeakFinder {
  readonly #bins: number
  readonly #range: PeakRange
  readonly #simd: SimdPeaks | undefined

  /** @param options - `simd`: whether vectors may be used; the peaks are the same */
  constructor(bins: number, range: PeakRange, { simd = true }: Pick<SpectralOptions, 'simd'> = {}) {
    this.#bins = bins
    this.#range = range
    this.#simd = checkBoolean('simd', simd) ? SimdPeaks.create(bins) : undefined
  }

  /** Calls `take` for each peak, frame by frame and upwards in frequency. */
  each(data: Float32Array, frames: number, take: TakePeak): void {
    const bins = this.#bins
    const { from, to } = this.#range
    const share = Math.fround(this.#range.threshold)
    if (this.#simd) {
      const { found } = this.#simd
      for (let first = 0; first < frames;) {
        const [some, count] = this.#simd.find(data, frames, first, { from, to, share })
        for (let i = 0; i < count; i++) {
          const bin = found[i] % bins
          this.#interpolate(data, first + (found[i] - bin) / bins, bin, take)
        }
        first += some
      }
      return
    }
    for (let t = 0, at = 0; t < frames; t++, at += bins) {
      const floor = Math.fround(share * largestOf(data, at, at + bins))
      for (let k = from; k < to; k++) {
        const c = data[at + k]
        // The last bin has no neighbour above.
        if (c > floor && c > data[at + k - 1] && (k === bins - 1 || c >= data[at + k + 1])) {
          this.#interpolate(data, t, k, take)
        }
      }
    }
  }

  #interpolate(data: Float32Array, frame: number, bin: number, take: TakePeak): void {
    const { sampleRate, nFft } = this.#range
    const at = frame * this.#bins + bin
    const c = data[at]
    const l = data[at - 1]
    const last = bin === this.#bins - 1
    const r = last ? 0 : data[at + 1]
    const a = Math.fround(l + r) - 2 * c
    const b = Math.fround(r - l) / 2
    const shift = last || Math.abs(b) >= Math.abs(a) ? 0 : Math.fround(-b / a)
    const pitch = Math.fround(((bin + shift) * sampleRate) / nFft)
    const rise = Math.fround(Math.fround(0.5 * b) * shift)
    take(frame, bin, pitch, Math.fround(c + rise))
  }
}
