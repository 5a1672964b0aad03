import { MEDIAN_ROUND, MEDIAN_SIZE, medianKernel } from './median-kernel'
import type { Kernel } from '@genre/core/wasm'

/** Groups of four lines that are filtered together, so that memory is read and written in runs. */
const GROUPS = 4

/** Running medians over 31 values of several lines at once, on WebAssembly vectors. */
export class SimdMedian {
  /** Number of lines; their values at one position stand together. */
  readonly lanes = 4 * GROUPS
  /** Bits of the values of the lines with their padding, 30 more than there are medians. */
  readonly input: Int32Array
  /** Bits of the medians. */
  readonly output: Int32Array
  readonly #kernel: Kernel<'runningMedian'>
  readonly #rounds: number
  readonly #at: Addresses

  private constructor(kernel: Kernel<'runningMedian'>, rounds: number, at: Addresses) {
    this.#kernel = kernel
    this.#rounds = rounds
    this.#at = at
    const { buffer } = kernel.memory
    this.input = new Int32Array(buffer, this.#at.input, this.lanes * (MEDIAN_ROUND * rounds + MEDIAN_SIZE - 1))
    this.output = new Int32Array(buffer, this.#at.output, this.lanes * MEDIAN_ROUND * rounds)
  }

  /** The kernel for lines of `n` values, or `undefined` where it must be done in TypeScript. */
  static create(n: number): SimdMedian | undefined {
    const rounds = Math.ceil(n / MEDIAN_ROUND)
    const input = 16 * GROUPS * (MEDIAN_ROUND * rounds + MEDIAN_SIZE - 1)
    const output = 16 * GROUPS * MEDIAN_ROUND * rounds
    const scratch = 16 * (MEDIAN_ROUND * rounds + 16)
    const kernel = medianKernel.load(input + output + scratch)
    return kernel && new SimdMedian(kernel, rounds, { input: 0, output: input, scratch: input + output })
  }

  /** `input` to `output`; `input` is overwritten. */
  run(): void {
    const { input, output, scratch } = this.#at
    for (let group = 0; group < GROUPS; group++) {
      this.#kernel.run.runningMedian(input + 16 * group, scratch, output + 16 * group, this.#rounds, 16 * GROUPS)
    }
  }
}

interface Addresses {
  input: number
  output: number
  scratch: number
}
