import { decay60, exp2, sinTurns, softClip } from './exact-math'
import { biquad, filterInPlace } from './effects/biquad'
import { Noise } from './noise'
import type { DrumName, Range } from './style'
import type { Traits } from './traits'

export type KitName = 'acoustic' | 'heavy' | 'disco' | 'machine' | 'electronic' | 'jazz' | 'dry'

/** What a kit's drums are made of; an artist's drums lie between each pair of values. */
interface Kit {
  /** Kick: pitch it ends at (Hz), ratio it starts at, length (s), level of the click, saturation. */
  readonly kick: { pitch: Range; start: Range; length: Range; click: Range; drive: Range }
  /** Snare: pitch (Hz), length of the tone and of the wires (s), share of the wires, their lower edge (Hz). */
  readonly snare: { pitch: Range; length: Range; wires: Range; share: Range; edge: Range }
  /** Cymbals: length of a closed and an open hat (s), lower edge (Hz), share of metal against noise. */
  readonly hat: { closed: Range; open: Range; edge: Range; metal: Range }
}

const KITS: Readonly<Record<KitName, Kit>> = {
  acoustic: {
    kick: { pitch: [48, 68], start: [2, 3.5], length: [0.2, 0.45], click: [0.1, 0.4], drive: [1, 1.6] },
    snare: { pitch: [165, 240], length: [0.1, 0.22], wires: [0.15, 0.35], share: [0.5, 0.8], edge: [900, 2200] },
    hat: { closed: [0.04, 0.12], open: [0.3, 0.7], edge: [5000, 7500], metal: [0.3, 0.7] },
  },
  heavy: {
    kick: { pitch: [45, 60], start: [3, 5], length: [0.14, 0.25], click: [0.5, 1], drive: [1.5, 2.5] },
    snare: { pitch: [170, 230], length: [0.1, 0.2], wires: [0.18, 0.35], share: [0.55, 0.85], edge: [1200, 2500] },
    hat: { closed: [0.04, 0.1], open: [0.4, 0.9], edge: [4500, 7000], metal: [0.4, 0.8] },
  },
  disco: {
    kick: { pitch: [50, 65], start: [2, 3], length: [0.18, 0.3], click: [0.15, 0.4], drive: [1.2, 1.8] },
    snare: { pitch: [180, 230], length: [0.08, 0.15], wires: [0.12, 0.22], share: [0.6, 0.85], edge: [1300, 2500] },
    hat: { closed: [0.03, 0.07], open: [0.15, 0.3], edge: [6000, 8000], metal: [0.3, 0.6] },
  },
  machine: {
    kick: { pitch: [40, 55], start: [2, 4], length: [0.35, 0.9], click: [0, 0.3], drive: [1.3, 2.5] },
    snare: { pitch: [170, 250], length: [0.06, 0.15], wires: [0.1, 0.28], share: [0.6, 0.9], edge: [1500, 3000] },
    hat: { closed: [0.02, 0.06], open: [0.15, 0.4], edge: [6500, 8500], metal: [0.5, 1] },
  },
  electronic: {
    kick: { pitch: [46, 60], start: [3, 5], length: [0.2, 0.4], click: [0.3, 0.7], drive: [1.3, 2.2] },
    snare: { pitch: [180, 260], length: [0.07, 0.15], wires: [0.12, 0.3], share: [0.6, 0.9], edge: [1300, 3000] },
    hat: { closed: [0.02, 0.06], open: [0.15, 0.35], edge: [6000, 8500], metal: [0.4, 0.9] },
  },
  jazz: {
    kick: { pitch: [55, 80], start: [1.5, 2.2], length: [0.15, 0.3], click: [0.02, 0.15], drive: [1, 1.2] },
    snare: { pitch: [190, 280], length: [0.08, 0.16], wires: [0.1, 0.25], share: [0.5, 0.75], edge: [1200, 2600] },
    hat: { closed: [0.05, 0.1], open: [0.2, 0.4], edge: [5500, 8000], metal: [0.5, 0.9] },
  },
  dry: {
    kick: { pitch: [50, 70], start: [1.6, 2.6], length: [0.12, 0.25], click: [0.05, 0.25], drive: [1, 1.5] },
    snare: { pitch: [200, 330], length: [0.05, 0.12], wires: [0.06, 0.16], share: [0.4, 0.7], edge: [1200, 2600] },
    hat: { closed: [0.03, 0.07], open: [0.2, 0.35], edge: [5500, 8000], metal: [0.3, 0.6] },
  },
}

