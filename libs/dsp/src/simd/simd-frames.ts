import type { Kernel } from '@genre/core/wasm'
import { DECIBEL_CONSTANTS, ROWS, spectralKernel } from './spectral-kernel'

/** Frames that are brought to a kernel's memory in one go. */
const FRAMES = 16

/** Bins that a full matrix is applied to at a time. */
const BLOCK = 128

type SpectralKernel = Kernel<'bands' | 'rows' | 'takeSums' | 'decibels' | 'fold' | 'products'>

/** Frames of floats in a kernel's memory and what becomes of them, for one of the jobs of the spectral kernel. */
export abstract class FrameJob {
  protected readonly run: SpectralKernel['run']
  protected readonly inAt: number
  protected readonly outAt: number
  protected readonly tableAt: number
  protected readonly buffer: ArrayBuffer
  readonly #in: Float32Array
  readonly #out: Float32Array
  readonly #size: number
  readonly #n: number

  protected constructor(kernel: SpectralKernel, size: number, n: number) {
    const layout = layoutOf(size, n)
    this.run = kernel.run
    this.buffer = kernel.memory.buffer as ArrayBuffer
    this.inAt = layout.in
    this.outAt = layout.out
    this.tableAt = layout.table
    this.#in = new Float32Array(this.buffer, layout.in, FRAMES * size)
    this.#out = new Float32Array(this.buffer, layout.out, FRAMES * n)
    this.#size = size
    this.#n = n
  }

