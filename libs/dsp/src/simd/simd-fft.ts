import { factorize } from '../factorize'
import { cosTurn, sinTurn } from '../twiddles'
import {
  ANALYSIS_FIELDS,
  LAST_PASS_4,
  LAST_PASS_4_CONJUGATE,
  OUTCOMES,
  PASS_FIELDS,
  TRANSFORM_FIELDS,
  fftKernel,
} from './fft-kernel'

type FftKernel = NonNullable<ReturnType<typeof fftKernel.load>>

/** Sizes for which the kernel is used: products of 2, 3, 5 and 7, divisible by 16. */
const SMALLEST = 64
const LARGEST = 2 ** 20

/** A pass: its radix, its number of roots, its stride, and where its twiddle factors are. */
interface Pass {
  radix: number
  m: number
  s: number
  twiddles: number
}

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

  private constructor(size: number, kernel: FftKernel, layout: Layout) {
    this.kernel = kernel
    this.signalAt = layout.signal
    this.spectrumAt = layout.spectrum
    this.reservedAt = layout.reserved
    const { buffer } = kernel.memory
    this.signal = new Float64Array(buffer as ArrayBuffer, layout.signal, size)
    this.spectrum = new Float64Array(buffer as ArrayBuffer, layout.spectrum, size + 2)
    fillTables(buffer as ArrayBuffer, size, layout)
    this.#transform = layout.transform
    this.#frames = new Int32Array(buffer, layout.frames, ANALYSIS_FIELDS.length)
  }

  /**
   * The transform, or `undefined` where it must be done in TypeScript: for other sizes, or without WebAssembly vectors.
   *
   * @param reserve - bytes of memory for the caller, from `reservedAt` on
   */
  static create(size: number, reserve = 0): SimdFft | undefined {
    if (!SimdFft.supports(size)) return undefined
    const layout = layoutOf(size, factorize(size / 2) ?? [])
    const kernel = fftKernel.load(layout.reserved + reserve)
    return kernel && new SimdFft(size, kernel, layout)
  }

  /** Two transforms in one memory, which has room for the caller as well, from the second one's `reservedAt` on. */
  static createPair(sizes: readonly [number, number], reserve: number): [SimdFft, SimdFft] | undefined {
    if (!sizes.every(size => SimdFft.supports(size))) return undefined
    const first = layoutOf(sizes[0], factorize(sizes[0] / 2) ?? [])
    const second = layoutOf(sizes[1], factorize(sizes[1] / 2) ?? [], first.reserved)
    const kernel = fftKernel.load(second.reserved + reserve)
    return kernel && [new SimdFft(sizes[0], kernel, first), new SimdFft(sizes[1], kernel, second)]
  }

  /** Whether the kernel can do transforms of this size. */
  static supports(size: number): boolean {
    if (size < SMALLEST || size > LARGEST || size % 16 !== 0) return false
    return factorize(size / 2)?.every(radix => radix <= 7) ?? false
  }

  forward(): void {
    this.kernel.run.forward(this.#transform)
  }

  /** Transforms floats times a window into `spectrum`; `windowAt` is as {@link SimdFft.windowTable} lays it out. */
  forwardSamples(samplesAt: number, windowAt: number): void {
    this.kernel.run.forwardSamples(this.#transform, samplesAt, windowAt)
  }

  /** Transforms `size` floats into `spectrum`. */
  forwardFloats(floatsAt: number): void {
    this.kernel.run.forwardFloats(this.#transform, floatsAt)
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

interface Layout {
  signal: number
  spectrum: number
  work: [number, number]
  untangle: number
  tangle: number
  passes: Pass[]
  /** The passes after the first, forward and back. */
  forwardPasses: number
  backPasses: number
  transform: number
  frames: number
  reserved: number
}

function layoutOf(size: number, radices: readonly number[], base = 0): Layout {
  const half = size / 2
  let end = base
  const take = (bytes: number) => {
    const at = end
    end += Math.ceil(bytes / 64) * 64
    return at
  }
  const passes: Pass[] = []
  const signal = take(8 * size)
  // Kernels read and write up to a pair beyond the end.
  const spectrum = take(8 * size + 64)
  const first = take(8 * size + 64)
  const second = take(8 * size + 64)
  const untangle = take(8 * half + 64)
  const tangle = take(8 * half + 64)
  const [forwardPasses, backPasses] = [0, 1].map(() => take(4 * PASS_FIELDS.length * radices.length))
  const transform = take(4 * TRANSFORM_FIELDS.length)
  const frames = take(4 * ANALYSIS_FIELDS.length)
  let n = half
  let s = 1
  for (const radix of radices) {
    const m = n / radix
    passes.push({ radix, m, s, twiddles: take(16 * (radix - 1) * m) })
    n = m
    s *= radix
  }
  const work: [number, number] = [first, second]
  const tables = { forwardPasses, backPasses, transform, frames }
  return { signal, spectrum, work, untangle, tangle, passes, ...tables, reserved: take(0) }
}

function fillTables(buffer: ArrayBuffer, size: number, layout: Layout): void {
  const { passes, untangle, tangle } = layout
  const half = size / 2
  const table = new Float64Array(buffer)
  for (let k = 0; k < half / 2 + 2; k++) {
    const pair = 2 * (k - (k % 2)) + (k % 2)
    table[untangle / 8 + pair] = cosTurn(k, size) / 2
    table[untangle / 8 + pair + 2] = -sinTurn(k, size) / 2
    table[tangle / 8 + pair] = cosTurn(k, size) / size
    table[tangle / 8 + pair + 2] = -sinTurn(k, size) / size
  }
  fillDescription(buffer, half, layout)
  passes.forEach(({ radix, m, twiddles }, i) => {
    const n = m * radix
    for (let p = 0; p < m; p++) {
      for (let r = 1; r < radix; r++) {
        const k = (p * r) % n
        // The first pass takes neighbouring factors together, the others one after the other.
        const at = twiddles / 8 + (i === 0 ? 2 * (r - 1) * m + p : 2 * (p * (radix - 1) + r - 1))
        table[at] = cosTurn(k, n)
        table[at + (i === 0 ? m : 1)] = -sinTurn(k, n)
      }
    }
  })
}

/** What the kernel's functions want to know of a transform. */
function fillDescription(buffer: ArrayBuffer, half: number, layout: Layout): void {
  const { passes, work, signal, forwardPasses, backPasses } = layout
  const later = passes.slice(1)
  const lastIs4 = passes[passes.length - 1].radix === 4
  const table = (at: number, lastKind: number, lastTwiddles?: number) => {
    const entries = later.flatMap(({ radix, m, s, twiddles }, i) => {
      const last = lastIs4 && i === later.length - 1
      return last ? [lastKind, m, s, lastTwiddles ?? twiddles] : [radix, m, s, twiddles]
    })
    new Int32Array(buffer, at, entries.length).set(entries)
    return at + 4 * entries.length
  }
  const fields: Record<(typeof TRANSFORM_FIELDS)[number], number> = {
    signal,
    spectrum: layout.spectrum,
    work0: work[0],
    work1: work[1],
    m: passes[0].m,
    twiddles: passes[0].twiddles,
    half,
    untangle: layout.untangle,
    tangle: layout.tangle,
    passes: forwardPasses,
    passesEnd: table(forwardPasses, LAST_PASS_4),
    // The first pass goes to `work0`, on the way back to `work1`.
    final: work[later.length % 2],
    backPasses,
    backPassesEnd: table(backPasses, LAST_PASS_4_CONJUGATE, signal),
    backFinal: work[(later.length + 1) % 2],
    conjugates: lastIs4 ? 0 : 1,
  }
  new Int32Array(buffer, layout.transform).set(TRANSFORM_FIELDS.map(name => fields[name]))
}
