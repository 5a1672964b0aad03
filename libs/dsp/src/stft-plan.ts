import type { ArrayView, NdArray } from '@genre/core'
import { InvalidParameterError, ShapeError, checkBoolean, checkInteger, checkOptions } from '@genre/core'
import { MOST_SAMPLES, checkFloats, checkFunction, checkRoom, wantsSimd } from './checks'
import { OverlapAdd } from './overlap-add'
import { checkPadMode, paddedIndex } from './pad'
import type { PadMode } from './pad'
import { RealFft } from './real-fft'
import type { SimdOptions } from './real-fft'
import { samplesOf } from './signal'
import type { Signal } from './signal'
import { SimdStft } from './simd/simd-stft'
import type { FrameSinks } from './simd/simd-stft'
import { asComplexFrameMajor, asFrameMajor, frameMajor } from './spectrogram-layout'
import type { ComplexSpectrogram } from './spectrogram-layout'
import { getWindow } from './window'
import type { WindowSpec } from './window'

/** How a short-time Fourier transform is made. */
export interface StftOptions extends SimdOptions {
  /** Samples in a transform; default 2048. Any size goes; see {@link Fft} for what odd and prime ones cost. */
  nFft?: number
  /** Samples from one frame to the next; default a quarter of `winLength`. */
  hopLength?: number
  /** Samples under the window, which is centred in the frame with zeros on both sides; default `nFft`. */
  winLength?: number
  /** The window, periodic; default `'hann'`. */
  window?: WindowSpec
  /** Whether frame `t` is centred at sample `t * hopLength` (default) or begins there. */
  center?: boolean
  /** What stands beyond the ends of the signal when `center` is on; default `'constant'`, zeros. */
  padMode?: PadMode
}

/** Options of an inverse transform. */
export interface InverseOptions {
  /** Samples to return: cut, or filled with zeros. Default: all that the frames span. */
  length?: number
  /** Factors to multiply the spectrogram by, shape (bins, frames); default none. */
  mask?: ArrayView
}

/**
 * A short-time Fourier transform with its tables, window and scratch memory: make it once, use it for many signals. Apart
 * from its results it allocates nothing, and results can go to memory of the caller.
 *
 * With `x` the signal, padded by `floor(nFft / 2)` samples on both sides if `center` is on, and `w` the window:
 * `X[k, t] = sum_i w[i] x[t hop + i] exp(-2 pi j k i / nFft)`, without any scaling. Windowing and transform are in double
 * precision, results are stored in single. Frames: `1 + floor((n + 2 floor(nFft / 2) - nFft) / hop)`.
 *
 * Matches `librosa.stft` and `istft` (0.11), whose `padMode: 'wrap'` is refused there and offered here.
 *
 * @example
 * ```ts
 * import { StftPlan } from '@genre/dsp'
 * const plan = new StftPlan({ nFft: 1024 })
 * const magnitude = plan.magnitude(new Float32Array(22050))
 * magnitude.shape // => [513, 87]
 * ```
 */
export class StftPlan {
  /** Samples in a transform. */
  readonly nFft: number
  /** Samples from frame to frame. */
  readonly hopLength: number
  /** Samples in the window, which is padded to `nFft`. */
  readonly winLength: number
  /** Whether frame `t` is centred on sample `t hopLength` instead of beginning there. */
  readonly center: boolean
  /** What a centred frame sees beyond the ends of a signal. */
  readonly padMode: PadMode
  /** Number of frequency bins, `floor(nFft / 2) + 1`. */
  readonly bins: number
  /** The `nFft` values that a frame is multiplied by. Do not write to it. */
  readonly window: Float64Array
  /** The transform that frames go through. */
  readonly fft: Pick<RealFft, 'signal' | 'spectrum' | 'forward' | 'inverse'>
  readonly #simd: SimdStft | undefined
  #overlapAdd: OverlapAdd | undefined

  /** @throws InvalidParameterError for a bad option */
  constructor(options: StftOptions = {}) {
    const {
      nFft = 2048,
      winLength = nFft,
      window = 'hann',
      center = true,
      padMode = 'constant',
    } = checkOptions(options)
    this.nFft = checkInteger('nFft', nFft, { min: 1, max: 2 ** 24 })
    this.winLength = checkInteger('winLength', winLength, { min: 1, max: nFft })
    const { hopLength = Math.max(1, Math.floor(winLength / 4)) } = options
    this.hopLength = checkInteger('hopLength', hopLength, { min: 1, max: MOST_SAMPLES })
    this.center = checkBoolean('center', center)
    this.padMode = checkPadMode(padMode)
    this.window = new Float64Array(nFft)
    this.window.set(getWindow(window, winLength), Math.floor((nFft - winLength) / 2))
    this.bins = Math.floor(nFft / 2) + 1
    this.#simd = wantsSimd(options) ? SimdStft.create(this.window, this.hopLength) : undefined
    this.fft = this.#simd?.fft ?? new RealFft(nFft, { simd: false })
  }

