import { expect, test } from 'vitest'
import { expectInvalid } from '../test/bad-input'
import { deviation, expectWithin, golden } from '../test/golden'
import { aWeighting } from './a-weighting'
import { hzToMidi, hzToNote, hzToOctave, midiToHz, midiToNote, noteToHz, noteToMidi, octaveToHz } from './notes'

const reference = golden<Record<string, number[]> & Record<'names' | `${string}_note${string}`, string[]>>(
  'conversions',
)

test('equals librosa’s conversions of pitch', () => {
  const { hz, midi, names } = reference
  expectWithin('hzToMidi', deviation(hz.map(hzToMidi), reference.hz_to_midi, 100))
  expectWithin('midiToHz', deviation(midi.map(midiToHz), reference.midi_to_hz, 1e4))
  expectWithin(
    'hzToOctave',
    deviation(
      hz.map(f => hzToOctave(f)),
      reference.hz_to_octs,
      10,
    ),
  )
  const tuned = hz.map(f => hzToOctave(f, { tuning: -0.25, binsPerOctave: 36 }))
  expectWithin('hzToOctave', deviation(tuned, reference.hz_to_octs_tuned, 10))
  expectWithin(
    'octaveToHz',
    deviation(
      [-1, 0, 2.5, 4].map(o => octaveToHz(o, { tuning: 0.1 })),
      reference.octs_to_hz,
      1e3,
    ),
  )
  expectWithin(
    'noteToHz',
    deviation(
      names.map(n => noteToHz(n)),
      reference.note_to_hz,
      1e4,
    ),
  )
})

test('equals librosa’s names of notes', () => {
  const { hz, midi, names } = reference
  expect(hz.map(f => hzToNote(f))).toEqual(reference.hz_to_note)
  expect(hz.map(f => hzToNote(f, { cents: true }))).toEqual(reference.hz_to_note_cents)
  expect(midi.map(m => midiToNote(m))).toEqual(reference.midi_to_note)
  expect(midi.map(m => midiToNote(m, { octave: false, unicode: false }))).toEqual(reference.midi_to_note_ascii)
  expect(midi.map(m => midiToNote(m, { cents: true }))).toEqual(reference.midi_to_note_cents)
  expect(names.map(n => noteToMidi(n))).toEqual(reference.note_to_midi)
  expect(names.map(n => noteToMidi(n, { round: false }))).toEqual(reference.note_to_midi_exact)
})

test('keeps hundredths of a semitone if told so', () => {
  expect(noteToHz('A4+50', { round: false })).toBeCloseTo(440 * 2 ** (1 / 24), 10)
})

test('goes below note 0', () => {
  expect(midiToNote(-1)).toBe('B-2')
  expect(noteToMidi('B-2')).toBe(-1)
})

test('equals librosa.A_weighting', () => {
  const { weighted, a_weighting, a_weighting_unlimited } = reference
  expectWithin('aWeighting', deviation(aWeighting(weighted), a_weighting, 100))
  expectWithin('aWeighting', deviation(aWeighting(weighted.slice(1), { minDb: null }), a_weighting_unlimited, 200))
  expect(aWeighting([0], { minDb: null })[0]).toBe(-Infinity)
})

test('refuses what is no note', () => {
  for (const note of ['', 'H4', '4C', 'C 4', 'C4.5']) expectInvalid('note', () => noteToMidi(note))
  expectInvalid('note', () => noteToMidi(60 as never))
  expectInvalid('midi', () => midiToNote(NaN))
  expectInvalid('cents', () => midiToNote(60, { cents: true, octave: false }))
  expectInvalid('hz', () => hzToNote(0))
  expectInvalid('binsPerOctave', () => hzToOctave(440, { binsPerOctave: 0 }))
  expectInvalid('tuning', () => octaveToHz(4, { tuning: NaN }))
  expectInvalid('minDb', () => aWeighting([1], { minDb: NaN }))
})
