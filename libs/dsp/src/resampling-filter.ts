import { besselI0 } from './window'

/** Attenuation in the stop band, dB. */
const ATTENUATION = 126
const BETA = 0.1102 * (ATTENUATION - 8.7)

/** A low-pass filter of linear phase in continuous time: a sinc under a Kaiser window, 126 dB down in its stop band. */
export class LowPass {
  /** Beyond this time on either side it is zero. */
  readonly half: number
  readonly #cutoff: number

  /**
   * @param pass - where the pass band ends, in cycles per unit of time
   * @param stop - where the stop band begins
   */
  constructor(pass: number, stop: number) {
    this.half = (ATTENUATION - 7.95) / (2.285 * 2 * Math.PI * (stop - pass)) / 2
    this.#cutoff = (pass + stop) / 2
  }

  /** Its value at a time. It is not scaled: its sum over the samples that go in is to be divided out. */
  at(time: number): number {
    const x = time / this.half
    if (Math.abs(x) >= 1) return 0
    const angle = 2 * Math.PI * this.#cutoff * time
    return besselI0(BETA * Math.sqrt(1 - x * x)) * (angle === 0 ? 1 : Math.sin(angle) / angle)
  }
}