  /** Samples before the first one that the first frame spans. */
  get padding(): number {
    return this.center ? Math.floor(this.nFft / 2) : 0
  }

  /**
   * Number of frames of a signal of `n` samples.
   *
   * @throws InvalidParameterError if not even one frame fits, which is only possible when `center` is off
   */
  frameCount(n: number): number {
    const padded = checkInteger('n', n, { min: 0 }) + 2 * this.padding
    if (padded < this.nFft) {
      // With an odd nFft, centring one sample pads it to nFft exactly, so this is the uncentred case.
      throw new InvalidParameterError({
        parameter: 'nFft',
        received: this.nFft,
        allowed: `at most the number of samples (${n}) when center is off`,
      })
    }
    return 1 + Math.floor((padded - this.nFft) / this.hopLength)
  }

  /** The complex spectrogram, shape (bins, frames). */
  forward(y: Signal): ComplexSpectrogram {
    const samples = samplesOf(y)
    const frames = this.frameCount(samples.length)
    const real = frameMajor(this.bins, frames)
    const imag = frameMajor(this.bins, frames)
    this.#analyse(samples, frames, { real: real.data, imag: imag.data })
    return { real, imag }
  }

  /**
   * The magnitudes, shape (bins, frames).
   *
   * @param out - memory for the result, at least bins * frames long; default new memory
   */
  magnitude(y: Signal, out?: Float32Array): NdArray<Float32Array> {
    return this.#values(y, false, out)
  }

  /**
   * The squares of the (single precision) magnitudes, shape (bins, frames).
   *
   * @param out - memory for the result, at least bins * frames long; default new memory
   */
  power(y: Signal, out?: Float32Array): NdArray<Float32Array> {
    return this.#values(y, true, out)
  }

  /**
   * Complex spectrogram and magnitudes from one run, each shape (bins, frames).
   *
   * @param out - memory for the results, each at least bins * frames long; default new memory
   */
  forwardWithMagnitude(
    y: Signal,
    out?: { real: Float32Array; imag: Float32Array; magnitude: Float32Array },
  ): ComplexSpectrogram & { readonly magnitude: NdArray<Float32Array> } {
    const samples = samplesOf(y)
    const frames = this.frameCount(samples.length)
    if (out !== undefined && (typeof out !== 'object' || out === null)) {
      throw new InvalidParameterError({ parameter: 'out', received: out, allowed: 'memory, { real, imag, magnitude }' })
    }
    const size = this.bins * frames
    const part = (name: 'real' | 'imag' | 'magnitude') =>
      frameMajor(this.bins, frames, out && checkRoom(`out.${name}`, out[name], size).subarray(0, size))
    const [real, imag, magnitude] = [part('real'), part('imag'), part('magnitude')]
    this.#analyse(samples, frames, { real: real.data, imag: imag.data, values: magnitude.data })
    return { real, imag, magnitude }
  }

  /**
   * Hands the magnitudes of frame after frame, or their squares, to a function, without keeping them all.
   *
   * @param onFrame - is given memory, where the frame's `bins` values begin in it, and the frame's number; the memory is used
   * again for the next frames
   */
  eachFrame(
    y: Signal,
    options: { squared?: boolean },
    onFrame: (values: Float32Array, at: number, frame: number) => void,
  ): void {
    checkFunction('onFrame', onFrame)
    this.eachBlock(y, options, (values, first, count) => {
      for (let t = 0; t < count; t++) onFrame(values, t * this.bins, first + t)
    })
  }

  /**
   * The same for a few neighbouring frames at a time.
   *
   * @param onBlock - is given memory with the frames' values one after the other, the first frame's number, how many they are, and
   * how many there will have been in the end
   */
  eachBlock(
    y: Signal,
    options: { squared?: boolean },
    onBlock: (values: Float32Array, first: number, count: number, frames: number) => void,
  ): void {
    const samples = samplesOf(y)
    const { squared = false } = checkOptions(options)
    checkBoolean('squared', squared)
    checkFunction('onBlock', onBlock)
    this.#analyse(samples, this.frameCount(samples.length), { onBlock, squared })
  }

