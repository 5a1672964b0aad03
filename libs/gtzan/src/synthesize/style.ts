import type { Genre } from '../table/genres'
import type { InstrumentName } from './instruments/catalogue'
import type { KitName } from './drum-kit'
import type { ScaleName } from './harmony'

/** A lowest and a highest value; an artist has its place between them. */
export type Range = readonly [low: number, high: number]

/**
 * What drums, bass and chords play in a bar of `beats * division` steps.
 *
 * Drums: `X` accent, `x` hit, `o` ghost note, `.` rest.
 * Bass: `r` root, `3`, `5`, `6`, `7`, `8` (octave) above it, `a` the note before the next chord's root, `w` a walking
 * step, `-` holds, `.` rests.
 * Chords: `C` accent, `c` stroke, `u` soft upstroke, `1` to `6` one tone of the broken chord, `-` holds, `.` rests.
 */
export interface Groove {
  readonly beats: number
  readonly division: number
  readonly drums: Partial<Record<DrumName, string>>
  readonly bass: string
  readonly chords: string
}

export type DrumName =
  'kick' | 'snare' | 'hat' | 'openHat' | 'ride' | 'crash' | 'clap' | 'rim' | 'shaker' | 'tom' | 'brush' | 'conga'

export interface RhythmStyle {
  /** Beats a minute. */
  readonly tempo: Range
  /** By which share of a step every second step comes late. */
  readonly swing: Range
  /** How far players are off the grid, in seconds. */
  readonly looseness: Range
  readonly grooves: readonly Groove[]
  /** Melody notes a beat. */
  readonly melody: Range
  /** Probability that a bar before a new section gets a drum fill. */
  readonly fills: number
}

export interface HarmonyStyle {
  readonly scales: readonly ScaleName[]
  /** See `parseProgression`. */
  readonly progressions: readonly string[]
  /** Probability that the chords are power chords (root and fifth alone). */
  readonly power: number
}

export interface TimbreStyle {
  readonly kits: readonly KitName[]
  readonly bass: readonly InstrumentName[]
  readonly chords: readonly InstrumentName[]
  /** `null`: none. */
  readonly pads: readonly (InstrumentName | null)[]
  readonly leads: readonly InstrumentName[]
  /** MIDI notes around which chords and melody lie. */
  readonly chordRegister: Range
  readonly leadRegister: Range
}

export interface MixStyle {
  /** Levels of the parts in dB. */
  readonly drums: Range
  readonly bass: Range
  readonly chords: Range
  readonly pad: Range
  readonly lead: Range
  /** RMS level of the whole in dB below full scale. */
  readonly loudness: Range
  /** dB by which the mix is pushed into the limiter: little is dynamic, much is dense. */
  readonly squash: Range
  /** Shelves below 250 Hz and above 2500 Hz, in dB. */
  readonly low: Range
  readonly high: Range
  /** Upper end of the recording's band in Hz. */
  readonly band: Range
  /** Share and length (seconds) of the room. */
  readonly room: Range
  readonly roomSeconds: Range
  /** Noise floor in dB below full scale. */
  readonly noise: Range
  /** How much quieter (dB) a quiet section is. */
  readonly dynamics: Range
}

/** One genre's generator: all that tells it from the others. */
export interface Style {
  /** Genres from which a track may borrow. */
  readonly neighbours: readonly Genre[]
  readonly rhythm: RhythmStyle
  readonly harmony: HarmonyStyle
  readonly timbre: TimbreStyle
  readonly mix: MixStyle
}
