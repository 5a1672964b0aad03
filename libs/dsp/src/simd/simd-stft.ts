import { paddedIndex } from '../pad'
import type { PadMode } from '../pad'
import { SimdFft } from './simd-fft'
import type { Frames } from './simd-fft'

/** Frames that are brought to the kernel's memory, or back, in one go. */
const FRAMES = 16

/** Where the results of an analysis go, frame by frame; what is absent is not computed. */
export interface FrameSinks {
  /** Complex numbers: both or neither. */
  readonly real?: Float32Array
  readonly imag?: Float32Array
  /** Magnitudes, or their squares where there are no complex numbers beside. */
  readonly values?: Float32Array
  readonly squared?: boolean
  /** Called with the values of some frames instead: memory that begins with them, the first one's number, how many, of how many. */
  readonly onBlock?: (values: Float32Array, first: number, count: number, frames: number) => void
}

/** Windows, transforms and magnitudes of an STFT on WebAssembly vectors; the bits are those of the TypeScript path. */
export class SimdStft {
  readonly fft: SimdFft
  /** Sums of overlapping frames: `nFft` doubles. */
  readonly sum: Float64Array
  readonly #hop: number
  readonly #bins: number
  readonly #samples: Float32Array
  readonly #rows: { readonly [name in 'real' | 'imag' | 'values']: Float32Array }
  readonly #at: {
    window: number
    factors: number
    sum: number
    samples: number
    real: number
    imag: number
    values: number
  }

  private constructor(fft: SimdFft, window: Float64Array, hop: number, layout: Layout) {
    this.fft = fft
    this.#hop = hop
    this.#bins = window.length / 2 + 1
    this.#at = layout
    const buffer = fft.signal.buffer
    new Float64Array(buffer, layout.window, window.length).set(window)
    new Float64Array(buffer, layout.factors, window.length).set(SimdFft.windowTable(window))
    this.sum = new Float64Array(buffer, layout.sum, window.length)
    this.#samples = new Float32Array(buffer, layout.samples, layout.count)
    const rows = (at: number) => new Float32Array(buffer, at, FRAMES * this.#bins)
    this.#rows = { real: rows(layout.real), imag: rows(layout.imag), values: rows(layout.values) }
  }

  /** The kernel for a window and hop, or `undefined` where it must be done in TypeScript. */
  static create(window: Float64Array, hop: number): SimdStft | undefined {
    const nFft = window.length
    if (!SimdFft.supports(nFft)) return undefined
    const layout = layoutOf(nFft, hop)
    const fft = SimdFft.create(nFft, layout.end)
    if (!fft) return undefined
    for (const key of ['window', 'factors', 'sum', 'samples', 'real', 'imag', 'values'] as const)
      layout[key] += fft.reservedAt
    return new SimdStft(fft, window, hop, layout)
  }

  /** Transforms frames 0 to `frames - 1` of a signal that begins `padding` samples after the first frame. */
  analyse(samples: Float32Array, frames: number, padding: number, padMode: PadMode, sinks: FrameSinks): void {
    const bins = this.#bins
    const hop = this.#hop
    const nFft = this.sum.length
    // As many frames as have room for all their samples.
    const some = Math.min(FRAMES, Math.floor((this.#samples.length - nFft) / hop) + 1)
    for (let first = 0; first < frames; first += some) {
      const count = Math.min(some, frames - first)
      this.#fetch(samples, first * hop - padding, (count - 1) * hop + nFft, padMode)
      this.#transform(count, sinks)
      const { real, imag, values } = this.#rows
      const to = first * bins
      const size = count * bins
      if (sinks.real) copy(real, size, sinks.real, to)
      if (sinks.imag) copy(imag, size, sinks.imag, to)
      if (sinks.values) copy(values, size, sinks.values, to)
      sinks.onBlock?.(values, first, count, frames)
    }
  }

  /** Multiplies `nFft` samples from `at` on with the window and transforms them. */
  transformFrame(samples: Float32Array, at: number): void {
    const nFft = this.sum.length
    const local = this.#samples
    for (let i = 0; i < nFft; i++) local[i] = samples[at + i]
    this.fft.forwardSamples(this.#at.samples, this.#at.factors)
  }

  /** Magnitudes, or their squares, of the present spectrum. */
  storeValues(squared: boolean, out: Float32Array, at: number): void {
    const { run } = this.fft.kernel
    const { real, imag, values: to } = this.#at
    run.split(this.fft.spectrumAt, real, imag, this.#bins)
    const store = squared ? run.powersOfParts : run.magnitudesOfParts
    store(real, imag, to, this.#bins)
    const { values } = this.#rows
    for (let k = 0; k < this.#bins; k++) out[at + k] = values[k]
  }

  /**
   * Transforms frames back, times a mask if there is one, and calls `onFrame` after each one's samples are in `fft.signal`; stops
   * when that returns false.
   */
  synthesise(
    real: Float32Array,
    imag: Float32Array,
    mask: Float32Array | undefined,
    frames: number,
    onFrame: () => boolean,
  ): void {
    const bins = this.#bins
    const rows = this.#rows
    if (!mask) rows.values.fill(1)
    for (let first = 0; first < frames; first += FRAMES) {
      const count = Math.min(FRAMES, frames - first)
      const from = first * bins
      const size = count * bins
      copy(real.subarray(from, from + size), size, rows.real, 0)
      copy(imag.subarray(from, from + size), size, rows.imag, 0)
      if (mask) copy(mask.subarray(from, from + size), size, rows.values, 0)
      for (let t = 0; t < count; t++) {
        const at = 4 * t * bins
        const { run } = this.fft.kernel
        run.merge(this.#at.real + at, this.#at.imag + at, this.#at.values + at, this.fft.spectrumAt, bins)
        this.fft.inverse()
        if (!onFrame()) return
      }
    }
  }

  /** Adds the window times the samples in `fft.signal` to `sum`. */
  accumulate(): void {
    this.fft.kernel.run.accumulate(this.fft.signalAt, this.#at.window, this.#at.sum, this.sum.length)
  }

  /** Transforms as many frames whose samples are in memory. */
  #transform(count: number, sinks: FrameSinks): void {
    const { samples, factors, real, imag, values } = this.#at
    const rowBytes = 4 * this.#bins
    this.fft.analyse({
      samples,
      hopBytes: 4 * this.#hop,
      window: factors,
      count,
      real,
      imag,
      partsBytes: sinks.real ? rowBytes : 0,
      values,
      valuesBytes: rowBytes,
      outcome: outcomeOf(sinks),
    })
  }

  /** Brings `count` samples from position `start` of the padded signal to the kernel's memory. */
  #fetch(samples: Float32Array, start: number, count: number, padMode: PadMode): void {
    const local = this.#samples
    const low = Math.min(count, Math.max(0, -start))
    const high = Math.max(low, Math.min(count, samples.length - start))
    if (high > low) local.set(samples.subarray(start + low, start + high), low)
    for (let i = 0; i < count; i++) {
      if (i === low) i = high
      if (i >= count) break
      const at = paddedIndex(start + i, samples.length, padMode)
      local[i] = at < 0 ? 0 : samples[at]
    }
  }
}

function outcomeOf({ real, values, onBlock, squared }: FrameSinks): Frames['outcome'] {
  if (real) return values || onBlock ? 'partsAndMagnitudes' : 'parts'
  return squared ? 'powers' : 'magnitudes'
}

interface Layout {
  window: number
  factors: number
  sum: number
  samples: number
  count: number
  real: number
  imag: number
  values: number
  end: number
}

function layoutOf(nFft: number, hop: number): Layout {
  let end = 0
  const take = (bytes: number) => {
    const at = end
    end += Math.ceil(bytes / 64) * 64
    return at
  }
  // Kernels read and write up to a vector beyond the end.
  const window = take(8 * nFft + 64)
  const factors = take(8 * nFft + 64)
  const sum = take(8 * nFft + 64)
  const count = nFft + Math.min((FRAMES - 1) * hop, 2 ** 18)
  const samples = take(4 * count + 64)
  const rows = 4 * FRAMES * (nFft / 2 + 1) + 64
  return { window, factors, sum, samples, count, real: take(rows), imag: take(rows), values: take(rows), end: take(0) }
}

function copy(from: Float32Array, count: number, to: Float32Array, at: number): void {
  to.set(count === from.length ? from : from.subarray(0, count), at)
}