  /**
   * The signal of a complex spectrogram: each frame transformed back and windowed again, overlapping frames added, the sum
   * divided by the sum of the squared windows wherever that exceeds the smallest normal single-precision number.
   * Centred frames lose the padding at the start.
   *
   * @throws ShapeError if the spectrogram does not have this plan's number of bins
   */
  inverse(spectrogram: ComplexSpectrogram, options: InverseOptions = {}): Float32Array {
    const parts = asComplexFrameMajor(spectrogram)
    const span = this.nFft + this.hopLength * (parts.real.shape[1] - 1) - 2 * this.padding
    const { length = Math.max(0, span), mask } = checkOptions(options)
    const out = new Float32Array(checkInteger('length', length, { min: 0, max: MOST_SAMPLES }))
    this.#inverse(parts, mask, out)
    return out
  }

  /**
   * Splits a signal by a mask on its spectrogram: the inverse transform of spectrogram times mask, and what remains of the
   * signal, which is the inverse transform of spectrogram times (1 - mask). Both are as long as the signal.
   *
   * @param spectrogram - the transform of `samples` by this plan
   * @param mask - shape (bins, frames)
   * @param out - memory for the results, as long as the signal; default new memory
   * @throws ShapeError for shapes that do not fit
   */
  separate(
    spectrogram: ComplexSpectrogram,
    mask: ArrayView,
    samples: Float32Array,
    out?: { kept: Float32Array; rest: Float32Array },
  ): { kept: Float32Array; rest: Float32Array } {
    const { length } = checkFloats('samples', samples)
    const { kept, rest } =
      out === undefined ? { kept: new Float32Array(length), rest: new Float32Array(length) } : (out ?? {})
    for (const [name, part] of Object.entries({ kept, rest })) {
      if (checkFloats(`out.${name}`, part).length !== length) {
        throw new ShapeError({ array: `out.${name}`, received: [part.length], expected: `${length} samples` })
      }
    }
    kept.fill(0)
    rest.set(samples)
    this.#inverse(spectrogram, mask, kept, rest)
    return { kept, rest }
  }

  /**
   * The signal changed frame by frame in the frequency domain: each frame is transformed, handed to `change`, transformed
   * back and overlap-added. As long as the signal; no spectrogram is kept.
   *
   * @param change - is given `bins` interleaved complex numbers in double precision to change in place, and the frame's number
   */
  filter(y: Signal, change: (spectrum: Float64Array, frame: number) => void): Float32Array {
    checkFunction('change', change)
    const samples = samplesOf(y)
    const frames = this.frameCount(samples.length)
    const out = new Float32Array(samples.length)
    const sum = this.overlapAdd
    sum.start(out, this.padding)
    for (let t = 0; t < frames && !sum.done; t++) {
      this.#transform(samples, t)
      change(this.fft.spectrum, t)
      this.fft.inverse()
      sum.add(this.fft.signal)
    }
    sum.finish()
    return out
  }

