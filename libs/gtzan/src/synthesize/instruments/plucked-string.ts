import { decay60 } from '../exact-math'
import { Noise } from '../noise'
import type { Instrument, Workshop } from './instrument'

export interface PluckedStringOptions {
  /** Share (0..0.5) of the neighbouring sample in the loop's average: high is dull. */
  readonly damping: number
  /** Seconds in which a string at 220 Hz falls by 60 dB. */
  readonly ring: number
  /** How soft the plectrum is: share of smoothing of the burst, 0..0.98. */
  readonly softness: number
  /** Where along the string it is plucked, 0..0.5. */
  readonly position: number
  /** Seconds in which a note let go is damped. */
  readonly release: number
}

/**
 * A plucked string after Karplus and Strong (1983) with the tuning filter of Jaffe and Smith (1983): a burst of noise
 * runs round a delay line of one period, averaged with its neighbour and attenuated at each turn.
 */
export function pluckedString(
  { sampleRate, traits }: Workshop,
  { damping, ring, softness, position, release }: PluckedStringOptions,
): Instrument {
  const noise = new Noise(traits.noiseSeed())
  return {
    note(out, start, length, frequency, velocity) {
      const period = sampleRate / frequency
      const size = Math.floor(period - damping - 0.1)
      if (size < 2) return
      const remainder = period - damping - size
      const allpass = (1 - remainder) / (1 + remainder)
      const seconds = ring * Math.sqrt(220 / frequency)
      const turns = decay60(seconds, frequency)
      const line = excitation(noise, size, softness, position, velocity)
      const tail = Math.ceil(release * sampleRate)
      const end = Math.min(out.length - start, length + tail, Math.ceil(seconds * 1.1 * sampleRate))
      const fade = 1 / tail
      let at = 0
      let before = 0
      let input = 0
      let output = 0
      for (let i = 0; i < end; i++) {
        const value = line[at]
        const averaged = turns * (value + damping * (before - value))
        before = value
        output = allpass * (averaged - output) + input
        input = averaged
        line[at] = output
        if (++at === size) at = 0
        out[start + i] += i < length ? value : value * (1 - (i - length) * fade)
      }
    },
  }
}

/** One period of noise, smoothed (a harder stroke less), with the comb of the plucking point, without a mean. */
function excitation(noise: Noise, size: number, softness: number, position: number, velocity: number): Float64Array {
  const burst = new Float64Array(size)
  const smooth = Math.min(0.98, softness * (1.25 - 0.5 * velocity))
  let state = 0
  let mean = 0
  for (let i = 0; i < size; i++) {
    state = noise.next() * (1 - smooth) + state * smooth
    burst[i] = state
    mean += state
  }
  mean /= size
  const shift = Math.max(1, Math.floor(position * size))
  const line = new Float64Array(size)
  let power = 1e-12
  for (let i = 0; i < size; i++) {
    const value = burst[i] - mean - 0.9 * (burst[i < shift ? i - shift + size : i - shift] - mean)
    line[i] = value
    power += value * value
  }
  const scale = (0.35 * velocity) / Math.sqrt(power / size)
  for (let i = 0; i < size; i++) line[i] *= scale
  return line
}
