import { InvalidParameterError, checkInteger, checkNumber } from '@genre/core'
import type { NoiseProfile } from './estimate-noise'

/** How {@link spectralSubtraction} turns a noise profile into a gain. */
export interface SubtractionRule {
  /** Subtract magnitudes (1, default) or powers (2). */
  power?: 1 | 2
  /** How many times the noise is subtracted; default 1. More removes more of it, and of the signal. */
  overSubtraction?: number
  /** The least that is left of a bin, as a fraction of the noise there; default 0. Some masks the musical noise. */
  floor?: number
  /** The least magnitude, whatever the floor; default 1e-10. */
  epsilon?: number
  /** Smoothing of the gain against musical noise. */
  smoothing?: {
    /** How much of the gain of the frame before is kept, from 0 (nothing, default) to below 1. */
    time?: number
    /** Over how many neighbouring bins the gain is averaged, odd; default 1. */
    bins?: number
  }
}

/** How {@link wienerFilter} turns a noise profile into a gain. */
export interface WienerRule {
  /** How much of the estimate of the frame before is kept (decision-directed), from 0 to below 1; default 0.98. */
  smoothing?: number
  /** The least gain; default 0.05 (-26 dB). */
  floor?: number
}

/** Changes the spectrum of one frame after another: `bins` interleaved complex numbers, in place. */
export interface SpectralGain {
  apply(spectrum: Float64Array): void
  /** Forgets the frames so far. */
  reset(): void
}

/**
 * |X| = max(|Y| - overSubtraction N, floor N, epsilon), with the phase of Y; for `power: 2` the same with squares.
 * A bin of magnitude 0 has phase 0.
 */
export class SubtractionGain implements SpectralGain {
  readonly #noise: NoiseProfile
  readonly #rule: { power: number; overSubtraction: number; floor: number; epsilon: number; time: number; bins: number }
  readonly #gain: Float64Array
  readonly #averaged: Float64Array
  readonly #before: Float64Array
  #first = true

  constructor(noise: NoiseProfile, rule: SubtractionRule = {}) {
    const { power = 1, overSubtraction = 1, floor = 0, epsilon = 1e-10, smoothing = {} } = rule
    if (typeof smoothing !== 'object' || smoothing === null) {
      throw new InvalidParameterError({
        parameter: 'smoothing',
        received: smoothing,
        allowed: 'an object, { time, bins }',
      })
    }
    const { time = 0, bins = 1 } = smoothing
    if (power !== 1 && power !== 2) {
      throw new InvalidParameterError({ parameter: 'power', received: power, allowed: '1 or 2' })
    }
    checkNumber('overSubtraction', overSubtraction, { min: 0 })
    checkNumber('floor', floor, { min: 0 })
    checkNumber('epsilon', epsilon, { min: 0 })
    checkBelowOne('smoothing.time', time)
    checkInteger('smoothing.bins', bins, { min: 1 })
    if (bins % 2 === 0) {
      throw new InvalidParameterError({ parameter: 'smoothing.bins', received: bins, allowed: 'an odd number' })
    }
    this.#noise = noise
    this.#rule = { power, overSubtraction, floor, epsilon, time, bins }
    const n = noise.magnitude.length
    this.#gain = new Float64Array(n)
    this.#averaged = new Float64Array(n)
    this.#before = new Float64Array(n)
  }

  reset(): void {
    this.#first = true
  }

  apply(spectrum: Float64Array): void {
    const { power, overSubtraction, floor, epsilon, time, bins } = this.#rule
    const gain = this.#gain
    const noise = power === 1 ? this.#noise.magnitude : this.#noise.power
    const n = gain.length
    for (let k = 0; k < n; k++) {
      const square = spectrum[2 * k] * spectrum[2 * k] + spectrum[2 * k + 1] * spectrum[2 * k + 1]
      const magnitude = Math.sqrt(square)
      const left =
        power === 1
          ? Math.max(magnitude - overSubtraction * noise[k], floor * noise[k])
          : Math.sqrt(Math.max(square - overSubtraction * noise[k], floor * floor * noise[k]))
      const wanted = Math.max(left, epsilon)
      if (magnitude === 0) {
        spectrum[2 * k] = wanted
        spectrum[2 * k + 1] = 0
        gain[k] = 1
      } else {
        gain[k] = wanted / magnitude
      }
    }
    const average = bins > 1 ? this.#average(gain, bins) : gain
    for (let k = 0; k < n; k++) {
      const value = time > 0 && !this.#first ? time * this.#before[k] + (1 - time) * average[k] : average[k]
      this.#before[k] = value
      spectrum[2 * k] *= value
      spectrum[2 * k + 1] *= value
    }
    this.#first = false
  }

  /** Means over `bins` neighbours; fewer at the ends. */
  #average(gain: Float64Array, bins: number): Float64Array {
    const n = gain.length
    const half = bins >> 1
    const out = this.#averaged
    let sum = 0
    for (let k = 0; k < Math.min(half, n); k++) sum += gain[k]
    for (let k = 0; k < n; k++) {
      if (k + half < n) sum += gain[k + half]
      if (k - half - 1 >= 0) sum -= gain[k - half - 1]
      out[k] = sum / (Math.min(n - 1, k + half) - Math.max(0, k - half) + 1)
    }
    return out
  }
}

/**
 * Gain xi / (1 + xi), with xi the ratio of signal to noise power, estimated from the frame before and the present one:
 * `xi = a |X before|^2 / N^2 + (1 - a) max(0, |Y|^2 / N^2 - 1)` (Ephraim and Malah's decision-directed estimate, 1984).
 */
export class WienerGain implements SpectralGain {
  readonly #noise: Float64Array
  readonly #smoothing: number
  readonly #floor: number
  readonly #before: Float64Array
  #first = true

  constructor(noise: NoiseProfile, rule: WienerRule = {}) {
    const { smoothing = 0.98, floor = 0.05 } = rule
    this.#smoothing = checkBelowOne('smoothing', smoothing)
    this.#floor = checkNumber('floor', floor, { min: 0, max: 1 })
    this.#noise = noise.power
    this.#before = new Float64Array(noise.power.length)
  }

  reset(): void {
    this.#first = true
  }

  apply(spectrum: Float64Array): void {
    const noise = this.#noise
    const before = this.#before
    for (let k = 0; k < noise.length; k++) {
      const square = spectrum[2 * k] * spectrum[2 * k] + spectrum[2 * k + 1] * spectrum[2 * k + 1]
      let gain = 1
      if (noise[k] > 0) {
        const excess = Math.max(0, square / noise[k] - 1)
        const ratio = this.#first ? excess : (this.#smoothing * before[k]) / noise[k] + (1 - this.#smoothing) * excess
        gain = Math.max(this.#floor, ratio / (1 + ratio))
      }
      before[k] = gain * gain * square
      spectrum[2 * k] *= gain
      spectrum[2 * k + 1] *= gain
    }
    this.#first = false
  }
}

function checkBelowOne(parameter: string, value: unknown): number {
  return checkNumber(parameter, value, { min: 0, max: 1 - Number.EPSILON })
}