  /** What adds up the frames of inverse transforms. */
  get overlapAdd(): OverlapAdd {
    return (this.#overlapAdd ??= new OverlapAdd(this.window, this.hopLength, this.#simd))
  }

  /** Multiplies `nFft` samples from `at` on with the window and transforms them into the spectrum of {@link fft}. */
  transformFrame(samples: Float32Array, at: number): void {
    checkRoom('samples', samples, this.nFft, 'at', at)
    if (this.#simd) {
      this.#simd.transformFrame(samples, at)
      return
    }
    const { window, nFft } = this
    const { signal } = this.fft
    for (let i = 0; i < nFft; i++) signal[i] = samples[at + i] * window[i]
    this.fft.forward()
  }

  /** Stores the magnitudes of the spectrum of {@link fft}, or their squares, to `out` from `at` on. */
  storeValues(squared: boolean, out: Float32Array, at: number): void {
    checkBoolean('squared', squared)
    checkRoom('out', out, this.bins, 'at', at)
    if (this.#simd) this.#simd.storeValues(squared, out, at)
    else (squared ? storePower : storeMagnitude)(this.fft.spectrum, this.bins, out, at)
  }

  #inverse(spectrogram: ComplexSpectrogram, mask: ArrayView | undefined, out: Float32Array, rest?: Float32Array): void {
    const { real, imag } = asComplexFrameMajor(spectrogram)
    const [bins, frames] = real.shape
    if (bins !== this.bins || frames === 0) {
      throw new ShapeError({
        array: 'spectrogram',
        received: real.shape,
        expected: `${this.bins} bins (nFft ${this.nFft}) and at least one frame`,
      })
    }
    const weights = mask === undefined ? undefined : asFrameMajor('mask', mask)
    if (weights && (weights.shape[0] !== bins || weights.shape[1] !== frames)) {
      throw new ShapeError({ array: 'mask', received: weights.shape, expected: `the shape (${bins}, ${frames})` })
    }
    const sum = this.overlapAdd
    sum.start(out, this.padding, rest)
    const { spectrum, signal } = this.fft
    if (this.#simd) {
      this.#simd.synthesise(real.data, imag.data, weights?.data, frames, () => {
        sum.add(signal)
        return !sum.done
      })
    } else {
      for (let t = 0; t < frames && !sum.done; t++) {
        fillSpectrum(spectrum, real.data, imag.data, weights?.data, t * bins)
        this.fft.inverse()
        sum.add(signal)
      }
    }
    sum.finish()
  }

  #values(y: Signal, squared: boolean, out?: Float32Array): NdArray<Float32Array> {
    const samples = samplesOf(y)
    const frames = this.frameCount(samples.length)
    if (out !== undefined) checkRoom('out', out, this.bins * frames)
    const result = frameMajor(this.bins, frames, out)
    this.#analyse(samples, frames, { values: result.data, squared })
    return result
  }

  #analyse(samples: Float32Array, frames: number, sinks: FrameSinks): void {
    if (this.#simd) {
      this.#simd.analyse(samples, frames, this.padding, this.padMode, sinks)
      return
    }
    const { bins } = this
    const { spectrum } = this.fft
    const row = sinks.onBlock ? new Float32Array(bins) : undefined
    for (let t = 0, o = 0; t < frames; t++, o += bins) {
      this.#transform(samples, t)
      if (sinks.real && sinks.imag) storeComplex(spectrum, bins, sinks.real, sinks.imag, o)
      if (sinks.values) this.storeValues(sinks.squared ?? false, sinks.values, o)
      if (row) {
        this.storeValues(sinks.squared ?? false, row, 0)
        sinks.onBlock?.(row, t, 1, frames)
      }
    }
  }

  /** Transforms frame `t` into the spectrum of the FFT. */
  #transform(samples: Float32Array, t: number): void {
    const start = t * this.hopLength - this.padding
    const { window, nFft, padMode } = this
    if (start >= 0 && start + nFft <= samples.length) {
      this.transformFrame(samples, start)
      return
    }
    const { signal } = this.fft
    for (let i = 0; i < nFft; i++) {
      const at = paddedIndex(start + i, samples.length, padMode)
      signal[i] = at < 0 ? 0 : samples[at] * window[i]
    }
    this.fft.forward()
  }
}

export function storeComplex(
  spectrum: Float64Array,
  bins: number,
  real: Float32Array,
  imag: Float32Array,
  at: number,
): void {
  for (let k = 0; k < 2 * bins; k += 2, at++) {
    real[at] = spectrum[k]
    imag[at] = spectrum[k + 1]
  }
}

/** Magnitudes of the values as rounded to single precision, so that they equal those of the stored spectrogram. */
function storeMagnitude(spectrum: Float64Array, bins: number, out: Float32Array, at: number): void {
  for (let k = 0; k < 2 * bins; k += 2, at++) {
    const re = Math.fround(spectrum[k])
    const im = Math.fround(spectrum[k + 1])
    out[at] = Math.sqrt(re * re + im * im)
  }
}

function storePower(spectrum: Float64Array, bins: number, out: Float32Array, at: number): void {
  for (let k = 0; k < 2 * bins; k += 2, at++) {
    const re = Math.fround(spectrum[k])
    const im = Math.fround(spectrum[k + 1])
    const magnitude = Math.fround(Math.sqrt(re * re + im * im))
    out[at] = magnitude * magnitude
  }
}

/** Frame `at` of a spectrogram, times its factors, to interleaved complex numbers. */
function fillSpectrum(
  spectrum: Float64Array,
  real: Float32Array,
  imag: Float32Array,
  weights: Float32Array | undefined,
  at: number,
): void {
  if (weights) {
    for (let k = 0; k < spectrum.length; k += 2, at++) {
      const weight = weights[at]
      spectrum[k] = real[at] * weight
      spectrum[k + 1] = imag[at] * weight
    }
  } else {
    for (let k = 0; k < spectrum.length; k += 2, at++) {
      spectrum[k] = real[at]
      spectrum[k + 1] = imag[at]
    }
  }
}
