import { sinTurns } from '../exact-math'
import { Noise } from '../noise'
import { envelopeAt, type Instrument, type Workshop } from './instrument'

export interface OrganOptions {
  /** Levels of the drawbars: harmonics 1, 2, 3, 4, 6, 8 (of the sub-octave where `sub` is used as harmonic 0.5). */
  readonly drawbars: readonly number[]
  readonly sub: number
  /** Level of the key click. */
  readonly click: number
  /** Rotating speaker or tremulant: rate in Hz, depth 0..1. */
  readonly rate: number
  readonly depth: number
  readonly attack: number
  readonly release: number
}

const TABLE = 2048
const HARMONICS = [2, 4, 6, 8, 12, 16]

/** Additive tones from one table: the cycle holds two periods, so that a sub-octave fits in. */
export function organ({ sampleRate, traits }: Workshop, options: OrganOptions): Instrument {
  const { drawbars, sub, click, rate, depth, attack, release } = options
  const noise = new Noise(traits.noiseSeed())
  const table = new Float64Array(TABLE + 1)
  for (let k = 0; k <= TABLE; k++) {
    let sum = sub * sinTurns(k / TABLE)
    for (let h = 0; h < drawbars.length; h++) sum += drawbars[h] * sinTurns((HARMONICS[h] * k) / TABLE)
    table[k] = sum
  }
  return {
    note(out, start, length, frequency, velocity) {
      const rise = Math.max(1, attack * sampleRate)
      const tail = Math.max(1, release * sampleRate)
      const end = Math.min(out.length - start, Math.floor(length + tail))
      const step = (0.5 * frequency * TABLE) / sampleRate
      const level = 0.16 * (0.5 + 0.5 * velocity)
      let phase = (0.5 + 0.5 * noise.next()) * TABLE
      let clicking = click * level
      let shake = 1
      for (let i = 0; i < end; i++) {
        if ((i & 63) === 0) shake = 1 - depth * (0.5 + 0.5 * sinTurns(((start + i) / sampleRate) * rate))
        phase += step * (1 + 0.004 * depth * (shake - 1))
        if (phase >= TABLE) phase -= TABLE
        const cell = phase | 0
        let value = level * shake * (table[cell] + (phase - cell) * (table[cell + 1] - table[cell]))
        if (clicking > 1e-4) {
          value += clicking * noise.next()
          clicking *= 0.99
        }
        out[start + i] += value * envelopeAt(i, rise, length, tail)
      }
    },
  }
}
