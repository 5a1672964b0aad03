import { softClip } from '../exact-math'
import { biquad, filterInPlace } from './biquad'

/**
 * A guitar amplifier, in place: high-pass, saturation with `amount` of gain and a little asymmetry, and the low-pass of
 * a loudspeaker at `cabinet` Hz.
 */
export function driveInPlace(
  samples: Float64Array,
  { amount, cabinet, sampleRate }: { amount: number; cabinet: number; sampleRate: number },
): void {
  filterInPlace(samples, biquad('highpass', { frequency: 90, sampleRate }))
  const out = 0.45 / Math.sqrt(Math.sqrt(amount))
  for (let i = 0; i < samples.length; i++) samples[i] = out * (softClip(amount * samples[i] + 0.1) - 0.09967)
  filterInPlace(samples, biquad('lowpass', { frequency: cabinet, sampleRate, q: 0.9 }))
  filterInPlace(samples, biquad('lowpass', { frequency: cabinet * 1.25, sampleRate, q: 0.6 }))
}
