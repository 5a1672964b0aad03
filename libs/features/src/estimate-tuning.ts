import { checkInteger, checkNumber, checkOptions } from '@genre/core'
import { spectraAsGiven } from './frame-source'
import type { FrameSource } from './frame-source'
import { PeakFinder, peakRange, withQuarterHop } from './piptrack'
import type { PiptrackOptions } from './piptrack'
import { median } from './select'

/** Options of {@link estimateTuning}. */
export interface EstimateTuningOptions extends PiptrackOptions {
  /** Width of a histogram bin, in fractions of a chroma bin; default 0.01. */
  resolution?: number
  /** Chroma bins in an octave; default 12. */
  binsPerOctave?: number
}

/**
 * The tuning of a recording relative to A440, in fractions of a chroma bin, in [-0.5, 0.5): the most frequent deviation
 * of its spectral peaks ({@link piptrack}, those at least as strong as their median) from equal temperament, of
 * `binsPerOctave log2(f / 27.5) mod 1` for a peak at `f` Hz, wrapped into that interval. 0 where there are no peaks.
 *
 * The result is the lower edge of the first fullest histogram bin, as in librosa, and jumps where two bins tie or a pitch
 * lies on an edge. Equal to `librosa.estimate_tuning` 0.11. `chromaStft` estimates from the power spectrum, which may give
 * another value than the magnitudes taken here for sound: `{ spectrogram, power: 2 }` gives its value.
 *
 * @param source - sound, or a spectrogram, which is used as it is whatever its `power`
 * @throws InvalidParameterError for a bad option, no samples, NaN or negative values
 *
 * @example
 * ```ts
 * import { estimateTuning } from '@genre/features'
 * const high = Float32Array.from({ length: 22050 }, (_, i) => Math.sin((2 * Math.PI * 446 * i) / 22050))
 * estimateTuning({ samples: high, sampleRate: 22050 }) // 0.21: 446 Hz is about a fifth of a semitone above 440 Hz
 * ```
 */
export function estimateTuning(source: FrameSource, options: EstimateTuningOptions = {}): number {
  const { resolution = 0.01, binsPerOctave = 12 } = checkOptions(options)
  checkNumber('resolution', resolution, { min: 1e-6, max: 1 })
  checkInteger('binsPerOctave', binsPerOctave, { min: 1 })
  const spectra = spectraAsGiven(source, withQuarterHop(options))
  const peaks = new PeakFinder(spectra.bins, peakRange(spectra, options), options)
  return new TuningFinder(resolution, binsPerOctave, peaks).find(spectra.data, spectra.frames)
}

/** Finds the tuning of spectra again and again without new memory, once its list of peaks has grown. */
export class TuningFinder {
  readonly #binsPerOctave: number
  readonly #peaks: PeakFinder
  readonly #edges: Float64Array
  readonly #counts: Int32Array
  #pitches = new Float32Array(1024)
  #magnitudes = new Float32Array(1024)
  /** The magnitudes, in the order that finding their median leaves. */
  #sorted = new Float32Array(1024)

  constructor(resolution: number, binsPerOctave: number, peaks: PeakFinder) {
    const bins = Math.ceil(1 / resolution)
    this.#peaks = peaks
    this.#binsPerOctave = binsPerOctave
    // numpy.linspace(-0.5, 0.5, bins + 1)
    const step = 1 / bins
    this.#edges = Float64Array.from({ length: bins + 1 }, (_, i) => (i === bins ? 0.5 : i * step - 0.5))
    this.#counts = new Int32Array(bins)
  }

  find(data: Float32Array, frames: number): number {
    let count = 0
    this.#peaks.each(data, frames, (_, __, pitch, magnitude) => {
      if (!(pitch > 0)) return
      if (count === this.#pitches.length) this.#grow()
      this.#pitches[count] = pitch
      this.#magnitudes[count++] = magnitude
    })
    if (count === 0) return 0
    if (this.#sorted.length < count) this.#sorted = new Float32Array(this.#magnitudes.length)
    this.#sorted.set(this.#magnitudes.subarray(0, count))
    const threshold = median(this.#sorted, count)
    this.#counts.fill(0)
    for (let i = 0; i < count; i++) if (this.#magnitudes[i] >= threshold) this.#add(this.#pitches[i])
    let best = 0
    for (let i = 1; i < this.#counts.length; i++) if (this.#counts[i] > this.#counts[best]) best = i
    return this.#edges[best]
  }

  /** Counts the deviation of one pitch; single precision, as librosa's arrays are. */
  #add(pitch: number): void {
    const octaves = Math.fround(Math.log2(Math.fround(pitch / 27.5)))
    const position = Math.fround(this.#binsPerOctave * octaves)
    let residual = Math.fround(position - Math.floor(position))
    if (residual >= 0.5) residual -= 1
    const edges = this.#edges
    const last = this.#counts.length - 1
    let bin = Math.min(last, Math.max(0, Math.floor((residual + 0.5) * (last + 1))))
    while (bin > 0 && residual < edges[bin]) bin--
    while (bin < last && residual >= edges[bin + 1]) bin++
    this.#counts[bin]++
  }

  #grow(): void {
    const grown = (old: Float32Array) => {
      const array = new Float32Array(2 * old.length)
      array.set(old)
      return array
    }
    this.#pitches = grown(this.#pitches)
    this.#magnitudes = grown(this.#magnitudes)
  }
}
