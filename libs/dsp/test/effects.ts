import type { GoldenMatrix } from './golden'
import { golden } from './golden'

/** What `golden/effects.json` holds. */
export interface GoldenEffects {
  silences: { options: Record<string, number>; trim: [number, number]; split: [number, number][] }[]
  normalize_in: GoldenMatrix
  normalize: {
    norm: number | 'Infinity' | '-Infinity'
    each: 'frames' | 'bins' | 'all'
    small: 'keep' | 'zero'
    out: GoldenMatrix
  }[]
  preemphasis: number[]
  preemphasis_half: number[]
  deemphasis: number[]
  griffin_lim: number[]
  griffin_lim_seed: number[]
  time_stretch: { rate: number; length: number; values: number[] }[]
  pitch_shift: { steps: number; length: number; values: number[] }[]
  denoised: number[]
  mono: number[]
}

export const effects = golden<GoldenEffects>('effects')

/** Every `step`-th value from `from` to `to`. */
export function every(values: Float32Array, step: number, from = 0, to = values.length): Float32Array {
  return values.subarray(from, to).filter((_, i) => i % step === 0)
}
