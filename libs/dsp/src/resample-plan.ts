import { InvalidParameterError, checkInteger, checkNumber, checkOptions } from '@genre/core'
import { wantsSimd } from './checks'
import { RealFft } from './real-fft'
import type { SimdOptions } from './real-fft'
import { samplesOf } from './signal'
import type { Signal } from './signal'
import { SimdResampler } from './simd/simd-resampler'
import { besselI0 } from './window'

/** Where the pass band ends, as a fraction of the lower Nyquist frequency; the stop band begins at that frequency. */
const PASS_BAND = 0.9136
/** Attenuation in the stop band, dB. */
const ATTENUATION = 126
/** Terms of the ratio up to this are taken; transforms are that long at least. */
const LARGEST_TERM = 2 ** 20

/** Samples in the largest block. */
const LARGEST_BLOCK = 2 ** 25

/** Options of {@link ResamplePlan}. */
export interface ResamplePlanOptions extends SimdOptions {
  /** The rate of the samples in Hz. */
  from: number
  /** The wanted rate in Hz. */
  to: number
}

/**
 * A sample rate conversion with its filter and transforms: make it once, use it for many signals. See {@link resample} for
 * what it does.
 *
 * A block of input is transformed, multiplied with the filter's response, its spectrum cut or extended to the block size of
 * the output and transformed back; the ends of a block, which the filter reaches beyond, overlap with its neighbours.
 * Block sizes are multiples of the terms of the ratio, so that every block is aligned alike.
 *
 * @example
 * ```ts
 * import { ResamplePlan } from '@genre/dsp'
 * const plan = new ResamplePlan({ from: 48000, to: 22050 })
 * plan.apply(new Float32Array(48000)).length // => 22050
 * ```
 */
export class ResamplePlan {
  /** Rate of what comes in, in Hz. */
  readonly from: number
  /** Rate of what goes out, in Hz. */
  readonly to: number
  /** The numerator of `to / from` in lowest terms. */
  readonly up: number
  /** Its denominator. */
  readonly down: number
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
  readonly #convert: () => void

  /** @throws InvalidParameterError for rates that are not positive numbers, or whose ratio has too large terms */
  constructor(options: ResamplePlanOptions) {
    checkOptions(options)
    this.from = checkNumber('from', options?.from, { min: 0, exclusive: 'min' })
    this.to = checkNumber('to', options?.to, { min: 0, exclusive: 'min' })
    const [up, down] = lowestTerms(this.from, this.to)
    this.up = up
    this.down = down
    // Half the filter's length, in samples of the lower and of the higher rate.
    const half = (ATTENUATION - 7.95) / (2.285 * Math.PI * (1 - PASS_BAND)) / 2
    const ratio = Math.max(up, down) / Math.min(up, down)
    const halfTaps = Math.ceil(half * ratio)
    const margin = Math.ceil(halfTaps / Math.max(up, down))
    // Sixteen margins a block or more: seven eighths of the work is for new samples. Powers of two transform fastest.
    const units = 2 ** Math.ceil(Math.log2(16 * margin))
    if (units * Math.max(up, down) > LARGEST_BLOCK) {
      const allowed = `a rate that is at most ${LARGEST_BLOCK / 2 ** 13} times ${this.from}, and at least that part of it`
      throw new InvalidParameterError({ parameter: 'to', received: this.to, allowed })
    }
    this.blockIn = units * down
    this.blockOut = units * up
    this.marginIn = margin * down
    this.marginOut = margin * up
    const response = this.#design(half, ratio, halfTaps)
    const simd = wantsSimd(options) ? SimdResampler.create(this.blockIn, this.blockOut, response) : undefined
    this.input = simd?.input ?? new Float32Array(this.blockIn)
    this.output = simd?.output ?? new Float32Array(this.blockOut)
    this.#convert = simd ? () => simd.run() : this.#converter(response)
  }

  /**
   * Number of samples that `n` samples become: `ceil(n * to / from)`, with `to / from` rounded to double precision first.
   * Where the product would be a whole number this now and then gives one sample more, the very lengths of librosa.
   */
  outputLength(n: number): number {
    checkInteger('n', n, { min: 0 })
    return Math.ceil(n * (this.to / this.from))
  }

  /** The whole signal at the new rate. */
  apply(y: Signal): Float32Array {
    const samples = samplesOf(y)
    const out = new Float32Array(this.outputLength(samples.length))
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
    return out
  }

  /** Converts one block. */
  convertBlock(): void {
    this.#convert()
  }

  /** The conversion in TypeScript. */
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

  #design(half: number, ratio: number, halfTaps: number): Float64Array {
    const size = Math.max(this.blockIn, this.blockOut)
    const fft = new RealFft(size)
    const taps = fft.signal
    taps.fill(0)
    // Cutoff in the middle of the transition band, in cycles per sample of the higher rate.
    const cutoff = (1 + PASS_BAND) / 4 / ratio
    const beta = 0.1102 * (ATTENUATION - 8.7)
    let sum = 0
    for (let i = -halfTaps; i <= halfTaps; i++) {
      const x = i / (half * ratio)
      const window = Math.abs(x) >= 1 ? 0 : besselI0(beta * Math.sqrt(1 - x * x))
      const angle = 2 * Math.PI * cutoff * i
      const tap = window * (i === 0 ? 1 : Math.sin(angle) / angle)
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

/** The ratio to / from as integers without a common divisor. */
function lowestTerms(from: number, to: number): [number, number] {
  // Rates are as a rule whole numbers of Hz; others are tried as fractions with growing denominators.
  for (let scale = 1; scale <= 1000; scale++) {
    const a = from * scale
    const b = to * scale
    if (Number.isInteger(a) && Number.isInteger(b)) {
      const divisor = greatestCommonDivisor(a, b)
      if (Math.max(a, b) / divisor <= LARGEST_TERM) return [b / divisor, a / divisor]
      break
    }
  }
  throw new InvalidParameterError({
    parameter: 'to',
    received: to,
    allowed: `a rate whose ratio to ${from} is a fraction with terms up to ${LARGEST_TERM}`,
  })
}

function greatestCommonDivisor(a: number, b: number): number {
  while (b > 0) [a, b] = [b, a % b]
  return a
}
