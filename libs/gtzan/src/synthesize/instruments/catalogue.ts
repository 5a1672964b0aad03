import { formantVoice } from './formant-voice'
import { frequencyModulated } from './frequency-modulated'
import type { Instrument, Workshop } from './instrument'
import { organ } from './organ'
import { pluckedString } from './plucked-string'
import { stringPartials, struck } from './struck'
import { sustained } from './sustained'

/** An instrument and what its amplifier does to the sum of its notes. */
export interface Voice {
  readonly instrument: Instrument
  /** Gain into saturation, and the loudspeaker's upper edge in Hz. */
  readonly drive?: { readonly amount: number; readonly cabinet: number }
}

export type InstrumentName =
  | 'acousticGuitar'
  | 'cleanGuitar'
  | 'mutedGuitar'
  | 'overdrivenGuitar'
  | 'distortedGuitar'
  | 'banjo'
  | 'harpsichord'
  | 'harp'
  | 'uprightBass'
  | 'electricBass'
  | 'pickedBass'
  | 'synthBass'
  | 'subBass'
  | 'piano'
  | 'electricPiano'
  | 'vibraphone'
  | 'organ'
  | 'accordion'
  | 'strings'
  | 'soloViolin'
  | 'fiddle'
  | 'brass'
  | 'trumpet'
  | 'saxophone'
  | 'flute'
  | 'clarinet'
  | 'harmonica'
  | 'voice'
  | 'roughVoice'
  | 'rap'
  | 'synthLead'
  | 'synthPad'
  | 'pluckSynth'
  | 'steelGuitar'

type Maker = (shop: Workshop) => Voice

/** Makes the named instrument as this artist has it: every parameter is drawn from the artist's traits. */
export function makeVoice(name: InstrumentName, shop: Workshop): Voice {
  return CATALOGUE[name](shop)
}

const draw = ({ traits }: Workshop, low: number, high: number, spread = 0.12) => traits.number(low, high, spread)

