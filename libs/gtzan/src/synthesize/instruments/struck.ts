import { cosTurns, decay60, sinTurns } from '../exact-math'
import type { Instrument, Workshop } from './instrument'

/** One partial of a struck body. */
export interface Partial {
  /** Frequency relative to the fundamental. */
  readonly ratio: number
  readonly level: number
  /** Ringing time relative to the fundamental's. */
  readonly ring: number
}

export interface StruckOptions {
  readonly partials: readonly Partial[]
  /** Seconds in which the fundamental at 220 Hz falls by 60 dB. */
  readonly ring: number
  /** How fast the partials fall off for a soft stroke, 0..1. */
  readonly hardness: number
  readonly release: number
}

/**
 * A struck string or bar: a sum of sines that die away, each by the two-term recurrence
 * `y[n] = 2 R cos(w) y[n - 1] - R^2 y[n - 2]`.
 */
export function struck({ sampleRate }: Workshop, { partials, ring, hardness, release }: StruckOptions): Instrument {
  return {
    note(out, start, length, frequency, velocity) {
      const tail = Math.ceil(release * sampleRate)
      const until = Math.min(out.length - start, length + tail)
      for (let k = 0; k < partials.length; k++) {
        const partial = partials[k]
        const turns = (frequency * partial.ratio) / sampleRate
        if (turns > 0.45) continue
        const seconds = ring * partial.ring * Math.sqrt(220 / frequency)
        const end = Math.min(until, Math.ceil(seconds * sampleRate * 1.2))
        const radius = decay60(seconds, sampleRate)
        const soft = hardness + (1 - hardness) * velocity
        let level = 0.4 * velocity * partial.level
        for (let j = 0; j < k; j++) level *= 0.6 + 0.4 * soft
        const c1 = 2 * radius * cosTurns(turns)
        const c2 = radius * radius
        let y1 = 0
        let y2 = (-level * sinTurns(turns)) / radius
        for (let i = 0; i < end; i++) {
          const y = c1 * y1 - c2 * y2
          y2 = y1
          y1 = y
          out[start + i] += i < length ? y : y * (1 - (i - length) / tail)
        }
      }
    },
  }
}

/** The partials of a stiff string: `k sqrt(1 + b k^2)`, falling off as `k ** -slope` where slope is 1 or 2 in parts. */
export function stringPartials(count: number, stiffness: number, dullness: number): Partial[] {
  const partials: Partial[] = []
  let level = 1
  for (let k = 1; k <= count; k++) {
    partials.push({ ratio: k * Math.sqrt(1 + stiffness * k * k), level: level / k, ring: 1 / (0.6 + 0.4 * k) })
    level *= dullness
  }
  return partials
}
