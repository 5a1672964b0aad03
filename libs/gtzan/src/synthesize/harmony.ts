/** Semitones of each chord type above its root. */
const CHORD_TYPES: Readonly<Record<string, readonly number[]>> = {
  '': [0, 4, 7],
  m: [0, 3, 7],
  '5': [0, 7],
  '6': [0, 4, 7, 9],
  '7': [0, 4, 7, 10],
  '9': [0, 4, 10, 14],
  '13': [0, 4, 10, 21],
  maj7: [0, 4, 7, 11],
  m6: [0, 3, 7, 9],
  m7: [0, 3, 7, 10],
  m9: [0, 3, 10, 14],
  m7b5: [0, 3, 6, 10],
  dim: [0, 3, 6],
  sus4: [0, 5, 7],
  add9: [0, 4, 7, 14],
}

const DEGREES: Readonly<Record<string, number>> = { i: 0, ii: 2, iii: 4, iv: 5, v: 7, vi: 9, vii: 11 }

/** Semitones of each scale within the octave. */
export const SCALES = {
  major: [0, 2, 4, 5, 7, 9, 11],
  minor: [0, 2, 3, 5, 7, 8, 10],
  harmonicMinor: [0, 2, 3, 5, 7, 8, 11],
  dorian: [0, 2, 3, 5, 7, 9, 10],
  phrygian: [0, 1, 3, 5, 7, 8, 10],
  mixolydian: [0, 2, 4, 5, 7, 9, 10],
  majorPentatonic: [0, 2, 4, 7, 9],
  minorPentatonic: [0, 3, 5, 7, 10],
  blues: [0, 3, 5, 6, 7, 10],
  bebop: [0, 2, 4, 5, 7, 9, 10, 11],
} as const satisfies Record<string, readonly number[]>

export type ScaleName = keyof typeof SCALES

/** A chord relative to the key: the root in semitones above the tonic, and the chord's tones above its root. */
export interface Chord {
  readonly root: number
  readonly tones: readonly number[]
}

/**
 * A chord from its Roman numeral: `'I7'`, `'bVII'`, `'ii7'`, `'#ivdim'`. Degrees are those of the major scale; a lower-case
 * numeral is a minor chord (`'ii7'` is D minor 7 in C).
 */
export function parseChord(symbol: string): Chord {
  const match = /^([b#]?)([IV]+|[iv]+)(.*)$/.exec(symbol)
  const degree = match ? DEGREES[match[2].toLowerCase()] : undefined
  if (!match || degree === undefined) throw new Error(`not a chord: ${symbol}`)
  const minor = match[2] === match[2].toLowerCase()
  const type = minor && !/^(m|dim|5|sus)/.test(match[3]) ? `m${match[3]}` : match[3]
  const tones = CHORD_TYPES[type]
  if (!tones) throw new Error(`not a chord: ${symbol}`)
  const accidental = match[1] === 'b' ? -1 : match[1] === '#' ? 1 : 0
  return { root: (degree + accidental + 12) % 12, tones }
}

/** A progression: bars parted by spaces, chords that share a bar by commas, `x3` repeats the bar before it. */
export function parseProgression(text: string): readonly (readonly Chord[])[] {
  const bars: Chord[][] = []
  for (const word of text.split(' ')) {
    const repeat = /^x(\d+)$/.exec(word)
    if (repeat) for (let k = 1; k < Number(repeat[1]); k++) bars.push(bars[bars.length - 1])
    else bars.push(word.split(',').map(parseChord))
  }
  return bars
}

/**
 * The chord's tones as MIDI notes near `centre`, each tone in the octave that lies closest to it, in rising order.
 * Successive chords therefore move by small steps, as a player's hands do.
 */
export function voicing(chord: Chord, tonic: number, centre: number): number[] {
  const notes = chord.tones.map(tone => {
    const note = tonic + chord.root + tone
    return note + 12 * Math.round((centre - note) / 12)
  })
  return notes.sort((a, b) => a - b).filter((note, k) => k === 0 || note !== notes[k - 1])
}

/** The note of a scale (given by its tones and tonic) that lies `steps` scale steps above the scale note next to `note`. */
export function scaleStep(scale: readonly number[], tonic: number, note: number, steps: number): number {
  const relative = note - tonic
  const octave = Math.floor(relative / 12)
  const within = relative - 12 * octave
  let nearest = 0
  for (let k = 1; k < scale.length; k++) {
    if (Math.abs(scale[k] - within) < Math.abs(scale[nearest] - within)) nearest = k
  }
  const index = nearest + steps
  const shift = Math.floor(index / scale.length)
  return tonic + 12 * (octave + shift) + scale[index - shift * scale.length]
}
