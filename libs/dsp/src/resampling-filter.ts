import { besselI0 } from './window'

/** Attenuation of {@link lowPass} in the stop band, dB. */
const ATTENUATION = 126

/** A low-pass filter of linear phase in continuous time: a sinc under a Kaiser window. */
export class LowPass {
  /** Beyond this time on either side it is zero. */
  readonly half: number
  readonly #cutoff: number
  readonly #beta: number

  /**
   * @param cutoff - the middle of its transition band, in cycles per unit of time
   * @param half - half its length
   * @param beta - of the window
   */
  constructor(cutoff: number, half: number, beta: number) {
    this.half = half
    this.#cutoff = cutoff
    this.#beta = beta
  }

  /** Its value at a time. It is not scaled: its sum over the samples that go in is to be divided out. */
  at(time: number): number {
    const x = time / this.half
    if (Math.abs(x) >= 1) return 0
    const angle = 2 * Math.PI * this.#cutoff * time
    return besselI0(this.#beta * Math.sqrt(1 - x * x)) * (angle === 0 ? 1 : Math.sin(angle) / angle)
  }
}

/**
 * The filter of Kaiser's formulas, 126 dB down in its stop band.
 *
 * @param pass - where the pass band ends, in cycles per unit of time
 * @param stop - where the stop band begins
 */
export function lowPass(pass: number, stop: number): LowPass {
  const half = (ATTENUATION - 7.95) / (2.285 * 2 * Math.PI * (stop - pass)) / 2
  return new LowPass((pass + stop) / 2, half, 0.1102 * (ATTENUATION - 8.7))
}

/**
 * The filter between two rates, in samples of the lower one. Its numbers are those of soxr's quality HQ, librosa's default, as they can
 * be read from what it makes of an impulse: of one filter for ratios with terms up to 4, of two halvings in turn for 1 : 4, which
 * amount to one as well; for other ratios soxr takes several filters, which this one comes near.
 *
 * @param up - new samples for `down` samples, in lowest terms
 */
export function resamplingFilter(up: number, down: number): LowPass {
  const cutoff = 0.47843591
  // Samples of the common multiple of both rates, of which the filter has an odd number.
  const lattice = Math.max(up, down)
  if (lattice > 4) return new LowPass(cutoff, 108.8, 15.6)
  if (up === 1 && down === 4) return new LowPass(cutoff, 409 / 4, 13.7113)
  const step = up === 4 ? 8 : 4
  return new LowPass(cutoff, (step * Math.ceil((192.4 * lattice) / step) + 1) / 2 / lattice, 13.04)
}
