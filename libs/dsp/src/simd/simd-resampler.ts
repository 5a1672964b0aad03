import { SimdFft } from './simd-fft'

/** The conversion of blocks of a {@link ResamplePlan} on WebAssembly vectors. */
export class SimdResampler {
  /** The samples of a block, and the new ones. */
  readonly input: Float32Array
  readonly output: Float32Array
  readonly #forward: SimdFft
  readonly #backward: SimdFft
  readonly #at: { input: number; output: number; response: number }
  readonly #bins: number

  private constructor([forward, backward]: [SimdFft, SimdFft], response: Float64Array) {
    this.#forward = forward
    this.#backward = backward
    this.#bins = response.length
    const { buffer } = forward.signal
    const responseAt = backward.reservedAt
    const input = responseAt + 8 * response.length
    const output = input + 4 * forward.signal.length
    this.#at = { response: responseAt, input, output }
    this.input = new Float32Array(buffer, input, forward.signal.length)
    this.output = new Float32Array(buffer, output, backward.signal.length)
    new Float64Array(buffer, responseAt, response.length).set(response)
  }

  /**
   * The kernel for a response, or `undefined` where it must be done in TypeScript.
   *
   * @param response - factors of the bins that both spectra have
   */
  static create(blockIn: number, blockOut: number, response: Float64Array): SimdResampler | undefined {
    const pair = SimdFft.createPair([blockIn, blockOut], 8 * response.length + 4 * (blockIn + blockOut) + 64)
    return pair && new SimdResampler(pair, response)
  }

  /** `input` to `output`. */
  run(): void {
    const { input, output, response } = this.#at
    const { run } = this.#forward.kernel
    const backward = this.#backward
    this.#forward.forwardFloats(input)
    // What lies beyond the response stays zero.
    run.respond(this.#forward.spectrumAt, backward.spectrumAt, response, this.#bins)
    backward.inverse()
    run.toFloats(backward.signalAt, output, 4 * this.output.length)
  }
}
