import { exp2, sinTurns } from '../exact-math'
import type { Instrument, Workshop } from './instrument'

export interface FrequencyModulatedOptions {
  /** The modulator's frequency relative to the note's. */
  readonly ratio: number
  /** Modulation index at the stroke and after it has faded. */
  readonly index: number
  readonly restIndex: number
  /** Half-lives of index and amplitude in seconds. */
  readonly indexHalfLife: number
  readonly halfLife: number
  readonly attack: number
  readonly release: number
  /** Tremolo: rate in Hz and depth 0..1. */
  readonly tremoloRate?: number
  readonly tremolo?: number
}

const TABLE = 4096
const BLOCK = 32

/** Two-operator frequency modulation after Chowning (1973): electric pianos, bells, basses. */
export function frequencyModulated({ sampleRate }: Workshop, options: FrequencyModulatedOptions): Instrument {
  const { ratio, index, restIndex, indexHalfLife, halfLife, attack, release, tremoloRate = 5, tremolo = 0 } = options
  const table = new Float64Array(TABLE + 1)
  for (let k = 0; k <= TABLE; k++) table[k] = sinTurns(k / TABLE)
  return {
    note(out, start, length, frequency, velocity) {
      const rise = Math.max(1, Math.floor(attack * sampleRate))
      const tail = Math.max(1, Math.floor(release * sampleRate))
      const end = Math.min(out.length - start, length + tail)
      const carrierStep = frequency / sampleRate
      const modulatorStep = carrierStep * ratio
      const fade = exp2(-BLOCK / (sampleRate * halfLife))
      const indexFade = exp2(-BLOCK / (sampleRate * indexHalfLife))
      // In turns: an index of 1 radian is 1 / (2 pi) turns.
      const bright = (0.3 + 0.7 * velocity) / 6.283185307179586
      let carrier = 0
      let modulator = 0
      let body = 0.5 * velocity
      let moving = (index - restIndex) * bright
      let amplitude = 0
      for (let from = 0; from < end; from += BLOCK) {
        const to = Math.min(end, from + BLOCK)
        const depth = moving + restIndex * bright
        const shake =
          tremolo === 0 ? 1 : 1 - tremolo * (0.5 + 0.5 * sinTurns(((start + from) / sampleRate) * tremoloRate))
        const target = body * shake * Math.min(1, to / rise) * (to > length ? Math.max(0, 1 - (to - length) / tail) : 1)
        const ramp = (target - amplitude) / (to - from)
        body *= fade
        moving *= indexFade
        for (let i = from; i < to; i++) {
          modulator += modulatorStep
          modulator -= Math.floor(modulator)
          carrier += carrierStep
          if (carrier >= 1) carrier -= 1
          let phase = carrier + depth * table[(modulator * TABLE) | 0]
          phase = (phase - Math.floor(phase)) * TABLE
          const cell = phase | 0
          amplitude += ramp
          out[start + i] += amplitude * (table[cell] + (phase - cell) * (table[cell + 1] - table[cell]))
        }
        if (body < 1e-5) return
      }
    },
  }
}