/** One-shot sounds of all drums of a kit, tuned to the artist. */
export function makeKit(name: KitName, traits: Traits, sampleRate: number): Record<DrumName, Float64Array> {
  const { kick, snare, hat } = KITS[name]
  const draw = (range: Range, spread = 0.1) => traits.number(range[0], range[1], spread)
  const noise = new Noise(traits.noiseSeed())
  const shop = { sampleRate, noise }
  const wireEdge = draw(snare.edge)
  const hatEdge = draw(hat.edge)
  const metal = draw(hat.metal)
  const snarePitch = draw(snare.pitch)
  const kickSound = membrane(shop, draw(kick.pitch), draw(kick.start), 0.03, draw(kick.length))
  addInto(kickSound, burst(shop, 1500, 7000, 0.012), draw(kick.click))
  const push = draw(kick.drive)
  for (let i = 0; i < kickSound.length; i++) kickSound[i] = softClip(push * kickSound[i])

  const share = draw(snare.share)
  const snareSound = burst(shop, wireEdge, 9000, draw(snare.wires), share)
  addInto(snareSound, membrane(shop, snarePitch, 1.5, 0.02, draw(snare.length)), 0.9 - 0.6 * share)

  const clap = new Float64Array(Math.floor(0.3 * sampleRate))
  for (const [delay, level] of [
    [0, 0.6],
    [0.011, 0.7],
    [0.023, 1],
  ]) {
    addInto(clap, burst(shop, 900, 4500, delay === 0.023 ? 0.16 : 0.02), level, Math.floor(delay * sampleRate))
  }
  return {
    kick: kickSound,
    snare: snareSound,
    hat: cymbal(shop, hatEdge, draw(hat.closed), metal, 0.5),
    openHat: cymbal(shop, hatEdge * 0.95, draw(hat.open), metal, 0.45),
    ride: cymbal(shop, hatEdge * 0.7, traits.number(0.4, 0.9), Math.min(1, metal + 0.2), 0.35),
    crash: cymbal(shop, hatEdge * 0.5, traits.number(0.9, 1.8), metal * 0.7, 0.6),
    clap,
    rim: membrane(shop, traits.number(700, 1100), 1.1, 0.005, traits.number(0.03, 0.06)),
    shaker: burst(shop, traits.number(4500, 6500), 10000, traits.number(0.05, 0.09), 0.35),
    tom: membrane(shop, traits.number(85, 140), 1.6, 0.05, traits.number(0.2, 0.4)),
    brush: burst(shop, traits.number(1500, 2500), 8000, traits.number(0.12, 0.25), 0.3),
    conga: membrane(shop, traits.number(200, 330), 1.2, 0.02, traits.number(0.12, 0.22)),
  }
}

interface Shop {
  readonly sampleRate: number
  readonly noise: Noise
}

/** A drum head: a sine whose pitch falls from `pitch * start` and that dies within `length` seconds. */
function membrane({ sampleRate }: Shop, pitch: number, start: number, fall: number, length: number): Float64Array {
  const out = new Float64Array(Math.floor(length * 1.2 * sampleRate))
  const fade = decay60(length, sampleRate)
  const bend = exp2(-1 / (fall * sampleRate))
  let phase = 0
  let level = 1
  let excess = start - 1
  for (let i = 0; i < out.length; i++) {
    out[i] = level * sinTurns(phase)
    phase += (pitch * (1 + excess)) / sampleRate
    level *= fade
    excess *= bend
  }
  return out
}

/** Noise between two frequencies that dies within `length` seconds. */
function burst({ sampleRate, noise }: Shop, low: number, high: number, length: number, level = 1): Float64Array {
  const out = new Float64Array(Math.max(8, Math.floor(length * 1.2 * sampleRate)))
  const fade = decay60(length, sampleRate)
  let envelope = 1.5 * level
  for (let i = 0; i < out.length; i++) {
    out[i] = envelope * noise.next()
    envelope *= fade
  }
  filterInPlace(out, biquad('highpass', { frequency: low, sampleRate }))
  filterInPlace(out, biquad('lowpass', { frequency: Math.min(high, 0.45 * sampleRate), sampleRate }))
  return out
}

/** A cymbal: noise and the clang of six pulses, above `edge` Hz. */
function cymbal({ sampleRate, noise }: Shop, edge: number, length: number, metal: number, level: number): Float64Array {
  const out = new Float64Array(Math.floor(length * 1.2 * sampleRate))
  const ratios = [1, 1.342, 1.2312, 1.6532, 1.9523, 2.1523]
  const phases = ratios.map(() => 0.5 + 0.5 * noise.next())
  const base = 480 + 80 * noise.next()
  const fade = decay60(length, sampleRate)
  let envelope = level
  for (let i = 0; i < out.length; i++) {
    let clang = 0
    for (let k = 0; k < 6; k++) {
      phases[k] += (base * ratios[k]) / sampleRate
      phases[k] -= Math.floor(phases[k])
      clang += phases[k] < 0.5 ? 0.4 : -0.4
    }
    out[i] = envelope * (metal * clang + (1 - metal) * noise.next())
    envelope *= fade
  }
  const frequency = Math.min(edge, 0.4 * sampleRate)
  filterInPlace(out, biquad('highpass', { frequency, sampleRate }))
  filterInPlace(out, biquad('highpass', { frequency: frequency * 0.8, sampleRate }))
  return out
}

/** `target[at + i] += level * source[i]`, as far as both reach. */
export function addInto(target: Float64Array, source: Float64Array, level: number, at = 0): void {
  const from = Math.max(0, -at)
  const to = Math.min(source.length, target.length - at)
  for (let i = from; i < to; i++) target[at + i] += level * source[i]
}
