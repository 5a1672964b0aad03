import { ANALYSIS_FIELDS, OUTCOMES, TRANSFORM_FIELDS, fftKernel } from './fft-kernel'
import { DOUBLES } from './lanes'
import { Layout, TransformTables, supportsTransform } from './transform-tables'

type FftKernel = NonNullable<ReturnType<typeof fftKernel.load>>

/**
 * The transform of real signals of one size by the vector kernel; see RealFft for the meaning of `signal`,
 * `spectrum`, `forward` and `inverse`. The results have the bits of the TypeScript path: the same operations in the same order.
 */
export class SimdFft {
  readonly signal: Float64Array<ArrayBuffer>
  readonly spectrum: Float64Array<ArrayBuffer>
  readonly kernel: FftKernel
  /** Addresses. */
  readonly signalAt: number
  readonly spectrumAt: number
  readonly reservedAt: number
  /** Where the kernel finds what it must know of this transform, and of frames. */
  readonly #transform: number
  readonly #frames: Int32Array

  private constructor(size: number, kernel: FftKernel, places: Places) {
    this.kernel = kernel
    this.signalAt = places.signal
    this.spectrumAt = places.spectrum
    this.reservedAt = places.reserved
    const buffer = kernel.memory.buffer as ArrayBuffer
    this.signal = new Float64Array(buffer, places.signal, size)
    this.spectrum = new Float64Array(buffer, places.spectrum, size + 2)
    const { tables } = places
    const { half, m, twiddles, untangle, tangle } = tables
    const [work0, work1] = tables.work
    const fields: Record<(typeof TRANSFORM_FIELDS)[number], number> = {
      ...{ signal: places.signal, spectrum: places.spectrum, work0, work1, m, twiddles, half, untangle, tangle },
      ...tables.write(buffer, places.signal),
    }
    new Int32Array(buffer, places.transform).set(TRANSFORM_FIELDS.map(name => fields[name]))
    this.#transform = places.transform
    this.#frames = new Int32Array(buffer, places.frames, ANALYSIS_FIELDS.length)
  }

  /**
   * The transform, or `undefined` where it must be done in TypeScript: for other sizes, or without WebAssembly vectors.
   *
   * @param reserve - bytes of memory for the caller, from `reservedAt` on
   */
  static create(size: number, reserve = 0): SimdFft | undefined {
    if (!SimdFft.supports(size)) return undefined
    const places = placesOf(size)
    const kernel = fftKernel.load(places.reserved + reserve)
    return kernel && new SimdFft(size, kernel, places)
  }

  /** Whether the kernel can do transforms of this size. */
  static supports(size: number): boolean {
    return supportsTransform(size)
  }

  forward(): void {
    this.kernel.run.forward(this.#transform)
  }

  /** Transforms floats times a window into `spectrum`; `windowAt` is as {@link SimdFft.windowTable} lays it out. */
  forwardSamples(samplesAt: number, windowAt: number): void {
    this.kernel.run.forwardSamples(this.#transform, samplesAt, windowAt)
  }

  inverse(): void {
    this.kernel.run.inverse(this.#transform)
  }

  /** Transforms neighbouring frames of floats times a window; `spectrum` is left as it was. */
  analyse(frames: Frames): void {
    const fields = this.#frames
    let at = 0
    fields[at++] = frames.window
    fields[at++] = frames.samples
    fields[at++] = frames.hopBytes
    fields[at++] = frames.count
    fields[at++] = frames.real
    fields[at++] = frames.imag
    fields[at++] = frames.partsBytes
    fields[at++] = frames.values
    fields[at++] = frames.valuesBytes
    fields[at++] = OUTCOMES.indexOf(frames.outcome)
    this.kernel.run.analyse(this.#transform, fields.byteOffset)
  }

  /** A window as the transform of samples takes it: two at a time the factors of even samples, then of odd ones. */
  static windowTable(window: Float64Array): Float64Array {
    return window.map((_, i) => window[(i & ~3) + [0, 2, 1, 3][i & 3]])
  }
}

/** Frames to transform: addresses and distances in bytes. */
export interface Frames {
  /** A table by {@link SimdFft.windowTable}. */
  window: number
  samples: number
  hopBytes: number
  count: number
  outcome: (typeof OUTCOMES)[number]
  /** Where real and imaginary parts go, from frame to frame `partsBytes` on, which is zero where they are not wanted. */
  real: number
  imag: number
  partsBytes: number
  /** Where magnitudes, or their squares, go. */
  values: number
  valuesBytes: number
}

/** Addresses. */
interface Places {
  signal: number
  spectrum: number
  tables: TransformTables
  transform: number
  frames: number
  reserved: number
}

function placesOf(size: number): Places {
  const layout = new Layout()
  const signal = layout.take(8 * size)
  // Kernels read and write up to a pair beyond the end.
  const spectrum = layout.take(8 * size + 64)
  const tables = new TransformTables(size, DOUBLES, layout)
  const transform = layout.take(4 * TRANSFORM_FIELDS.length)
  const frames = layout.take(4 * ANALYSIS_FIELDS.length)
  return { signal, spectrum, tables, transform, frames, reserved: layout.end }
}