  /** Frames of `size` values, from `at` on, to frames of `n` values, from `outAt` on. */
  apply(values: Float32Array, at: number, frames: number, out: Float32Array, outAt: number): void {
    const size = this.#size
    const n = this.#n
    if (frames === 1) {
      // Copied by hand: views would be garbage, which streams must not make.
      const [from, to] = [this.#in, this.#out]
      for (let i = 0; i < size; i++) from[i] = values[at + i]
      this.compute(1)
      for (let i = 0; i < n; i++) out[outAt + i] = to[i]
      return
    }
    for (let first = 0; first < frames; first += FRAMES) {
      const count = Math.min(FRAMES, frames - first)
      const from = at + first * size
      this.#in.set(values.subarray(from, from + count * size))
      this.compute(count)
      out.set(count === FRAMES ? this.#out : this.#out.subarray(0, count * n), outAt + first * n)
    }
  }

  /** What the job is, for `count` frames that are in memory. */
  protected abstract compute(count: number): void
}

function layoutOf(size: number, n: number): { in: number; out: number; table: number } {
  // Kernels read and write up to two vectors beyond the end.
  const out = Math.ceil((4 * FRAMES * size + 64) / 64) * 64
  return { in: 0, out, table: out + Math.ceil((4 * FRAMES * n + 64) / 64) * 64 }
}

function load(size: number, n: number, table: number): SpectralKernel | undefined {
  return spectralKernel.load(layoutOf(size, n).table + table)
}

/** A bank of bands, each a run of bins, on WebAssembly vectors. */
export class SimdBands extends FrameJob {
  readonly #bins: number
  readonly #bands: number

  private constructor(
    kernel: SpectralKernel,
    bins: number,
    start: Int32Array,
    from: Int32Array,
    weights: Float32Array,
  ) {
    const bands = start.length
    super(kernel, bins, bands)
    this.#bins = bins
    this.#bands = bands
    const table = new Int32Array(this.buffer, this.tableAt, 2 * bands)
    for (let band = 0; band < bands; band++) {
      table[2 * band] = 4 * start[band]
      table[2 * band + 1] = 4 * (from[band + 1] - from[band])
    }
    new Float64Array(this.buffer, this.tableAt + 8 * bands, weights.length).set(weights)
  }

  /**
   * The kernel, or `undefined` where it must be done in TypeScript.
   *
   * @param bins - number of bins of a spectrum
   * @param start - first bin of each band
   * @param from - where the band's weights begin, one more than bands; each has a multiple of four, and at least four
   */
  static create(bins: number, start: Int32Array, from: Int32Array, weights: Float32Array): SimdBands | undefined {
    const kernel = load(bins, start.length, 8 * (start.length + weights.length))
    return kernel && new SimdBands(kernel, bins, start, from, weights)
  }

  protected override compute(count: number): void {
    const table = this.tableAt
    const weights = table + 8 * this.#bands
    this.run.bands(this.inAt, 4 * this.#bins, count, table, weights, weights, this.outAt)
  }
}

/** A full matrix times spectra, on WebAssembly vectors. */
export class SimdRows extends FrameJob {
  readonly #bins: number

  private constructor(kernel: SpectralKernel, bins: number, weights: Float32Array) {
    super(kernel, bins, ROWS)
    this.#bins = bins
    new Float64Array(this.buffer, this.tableAt, ROWS * bins).set(weights)
  }

  /** @param weights - bin by bin the weights of {@link ROWS} rows */
  static create(bins: number, weights: Float32Array): SimdRows | undefined {
    const kernel = load(bins, ROWS, 8 * ROWS * (bins + FRAMES))
    return kernel && new SimdRows(kernel, bins, weights)
  }

  protected override compute(count: number): void {
    const bins = this.#bins
    const sums = this.tableAt + 8 * ROWS * bins
    // As many bins at a time as have weights that stay in the cache for all frames.
    for (let first = 0; first < bins; first += BLOCK) {
      const some = 4 * Math.min(BLOCK, bins - first)
      this.run.rows(this.inAt + 4 * first, 4 * bins, some, count, this.tableAt + 8 * ROWS * first, sums)
    }
    this.run.takeSums(sums, 4 * ROWS * count, this.outAt)
  }
}

/** Decibels, on WebAssembly vectors; a frame is {@link SimdDecibels.SIZE} values. */
export class SimdDecibels extends FrameJob {
  static readonly SIZE = 128
  readonly #constants: Float64Array

  private constructor(kernel: SpectralKernel, logs: Float64Array, reciprocals: Float64Array) {
    super(kernel, SimdDecibels.SIZE, SimdDecibels.SIZE)
    const table = new Float64Array(this.buffer, this.tableAt, 2 * logs.length)
    logs.forEach((level, i) => {
      table[2 * i] = level
      table[2 * i + 1] = reciprocals[i]
    })
    this.#constants = new Float64Array(this.buffer, this.tableAt + DECIBEL_CONSTANTS, 4)
  }

  /** @param constants - dB per octave and per unit of the natural logarithm */
  static create(
    logs: Float64Array,
    reciprocals: Float64Array,
    constants: readonly [number, number],
  ): SimdDecibels | undefined {
    const kernel = load(SimdDecibels.SIZE, SimdDecibels.SIZE, DECIBEL_CONSTANTS + 32)
    if (!kernel) return undefined
    const job = new SimdDecibels(kernel, logs, reciprocals)
    job.#constants.set(constants, 2)
    return job
  }

  /** What smaller values are raised to, and its level. */
  raiseTo(amin: number, level: number): void {
    this.#constants[0] = amin
    this.#constants[1] = level
  }

  protected override compute(count: number): void {
    this.run.decibels(this.inAt, 4 * count * SimdDecibels.SIZE, this.tableAt, this.outAt)
  }
}

/** Cosine transforms, type II, on WebAssembly vectors. */
export class SimdDct extends FrameJob {
  readonly #size: number
  readonly #n: number

  private constructor(kernel: SpectralKernel, size: number, n: number, table: Float64Array) {
    super(kernel, size, n)
    this.#size = size
    this.#n = n
    new Float64Array(this.buffer, this.tableAt + 8 * size, table.length).set(table)
  }

  /** The kernel for multiples of eight, or `undefined` where it must be done in TypeScript. */
  static create(size: number, n: number, table: Float64Array): SimdDct | undefined {
    if (size % 8 !== 0) return undefined
    const kernel = load(size, n, 8 * size + 8 * table.length)
    return kernel && new SimdDct(kernel, size, n, table)
  }

  protected override compute(count: number): void {
    const { run } = this
    const bytes = 4 * this.#size
    const sums = this.tableAt
    const differences = sums + bytes
    const table = differences + bytes
    for (let t = 0; t < count; t++) {
      const from = this.inAt + t * bytes
      const out = this.outAt + 4 * t * this.#n
      const end = out + 4 * this.#n
      run.fold(from, from + bytes, sums, differences)
      run.products(sums, bytes, table, out, end)
      if (this.#n > 1) run.products(differences, bytes, table + bytes, out + 4, end)
    }
  }
}
