import { makeKit, addInto } from './drum-kit'
import { driveInPlace } from './effects/drive'
import { recordInPlace } from './effects/recording'
import { gain } from './exact-math'
import type { Arrangement, NoteEvent } from './arrange'
import { makeVoice, type InstrumentName } from './instruments/catalogue'
import type { TrackPlan } from './plan-track'

/** RMS to which each part is brought before it is mixed, so that the mix' levels mean the same for all instruments. */
const PART_RMS = 0.1

/** Turns what is played into sound: `length` samples at `sampleRate`. */
export function render(plan: TrackPlan, arrangement: Arrangement, length: number, sampleRate: number): Float64Array {
  const { timbre, mix } = plan.style
  const traits = plan.traits.timbre
  const levels = plan.traits.mix
  const out = new Float64Array(length)

  const kit = makeKit(traits.choose(timbre.kits), traits, sampleRate)
  const drums = new Float64Array(length)
  for (const { time, drum, velocity } of arrangement.drums) {
    addInto(drums, kit[drum], velocity, Math.round(time * sampleRate))
  }
  mixInto(out, drums, levels.number(...mix.drums))

  const parts = [
    { name: traits.choose(timbre.bass), notes: arrangement.bass, level: levels.number(...mix.bass) },
    { name: traits.choose(timbre.chords), notes: arrangement.chords, level: levels.number(...mix.chords) },
    { name: traits.choose(timbre.pads, 0.3), notes: arrangement.pad, level: levels.number(...mix.pad) },
    { name: traits.choose(timbre.leads, 0.3), notes: arrangement.lead, level: levels.number(...mix.lead) },
  ]
  for (const { name, notes, level } of parts) {
    if (name !== null) mixInto(out, playPart(plan, name, notes, length, sampleRate), level)
  }
  recordInPlace(out, { mix, traits: plan.traits.mix, sampleRate })
  return out
}

function playPart(
  plan: TrackPlan,
  name: InstrumentName,
  notes: readonly NoteEvent[],
  length: number,
  sampleRate: number,
): Float64Array {
  const { instrument, drive } = makeVoice(name, { sampleRate, traits: plan.traits.timbre })
  const bus = new Float64Array(length)
  for (const { time, seconds, frequency, velocity } of notes) {
    const start = Math.round(time * sampleRate)
    if (start < length) instrument.note(bus, start, Math.round(seconds * sampleRate), frequency, velocity)
  }
  if (drive) driveInPlace(bus, { ...drive, sampleRate })
  return bus
}

/** Adds a part at `level` dB, measured while it plays: silence before and after does not make it louder. */
function mixInto(out: Float64Array, part: Float64Array, level: number): void {
  let power = 0
  let active = 0
  for (let i = 0; i < part.length; i++) {
    const square = part[i] * part[i]
    power += square
    if (square > 1e-8) active++
  }
  if (active === 0) return
  const scale = (gain(level) * PART_RMS) / Math.sqrt(power / active)
  for (let i = 0; i < part.length; i++) out[i] += scale * part[i]
}
