import { decay60 } from '../exact-math'

/** Delays in seconds of the combs and all-passes, mutually without common factors at 22 050 Hz. */
const COMBS = [0.0297, 0.0371, 0.0411, 0.0437]
const ALLPASSES = [0.005, 0.0017]

/**
 * The sound of a room, after Schroeder (1962) with Moorer's damped combs: four combs side by side, two all-passes in a row.
 *
 * @param seconds - time to fall by 60 dB
 * @param size - scale of the delays
 * @param damping - 0..0.9: how much faster high frequencies die
 */
export function reverb(
  input: Float64Array,
  { seconds, size, damping, sampleRate }: { seconds: number; size: number; damping: number; sampleRate: number },
): Float64Array {
  const out = new Float64Array(input.length)
  for (const delay of COMBS) {
    const length = Math.max(2, Math.floor(delay * size * sampleRate))
    const line = new Float64Array(length)
    const feedback = decay60(seconds, 1 / (delay * size))
    let at = 0
    let low = 0
    for (let i = 0; i < input.length; i++) {
      const value = line[at]
      low = value * (1 - damping) + low * damping
      line[at] = input[i] + feedback * low + 1e-18
      out[i] += 0.25 * value
      if (++at === length) at = 0
    }
  }
  for (const delay of ALLPASSES) {
    const length = Math.max(2, Math.floor(delay * size * sampleRate))
    const line = new Float64Array(length)
    let at = 0
    for (let i = 0; i < out.length; i++) {
      const delayed = line[at]
      const fed = out[i] + 0.6 * delayed
      line[at] = fed
      out[i] = delayed - 0.6 * fed
      if (++at === length) at = 0
    }
  }
  return out
}