const CATALOGUE: Readonly<Record<InstrumentName, Maker>> = {
  acousticGuitar: shop => ({
    instrument: pluckedString(shop, {
      damping: draw(shop, 0.15, 0.45),
      ring: draw(shop, 1.5, 4),
      softness: draw(shop, 0.1, 0.6),
      position: draw(shop, 0.1, 0.3),
      release: 0.08,
    }),
  }),
  cleanGuitar: shop => ({
    instrument: pluckedString(shop, {
      damping: draw(shop, 0.3, 0.5),
      ring: draw(shop, 2, 5),
      softness: draw(shop, 0.3, 0.75),
      position: draw(shop, 0.08, 0.25),
      release: 0.06,
    }),
  }),
  mutedGuitar: shop => ({
    instrument: pluckedString(shop, {
      damping: draw(shop, 0.2, 0.5),
      ring: draw(shop, 0.25, 0.6),
      softness: draw(shop, 0.1, 0.5),
      position: draw(shop, 0.08, 0.2),
      release: 0.02,
    }),
  }),
  overdrivenGuitar: shop => ({
    instrument: pluckedString(shop, {
      damping: draw(shop, 0.35, 0.5),
      ring: draw(shop, 3, 6),
      softness: draw(shop, 0.3, 0.7),
      position: draw(shop, 0.1, 0.25),
      release: 0.05,
    }),
    drive: { amount: draw(shop, 2.5, 8), cabinet: draw(shop, 3000, 5000) },
  }),
  distortedGuitar: shop => ({
    instrument: pluckedString(shop, {
      damping: draw(shop, 0.35, 0.5),
      ring: draw(shop, 4, 8),
      softness: draw(shop, 0.2, 0.6),
      position: draw(shop, 0.1, 0.25),
      release: 0.04,
    }),
    drive: { amount: draw(shop, 12, 45), cabinet: draw(shop, 3500, 6000) },
  }),
  banjo: shop => ({
    instrument: pluckedString(shop, {
      damping: draw(shop, 0.05, 0.2),
      ring: draw(shop, 0.5, 1),
      softness: draw(shop, 0, 0.25),
      position: draw(shop, 0.05, 0.12),
      release: 0.05,
    }),
  }),
  harpsichord: shop => ({
    instrument: pluckedString(shop, {
      damping: draw(shop, 0.03, 0.15),
      ring: draw(shop, 1.5, 3),
      softness: draw(shop, 0, 0.15),
      position: draw(shop, 0.08, 0.18),
      release: 0.08,
    }),
  }),
  harp: shop => ({
    instrument: pluckedString(shop, {
      damping: draw(shop, 0.35, 0.5),
      ring: draw(shop, 2.5, 4),
      softness: draw(shop, 0.6, 0.85),
      position: draw(shop, 0.35, 0.5),
      release: 0.6,
    }),
  }),
  uprightBass: shop => ({
    instrument: pluckedString(shop, {
      damping: 0.5,
      ring: draw(shop, 0.7, 1.4),
      softness: draw(shop, 0.8, 0.93),
      position: draw(shop, 0.2, 0.4),
      release: 0.06,
    }),
  }),
  electricBass: shop => ({
    instrument: pluckedString(shop, {
      damping: draw(shop, 0.4, 0.5),
      ring: draw(shop, 1.5, 3),
      softness: draw(shop, 0.7, 0.88),
      position: draw(shop, 0.15, 0.3),
      release: 0.04,
    }),
  }),
  pickedBass: shop => ({
    instrument: pluckedString(shop, {
      damping: draw(shop, 0.3, 0.5),
      ring: draw(shop, 1.5, 3),
      softness: draw(shop, 0.3, 0.7),
      position: draw(shop, 0.08, 0.2),
      release: 0.03,
    }),
    drive: { amount: draw(shop, 1, 4), cabinet: draw(shop, 2500, 4500) },
  }),
  synthBass: shop => ({
    instrument: sustained(shop, {
      wave: shop.traits.chance(0.5) ? 'saw' : 'pulse',
      attack: 0.004,
      release: 0.03,
      sustain: draw(shop, 0.3, 0.9),
      decay: draw(shop, 0.1, 0.3),
      cutoff: draw(shop, 200, 700),
      sweep: draw(shop, 200, 1800),
      sweepSeconds: draw(shop, 0.06, 0.25),
      resonance: draw(shop, 0.1, 0.7),
      voices: 2,
      detune: draw(shop, 0, 0.15),
    }),
  }),
  subBass: shop => ({
    instrument: frequencyModulated(shop, {
      ratio: 1,
      index: draw(shop, 0.5, 1.5),
      restIndex: draw(shop, 0.05, 0.5),
      indexHalfLife: 0.04,
      halfLife: draw(shop, 0.3, 1.2),
      attack: 0.006,
      release: 0.06,
    }),
  }),
  piano: shop => ({
    instrument: struck(shop, {
      partials: stringPartials(9, draw(shop, 0.0002, 0.0008), draw(shop, 0.72, 0.98)),
      ring: draw(shop, 2.5, 5),
      hardness: draw(shop, 0.3, 0.9),
      release: 0.15,
    }),
  }),
  electricPiano: shop => ({
    instrument: frequencyModulated(shop, {
      ratio: shop.traits.choose([1, 1, 2, 14]),
      index: draw(shop, 0.8, 2.2),
      restIndex: draw(shop, 0.1, 0.5),
      indexHalfLife: draw(shop, 0.08, 0.3),
      halfLife: draw(shop, 0.4, 1.2),
      attack: 0.004,
      release: 0.15,
      tremoloRate: draw(shop, 3, 7),
      tremolo: draw(shop, 0, 0.5),
    }),
  }),
  vibraphone: shop => ({
    instrument: struck(shop, {
      partials: [
        { ratio: 1, level: 1, ring: 1 },
        { ratio: 3.98, level: draw(shop, 0.1, 0.35), ring: 0.3 },
        { ratio: 10.2, level: 0.08, ring: 0.1 },
      ],
      ring: draw(shop, 2, 4),
      hardness: draw(shop, 0.4, 0.9),
      release: 0.4,
    }),
  }),
  organ: shop => ({
    instrument: organ(shop, {
      drawbars: [
        1,
        draw(shop, 0.3, 1),
        draw(shop, 0.2, 0.9),
        draw(shop, 0.1, 0.7),
        draw(shop, 0, 0.4),
        draw(shop, 0, 0.4),
      ],
      sub: draw(shop, 0, 0.8),
      click: draw(shop, 0, 0.8),
      rate: shop.traits.chance(0.5) ? draw(shop, 5.5, 7) : draw(shop, 0.6, 1.2),
      depth: draw(shop, 0.05, 0.5),
      attack: 0.005,
      release: 0.03,
    }),
  }),
  accordion: shop => ({
    instrument: sustained(shop, {
      wave: 'pulse',
      width: draw(shop, 0.2, 0.4),
      voices: 2,
      detune: draw(shop, 0.1, 0.3),
      attack: 0.03,
      release: 0.06,
      cutoff: draw(shop, 1800, 3500),
      tracking: 1,
      resonance: 0.2,
    }),
  }),
  strings: shop => ({
    instrument: sustained(shop, {
      wave: 'saw',
      voices: 3,
      detune: draw(shop, 0.15, 0.4),
      attack: draw(shop, 0.05, 0.2),
      release: draw(shop, 0.12, 0.35),
      cutoff: draw(shop, 1200, 3500),
      tracking: 1,
      vibrato: draw(shop, 0.05, 0.2),
      vibratoRate: draw(shop, 4.8, 6.2),
    }),
  }),
  soloViolin: shop => ({
    instrument: sustained(shop, {
      wave: 'saw',
      attack: draw(shop, 0.04, 0.1),
      release: 0.1,
      cutoff: draw(shop, 2000, 4500),
      tracking: 1.5,
      vibrato: draw(shop, 0.15, 0.4),
      vibratoRate: draw(shop, 5, 6.5),
      breath: 0.08,
      resonance: 0.25,
    }),
  }),
  fiddle: shop => ({
    instrument: sustained(shop, {
      wave: 'saw',
      voices: 2,
      detune: 0.06,
      attack: draw(shop, 0.02, 0.05),
      release: 0.05,
      cutoff: draw(shop, 2500, 5000),
      tracking: 1,
      vibrato: draw(shop, 0, 0.2),
      breath: 0.2,
      glide: draw(shop, 0, 1),
      resonance: 0.3,
    }),
  }),
  brass: shop => ({
    instrument: sustained(shop, {
      wave: 'saw',
      voices: 3,
      detune: draw(shop, 0.08, 0.25),
      attack: draw(shop, 0.02, 0.06),
      release: 0.07,
      cutoff: draw(shop, 600, 1500),
      sweep: draw(shop, 1000, 3500),
      sweepSeconds: draw(shop, 0.15, 0.4),
      tracking: 1,
    }),
  }),
  trumpet: shop => ({
    instrument: sustained(shop, {
      wave: 'saw',
      attack: draw(shop, 0.02, 0.05),
      release: 0.06,
      cutoff: draw(shop, 700, 1800),
      sweep: draw(shop, 500, 2500),
      sweepSeconds: 0.3,
      tracking: 1.2,
      vibrato: draw(shop, 0.05, 0.3),
      vibratoDelay: 0.3,
      resonance: 0.2,
    }),
  }),
  saxophone: shop => ({
    instrument: sustained(shop, {
      wave: 'pulse',
      width: draw(shop, 0.15, 0.35),
      attack: draw(shop, 0.02, 0.06),
      release: 0.08,
      cutoff: draw(shop, 900, 2200),
      sweep: 600,
      tracking: 1.5,
      vibrato: draw(shop, 0.1, 0.4),
      vibratoRate: draw(shop, 4.5, 6),
      breath: draw(shop, 0.05, 0.35),
      glide: draw(shop, 0, 1.5),
      resonance: 0.35,
    }),
  }),
  flute: shop => ({
    instrument: sustained(shop, {
      wave: 'pulse',
      attack: draw(shop, 0.03, 0.08),
      release: 0.08,
      cutoff: draw(shop, 250, 700),
      tracking: 1,
      vibrato: draw(shop, 0.05, 0.25),
      breath: draw(shop, 0.1, 0.4),
    }),
  }),
  clarinet: shop => ({
    instrument: sustained(shop, {
      wave: 'pulse',
      attack: draw(shop, 0.02, 0.05),
      release: 0.06,
      cutoff: draw(shop, 900, 2000),
      tracking: 1,
      vibrato: draw(shop, 0, 0.1),
      breath: draw(shop, 0.02, 0.1),
    }),
  }),
  harmonica: shop => ({
    instrument: sustained(shop, {
      wave: 'pulse',
      width: draw(shop, 0.25, 0.45),
      voices: 2,
      detune: draw(shop, 0.02, 0.1),
      attack: 0.03,
      release: 0.05,
      cutoff: draw(shop, 1800, 3200),
      resonance: draw(shop, 0.3, 0.6),
      vibrato: draw(shop, 0.1, 0.4),
      glide: draw(shop, 0.3, 1.5),
      breath: 0.1,
      tracking: 0.5,
    }),
  }),
  voice: shop => ({
    instrument: formantVoice(shop, {
      size: draw(shop, 0.9, 1.25),
      vibrato: draw(shop, 0.1, 0.5),
      vibratoRate: draw(shop, 4.8, 6.3),
      breath: draw(shop, 0.01, 0.06),
      roughness: draw(shop, 0, 0.25),
      attack: draw(shop, 0.02, 0.06),
      release: 0.07,
      consonants: draw(shop, 0.3, 0.7),
    }),
  }),
  roughVoice: shop => ({
    instrument: formantVoice(shop, {
      size: draw(shop, 0.85, 1.1),
      vibrato: draw(shop, 0, 0.25),
      vibratoRate: 5.5,
      breath: draw(shop, 0.1, 0.4),
      roughness: draw(shop, 0.5, 1),
      attack: 0.02,
      release: 0.05,
      consonants: draw(shop, 0.4, 0.8),
    }),
    drive: { amount: draw(shop, 1.5, 5), cabinet: draw(shop, 4000, 6500) },
  }),
  rap: shop => ({
    instrument: formantVoice(shop, {
      size: draw(shop, 0.85, 1.1),
      vibrato: 0,
      vibratoRate: 5,
      breath: draw(shop, 0.03, 0.15),
      roughness: draw(shop, 0.3, 0.7),
      attack: 0.012,
      release: 0.03,
      consonants: draw(shop, 0.6, 0.95),
    }),
  }),
  synthLead: shop => ({
    instrument: sustained(shop, {
      wave: shop.traits.chance(0.5) ? 'saw' : 'pulse',
      width: draw(shop, 0.2, 0.5),
      voices: 2,
      detune: draw(shop, 0.05, 0.25),
      attack: 0.008,
      release: 0.08,
      cutoff: draw(shop, 1500, 5000),
      sweep: draw(shop, 0, 2500),
      resonance: draw(shop, 0, 0.6),
      vibrato: draw(shop, 0, 0.2),
      tracking: 1,
    }),
  }),
  synthPad: shop => ({
    instrument: sustained(shop, {
      wave: 'saw',
      voices: 3,
      detune: draw(shop, 0.15, 0.45),
      attack: draw(shop, 0.1, 0.5),
      release: draw(shop, 0.2, 0.6),
      cutoff: draw(shop, 500, 2500),
      resonance: draw(shop, 0, 0.4),
    }),
  }),
  pluckSynth: shop => ({
    instrument: sustained(shop, {
      wave: shop.traits.chance(0.6) ? 'saw' : 'pulse',
      voices: 2,
      detune: draw(shop, 0.05, 0.25),
      attack: 0.003,
      release: 0.08,
      sustain: draw(shop, 0, 0.3),
      decay: draw(shop, 0.1, 0.3),
      cutoff: draw(shop, 500, 1500),
      sweep: draw(shop, 1500, 4500),
      sweepSeconds: draw(shop, 0.06, 0.2),
      resonance: draw(shop, 0, 0.5),
      tracking: 0.5,
    }),
  }),
  steelGuitar: shop => ({
    instrument: sustained(shop, {
      wave: 'saw',
      attack: draw(shop, 0.03, 0.12),
      release: 0.2,
      sustain: 0.5,
      decay: 1,
      cutoff: draw(shop, 900, 1800),
      tracking: 1,
      vibrato: draw(shop, 0.1, 0.35),
      vibratoRate: draw(shop, 4.5, 6),
      glide: draw(shop, 1, 2.5),
    }),
  }),
}
