import { cosTurns, exp2, sinTurns } from '../exact-math'
import { Noise } from '../noise'
import type { Instrument, Workshop } from './instrument'

export interface SustainedOptions {
  /** `'saw'`, or a pulse (a clarinet's odd harmonics are a pulse of width 0.5). */
  readonly wave: 'saw' | 'pulse'
  /** Width of the pulse, 0..1. */
  readonly width?: number
  /** How many oscillators, detuned against each other by `detune` semitones in all. */
  readonly voices?: number
  readonly detune?: number
  /** Seconds. */
  readonly attack: number
  readonly release: number
  /** Level to which a note falls after its attack, and how fast (seconds). */
  readonly sustain?: number
  readonly decay?: number
  /** Cut-off of the low-pass in Hz, what the attack adds to it, how fast that fades (seconds), resonance 0..0.95. */
  readonly cutoff: number
  readonly sweep?: number
  readonly sweepSeconds?: number
  readonly resonance?: number
  /** Multiples of the note's frequency added to the cut-off. */
  readonly tracking?: number
  /** Vibrato: rate in Hz, depth in semitones, seconds before it starts. */
  readonly vibratoRate?: number
  readonly vibrato?: number
  readonly vibratoDelay?: number
  /** Level of breath or bow noise. */
  readonly breath?: number
  /** Semitones from which the note glides up, within 60 ms. */
  readonly glide?: number
}

const BLOCK = 32

/**
 * Bowed, blown and synthetic tones: band-limited saws or pulses (polynomial steps) through a resonant low-pass
 * (a state-variable filter) with envelopes and vibrato, controls updated every 32 samples.
 */
export function sustained({ sampleRate, traits }: Workshop, options: SustainedOptions): Instrument {
  const { wave, width = 0.5, voices = 1, detune = 0, attack, release, sustain = 1, decay = 0.2, cutoff } = options
  const { sweep = 0, sweepSeconds = 0.2, resonance = 0, tracking = 0 } = options
  const { vibratoRate = 5.5, vibrato = 0, vibratoDelay = 0.15, breath = 0, glide = 0 } = options
  const noise = new Noise(traits.noiseSeed())
  const spread = Array.from({ length: voices }, (_, k) =>
    exp2(voices === 1 ? 0 : (detune * (k / (voices - 1) - 0.5)) / 12),
  )
  const pulse = wave === 'pulse'
  const damping = 2 - 1.9 * resonance
  return {
    note(out, start, length, frequency, velocity) {
      const rise = Math.max(1, Math.floor(attack * sampleRate))
      const tail = Math.max(1, Math.floor(release * sampleRate))
      const end = Math.min(out.length - start, length + tail)
      const phases = Float64Array.from(spread, () => 0.5 + 0.5 * noise.next())
      const steps = new Float64Array(voices)
      const sweepFactor = exp2(-(BLOCK / sampleRate) / (sweepSeconds * 0.6))
      const decayFactor = exp2(-(BLOCK / sampleRate) / (decay * 0.6))
      const level = (0.3 * velocity) / Math.sqrt(voices)
      const lfoStart = 0.5 + 0.5 * noise.next()
      let sweeping = sweep * (0.4 + 0.6 * velocity)
      let falling = 1 - sustain
      let amplitude = 0
      let s1 = 0
      let s2 = 0
      for (let from = 0; from < end; from += BLOCK) {
        const to = Math.min(end, from + BLOCK)
        const time = from / sampleRate
        const sway =
          vibrato * Math.min(1, Math.max(0, (time - vibratoDelay) * 4)) * sinTurns(lfoStart + time * vibratoRate)
        const slide = glide === 0 || time > 0.06 ? 0 : -glide * (1 - time / 0.06)
        const pitch = (frequency / sampleRate) * (sway === 0 && slide === 0 ? 1 : exp2((sway + slide) / 12))
        for (let v = 0; v < voices; v++) steps[v] = Math.min(0.45, pitch * spread[v])
        const corner = Math.min(0.3 * sampleRate, cutoff * (0.6 + 0.4 * velocity) + tracking * frequency + sweeping)
        const halfTurn = corner / (2 * sampleRate)
        const g = sinTurns(halfTurn) / cosTurns(halfTurn)
        const a1 = 1 / (1 + g * (g + damping))
        sweeping *= sweepFactor
        if (from >= rise) falling *= decayFactor
        const target =
          level *
          (from < rise ? to / rise : sustain + falling) *
          (to > length ? Math.max(0, 1 - (to - length) / tail) : 1)
        const ramp = (Math.min(level, target) - amplitude) / (to - from)
        for (let i = from; i < to; i++) {
          let sample = breath === 0 ? 0 : breath * noise.next()
          for (let v = 0; v < voices; v++) {
            const step = steps[v]
            let phase = phases[v] + step
            if (phase >= 1) phase -= 1
            phases[v] = phase
            sample += 2 * phase - 1 - polynomialStep(phase, step)
            if (pulse) {
              let other = phase + width
              if (other >= 1) other -= 1
              sample -= 2 * other - 1 - polynomialStep(other, step)
            }
          }
          const v1 = a1 * (s1 + g * (sample - s2))
          const v2 = s2 + g * v1
          s1 = 2 * v1 - s1
          s2 = 2 * v2 - s2
          amplitude += ramp
          out[start + i] += amplitude * v2
        }
      }
    },
  }
}

/** What rounds off a unit step at phase 0 so that it aliases less (Valimaki and Huovilainen 2007). */
function polynomialStep(phase: number, step: number): number {
  if (phase < step) {
    const t = phase / step
    return t + t - t * t - 1
  }
  if (phase > 1 - step) {
    const t = (phase - 1) / step
    return t * t + t + t + 1
  }
  return 0
}
