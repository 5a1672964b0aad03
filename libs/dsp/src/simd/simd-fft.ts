import { factorize } from '../factorize'
import { cosTurn, sinTurn } from '../twiddles'
import { ANALYSIS_FIELDS, LAST_PASS_4, PASS_FIELDS, fftKernel } from './fft-kernel'

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
  readonly #half: number
  readonly #passes: Pass[]
  readonly #work: [number, number]
  readonly #untangle: number
  readonly #tangle: number
  readonly #job: Int32Array

  private constructor(size: number, kernel: FftKernel, layout: Layout) {
    this.kernel = kernel
    this.#half = size / 2
    this.#passes = layout.passes
    this.#work = layout.work
    this.#untangle = layout.untangle
    this.#tangle = layout.tangle
    this.signalAt = layout.signal
    this.spectrumAt = layout.spectrum
    this.reservedAt = layout.reserved
    const { buffer } = kernel.memory
    this.signal = new Float64Array(buffer as ArrayBuffer, layout.signal, size)
    this.spectrum = new Float64Array(buffer as ArrayBuffer, layout.spectrum, size + 2)
    fillTables(buffer as ArrayBuffer, size, layout)
    this.#job = new Int32Array(buffer, layout.job, ANALYSIS_FIELDS.length)
    const { passes, work } = layout
    const [{ m, twiddles }] = passes
    const passesEnd = layout.passTable + 4 * PASS_FIELDS.length * (passes.length - 1)
    this.#job.set([...work, m, twiddles, layout.passTable, passesEnd, size / 2, layout.untangle])
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
    this.#untangleSpectrum(this.#passesOf(this.signalAt, 'signal'))
  }

  /** Transforms floats times a window into `spectrum`; `windowAt` is as {@link SimdFft.windowTable} lays it out. */
  forwardSamples(samplesAt: number, windowAt: number): void {
    this.#untangleSpectrum(this.#passesOf(samplesAt, 'samples', windowAt))
  }

  /** Transforms `size` floats into `spectrum`. */
  forwardFloats(floatsAt: number): void {
    this.#untangleSpectrum(this.#passesOf(floatsAt, 'floats'))
  }

  /** Transforms neighbouring frames of floats times a window; `spectrum` is left as it was. */
  analyse(frames: Frames): void {
    const job = this.#job
    let at = JOB_FIELDS
    job[at++] = frames.window
    job[at++] = frames.samples
    job[at++] = frames.hopBytes
    job[at++] = frames.count
    job[at++] = frames.real
    job[at++] = frames.imag
    job[at++] = frames.partsBytes
    job[at++] = frames.values
    job[at++] = frames.valuesBytes
    job[at++] = frames.squared ? 1 : 0
    this.kernel.run.analyse(job.byteOffset)
  }

  /** A window as the transform of samples takes it: two at a time the factors of even samples, then of odd ones. */
  static windowTable(window: Float64Array): Float64Array {
    return window.map((_, i) => window[(i & ~3) + [0, 2, 1, 3][i & 3]])
  }

  #untangleSpectrum(at: number): void {
    this.kernel.run.untangle(at, this.spectrumAt, this.#half, this.#untangle)
    this.spectrum[1] = 0
    this.spectrum[2 * this.#half + 1] = 0
  }

  inverse(): void {
    const { run } = this.kernel
    this.spectrum[1] = 0
    this.spectrum[2 * this.#half + 1] = 0
    run.tangle(this.spectrumAt, this.#work[0], this.#half, this.#tangle)
    this.#passesOf(this.#work[0], 'pairs')
  }

  /**
   * All passes; forward from the interleaved signal, or from floats, with a window if they are samples, to pairs; backward from
   * pairs to the conjugated, interleaved signal.
   */
  #passesOf(from: number, source: 'signal' | 'floats' | 'samples' | 'pairs', windowAt = 0): number {
    const { run } = this.kernel
    const forward = source !== 'pairs'
    const passes = this.#passes
    const last = passes.length - 1
    let x = from
    let y = from === this.#work[0] ? this.#work[1] : this.#work[0]
    for (let i = 0; i <= last; i++) {
      const { radix, m, s, twiddles } = passes[i]
      if (i === 0) {
        if (source === 'samples') run.firstPass4OfSamples(x, y, m, twiddles, windowAt)
        else if (source === 'floats') run.firstPass4OfFloats(x, y, m, twiddles)
        else if (source === 'signal') run.firstPass4(x, y, m, twiddles)
        else run.firstPass4OfPairs(x, y, m, twiddles)
      } else if (i === last && radix === 4) {
        if (forward) run.lastPass4(x, y, s)
        else run.lastPass4Conjugate(x, this.signalAt, s)
      } else if (radix === 4) run.pass4(x, y, m, s, twiddles)
      else if (radix === 2) run.pass2(x, y, m, s, twiddles)
      else if (radix === 3) run.pass3(x, y, m, s, twiddles)
      else if (radix === 5) run.pass5(x, y, m, s, twiddles)
      else run.pass7(x, y, m, s, twiddles)
      x = y
      y = y === this.#work[0] ? this.#work[1] : this.#work[0]
    }
    // The first pair is wanted again where the circle closes.
    if (forward) run.closeCircle(x, this.#half)
    else if (passes[last].radix !== 4) run.conjugate(x, this.signalAt, this.#half)
    return x
  }
}

/** Frames to transform: addresses and distances in bytes. */
export interface Frames {
  /** A table by {@link SimdFft.windowTable}. */
  window: number
  samples: number
  hopBytes: number
  count: number
  /** Where real and imaginary parts go, from frame to frame `partsBytes` on. */
  real: number
  imag: number
  partsBytes: number
  /** Where magnitudes, or their squares, go; 0 for nowhere. */
  values: number
  valuesBytes: number
  squared: boolean
}

/** Fields of a job that are the same for all frames. */
const JOB_FIELDS = ANALYSIS_FIELDS.indexOf('window')

interface Layout {
  signal: number
  spectrum: number
  work: [number, number]
  untangle: number
  tangle: number
  passes: Pass[]
  passTable: number
  job: number
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
  const passTable = take(4 * PASS_FIELDS.length * radices.length)
  const job = take(4 * ANALYSIS_FIELDS.length)
  let n = half
  let s = 1
  for (const radix of radices) {
    const m = n / radix
    passes.push({ radix, m, s, twiddles: take(16 * (radix - 1) * m) })
    n = m
    s *= radix
  }
  return { signal, spectrum, work: [first, second], untangle, tangle, passes, passTable, job, reserved: take(0) }
}

function fillTables(buffer: ArrayBuffer, size: number, layout: Layout): void {
  const { passes, untangle, tangle, passTable } = layout
  const half = size / 2
  const table = new Float64Array(buffer)
  for (let k = 0; k < half / 2 + 2; k++) {
    const pair = 2 * (k - (k % 2)) + (k % 2)
    table[untangle / 8 + pair] = cosTurn(k, size) / 2
    table[untangle / 8 + pair + 2] = -sinTurn(k, size) / 2
    table[tangle / 8 + pair] = cosTurn(k, size) / size
    table[tangle / 8 + pair + 2] = -sinTurn(k, size) / size
  }
  const entries = new Int32Array(buffer, passTable, PASS_FIELDS.length * (passes.length - 1))
  passes.forEach(({ radix, m, s, twiddles }, i) => {
    const kind = radix === 4 && i === passes.length - 1 ? LAST_PASS_4 : radix
    if (i > 0) entries.set([kind, m, s, twiddles], PASS_FIELDS.length * (i - 1))
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
