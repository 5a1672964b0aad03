import { describe, expect, it } from 'vitest'
import { parseChord, parseProgression, SCALES, scaleStep, voicing } from './harmony'
import { STYLES } from './styles/styles'

describe('harmony', () => {
  it('reads Roman numerals', () => {
    expect(parseChord('I')).toEqual({ root: 0, tones: [0, 4, 7] })
    expect(parseChord('V7')).toEqual({ root: 7, tones: [0, 4, 7, 10] })
    expect(parseChord('ii7')).toEqual({ root: 2, tones: [0, 3, 7, 10] })
    expect(parseChord('bVIImaj7')).toEqual({ root: 10, tones: [0, 4, 7, 11] })
    expect(parseChord('im9')).toEqual({ root: 0, tones: [0, 3, 10, 14] })
    for (const bad of ['', 'H', 'I77', 'viiii', 'Isus']) expect(() => parseChord(bad)).toThrow('not a chord')
  })

  it('reads progressions', () => {
    const bars = parseProgression('I x3 IV,V')
    expect(bars.map(bar => bar.map(chord => chord.root))).toEqual([[0], [0], [0], [5, 7]])
  })

  it('voices chords near a register', () => {
    expect(voicing(parseChord('I'), 0, 60)).toEqual([55, 60, 64])
    for (const symbol of ['I', 'ii7', 'V7', 'bVI', 'I9']) {
      for (const note of voicing(parseChord(symbol), 5, 57)) expect(Math.abs(note - 57)).toBeLessThanOrEqual(6)
    }
  })

  it('walks along scales', () => {
    expect(scaleStep(SCALES.major, 0, 60, 1)).toBe(62)
    expect(scaleStep(SCALES.major, 0, 60, 7)).toBe(72)
    expect(scaleStep(SCALES.major, 0, 60, -1)).toBe(59)
    expect(scaleStep(SCALES.minorPentatonic, 9, 57, -2)).toBe(52)
  })

  it('reads the progressions of all genres, and their patterns fill the bar', () => {
    for (const [genre, { harmony, rhythm, neighbours }] of Object.entries(STYLES)) {
      for (const progression of harmony.progressions) expect(parseProgression(progression).length).toBeGreaterThan(0)
      for (const { beats, division, drums, bass, chords } of rhythm.grooves) {
        for (const pattern of [bass, chords, ...Object.values(drums)]) {
          expect(pattern, `${genre}: ${pattern}`).toHaveLength(beats * division)
        }
        expect(bass).toMatch(/^[r35678aw.-]+$/)
        expect(chords).toMatch(/^[Ccu1-6.-]+$/)
        for (const pattern of Object.values(drums)) expect(pattern).toMatch(/^[Xxo.]+$/)
      }
      expect(neighbours).not.toContain(genre)
    }
  })
})
