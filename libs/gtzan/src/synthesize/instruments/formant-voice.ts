import { cosTurns, exp2, sinTurns } from '../exact-math'
import { Noise } from '../noise'
import type { Instrument, Workshop } from './instrument'

export interface FormantVoiceOptions {
  /** Factor on all formants: about 0.9 for a large head, 1.2 for a small one. */
  readonly size: number
  /** Depth of vibrato in semitones, its rate in Hz. */
  readonly vibrato: number
  readonly vibratoRate: number
  readonly breath: number
  /** How rough the voice is: jitter of pitch and amplitude, 0..1. */
  readonly roughness: number
  /** Seconds. */
  readonly attack: number
  readonly release: number
  /** Share of speech-like consonants before notes, 0..1. */
  readonly consonants: number
}

/** First three formants in Hz of some vowels (a, e, i, o, u, schwa) of a medium voice. */
const VOWELS = [
  [730, 1090, 2440],
  [530, 1840, 2480],
  [300, 2200, 3000],
  [570, 840, 2410],
  [320, 880, 2240],
  [500, 1500, 2500],
]
const LEVELS = [1, 0.55, 0.3]
const WIDTHS = [80, 100, 160]
const BLOCK = 32

/** A singing voice: a pulse through three resonators that glide from vowel to vowel, with breath and consonants. */
export function formantVoice({ sampleRate, traits }: Workshop, options: FormantVoiceOptions): Instrument {
  const { size, vibrato, vibratoRate, breath, roughness, attack, release, consonants } = options
  const noise = new Noise(traits.noiseSeed())
  let from = VOWELS[5]
  return {
    note(out, start, length, frequency, velocity) {
      const vowel = VOWELS[Math.floor((0.5 + 0.5 * noise.next()) * VOWELS.length) % VOWELS.length]
      const onset = noise.next() * 0.5 + 0.5 < consonants ? Math.floor(0.05 * sampleRate) : 0
      const rise = Math.max(1, Math.floor(attack * sampleRate))
      const tail = Math.max(1, Math.floor(release * sampleRate))
      const end = Math.min(out.length - start, length + tail)
      const lfo = 0.5 + 0.5 * noise.next()
      const y1 = new Float64Array(3)
      const y2 = new Float64Array(3)
      const c1 = new Float64Array(3)
      const c2 = new Float64Array(3)
      const c0 = new Float64Array(3)
      let phase = 0
      let amplitude = 0
      for (let block = 0; block < end; block += BLOCK) {
        const to = Math.min(end, block + BLOCK)
        const time = block / sampleRate
        const glide = Math.min(1, time / 0.09)
        for (let k = 0; k < 3; k++) {
          const centre = Math.min(0.45, (size * (from[k] + glide * (vowel[k] - from[k]))) / sampleRate)
          const radius = exp2((-4.532 * WIDTHS[k]) / sampleRate)
          c1[k] = 2 * radius * cosTurns(centre)
          c2[k] = -radius * radius
          c0[k] = LEVELS[k] * (1 - radius) * 2
        }
        const sway =
          vibrato * Math.min(1, time * 3) * sinTurns(lfo + time * vibratoRate) + 0.4 * roughness * noise.next()
        const scoop = time < 0.07 ? -0.7 * (1 - time / 0.07) : 0
        const step = (frequency / sampleRate) * exp2((sway + scoop) / 12)
        const target =
          1.6 *
          velocity *
          Math.min(1, to / rise) *
          (to > length ? Math.max(0, 1 - (to - length) / tail) : 1) *
          (1 + 0.3 * roughness * noise.next())
        const ramp = (target - amplitude) / (to - block)
        for (let i = block; i < to; i++) {
          phase += step
          if (phase >= 1) phase -= 1
          // The glottis: open for 60 % of a period in a parabola, whose end is the sharp closure.
          const open = phase < 0.6 ? phase * (0.6 - phase) * phase * 12 - 0.3 : -0.3
          const hiss = noise.next()
          const source = i < onset ? 0.8 * hiss : open + breath * hiss
          let sum = 0
          for (let k = 0; k < 3; k++) {
            const y = c0[k] * source + c1[k] * y1[k] + c2[k] * y2[k]
            y2[k] = y1[k]
            y1[k] = y
            sum += y
          }
          amplitude += ramp
          out[start + i] += amplitude * sum
        }
      }
      from = vowel
    },
  }
}
