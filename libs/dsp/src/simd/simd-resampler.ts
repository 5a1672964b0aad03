import type { Kernel } from '@genre/core/wasm'
import { SINGLES } from './lanes'
import { CONVERSION_FIELDS, resamplingKernel } from './resampling-kernel'
import { Layout, TransformTables, supportsTransform } from './transform-tables'

/**
 * The conversion of blocks of samples by their spectra (see ../block-resampler.ts) on WebAssembly vectors, in single precision: noise
 * 130 dB and more below the block's loudness.
 */
export class SimdResampler {
  /** The samples of a block, and the new ones. */
  readonly input: Float32Array
  readonly output: Float32Array
  readonly #convert: (fields: number) => void
  readonly #fields: number

  private constructor(kernel: Kernel<'convert'>, places: Places, response: Float64Array) {
    const { forward, back, input, output } = places
    const buffer = kernel.memory.buffer as ArrayBuffer
    // What lies beyond the response stays zero.
    new Float32Array(buffer, places.response, response.length).set(response)
    const { passes, passesEnd, final } = forward.write(buffer, input)
    const { backPasses, backPassesEnd, backFinal, conjugates } = back.write(buffer, output)
    const [work0, work1] = forward.work
    const [backWork0, backWork1] = back.work
    const { real, imag, re, im } = places
    const values: Record<(typeof CONVERSION_FIELDS)[number], number> = {
      ...{ input, m: forward.m, twiddles: forward.twiddles, work0, work1, passes, passesEnd, final },
      ...{ half: forward.half, untangle: forward.untangle, response: places.response, real, imag, re, im },
      ...{ backHalf: back.half, tangle: back.tangle, backM: back.m, backTwiddles: back.twiddles, backWork0, backWork1 },
      ...{ backPasses, backPassesEnd, backFinal, conjugates, output },
    }
    new Int32Array(buffer, places.fields).set(CONVERSION_FIELDS.map(name => values[name]))
    this.input = new Float32Array(buffer, input, 2 * forward.half)
    this.output = new Float32Array(buffer, output, 2 * back.half)
    this.#convert = kernel.run.convert
    this.#fields = places.fields
  }

  /**
   * The kernel for a response, or `undefined` where it must be done in TypeScript.
   *
   * @param response - factors of the bins that both spectra have
   */
  static create(blockIn: number, blockOut: number, response: Float64Array): SimdResampler | undefined {
    if (!supportsTransform(blockIn) || !supportsTransform(blockOut)) return undefined
    const layout = new Layout()
    const places = placesOf(blockIn, blockOut, layout)
    const kernel = resamplingKernel.load(layout.end)
    return kernel && new SimdResampler(kernel, places, response)
  }

  /**
   * `input` to `output`.
   *
   * @returns whether single precision sufficed: with samples near its largest number, no new one is finite
   */
  run(): boolean {
    this.#convert(this.#fields)
    return Math.abs(this.output[0]) < Infinity
  }
}

/** Addresses, and tables. */
interface Places {
  forward: TransformTables
  back: TransformTables
  /** The spectrum, the response, and what is transformed back: parts of complex numbers, so many that they suffice for either block. */
  real: number
  imag: number
  response: number
  re: number
  im: number
  input: number
  output: number
  fields: number
}

function placesOf(blockIn: number, blockOut: number, layout: Layout): Places {
  // Kernels read and write up to a vector beyond the end.
  const parts = 2 * Math.max(blockIn, blockOut) + 64
  return {
    forward: new TransformTables(blockIn, SINGLES, layout),
    back: new TransformTables(blockOut, SINGLES, layout),
    real: layout.take(parts),
    imag: layout.take(parts),
    response: layout.take(parts),
    re: layout.take(parts),
    im: layout.take(parts),
    input: layout.take(4 * blockIn + 64),
    output: layout.take(4 * blockOut + 64),
    fields: layout.take(4 * CONVERSION_FIELDS.length),
  }
}
