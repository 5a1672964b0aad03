import type { Traits } from '../traits'

/** Something that plays notes. */
export interface Instrument {
  /**
   * Adds one note to `out`.
   *
   * @param start - first sample
   * @param length - samples until the note is let go; it may ring on after that
   * @param frequency - Hz
   * @param velocity - 0..1
   */
  note(out: Float64Array, start: number, length: number, frequency: number, velocity: number): void
}

/** What an instrument is made from. */
export interface Workshop {
  readonly sampleRate: number
  readonly traits: Traits
}

/** A factor that rises from 0 to 1 over `attack` samples and falls to 0 over `release` samples after `length`. */
export function envelopeAt(i: number, attack: number, length: number, release: number): number {
  const rise = i < attack ? i / attack : 1
  return i < length ? rise : rise * Math.max(0, 1 - (i - length) / release)
}
