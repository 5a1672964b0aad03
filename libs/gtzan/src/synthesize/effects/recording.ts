import { gain, softClip } from '../exact-math'
import { Noise } from '../noise'
import type { MixStyle } from '../style'
import type { Traits } from '../traits'
import { biquad, filterInPlace } from './biquad'
import { reverb } from './reverb'

/**
 * What happens to a mix on its way to the disc, in place: room, tone controls, hiss and crackle, the band of the
 * recording, limiting and loudness.
 */
export function recordInPlace(
  samples: Float64Array,
  { mix, traits, sampleRate }: { mix: MixStyle; traits: Traits; sampleRate: number },
): void {
  const wet = traits.number(...mix.room)
  const seconds = traits.number(...mix.roomSeconds)
  const size = traits.number(0.6, 1.4)
  const damping = traits.number(0.1, 0.7)
  if (wet > 0.01) {
    const room = reverb(samples, { seconds, size, damping, sampleRate })
    for (let i = 0; i < samples.length; i++) samples[i] += 1.5 * wet * room[i]
  }
  const lowShelf = traits.number(...mix.low)
  const highShelf = traits.number(...mix.high)
  const presence = { frequency: traits.number(700, 3500), decibels: traits.number(-4, 4), q: traits.number(0.6, 1.8) }
  const rumble = traits.number(25, 110)
  const band = traits.number(...mix.band)
  filterInPlace(samples, biquad('lowShelf', { frequency: 250, decibels: lowShelf, sampleRate }))
  filterInPlace(samples, biquad('highShelf', { frequency: 2500, decibels: highShelf, sampleRate }))
  filterInPlace(samples, biquad('peak', { ...presence, sampleRate }))
  filterInPlace(samples, biquad('highpass', { frequency: rumble, sampleRate }))
  scaleToLoudness(samples, 0.1)

  const loudness = traits.number(...mix.loudness)
  const level = gain(traits.number(...mix.noise) - loudness - 20)
  addNoise(samples, traits, level, sampleRate)
  if (band < 0.45 * sampleRate) filterInPlace(samples, biquad('lowpass', { frequency: band, sampleRate }))

  const push = gain(traits.number(...mix.squash)) * 1.5
  for (let i = 0; i < samples.length; i++) samples[i] = softClip(push * samples[i])
  scaleToLoudness(samples, gain(loudness))
  for (let i = 0; i < samples.length; i++) samples[i] = limited(samples[i])
}

/** Hiss always; crackle on a fifth of the artists' records. */
function addNoise(samples: Float64Array, traits: Traits, level: number, sampleRate: number): void {
  const noise = new Noise(traits.noiseSeed())
  const crackles = traits.chance(0.2)
  const rate = traits.number(3, 25) / sampleRate
  noise.addTo(samples, level * 1.7)
  if (!crackles) return
  const click = 12 * level + 0.02
  for (let i = 0; i + 8 < samples.length; i++) {
    if (0.5 + 0.5 * noise.next() >= rate) continue
    const height = click * noise.next()
    for (let k = 0; k < 8; k++) samples[i + k] += height * (k % 2 === 0 ? 1 - k / 8 : k / 8 - 1)
  }
}

function scaleToLoudness(samples: Float64Array, rms: number): void {
  let power = 0
  for (let i = 0; i < samples.length; i++) power += samples[i] * samples[i]
  const scale = power > 0 ? rms / Math.sqrt(power / samples.length) : 0
  for (let i = 0; i < samples.length; i++) samples[i] *= scale
}

/** Linear up to 0.8, then bent so that it never reaches 1. */
function limited(x: number): number {
  const size = Math.abs(x)
  if (size <= 0.8) return x
  const bent = 0.8 + 0.19 * softClip((size - 0.8) / 0.19)
  return x < 0 ? -bent : bent
}
