import type { GrowingSamples } from './growing-samples'
import { RealFft } from './real-fft'
import type { Resampler, ResamplingStream } from './resampler'
import { resamplingFilter } from './resampling-filter'
import { SimdResampler } from './simd/simd-resampler'

/** Options of {@link BlockResampler}. */
export interface BlockResamplerOptions {
  /** The rate whose band is kept, where it is below both rates: as a part of the rate of the samples. */
  band?: number
  /** Whether WebAssembly vectors are used where the engine has them. */
  simd: boolean
}

/**
 * Conversion by a fraction with small terms: a block of input is transformed, multiplied with the filter's response, its spectrum
 * cut or extended to the block size of the output and transformed back; the ends of a block, which the filter reaches beyond,
 * overlap with its neighbours. Block sizes are multiples of the terms of the ratio, so that every block is aligned alike. On vectors
 * it is done in single precision, with noise 134 dB below the block's loudness, otherwise in double.
 */
export class BlockResampler implements Resampler {
  /** Samples in a block of input. */
  readonly blockIn: number
  /** Those of them at either end that only reach into the neighbours. */
  readonly marginIn: number
  /** Samples that a block of input becomes. */
  readonly blockOut: number
  /** Those of them at either end that its neighbours give. */
  readonly marginOut: number
  /** Where {@link convertBlock} takes its `blockIn` samples from. */
  readonly input: Float32Array
  /** Where {@link convertBlock} leaves `blockOut` samples; the first and last `marginOut` of them are not to be used. */
  readonly output: Float32Array
  /** Converts one block. */
  readonly convertBlock: () => void

  /** @param up - new samples for `down` samples, in lowest terms */
  constructor(up: number, down: number, { band = Math.min(1, up / down), simd: wanted }: BlockResamplerOptions) {
    // Samples of the higher rate per sample of the band's.
    const ratio = Math.max(1, up / down) / band
    const filter = resamplingFilter(up, down)
    const halfTaps = Math.ceil(filter.half * ratio)
    const margin = Math.ceil(halfTaps / Math.max(up, down))
    // Sixteen margins a block or more: seven eighths of the work is for new samples. Powers of two transform fastest.
    const units = 2 ** Math.ceil(Math.log2(16 * margin))
    this.blockIn = units * down
    this.blockOut = units * up
    this.marginIn = margin * down
    this.marginOut = margin * up
    const response = this.#design(i => filter.at(i / ratio), halfTaps)
    const simd = wanted ? SimdResampler.create(this.blockIn, this.blockOut, response) : undefined
    this.input = simd?.input ?? new Float32Array(this.blockIn)
    this.output = simd?.output ?? new Float32Array(this.blockOut)
    let inDouble = simd ? undefined : this.#converter(response)
    this.convertBlock = () => {
      if (!simd?.run()) (inDouble ??= this.#converter(response))()
    }
  }

  get latency(): number {
    return this.blockIn - this.marginIn
  }

  apply(samples: Float32Array, out: Float32Array): void {
    const step = this.blockOut - 2 * this.marginOut
    const stepIn = this.blockIn - 2 * this.marginIn
    const { input, output, marginOut } = this
    for (let at = 0, from = -this.marginIn; at < out.length; at += step, from += stepIn) {
      const low = Math.max(0, -from)
      const high = Math.max(low, Math.min(input.length, samples.length - from))
      input.fill(0, 0, low)
      input.set(samples.subarray(from + low, from + high), low)
      input.fill(0, high)
      this.convertBlock()
      const end = Math.min(step, out.length - at)
      out.set(output.subarray(marginOut, marginOut + end), at)
    }
  }

  stream(): ResamplingStream {
    return new BlockStream(this)
  }

  /** The conversion in TypeScript, in double precision. */
  #converter(response: Float64Array): () => void {
    const { input, output } = this
    const forward = new RealFft(this.blockIn, { simd: false })
    const backward = new RealFft(this.blockOut, { simd: false })
    return () => {
      forward.signal.set(input)
      forward.forward()
      const source = forward.spectrum
      const target = backward.spectrum
      for (let k = 0, i = 0; k < response.length; k++, i += 2) {
        target[i] = source[i] * response[k]
        target[i + 1] = source[i + 1] * response[k]
      }
      target.fill(0, 2 * response.length)
      backward.inverse()
      output.set(backward.signal)
    }
  }

  #design(filter: (i: number) => number, halfTaps: number): Float64Array {
    const size = Math.max(this.blockIn, this.blockOut)
    const fft = new RealFft(size)
    const taps = fft.signal
    taps.fill(0)
    let sum = 0
    for (let i = -halfTaps; i <= halfTaps; i++) {
      const tap = filter(i)
      taps[i < 0 ? size + i : i] += tap
      sum += tap
    }
    fft.forward()
    // Bins at and beyond the lower Nyquist frequency are in the stop band and left out.
    const scale = this.blockOut / this.blockIn / sum
    const response = new Float64Array(Math.min(this.blockIn, this.blockOut) / 2)
    for (let k = 0; k < response.length; k++) response[k] = fft.spectrum[2 * k] * scale
    return response
  }
}

class BlockStream implements ResamplingStream {
  readonly #resampler: BlockResampler
  readonly #history: Float32Array
  #filled = 0

  constructor(resampler: BlockResampler) {
    this.#resampler = resampler
    this.#history = new Float32Array(resampler.blockIn)
    this.#begin()
  }

  push(samples: Float32Array, out: GrowingSamples): void {
    const history = this.#history
    for (let from = 0; from < samples.length;) {
      const some = Math.min(history.length - this.#filled, samples.length - from)
      for (let i = 0; i < some; i++) history[this.#filled + i] = samples[from + i]
      this.#filled += some
      from += some
      if (this.#filled === history.length) this.#convert(out)
    }
  }

  flush(count: number, out: GrowingSamples): void {
    const end = out.length + count
    while (out.length < end) {
      this.#history.fill(0, this.#filled)
      this.#convert(out)
    }
    out.length = end
    this.#begin()
  }

  #begin(): void {
    // The first block begins before the signal, with silence.
    this.#history.fill(0)
    this.#filled = this.#resampler.marginIn
  }

  /** Converts the full history, and keeps of it what the next block begins with. */
  #convert(out: GrowingSamples): void {
    const { input, output, blockOut, marginIn, marginOut } = this.#resampler
    const history = this.#history
    input.set(history)
    this.#resampler.convertBlock()
    const count = blockOut - 2 * marginOut
    const to = out.add(count)
    for (let i = 0; i < count; i++) out.data[to + i] = output[marginOut + i]
    history.copyWithin(0, history.length - 2 * marginIn)
    this.#filled = 2 * marginIn
  }
}
