import type { Seed } from '@genre/core'
import { RandomState, checkNumber, checkOptions } from '@genre/core'
import { convolve } from './convolve'
import { likeSignal, sampleRateOf, samplesNamed, samplesOf } from './signal'
import type { Signal } from './signal'

/** Samples that a reverberation may last, and be late: six minutes at 44 100 Hz. */
const LONGEST = 2 ** 24

/** Options of {@link reverberate}. */
export interface ReverberateOptions {
  /** Seconds until the reverberation has fallen by 60 dB; default 0.5. */
  decay?: number
  /** Seconds between the sound and the beginning of its reverberation; default 0.01. */
  delay?: number
  /** Ratio of the sound's energy to the reverberation's in dB; default 6. Lower is farther away. */
  directToReverberant?: number
  /** The impulse response of a real room (of the signal's rate) instead; the options above are then not used. */
  impulseResponse?: Float32Array
  /** Seed of the room. */
  randomState?: Seed
  /** The rate of bare samples in Hz; default 22 050. */
  sampleRate?: number
}

/**
 * The signal in a room: convolved with an impulse response, by default the sound itself followed by noise that dies away
 * exponentially: after the delay, Gaussian noise times `10^(-3 t / decay)` at `t` seconds, scaled to the wanted energy. As long as the signal, with no delay of the sound itself.
 *
 * @returns audio for audio, samples for samples
 * @throws InvalidParameterError for a bad option or signal
 *
 * @example
 * ```ts
 * import { reverberate } from '@genre/dsp'
 * const y = new Float32Array(22050)
 * y[0] = 1
 * const room = reverberate(y, { decay: 0.8, randomState: 3 })
 * ```
 */
export function reverberate<S extends Signal>(y: S, options: ReverberateOptions = {}): S {
  const samples = samplesOf(y)
  const { impulseResponse, sampleRate } = checkOptions(options)
  const rate = sampleRateOf(y, sampleRate)
  const response =
    impulseResponse === undefined ? room(rate, options) : samplesNamed('impulseResponse', impulseResponse)
  return likeSignal(y, convolve(samples, response, { mode: 'causal' }))
}

function room(rate: number, options: ReverberateOptions): Float32Array {
  const { decay = 0.5, delay = 0.01, directToReverberant: ratio = 6 } = options
  checkNumber('decay', decay, { min: 0, max: LONGEST / rate, exclusive: 'min' })
  checkNumber('delay', delay, { min: 0, max: LONGEST / rate })
  checkNumber('directToReverberant', ratio, { min: -400, max: 1000 })
  const random = RandomState.from(options.randomState)
  const start = 1 + Math.round(delay * rate)
  const length = Math.max(1, Math.round(decay * rate))
  const response = new Float32Array(start + length)
  let energy = 0
  for (let i = 0; i < length; i++) {
    const value = random.nextNormal() * 10 ** ((-3 * i) / length)
    response[start + i] = value
    energy += value * value
  }
  const scale = 10 ** (-ratio / 20) / Math.sqrt(energy)
  for (let i = start; i < response.length; i++) response[i] *= scale
  response[0] = 1
  return response
}
