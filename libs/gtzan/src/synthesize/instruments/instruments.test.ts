import { describe, expect, it } from 'vitest'
import { Traits } from '../traits'
import { makeVoice, type InstrumentName } from './catalogue'

const sampleRate = 22050

/** The fundamental by the highest peak of the autocorrelation near the expected period, in Hz. */
function pitchNear(samples: Float64Array, expected: number): number {
  const at = (lag: number) => {
    let sum = 0
    for (let i = 4000; i < 9000; i++) sum += samples[i] * samples[i + lag]
    return sum
  }
  const centre = sampleRate / expected
  let best = Math.round(centre * 0.94)
  for (let lag = best; lag <= centre * 1.06; lag++) if (at(lag) > at(best)) best = lag
  const [l, c, r] = [at(best - 1), at(best), at(best + 1)]
  return sampleRate / (best + (r - l) / (2 * (2 * c - l - r)))
}

const NAMES: InstrumentName[] = [
  'acousticGuitar',
  'cleanGuitar',
  'mutedGuitar',
  'banjo',
  'harpsichord',
  'harp',
  'uprightBass',
  'electricBass',
  'subBass',
  'piano',
  'electricPiano',
  'vibraphone',
  'organ',
  'soloViolin',
  'trumpet',
  'saxophone',
  'flute',
  'clarinet',
  'voice',
]

describe('instruments', () => {
  it('play in tune', () => {
    for (const name of NAMES) {
      for (const frequency of [110, 196, 330]) {
        const { instrument } = makeVoice(name, { sampleRate, traits: new Traits([1, 2], [3, 4]) })
        const out = new Float64Array(sampleRate)
        instrument.note(out, 0, 16000, frequency, 0.9)
        const cents = 1200 * Math.log2(pitchNear(out, frequency) / frequency)
        // Vibrato and detuning move a tone by up to a third of a semitone; none is far off.
        expect(Math.abs(cents), `${name} at ${frequency} Hz`).toBeLessThan(name === 'voice' ? 60 : 30)
      }
    }
  })

  it('sound where they are asked to, and fall silent', () => {
    for (const name of NAMES) {
      const { instrument } = makeVoice(name, { sampleRate, traits: new Traits([5], [6]) })
      const out = new Float64Array(4 * sampleRate)
      instrument.note(out, 5000, 6000, 220, 0.7)
      const peak = (from: number, to: number) =>
        out.subarray(from, to).reduce((max, x) => Math.max(max, Math.abs(x)), 0)
      expect(peak(0, 5000), name).toBe(0)
      expect(peak(5000, 11000), name).toBeGreaterThan(0.01)
      expect(peak(5000, 11000), name).toBeLessThan(3)
      expect(peak(3 * sampleRate, 4 * sampleRate), name).toBeLessThan(1e-6)
    }
  })

  it('stay within their buffer', () => {
    for (const name of NAMES) {
      const { instrument } = makeVoice(name, { sampleRate, traits: new Traits([7], [8]) })
      const out = new Float64Array(1000)
      instrument.note(out, 900, 6000, 220, 0.7)
      instrument.note(out, 0, 0, 12000, 1)
      expect(out.every(Number.isFinite), name).toBe(true)
    }
  })
})
