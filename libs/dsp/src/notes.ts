import { InvalidParameterError, checkBoolean, checkInteger, checkNumber, checkOptions } from '@genre/core'
import { roundHalfEven } from './rounding'

const SHARPS = ['C', 'C♯', 'D', 'D♯', 'E', 'F', 'F♯', 'G', 'G♯', 'A', 'A♯', 'B']
const PITCHES: Record<string, number> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 }
const ACCIDENTALS: Record<string, number> = { '#': 1, '♯': 1, '𝄪': 2, b: -1, '!': -1, '♭': -1, '𝄫': -2, '♮': 0 }
const NOTE = /^([A-Ga-g])([#♯𝄪b!♭𝄫♮]*)([+-]?\d+)?([+-]\d+)?$/u

/** Notes farther from 0 have no frequency that double precision could hold, and octaves a twelfth as many. */
const MOST_NOTES = 12_000

/**
 * A frequency in Hz as a MIDI note number: `12 log2(hz / 440) + 69`, `-Infinity` for 0. Equal to `librosa.hz_to_midi` (0.11).
 *
 * @throws InvalidParameterError for a frequency that is negative or not finite
 *
 * @example
 * ```ts
 * import { hzToMidi } from '@genre/dsp'
 * hzToMidi(440) // => 69
 * ```
 */
export function hzToMidi(hz: number): number {
  checkNumber('hz', hz, { min: 0 })
  return 12 * (Math.log2(hz) - Math.log2(440)) + 69
}

/**
 * A MIDI note number as a frequency in Hz: `440 * 2^((midi - 69) / 12)`. Equal to `librosa.midi_to_hz` (0.11).
 *
 * @example
 * ```ts
 * import { midiToHz } from '@genre/dsp'
 * midiToHz(57) // => 220
 * ```
 */
export function midiToHz(midi: number): number {
  checkNumber('midi', midi, { min: -MOST_NOTES, max: MOST_NOTES })
  return 440 * 2 ** ((midi - 69) / 12)
}

/** Options of {@link midiToNote} and {@link hzToNote}. */
export interface NoteOptions {
  /** Add the octave number; default true. C4 is middle C. */
  octave?: boolean
  /** Add the deviation from the note in hundredths of a semitone, as in `'A4+25'`; default false. Needs `octave`. */
  cents?: boolean
  /** Write `♯` (default) or `#`. */
  unicode?: boolean
}

/**
 * A MIDI note number, rounded to the nearest, as a name spelt with sharps: `'C♯4'`. The name counts semitones from C,
 * `midi mod 12`, the octave is `floor(midi / 12) - 1`. Equal to `librosa.midi_to_note` (0.11)
 * for its default key, except below note 0, where librosa's octave is one too high.
 *
 * @throws InvalidParameterError for what is no number, or `cents` without `octave`
 *
 * @example
 * ```ts
 * import { midiToNote } from '@genre/dsp'
 * midiToNote(61) // => 'C♯4'
 * ```
 */
export function midiToNote(midi: number, options: NoteOptions = {}): string {
  const { octave = true, cents = false, unicode = true } = checkOptions(options)
  for (const [name, value] of Object.entries({ octave, cents, unicode })) checkBoolean(name, value)
  checkNumber('midi', midi)
  if (cents && !octave) {
    throw new InvalidParameterError({ parameter: 'cents', received: cents, allowed: 'false without octave' })
  }
  const nearest = roundHalfEven(midi)
  const name = SHARPS[((nearest % 12) + 12) % 12]
  const deviation = Math.trunc(100 * (roundHalfEven((midi - nearest) * 100) / 100))
  return (
    (unicode ? name : name.replace('♯', '#')) +
    (octave ? Math.floor(nearest / 12) - 1 : '') +
    (cents ? (deviation < 0 ? '' : '+') + deviation : '')
  )
}

/**
 * A note's name as its MIDI number: a letter, accidentals (`#`, `♯`, `𝄪`, `b`, `!`, `♭`, `𝄫`, `♮`), an octave (default 0) and
 * hundredths of a semitone (`'A4+25'`). Equal to `librosa.note_to_midi` (0.11).
 *
 * @param options - `round` to the nearest whole number; default true
 * @throws InvalidParameterError for what is no note
 *
 * @example
 * ```ts
 * import { noteToMidi } from '@genre/dsp'
 * noteToMidi('Bb3') // => 58
 * ```
 */
export function noteToMidi(note: string, options: { round?: boolean } = {}): number {
  const { round = true } = checkOptions(options)
  checkBoolean('round', round)
  const match = typeof note === 'string' ? NOTE.exec(note) : null
  if (!match) {
    throw new InvalidParameterError({
      parameter: 'note',
      received: note,
      allowed: "a note such as 'A4', 'C#3' or 'Bb'",
    })
  }
  const [, letter, accidentals, octave, cents] = match
  let midi = 12 * (Number(octave ?? 0) + 1) + PITCHES[letter.toUpperCase()]
  for (const accidental of accidentals) midi += ACCIDENTALS[accidental]
  midi += Number(cents ?? 0) * 1e-2
  return round ? roundHalfEven(midi) : midi
}

/**
 * The name of the note nearest to a frequency in Hz, that of MIDI number `12 log2(hz / 440) + 69`: `librosa.hz_to_note` (0.11).
 *
 * @example
 * ```ts
 * import { hzToNote } from '@genre/dsp'
 * hzToNote(440) // => 'A4'
 * ```
 */
export function hzToNote(hz: number, options: NoteOptions = {}): string {
  checkNumber('hz', hz, { min: 0, exclusive: 'min' })
  return midiToNote(hzToMidi(hz), options)
}

/**
 * The frequency of a note in Hz, `440 * 2^((midi - 69) / 12)` with its MIDI number, of the nearest whole one unless told otherwise:
 * `librosa.note_to_hz` (0.11).
 *
 * @param options - `round` to the nearest semitone, so that hundredths are dropped; default true
 *
 * @example
 * ```ts
 * import { noteToHz } from '@genre/dsp'
 * noteToHz('A3') // => 220
 * ```
 */
export function noteToHz(note: string, options: { round?: boolean } = {}): number {
  return midiToHz(noteToMidi(note, options))
}

/** Options of {@link hzToOctave} and {@link octaveToHz}. */
export interface OctaveOptions {
  /** Deviation of the tuning from A440 in fractions of a bin; default 0. */
  tuning?: number
  /** Bins in an octave; default 12. */
  binsPerOctave?: number
}

/**
 * A frequency in Hz as octaves above the A at 27.5 Hz (with tuning 0): `log2(hz / (440 * 2^(tuning / bins) / 16))`. Equal to
 * `librosa.hz_to_octs` (0.11).
 *
 * @example
 * ```ts
 * import { hzToOctave } from '@genre/dsp'
 * hzToOctave(440) // => 4
 * ```
 */
export function hzToOctave(hz: number, options: OctaveOptions = {}): number {
  checkNumber('hz', hz, { min: 0 })
  return Math.log2(hz / octaveReference(options))
}

/**
 * Octaves above the A at 27.5 Hz (with tuning 0) as a frequency in Hz, `440 * 2^(tuning / bins) / 16 * 2^octave`:
 * `librosa.octs_to_hz` (0.11).
 *
 * @example
 * ```ts
 * import { octaveToHz } from '@genre/dsp'
 * octaveToHz(1) // => 55
 * ```
 */
export function octaveToHz(octave: number, options: OctaveOptions = {}): number {
  checkNumber('octave', octave, { min: -MOST_NOTES / 12, max: MOST_NOTES / 12 })
  return octaveReference(options) * 2 ** octave
}

function octaveReference(options: OctaveOptions): number {
  const { tuning = 0, binsPerOctave = 12 } = checkOptions(options)
  checkNumber('tuning', tuning)
  checkInteger('binsPerOctave', binsPerOctave, { min: 1 })
  return (440 * 2 ** (tuning / binsPerOctave)) / 16
}
